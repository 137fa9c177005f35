"""The shelf while it is served: reports come and go in one job at a time, and questions never wait for it.

A job writes beside the store that is being asked, then replaces the one reference to it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from threading import Lock, Thread

from index.errors import WenbaoError
from index.store import open_store
from index.write_lock import write_lock
from rag import spelling
from ui.readiness import Readiness
from ui.uploads import Upload

_log = logging.getLogger(__name__)
_BUG = "The server failed on this report; its log says why."


class ShelfBusyError(WenbaoError):
    """Another job is running."""


class LastDocumentError(WenbaoError):
    """A store without documents answers nothing."""


class JobState(StrEnum):
    """How far a job is; idle: there was none yet."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobKind(StrEnum):
    """What a job does."""

    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Job:
    """The running job, else the last one. ``name`` is that of the file, or the id of the document to remove.

    ``document_id`` and ``warnings`` are those of the document that was read, ``error`` says why none was.
    """

    state: JobState = JobState.IDLE
    kind: JobKind | None = None
    name: str = ""
    step: str = ""
    document_id: str | None = None
    warnings: tuple[str, ...] = ()
    error: str | None = None


@dataclass(slots=True)
class Shelf:
    """Adds, replaces and removes documents of the store that ``readiness`` serves."""

    readiness: Readiness
    job: Job = field(default_factory=Job)  # replaced as a whole, so that whoever reads it sees one moment
    lock: Lock = field(default_factory=Lock)

    def add(self, upload: Upload, replaces: str | None = None) -> Job:
        """Read an upload into the store, in the place of a document if one is named. The upload is closed in any case.

        Raises ShelfBusyError, UnknownDocumentError.
        """

        def put() -> None:
            from index.build import put_into_store

            asker = self.readiness.opened()
            summary = put_into_store(upload.file, asker.store.path, asker.encoder, self._tell, replaces=replaces)
            (document,) = summary.documents
            self.job = replace(self.job, document_id=document.id, warnings=document.warnings)

        try:
            if replaces is not None:
                self.readiness.opened().store.document(replaces)
            return self._start(Job(JobState.RUNNING, JobKind.ADD, upload.name), put, upload.close)
        except WenbaoError:
            upload.close()
            raise

    def remove(self, document_id: str) -> Job:
        """Take a document out. Raises ShelfBusyError, UnknownDocumentError, LastDocumentError."""
        store = self.readiness.opened().store
        store.document(document_id)
        if len(store.documents) == 1:
            raise LastDocumentError(f'"{document_id}" is the last document of the store. Add another first.')

        def take_out() -> None:
            from index.build import remove_from_store

            remove_from_store(document_id, store.path)

        return self._start(Job(JobState.RUNNING, JobKind.REMOVE, document_id), take_out)

    def require_idle(self) -> None:
        """Raise ShelfBusyError while a job is running."""
        if self.job.state is JobState.RUNNING:
            raise ShelfBusyError(f"The shelf is still at work on {self.job.name}. Wait until that is done.")

    def _start(self, job: Job, work: Callable[[], None], close: Callable[[], None] = lambda: None) -> Job:
        with self.lock:
            self.require_idle()
            self.job = job
        # Ctrl-C must not wait for it: a job that is cut off leaves the store as it was.
        Thread(target=self._run, args=(work, close), daemon=True).start()
        return job

    def _run(self, work: Callable[[], None], close: Callable[[], None]) -> None:
        error = None
        try:
            work()
            self._switch()
        except WenbaoError as told:
            error = str(told)
        except Exception:  # noqa: BLE001 - whoever waits for the job must hear of a bug, too; the log has its trace
            _log.exception("a job of the shelf failed")
            error = _BUG
        finally:
            close()
        self.job = replace(self.job, state=JobState.FAILED if error else JobState.DONE, step="", error=error)

    def _switch(self) -> None:
        """Ask the new store from now on. What is being answered over the old one is answered to its end."""
        self._tell("Opening the new store")
        asker = self.readiness.opened()
        with write_lock(asker.store.path):  # another process that writes would sweep files away while they are opened
            store = open_store(asker.store.path)
        self.readiness.asker = replace(asker, store=store)
        spelling.prepare(store.index)

    def _tell(self, line: str) -> None:
        self.job = replace(self.job, step=line.strip())
