"""Running headers, footers and page numbers: what stands at the same place of page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.readers.printed import Piece, PrintedPage

_EDGE_LINES = 3  # of a page, from above and from below, may be furniture
_SAME_PLACE = 4.0  # points; a recognised scan is not laid exactly
_FEWEST_REPEATS = 3
_LEAST_SHARE = 0.25  # of the pages: left and right pages may differ, and a part may have its own header
_DASH = r"[-—–－─·•~]"
_TITLE_LIKE = re.compile(r"^(?=.*[^\d\W])[^。！？；]{1,60}$")
_MARKED_NUMBER = re.compile(
    rf"^(?:{_DASH}+\s*\d{{1,4}}\s*{_DASH}+|第\s*\d{{1,4}}\s*页(?:\s*[,，/]?\s*共\s*\d{{1,4}}\s*页)?|\d{{1,4}}\s*/\s*\d{{1,4}}|"
    rf"[Pp]age\s*\d{{1,4}}(?:\s*of\s*\d{{1,4}})?)$"
)
_DASHED_NUMBER = re.compile(rf"^{_DASH}+\s*\d{{1,4}}\s*{_DASH}+$")  # also in mid-page, where a text was pasted
_BARE_NUMBER = re.compile(r"^\d{1,4}$|^[ivxIVX]{1,6}$")
_NUMBER = re.compile(r"\d+")


def without_furniture(pages: Sequence[PrintedPage]) -> tuple[PrintedPage, ...]:
    """The pages without the pieces at their upper and lower edge that only say which page or report this is."""
    edges = [_edge_pieces(page) for page in pages]
    repeated = _repeated(edges)
    counting = _counting(pages, edges)

    def is_furniture(number: int, piece: Piece) -> bool:
        return bool(_MARKED_NUMBER.match(piece.text)) or _key(piece) in repeated or (number, piece) in counting

    return tuple(
        replace(
            page,
            pieces=tuple(
                piece
                for piece in page.pieces
                if not _DASHED_NUMBER.match(piece.text) and (piece not in edge or not is_furniture(page.number, piece))
            ),
        )
        for page, edge in zip(pages, edges, strict=True)
    )


def _edge_pieces(page: PrintedPage) -> set[Piece]:
    """The pieces of the outermost lines."""
    baselines: list[float] = []
    for piece in sorted(page.pieces, key=lambda each: -each.box.bottom):
        if not baselines or baselines[-1] - piece.box.bottom > 0.5 * piece.size:
            baselines.append(piece.box.bottom)
    outer = baselines[:_EDGE_LINES] + baselines[-_EDGE_LINES:]
    return {piece for piece in page.pieces if any(abs(piece.box.bottom - each) <= 0.5 * piece.size for each in outer)}


def _key(piece: Piece) -> tuple[str, int]:
    return _NUMBER.sub("0", re.sub(r"\s", "", piece.text)), round(piece.box.bottom / _SAME_PLACE)


def _repeated(edges: Sequence[Iterable[Piece]]) -> set[tuple[str, int]]:
    """Words, apart from their numbers, that stand at one height on several pages."""
    counts = Counter(key for edge in edges for key in {_key(piece) for piece in edge})
    fewest = max(_FEWEST_REPEATS, _LEAST_SHARE * len(edges))
    found = set()
    for (words, height), _ in counts.items():
        # A height may fall on either side of a step.
        near = [(words, height + step) for step in (-1, 0, 1)]
        if sum(counts[key] for key in near) >= fewest and _TITLE_LIKE.match(words):
            found.add((words, height))
    return found


def _counting(pages: Sequence[PrintedPage], edges: Sequence[Iterable[Piece]]) -> set[tuple[int, Piece]]:
    """Bare numbers that count with the pages."""
    by_offset: dict[tuple[bool, int], list[tuple[int, Piece]]] = defaultdict(list)
    for page, edge in zip(pages, edges, strict=True):
        for piece in edge:
            if _BARE_NUMBER.match(piece.text.strip()):
                number = _value(piece.text.strip())
                is_upper = piece.box.bottom > _middle(page)
                by_offset[is_upper, number - page.number].append((page.number, piece))
    return {each for found in by_offset.values() if len(found) >= 2 for each in found}


def _middle(page: PrintedPage) -> float:
    heights = [piece.box.bottom for piece in page.pieces]
    return (min(heights) + max(heights)) / 2


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in number.lower()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
