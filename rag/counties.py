"""Counties, districts and the cities of their rank that a text names, and the city and province that each lies in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

import rjieba

from index.words import tagged_words

_BECOMES = {"县": "县市区"}  # most cities and districts that are newer than the table were counties
_SHORTEST, _LONGEST = 2, 7  # characters of a name without its kind
_GOES_ON = {"区": "域间划块位", "市": "场民政委容", "县": "域级", "旗": "下舰袍"}  # 「安居区域」 is no district
_BEFORE_NAMES = "年月日和与跟同及比在到从向对问的是"  # words of their own, whatever they may begin
_PROVINCE = ("省", "自治区")


@dataclass(frozen=True, slots=True)
class Within:
    """The cities and the provinces that counties of one name lie in, without their kinds."""

    cities: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()

    def __add__(self, other: "Within") -> "Within":
        """Those of both."""
        return Within(self.cities + other.cities, self.provinces + other.provinces)


@dataclass(frozen=True, slots=True)
class County:
    """A county as a text says it, without its kind, and the places that those of that name lie in."""

    name: str
    said: str
    within: Within

    def is_in(self, places: Sequence[str]) -> bool:
        """Whether one of that name lies in one of these places: 「临海市」, 「浙江省」."""
        return any(
            place.startswith(self.within.provinces if place.endswith(_PROVINCE) else self.within.cities)
            for place in places
        )


def counties_said(text: str) -> Iterator[County]:
    """The counties that a text names with their kind: 「望江县」."""
    known, start = _counties(), 0
    while start < len(text):
        ends = range(min(len(text) - 1, start + _LONGEST), start + _SHORTEST - 1, -1)
        end = next((end for end in ends if text[start : end + 1] in known), None)
        if end is None or _is_within_words(text, start, end + 1):
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


def county_named(name: str) -> County | None:
    """Those of exactly this name without its kind, if there are any."""
    within = _bare().get(name)
    return County(name, name, within) if within else None


def _is_within_words(text: str, start: int, end: int) -> bool:
    """Whether the words before a name or behind it run on into it: 「滨海城市」, 「安居区域」, but not 「和平山县」."""
    runs_in = start > 0 and text[start - 1] not in _BEFORE_NAMES and rjieba.has_word(text[start - 1 : start + 1])
    return (runs_in and start not in _word_starts(text)) or text[end : end + 1] in tuple(_GOES_ON[text[end - 1]])


@lru_cache(64)
def _word_starts(text: str) -> frozenset[int]:
    return frozenset(accumulate((len(word) for word, _ in tagged_words(text)), initial=0))


@cache
def _counties() -> dict[str, Within]:
    """Each name with its kind, with where those of this name lie."""
    lines = (Path(__file__).parent / "data" / "counties.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, Within] = {}
    for province, city, *names in (line.split() for line in lines if not line.startswith("#")):
        for name in (f"{each[:-1]}{kind}" for each in names for kind in _BECOMES.get(each[-1], each[-1])):
            found[name] = found.get(name, Within()) + Within((city,), (province,))
    return found


@cache
def _bare() -> dict[str, Within]:
    """The same without their kind."""
    found: dict[str, Within] = {}
    for name, within in _counties().items():
        found[name[:-1]] = found.get(name[:-1], Within()) + within
    return found
