"""A file that somebody sends: its name made safe, its bytes in a folder of its own."""

import shutil
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request

from index.errors import WenbaoError

# A name has 255 bytes on common file systems, a Chinese character three.
_MOST_NAME_CHARS = 80
_UNSAFE = '<>:"|?*'  # no names on Windows


class UploadError(WenbaoError):
    """What was sent is no file with a name."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a temporary folder, which goes with ``close``."""

    folder: "TemporaryDirectory[str]"
    name: str

    @property
    def file(self) -> Path:
        """Where it lies."""
        return Path(self.folder.name) / self.name

    def close(self) -> None:
        """Delete file and folder."""
        self.folder.cleanup()


def safe_name(name: str) -> str:
    """The last part of a path as a name that every system takes, its suffix kept. Raises UploadError without one."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    kept = "".join("_" if each in _UNSAFE else each for each in last if each.isprintable()).strip(" .")
    if not kept:
        raise UploadError("The file has no name. Give one, as in ?name=report.docx")
    suffix = PurePosixPath(kept).suffix[:10]
    return kept if len(kept) <= _MOST_NAME_CHARS else kept[: _MOST_NAME_CHARS - len(suffix)] + suffix


async def receive(request: Request, name: str) -> Upload:
    """The file of a form, or the whole body under ``name``. Raises UploadError."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        return await _kept(name, lambda file: _keep(request.stream(), file))
    async with request.form(max_files=1, max_fields=8) as form:
        sent = next((each for each in form.values() if isinstance(each, UploadFile)), None)
        if sent is None:
            raise UploadError("The form holds no file. Send it as a part with a file name.")
        return await _kept(name or sent.filename or "", lambda file: run_in_threadpool(_copy, sent, file))


async def _kept(name: str, write: Callable[[Path], Awaitable[None]]) -> Upload:
    safe = safe_name(name)
    upload = Upload(TemporaryDirectory(prefix="wenbao-"), safe)
    try:
        await write(upload.file)
    except BaseException:  # the caller is gone, or sends too much
        upload.close()
        raise
    return upload


async def _keep(pieces: AsyncIterator[bytes], file: Path) -> None:
    with file.open("wb") as out:
        async for piece in pieces:
            out.write(piece)


def _copy(sent: UploadFile, file: Path) -> None:
    with file.open("wb") as out:
        shutil.copyfileobj(sent.file, out)
