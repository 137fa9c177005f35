"""Counties, districts and the cities of their rank that a text names, and the city and province that each lies in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rjieba

from index.words import tagged_words

# As what a county may be known by now: counties become cities or districts, and districts nothing else.
_BECOMES = {"县": "县市区", "市": "市区", "区": "区", "旗": "旗市区"}
_SHORTEST, _LONGEST = 2, 7  # characters of a name without its kind
_GOES_ON = {"区": "域间划块位", "市": "场民政委容", "县": "域级", "旗": "下舰袍"}  # 「安居区域」 is no district


@dataclass(frozen=True, slots=True)
class County:
    """A county as a text says it, without its kind, and the places that one of that name lies in."""

    name: str
    said: str
    within: tuple[str, ...]

    def is_in(self, places: tuple[str, ...]) -> bool:
        """Whether one of that name lies in one of these places, 「临海市」 or its province."""
        return any(place.startswith(self.within) for place in places)


def counties_said(text: str) -> Iterator[County]:
    """The counties that a text names with their kind: 「望江县」."""
    known, start = _counties(), 0
    while start < len(text):
        ends = range(min(len(text) - 1, start + _LONGEST), start + _SHORTEST - 1, -1)
        end = next((end for end in ends if text[start : end + 1] in known), None)
        if end is None or text[end + 1 : end + 2] in tuple(_GOES_ON[text[end]]):
            start += 1
            continue
        yield County(text[start:end], text[start : end + 1], known[text[start : end + 1]])
        start = end + 1


def counties_said_bare(text: str) -> Iterator[County]:
    """Those that it names without their kind, where the words are no others: 「望江」, but not 「合作」."""
    known = _bare()
    for piece in text.split():
        for word, tag in tagged_words(piece):
            if word in known and (tag.startswith("n") or not rjieba.has_word(word)):
                yield County(word, word, known[word])


@cache
def _counties() -> dict[str, tuple[str, ...]]:
    """Each name, with the cities and provinces that those of this name lie in."""
    lines = (Path(__file__).parent / "data" / "counties.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[str, ...]] = {}
    for province, city, *names in (line.split() for line in lines if not line.startswith("#")):
        for name in (f"{each[:-1]}{kind}" for each in names for kind in _BECOMES[each[-1]]):
            found[name] = (*found.get(name, ()), city, province)
    return found


@cache
def _bare() -> dict[str, tuple[str, ...]]:
    """The same without their kind."""
    found: dict[str, tuple[str, ...]] = {}
    for name, within in _counties().items():
        found[name[:-1]] = (*found.get(name[:-1], ()), *within)
    return found
