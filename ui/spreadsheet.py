"""Tables that people open in a spreadsheet program."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet program would run a text that begins so


def sheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV under a header, with the mark of UTF-8 that spreadsheet programs look for."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(columns)
    table.writerows([_harmless(cell) for cell in row] for row in rows)
    return f"\ufeff{written.getvalue()}"


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
