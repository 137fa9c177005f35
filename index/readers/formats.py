"""Which reader reads which file, by its suffix."""

from collections.abc import Callable
from pathlib import Path

from index.errors import ReportError
from index.readers.block import Extract
from index.readers.docx import read_docx
from index.readers.text import read_text

_LARGEST_BYTES = 20_000_000  # the longest report seen has 0.2 MB of text; beyond this a file is something else
_READERS: dict[str, Callable[[str, bytes], Extract]] = {
    ".md": read_text,
    ".txt": read_text,
    ".docx": read_docx,
}


def is_readable(suffix: str) -> bool:
    """Whether files with this suffix (``.txt``) have a reader."""
    return suffix.lower() in _READERS


def unreadable(suffix: str) -> str:
    """Why a file with this suffix is not read, and what to do."""
    return f"{suffix or 'a file without a suffix'} is not read yet. Save the report as .txt or .md in UTF-8."


def extract(file_name: str, content: bytes) -> Extract:
    """The blocks of a report file. Raises ReportError with the way out for what cannot be read."""
    suffix = Path(file_name).suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise ReportError(f"{file_name}: {unreadable(suffix)}")
    if len(content) > _LARGEST_BYTES:
        raise ReportError(
            f"{file_name} has {len(content):,} bytes, more than {_LARGEST_BYTES:,}. Give one report a file."
        )
    return reader(file_name, content)
