"""Look-up in the glossaries of a shelf: by name, alias, part of a name, or nearest spelling."""

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from index.errors import UnknownTermError
from index.pinyin import syllables
from index.types import Document, Term
from index.words import fold

_ALIKE = 0.66  # one character of three is another, or one of four is missing
_SUGGESTED = 0.45  # of those that an error names
_LESS_BY_SOUND = 0.15  # names of other characters share many letters of their sounds
_QUOTED, _FEWEST_CHARS = re.compile(r"[“\"]([\u3400-\u9fff]+)[”\"]"), 3
_UNSAID = re.compile(r"[\s\"“”‘’「」『』'《》·+\-—]")


def fold_name(name: str) -> str:
    """A term's name for look-up: folded, without quotes, spaces, dashes and plus signs, which people leave out."""
    return _UNSAID.sub("", fold(name))


@lru_cache(maxsize=100_000)  # every question is held against every term of a shelf
def names_of(term: Term) -> frozenset[str]:
    """The folded name and aliases, and what alone is quoted in the name, as people say it: 「燃气“三件套”」."""
    quoted = [name for name in _QUOTED.findall(term.name) if len(fold_name(name)) >= _FEWEST_CHARS]
    return frozenset(fold_name(name) for name in (term.name, *term.aliases, *(quoted if len(quoted) == 1 else ())))


def find_terms(documents: Sequence[Document], query: str) -> tuple[tuple[Document, Term], ...]:
    """Terms whose name holds the query, then those whose definition does, else those that are written or sound like it.

    An empty query finds all.
    """
    wanted = fold_name(query)
    every = tuple(_all(documents))
    named = [pair for pair in every if any(wanted in name for name in names_of(pair[1]))]
    described = [pair for pair in every if pair not in named and wanted in fold_name(pair[1].definition)]
    return (*named, *described) or _alike(every, wanted)


def get_term(documents: Sequence[Document], name: str) -> tuple[Document, Term]:
    """The term of this name or alias; the first document's if several have it. Raises UnknownTermError."""
    wanted = fold_name(name)
    for document, term in _all(documents):
        if wanted in names_of(term):
            return document, term
    nearest = _nearest(documents, wanted)
    hint = f"The nearest: {'、'.join(nearest)}." if nearest else "List all with: wenbao term"
    raise UnknownTermError(f'no term "{name}" in the glossary. {hint}', nearest)


def _alike(every: Sequence[tuple[Document, Term]], wanted: str) -> tuple[tuple[Document, Term], ...]:
    """Terms with a name that differs from ``wanted`` by a slip: as written, or as typed by its sounds."""
    likeness = _likeness_to(wanted)
    found = sorted(((likeness(term), (document, term)) for document, term in every), key=lambda each: -each[0])
    return tuple(pair for alike, pair in found if alike >= _ALIKE)


def _likeness_to(wanted: str) -> Callable[[Term], float]:
    """How like ``wanted`` a term's names are, at most 1: as written, or a little less, as they sound."""
    sounds = "".join(syllables(wanted))

    def likeness(term: Term) -> float:
        return max(
            max(_ratio(wanted, name), _ratio(sounds, "".join(_sounds(name))) - _LESS_BY_SOUND)
            for name in names_of(term)
        )

    return likeness


@lru_cache(maxsize=100_000)
def _sounds(name: str) -> tuple[str, ...]:
    return tuple(syllables(name))


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _nearest(documents: Sequence[Document], wanted: str, count: int = 3) -> tuple[str, ...]:
    likeness = _likeness_to(wanted)
    alike = {term.name: likeness(term) for _, term in _all(documents)}
    names = sorted(alike, key=lambda name: (-alike[name], name))
    return tuple(name for name in names[:count] if alike[name] > _SUGGESTED)


def _all(documents: Sequence[Document]) -> Iterator[tuple[Document, Term]]:
    for document in documents:
        for term in document.terms:
            yield document, term
