"""Which reader reads which file, by its suffix."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.errors import ReportError
from index.readers.block import Extract
from index.readers.docx import read_docx
from index.readers.furniture import without_footer
from index.readers.html import read_html, read_web_archive
from index.readers.image import SUFFIXES as IMAGES
from index.readers.image import read_image
from index.readers.pdf import read_pdf
from index.readers.text import read_text

LARGEST_BYTES = 200_000_000  # a scanned report has some 100 MB; text has a limit of its own
_READERS: dict[str, Callable[[str, bytes], Extract]] = {
    **dict.fromkeys((".md", ".markdown"), read_text),
    ".txt": read_text,
    ".docx": read_docx,
    ".pdf": read_pdf,
    **dict.fromkeys(IMAGES, read_image),
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), read_html),
    **dict.fromkeys((".mht", ".mhtml"), read_web_archive),
}
# What an office program opens and saves anew.
_CONVERTED = {
    **dict.fromkeys((".doc", ".dot", ".rtf", ".docm", ".dotx"), "Word, WPS or LibreOffice"),
    **dict.fromkeys((".wps", ".wpt", ".uof", ".uot"), "WPS"),
    **dict.fromkeys((".odt", ".fodt"), "LibreOffice, Word or WPS"),
}


def is_readable(suffix: str) -> bool:
    """Whether files with this suffix (``.txt``) have a reader."""
    return suffix.lower() in _READERS


def readable_suffixes() -> tuple[str, ...]:
    """The suffixes that have a reader, in order."""
    return tuple(sorted(_READERS))


def unreadable(suffix: str) -> str:
    """Why a file with this suffix is not read, and what to do."""
    if suffix.lower() in _CONVERTED:
        return f"{suffix} is not read. Open the report in {_CONVERTED[suffix.lower()]} and save it as .docx."
    formats = ", ".join(readable_suffixes())
    return f"{suffix or 'a file without a suffix'} is not read. Save the report as one of {formats}."


def extract(file_name: str, content: bytes) -> Extract:
    """The blocks of a report file. Raises ReportError with the way out for what cannot be read."""
    suffix = Path(file_name).suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise ReportError(f"{file_name}: {unreadable(suffix)}")
    if len(content) > LARGEST_BYTES:
        raise ReportError(
            f"{file_name} has {len(content):,} bytes, more than {LARGEST_BYTES:,}. Give one report a file."
        )
    found = reader(file_name, content)
    blocks = without_footer(found.blocks)
    left_out = len(found.blocks) - len(blocks)
    warnings = (f"{left_out} lines of a web page's footer were left out",) if left_out else ()
    return replace(found, blocks=blocks, warnings=found.warnings + warnings)
