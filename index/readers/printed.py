"""What a printed page holds, whether its text comes from a PDF or from the recognition of a scan.

Lengths are points (1/72 inch) from the lower left corner of the page as a reader sees it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page; ``bottom`` of text is its baseline."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters side by side in one face, with no wide gap between them; ``size`` is that of an ideograph."""

    text: str
    box: Box
    size: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page's pieces in the order of the file, and the rules drawn on it (thin boxes, as those of a table)."""

    number: int
    pieces: tuple[Piece, ...]
    rules: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a column, or one row of a table (``is_row``)."""

    text: str
    box: Box
    size: float
    bold_chars: int = 0
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Lines from top to bottom that are read one after the other, and the page that they stand on."""

    page: int
    lines: tuple[PrintedLine, ...]
