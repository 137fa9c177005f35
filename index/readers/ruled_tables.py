"""Tables with drawn borders: a line per row, the words of its cells set apart as in every other format."""

from index.readers.printed import Piece, PrintedLine, PrintedPage


def table_rows(page: PrintedPage) -> tuple[set[Piece], tuple[PrintedLine, ...]]:
    """The pieces that stand in tables, and the rows that they make."""
    return set(), ()
