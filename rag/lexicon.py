"""Everyday and English words for what work reports say in official ones. General usage, kept as data."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "everyday_words.tsv"


@dataclass(frozen=True, slots=True)
class Usage:
    """What people say, and the official words that may stand for it, the closest first."""

    said: str
    official: tuple[str, ...]


def usages_in(folded: str) -> tuple[Usage, ...]:
    """The everyday words in a folded text, the longest first; a word inside a longer one does not count again."""
    found = []
    for usage in _usages():
        if usage.said in folded and usage.official[0] not in folded.replace(usage.said, " "):
            found.append(usage)
            folded = folded.replace(usage.said, " ")
    return tuple(found)


@cache
def _usages() -> tuple[Usage, ...]:
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    usages = [Usage(said, tuple(official.split("|"))) for said, official in rows]
    return tuple(sorted(usages, key=lambda usage: -len(usage.said)))
