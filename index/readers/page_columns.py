"""The columns of a page in reading order, and the lines of each."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.readers.marks import raised
from index.readers.printed import Box, Column, Piece, PrintedLine, PrintedPage
from index.readers.ruled_tables import table_rows

_FEWEST_ROWS = 3  # side by side make columns; two may be a signature and a date
_LEAST_FILLED = 0.55  # share of a column that its lines fill; cells of a table fill less
_NARROWEST = 8  # ems
_WORD_GAP = 0.2  # ems between two pieces of a line that are two words


def read_columns(page: PrintedPage) -> tuple[Column, ...]:
    """Columns from left to right between what spans the page."""
    inside, rows = table_rows(page)
    outside = [piece for piece in page.pieces if piece not in inside]
    columns = [_lines(region) for region in _regions(outside)]
    return tuple(Column(page.number, tuple(lines)) for lines in _with_rows(columns, rows))


def _with_rows(columns: list[list[PrintedLine]], rows: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """The rows of ruled tables set between the lines that stand above and below them."""
    if not rows:
        return columns
    if not columns:
        return [list(rows)]
    for row in rows:
        middle = (row.box.left + row.box.right) / 2
        over = [lines for lines in columns if any(line.box.bottom >= row.box.top for line in lines)]
        beside = [lines for lines in over if lines[0].box.left <= middle <= max(line.box.right for line in lines)]
        column = (beside or over or columns[:1])[-1]
        at = sum(1 for line in column if line.box.bottom >= row.box.bottom)
        column.insert(at, row)
    return columns


def _regions(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that are read one after the other: above the columns, each column, below them."""
    rows = _rows(pieces)
    best: tuple[int, int, int, float] | None = None
    for gutter in {each for row in rows for each in _gaps(row)}:
        start, end = _longest_run(rows, gutter)
        band = [piece for row in rows[start:end] for piece in row]
        if end - start >= (best[0] if best else _FEWEST_ROWS) and _is_gutter(band, gutter):
            best = (end - start, start, end, gutter)
    if best is None:
        return [list(pieces)] if pieces else []
    _, start, end, gutter = best
    band = [piece for row in rows[start:end] for piece in row]
    parts = (
        [piece for row in rows[:start] for piece in row],
        [piece for piece in band if piece.box.right <= gutter],
        [piece for piece in band if piece.box.right > gutter],
        [piece for row in rows[end:] for piece in row],
    )
    return [region for part in parts for region in _regions(part)]


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces on one baseline, from top to bottom; a raised or smaller one stands in the row that it overlaps most."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (-each.size, -each.box.bottom)):
        row = max(rows, key=lambda each: _overlap(each[0], piece), default=None)
        if row is None or _overlap(row[0], piece) <= 0.5 * piece.size:
            rows.append([piece])
        else:
            row.append(piece)
    rows.sort(key=lambda row: -row[0].box.bottom)
    return [sorted(row, key=lambda piece: piece.box.left) for row in rows]


def _overlap(one: Piece, other: Piece) -> float:
    return min(one.box.bottom + one.size, other.box.bottom + other.size) - max(one.box.bottom, other.box.bottom)


def _gaps(row: Sequence[Piece]) -> Iterable[float]:
    for before, after in pairwise(row):
        if after.box.left - before.box.right > 0.8 * max(before.size, after.size):
            yield round((before.box.right + after.box.left) / 2)


def _longest_run(rows: Sequence[Sequence[Piece]], gutter: float) -> tuple[int, int]:
    """The most rows on end that nothing spans."""
    best, start = (0, 0), 0
    for position, row in enumerate(rows):
        if any(piece.box.left < gutter < piece.box.right for piece in row):
            start = position + 1
        elif position + 1 - start > best[1] - best[0]:
            best = (start, position + 1)
    return best


def _is_gutter(band: Sequence[Piece], gutter: float) -> bool:
    sides = (
        [piece for piece in band if piece.box.right <= gutter],
        [piece for piece in band if piece.box.right > gutter],
    )
    return all(_is_column(side) for side in sides)


def _is_column(pieces: Sequence[Piece]) -> bool:
    """Whether the lines are those of running text: several, and most of the width filled."""
    rows = _rows(pieces)
    if len(rows) < _FEWEST_ROWS:
        return False
    width = max(piece.box.right for piece in pieces) - min(piece.box.left for piece in pieces)
    filled = sum(row[-1].box.right - row[0].box.left for row in rows)
    return width >= _NARROWEST * max(piece.size for piece in pieces) and filled >= _LEAST_FILLED * width * len(rows)


def _lines(pieces: Sequence[Piece]) -> list[PrintedLine]:
    return [join_pieces(row) for row in _rows(pieces)]


def join_pieces(row: Sequence[Piece]) -> PrintedLine:
    """One line of pieces from left to right; a raised figure is marked as one."""
    size = max(piece.size for piece in row)
    main = next(piece for piece in row if piece.size == size)
    text, bold_chars = "", 0
    for position, piece in enumerate(row):
        words = piece.text
        is_raised = piece.size <= 0.8 * size and piece.box.bottom > main.box.bottom + 0.15 * size
        if is_raised:
            words = raised(words, text)
        elif position and piece.box.left - row[position - 1].box.right > _WORD_GAP * size:
            words = " " + words
        if piece.is_bold and bold_chars == len(text):
            bold_chars += len(words)
        text += words
    box = Box(row[0].box.left, main.box.bottom, max(piece.box.right for piece in row), main.box.bottom + size)
    return PrintedLine(text, box, size, bold_chars)
