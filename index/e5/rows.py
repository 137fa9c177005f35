"""How texts are laid out in the rows of one length that a network takes."""

from collections.abc import Sequence

# OpenVINO makes its code for a shape when it meets the first of it, which takes 2 to 5 ms: lengths are few.
_STEP = 16
# A row so long takes as long for its attention, which grows with the square of it, as for all else.
_EVEN = 550


def row_length(tokens: int) -> int:
    """The length of a row that holds so many tokens, padding included."""
    return -(-tokens // _STEP) * _STEP


def shared_rows(lengths: Sequence[int], before: int) -> list[list[int]]:
    """The places of the texts that share each row, in as many rows as are read fastest.

    ``before`` tokens stand before the texts in every row.
    """
    layouts = [_evenly(lengths, rows) for rows in range(1, len(lengths) + 1)]
    return min(layouts, key=lambda layout: _cost(layout, lengths, before))


def _evenly(lengths: Sequence[int], rows: int) -> list[list[int]]:
    """Longest first, each where there is most room."""
    shared: list[list[int]] = [[] for _ in range(rows)]
    filled = [0] * rows
    for place in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        row = filled.index(min(filled))
        shared[row].append(place)
        filled[row] += lengths[place]
    return shared


def _cost(layout: Sequence[Sequence[int]], lengths: Sequence[int], before: int) -> float:
    longest = row_length(before + max(sum(lengths[place] for place in row) for row in layout))
    return len(layout) * longest * (1 + longest / _EVEN)
