"""Everyday and English words for what work reports say in official ones. General usage, kept as data."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "everyday_words.tsv"
_HEAD_CHARS = 2


@dataclass(frozen=True, slots=True)
class Usage:
    """What people say, and the official words that may stand for it, the closest first."""

    said: str
    official: tuple[str, ...]


@lru_cache(1_024)  # one question is looked at from many sides
def usages_in(folded: str) -> tuple[Usage, ...]:
    """The everyday words in a folded text, the longest first; a word inside a longer one does not count again.

    Nor does one inside its own official word: 旧小区 in 「老旧小区」.
    """
    found = []
    for usage in _standing_in(folded):
        if not _stands_in(folded, usage.said):
            continue
        is_official = any(usage.said in each and usage.said != each and each in folded for each in usage.official)
        if not is_official and usage.official[0] not in without_word(folded, usage.said):
            found.append(usage)
            folded = without_word(folded, usage.said)
    return tuple(found)


def without_word(folded: str, said: str) -> str:
    """A folded text without a word that stands in it."""
    return _whole_word(said).sub(" ", folded) if said.isascii() else folded.replace(said, " ")


def said_twice(folded: str) -> tuple[str, ...]:
    """The everyday words of a folded text that says the official word as well: 外贸 in 「外贸进出口」."""
    return tuple(
        usage.said
        for usage in _standing_in(folded)
        if usage.said not in usage.official[0] and usage.official[0] in folded.replace(usage.said, " ")
    )


def _standing_in(folded: str) -> list[Usage]:
    """The usages that stand in a text, found by their first characters, the longest first."""
    by_head = _by_head()
    heads = {folded[at : at + size] for size in (1, _HEAD_CHARS) for at in range(len(folded) - size + 1)}
    found = (usage for head in by_head.keys() & heads for usage in by_head[head] if _stands_in(folded, usage.said))
    return sorted(found, key=lambda usage: (-len(usage.said), usage.said))


def _stands_in(folded: str, said: str) -> bool:
    """Whether a text says a word; one in letters as a whole word, or its plural: not 「ai」 of 「train」."""
    return said in folded and (not said.isascii() or _whole_word(said).search(folded) is not None)


@cache
def _whole_word(said: str) -> re.Pattern[str]:
    ends = rf"{re.escape(said[:-1])}(?:y|ies)" if said.endswith("y") else rf"{re.escape(said)}(?:e?s)?"
    return re.compile(rf"(?<![a-z]){ends}(?![a-z])")


@cache
def _by_head() -> dict[str, list[Usage]]:
    """The usages by their first two characters, or the only one."""
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    by_head: dict[str, list[Usage]] = {}
    for said, official in rows:
        by_head.setdefault(said[:_HEAD_CHARS], []).append(Usage(said, tuple(official.split("|"))))
    return by_head
