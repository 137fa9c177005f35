"""Tables with drawn borders: a line per row, the words of its cells set apart as in every other format."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.readers.printed import Box, Piece, PrintedLine, PrintedPage

_CELLS = " | "
_TOUCHING = 3.0  # points between two rules that meet
_FEWEST_VERTICAL = 3  # two columns; a frame around text has two rules


@dataclass(frozen=True, slots=True)
class _Table:
    """Heights of its horizontal rules from the top, places of its vertical ones from the left, and the rules."""

    heights: tuple[float, ...]
    places: tuple[float, ...]
    horizontal: tuple[Box, ...]
    vertical: tuple[Box, ...]

    def cell(self, piece: Piece) -> tuple[int, int] | None:
        """Row and column where the cell around a piece begins: it may reach over several."""
        x, y = (piece.box.left + piece.box.right) / 2, piece.box.bottom + 0.4 * piece.size
        if not (self.places[0] < x < self.places[-1] and self.heights[-1] < y < self.heights[0]):
            return None
        above = [rule.top for rule in self.horizontal if rule.left <= x <= rule.right and rule.top > y]
        before = [rule.left for rule in self.vertical if rule.bottom <= y <= rule.top and rule.left < x]
        row = _index(self.heights, min(above, default=self.heights[0]))
        return row, _index(self.places, max(before, default=self.places[0]))

    def columns(self, row: int) -> list[int]:
        """Where the cells of a row begin."""
        middle = (self.heights[row] + self.heights[row + 1]) / 2
        ruled = [rule.left for rule in self.vertical if rule.bottom <= middle <= rule.top]
        return sorted({_index(self.places, place) for place in ruled} - {len(self.places) - 1})


def table_rows(page: PrintedPage) -> tuple[frozenset[Piece], tuple[PrintedLine, ...]]:
    """The pieces that stand in tables, and the rows that they make."""
    inside: set[Piece] = set()
    rows: list[PrintedLine] = []
    for table in _tables(page.rules):
        cells: dict[tuple[int, int], list[Piece]] = defaultdict(list)
        for piece in page.pieces:
            cell = table.cell(piece)
            if cell is not None:
                cells[cell].append(piece)
                inside.add(piece)
        rows.extend(_row(table, row, cells) for row in sorted({row for row, _ in cells}))
    return frozenset(inside), tuple(rows)


def _row(table: _Table, row: int, cells: dict[tuple[int, int], list[Piece]]) -> PrintedLine:
    columns = sorted({*table.columns(row), *(column for at, column in cells if at == row)})
    texts = [_text(cells.get((row, column), ())) for column in columns]
    pieces = [piece for column in columns for piece in cells.get((row, column), ())]
    box = Box(table.places[0], table.heights[row + 1], table.places[-1], table.heights[row])
    filled = [text for text in texts if text]
    text = filled[0] if len(filled) == 1 else _CELLS.join(texts).rstrip(" |")
    return PrintedLine(text, box, max(piece.size for piece in pieces), is_row=True)


def _text(pieces: Iterable[Piece]) -> str:
    ordered = sorted(pieces, key=lambda piece: (-round(piece.box.bottom / (0.5 * piece.size)), piece.box.left))
    return " ".join(piece.text.strip() for piece in ordered)


def _tables(rules: Sequence[Box]) -> list[_Table]:
    tables = []
    for group in _touching(rules):
        vertical = tuple(_longer(rule, 0, _TOUCHING) for rule in group if _is_vertical(rule))
        horizontal = tuple(_longer(rule, _TOUCHING, 0) for rule in group if not _is_vertical(rule))
        places = _clustered(rule.left for rule in vertical)
        heights = _clustered(rule.top for rule in horizontal)[::-1]
        if len(places) >= _FEWEST_VERTICAL and len(heights) >= 2:
            tables.append(_Table(heights, places, horizontal, vertical))
    return tables


def _is_vertical(rule: Box) -> bool:
    return rule.top - rule.bottom > rule.right - rule.left


def _longer(rule: Box, x: float, y: float) -> Box:
    return Box(rule.left - x, rule.bottom - y, rule.right + x, rule.top + y)


def _touching(rules: Sequence[Box]) -> list[list[Box]]:
    """Rules that hang together, in groups."""
    groups: list[list[Box]] = []
    for rule in rules:
        near = [group for group in groups if any(_meet(rule, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([rule, *(other for group in near for other in group)])
    return groups


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left <= other.right + _TOUCHING
        and other.left <= one.right + _TOUCHING
        and one.bottom <= other.top + _TOUCHING
        and other.bottom <= one.top + _TOUCHING
    )


def _clustered(values: Iterable[float]) -> tuple[float, ...]:
    """Rising, each at least as far from the one before as two rules that do not touch."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCHING:
            found.append(value)
    return tuple(found)


def _index(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda position: abs(values[position] - value))
