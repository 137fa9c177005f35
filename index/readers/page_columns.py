"""The columns of every page in reading order, and the lines of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.readers.marks import raised
from index.readers.printed import Box, Column, Piece, PrintedLine, PrintedPage
from index.readers.ruled_tables import table_rows

_FEWEST_ROWS = 3  # side by side make columns; two may be a signature and a date
_LEAST_FILLED = 0.55  # share of a column that its lines fill; cells of a table fill less
_NARROWEST = 8  # ems
_SAME_GUTTER = 12  # points
_WORD_GAP = 0.2  # ems between two pieces of a line that are two words


@dataclass(frozen=True, slots=True)
class _Split:
    """Rows from ``start`` to ``end`` that a gutter parts."""

    start: int
    end: int
    gutter: float


def read_columns(pages: Sequence[PrintedPage]) -> tuple[Column, ...]:
    """Columns from left to right between what spans a page."""
    tables = [table_rows(page) for page in pages]
    texts = [
        [piece for piece in page.pieces if piece not in inside] for page, (inside, _) in zip(pages, tables, strict=True)
    ]
    splits = (_split(_rows(pieces), ()) for pieces in texts)
    known = tuple({split.gutter for split in splits if split is not None})
    return tuple(
        column
        for page, pieces, (_, rows) in zip(pages, texts, tables, strict=True)
        for column in _page_columns(page, pieces, rows, known)
    )


def _page_columns(
    page: PrintedPage, pieces: Sequence[Piece], rows: Sequence[PrintedLine], known: Sequence[float]
) -> tuple[Column, ...]:
    columns = [_lines(region) for region in _regions(pieces, known)]
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


def _regions(pieces: Sequence[Piece], known: Sequence[float]) -> list[list[Piece]]:
    """Pieces that are read one after the other: above the columns, each column, below them."""
    rows = _rows(pieces)
    split = _split(rows, known)
    if split is None:
        return [list(pieces)] if pieces else []
    band = [piece for row in rows[split.start : split.end] for piece in row]
    parts = (
        [piece for row in rows[: split.start] for piece in row],
        *_sides(band, split.gutter),
        [piece for row in rows[split.end :] for piece in row],
    )
    return [region for part in parts for region in _regions(part, known)]


def _split(rows: Sequence[Sequence[Piece]], known: Sequence[float]) -> _Split | None:
    """The gutter that parts the most rows; one of ``known`` also parts the few lines of a last column."""
    best: _Split | None = None
    places = {place for row in rows for place in _places(row)}
    for gutter in sorted(places):
        start, end = _longest_run(rows, gutter)
        band = [piece for row in rows[start:end] for piece in row]
        fewest = 1 if any(abs(gutter - each) <= _SAME_GUTTER for each in known) else _FEWEST_ROWS
        is_longer = end - start >= max(_FEWEST_ROWS, best.end - best.start + 1 if best else 0)
        if is_longer and all(_is_column(side, fewest) for side in _sides(band, gutter)):
            best = _Split(start, end, gutter)
    return best


def _sides(band: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    return (
        [piece for piece in band if piece.box.right <= gutter],
        [piece for piece in band if piece.box.right > gutter],
    )


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


def _places(row: Sequence[Piece]) -> Iterable[float]:
    """Where a gutter may be: in front of a piece, as the lines of two columns need not stand side by side."""
    return (round(piece.box.left - 0.3 * piece.size) for piece in row)


def _longest_run(rows: Sequence[Sequence[Piece]], gutter: float) -> tuple[int, int]:
    """The most rows on end that nothing spans."""
    best, start = (0, 0), 0
    for position, row in enumerate(rows):
        if any(piece.box.left < gutter < piece.box.right for piece in row):
            start = position + 1
        elif position + 1 - start > best[1] - best[0]:
            best = (start, position + 1)
    return best


def _is_column(pieces: Sequence[Piece], fewest: int) -> bool:
    """Whether the lines are those of running text: several, and most of the width filled."""
    rows = _rows(pieces)
    if len(rows) < fewest:
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
