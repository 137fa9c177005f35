"""The prepared folder of the default encoder in the cache: made once, whole or not at all."""

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.e5.names import SOURCE_SHA256, WEIGHTS_FILE
from index.errors import EncoderError

_log = logging.getLogger(__name__)

_FORMAT = 1  # raised when the prepared files change: another folder, so that an older Wenbao keeps its own
_FOLDER = f"multilingual-e5-small-{SOURCE_SHA256[:8]}-{_FORMAT}"
_MANIFEST = "prepared.json"
_UNFINISHED = f"{_FOLDER}.unfinished"
_DAMAGED = f"{_FOLDER}.damaged"


def _convert(folder: Path) -> None:
    # Loads libraries that a prepared folder does not need: 0.1 s of every question.
    from index.e5.convert import convert  # noqa: PLC0415

    convert(folder)


def prepared_folder(cache: Path, report: Callable[[str], None], convert: Callable[[Path], None] = _convert) -> Path:
    """The folder, prepared now (6 s) by ``convert`` if it is missing or damaged. Raises EncoderError."""
    folder = cache / _FOLDER
    if _damage(folder) is None:
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with _locked(cache, report):
            damage = _damage(folder)  # another process may have prepared it meanwhile
            if damage is not None:
                _replace(folder, damage, report, convert)
    except OSError as error:
        advice = "it needs 600 MB; make room there or set WENBAO_CACHE to another folder"
        raise EncoderError(f"cannot prepare the encoder in {cache} ({error.strerror or error}): {advice}") from error
    return folder


@contextmanager
def _locked(cache: Path, report: Callable[[str], None]) -> Iterator[None]:
    lock = FileLock(cache / f"{_FOLDER}.lock")
    try:
        lock.acquire(timeout=1)
    except Timeout:
        report("waiting for another process that is preparing the encoder")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _replace(folder: Path, damage: str, report: Callable[[str], None], convert: Callable[[Path], None]) -> None:
    """Prepare beside ``folder`` and rename: a process that is killed leaves nothing that looks prepared."""
    unfinished, damaged = folder.with_name(_UNFINISHED), folder.with_name(_DAMAGED)
    for leftover in (unfinished, damaged):
        if leftover.exists():
            shutil.rmtree(leftover)  # of a killed process: we hold the lock
    if folder.exists():
        _log.warning("the prepared encoder in %s is damaged (%s) and is made again", folder, damage)
    report("preparing the encoder multilingual-e5-small, once (6 seconds)")
    try:
        convert(unfinished)
        _write_manifest(unfinished)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    if folder.exists():
        folder.rename(damaged)
    unfinished.rename(folder)
    shutil.rmtree(damaged, ignore_errors=True)


def _write_manifest(folder: Path) -> None:
    manifest = {str(path.relative_to(folder)): _fingerprint(path) for path in folder.rglob("*") if path.is_file()}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")


def _fingerprint(path: Path) -> str:
    """Size and, but for the weights (470 MB), sha256."""
    size = path.stat().st_size
    return str(size) if path.name == WEIGHTS_FILE else f"{size} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _damage(folder: Path) -> str | None:
    """What is wrong with a prepared folder; None if nothing is. 20 ms."""
    try:
        manifest: dict[str, str] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        altered = [name for name, expected in manifest.items() if _fingerprint(folder / name) != expected]
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    except ValueError:
        return f"{_MANIFEST} is no JSON"
    return f"{altered[0]} is altered" if altered else None
