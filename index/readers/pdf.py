"""PDF files: the text layer of every page, or what recognition finds on a scanned one, laid back to paragraphs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.errors import ReportError
from index.readers.block import Extract
from index.readers.page_layout import read_layout
from index.readers.pdf_text import TextLayer, read_rules, read_text_layer
from index.readers.printed import PrintedPage
from index.readers.recognition import (
    EXTRA,
    Recognizer,
    load_recognizer,
    page_list,
    recognized_pieces,
    recognized_warning,
)

_FEWEST_CHARACTERS = 8  # of a page with text; a scan may carry a page number or a stamp as text
_LEAST_IMAGE = 0.4  # share of a page that its images cover, if it is a scan
_DOTS_PER_INCH = 200
_ONE_AT_A_TIME = Lock()  # PDFium is not thread-safe


def read_pdf(file_name: str, content: bytes) -> Extract:
    """Blocks in reading order with their pages. Raises ReportError for what cannot be read."""
    return read_pdf_with(load_recognizer, file_name, content)


def read_pdf_with(recognizer: Callable[[], Recognizer | None], file_name: str, content: bytes) -> Extract:
    """As ``read_pdf``; the recognizer is loaded for the first page that needs it."""
    with _ONE_AT_A_TIME, _opened(file_name, content) as document:
        reader = _Reader(recognizer)
        pages = [reader.page(document, number) for number in range(1, len(document) + 1)]
    blocks = read_layout(pages)
    if not any(block.text.strip() for block in blocks):
        raise ReportError(f"{file_name} {reader.why_empty(len(pages))}")
    return Extract(blocks, len(pages), reader.warnings())


@contextmanager
def _opened(file_name: str, content: bytes) -> Iterator[Any]:
    if not content:
        raise ReportError(f"{file_name} is empty. Download it again.")
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise _why_closed(file_name, getattr(error, "err_code", None)) from None
    try:
        if not len(document):
            raise ReportError(f"{file_name} has no pages. Check that it is the report and save it as PDF again.")
        yield document
    finally:
        document.close()


def _why_closed(file_name: str, code: int | None) -> ReportError:
    if code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
        return ReportError(f"{file_name} is encrypted. Open it with its password and print it to a PDF without one.")
    return ReportError(f"{file_name} is no PDF file or is damaged. Download it again, or open it and save it anew.")


@dataclass(slots=True)
class _Reader:
    """Reads page after page and keeps what a person should know."""

    recognizer: Callable[[], Recognizer | None]
    recognized: list[int] = field(default_factory=list)
    unrecognized: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    unreadable: int = 0
    turned: int = 0

    def page(self, document: Any, number: int) -> PrintedPage:
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            self.damaged.append(number)
            return PrintedPage(number, ())
        try:
            return self._printed(page, number)
        finally:
            page.close()

    def _printed(self, page: Any, number: int) -> PrintedPage:
        layer = read_text_layer(page)
        if _is_scan(page, layer):
            recognizer = self.recognizer()
            (self.unrecognized if recognizer is None else self.recognized).append(number)
            if recognizer is not None:
                image = page.render(scale=_DOTS_PER_INCH / 72, rev_byteorder=False).to_numpy()[:, :, :3]
                return PrintedPage(number, recognized_pieces(image, recognizer))
        self.unreadable += layer.unreadable
        self.turned += layer.turned
        return PrintedPage(number, tuple(layer.pieces), read_rules(page))

    def why_empty(self, pages: int) -> str:
        if len(self.damaged) == pages:
            return "is damaged: none of its pages can be read. Download it again, or open it and save it anew."
        if self.unrecognized:
            return f"has pages to look at and no text that can be read. Install text recognition: {EXTRA}"
        return "holds no text. Check that it is the report and not an empty file."

    def warnings(self) -> tuple[str, ...]:
        told = []
        if self.recognized:
            told.append(recognized_warning(self.recognized))
        if self.unrecognized:
            told.append(f"{page_list(self.unrecognized)} left out: scanned, which needs {EXTRA}")
        if self.damaged:
            told.append(f"{page_list(self.damaged)} left out: damaged; download the file again")
        if self.unreadable:
            told.append(f"{self.unreadable} characters were left out: the file does not say which they are")
        if self.turned:
            told.append(f"{self.turned} characters of turned text were left out, as of a watermark")
        return tuple(told)


def _is_scan(page: Any, layer: TextLayer) -> bool:
    """Whether the page is a picture of its text, or has a text layer that nobody can read."""
    readable = sum(len(piece.text) for piece in layer.pieces)
    if layer.unreadable > readable:
        return True
    return readable < _FEWEST_CHARACTERS and _image_share(page) >= _LEAST_IMAGE


def _image_share(page: Any) -> float:
    """Share of the page that its images cover."""
    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = image.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered / float(width * height)
