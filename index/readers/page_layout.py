"""From printed pages to blocks: furniture out, columns in reading order, lines joined to paragraphs, notes last."""

from collections.abc import Sequence

from index.readers.block import Block
from index.readers.page_columns import read_columns
from index.readers.page_furniture import without_furniture
from index.readers.page_notes import apart_from_notes
from index.readers.page_paragraphs import read_paragraphs
from index.readers.printed import PrintedPage


def read_layout(pages: Sequence[PrintedPage]) -> tuple[Block, ...]:
    """The blocks of a report from its pages."""
    columns, notes = apart_from_notes(read_columns(without_furniture(pages)))
    return read_paragraphs(columns) + notes
