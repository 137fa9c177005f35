"""The files of a shelf: which are given, where each comes from, and what can be told of one before it is read."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import ReportError
from index.readers.formats import LARGEST_BYTES, is_readable, unreadable


@dataclass(frozen=True, slots=True)
class Source:
    """A report file. ``origin`` is where it lies: a file from the same place replaces its document.

    ``relative`` is its path below the folder that was given; ``sha256`` is what its bytes must have, if that is known.
    """

    path: Path
    origin: str
    relative: str
    name: str
    sha256: str | None = None

    def read(self) -> bytes:
        """The bytes. Raises ReportError for what is missing, no file, too large, or may not be read."""
        try:
            if not self.path.is_file():
                raise ReportError(f"{self.name}: {_why_no_file(self.path)}")
            size = self.path.stat().st_size
            if size > LARGEST_BYTES:  # told before it fills the memory
                raise ReportError(
                    f"{self.name} has {size:,} bytes, more than {LARGEST_BYTES:,}. Give one report a file."
                )
            return self.path.read_bytes()
        except OSError as error:
            raise ReportError(
                f"{self.name}: cannot be read ({error.strerror}). Check the path and its permissions."
            ) from None


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not in the store, and why."""

    name: str
    reason: str


def find_sources(paths: Sequence[Path]) -> tuple[tuple[Source, ...], tuple[Refused, ...]]:
    """The report files named and those below the folders named, in a stable order, and what is left out there."""
    found = [each for path in paths for each in (_below(path) if path.is_dir() else [_source(path, path.name)])]
    return (
        tuple(each for each in found if isinstance(each, Source)),
        tuple(each for each in found if isinstance(each, Refused)),
    )


def printable(name: str) -> str:
    """A file's name in one line, whatever characters it has: what cannot be printed is escaped."""
    escaped = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in escaped)


def sha256_of(content: bytes) -> str:
    """The hash by which the same file is known again."""
    return hashlib.sha256(content).hexdigest()


def _source(path: Path, relative: str) -> Source:
    return Source(path, printable(os.path.abspath(path)), printable(relative), printable(path.name))  # noqa: PTH100 - a link stays one


def _below(folder: Path) -> Iterator[Source | Refused]:
    """The files of a folder by their names, hidden ones aside. Links that lead out of it are not followed."""
    inside = folder.resolve()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if any(part.startswith(".") for part in relative.parts) or (path.is_dir() and not path.is_symlink()):
            continue
        name = printable(str(relative))
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            yield Refused(name, f"{name}: skipped, a link that leads out of the folder. Copy the report there instead.")
        elif not is_readable(path.suffix):
            yield Refused(name, f"{name}: skipped, {unreadable(path.suffix)}")
        elif not path.is_dir():
            yield _source(path, str(relative))


def _why_no_file(path: Path) -> str:
    if path.is_symlink():
        return "a link that leads nowhere. Check where it points."
    return "no regular file. Give a report file or a folder." if path.exists() else "no such file. Check the path."
