"""Where a report uses a term outside its glossary, which terms it goes with, and how officials cite it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.sentences import sentence_spans
from index.store import Store
from index.terms import fold_name, names_of
from index.types import Document, Term

_MOST_USES = 5
_MOST_RELATED = 6
_PART = re.compile(r"^([一二三四五六七八九十]{1,3})、")
_ITEM = re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[）)]")
GLOSSARY = "名词解释"  # what officials call the part that defines terms


@dataclass(frozen=True, slots=True)
class Use:
    """A sentence of the body that uses a term: ``document.text[start:end]``, under ``headings``, outermost first."""

    start: int
    end: int
    headings: tuple[str, ...]


def uses_of(store: Store, document: Document, term: Term) -> tuple[Use, ...]:
    """The first sentences of the body that name the term."""
    found = []
    for passage in store.body_of(document.id):
        for start, end in _naming(term, passage.text):
            found.append(Use(passage.start + start, passage.start + end, passage.headings))
            if len(found) == _MOST_USES:
                return tuple(found)
    return tuple(found)


def related_terms(store: Store, document: Document, term: Term) -> tuple[str, ...]:
    """The other terms that its definition names, then those that share most paragraphs of the body with it."""
    others = [other for other in document.terms if other is not term]
    named = [other.name for other in others if _names(other, term.definition)]
    beside: Counter[str] = Counter()
    for passage in store.body_of(document.id):
        if _names(term, passage.text):
            beside.update(other.name for other in others if _names(other, passage.text))
    return tuple(dict.fromkeys((*named, *(name for name, _ in beside.most_common()))))[:_MOST_RELATED]


def official_citation(document: Document, uses: Sequence[Use]) -> str:
    """How officials cite it: 《…政府工作报告》第二部分（六）; of a term that only the glossary has, the glossary."""
    where = _place(uses[0].headings) if uses else GLOSSARY
    return f"《{document.metadata.title}》{where}"


def same_terms(documents: Sequence[Document], term: Term) -> tuple[tuple[Document, Term], ...]:
    """The definitions of this term in all reports."""
    wanted = fold_name(term.name)
    return tuple((each, other) for each in documents for other in each.terms if fold_name(other.name) == wanted)


def _place(headings: Sequence[str]) -> str:
    part = next((found[1] for heading in headings if (found := _PART.match(heading))), None)
    item = next((found[1] for heading in headings if (found := _ITEM.match(heading))), None)
    if part is None and item is None:
        return f"“{headings[-1]}”" if headings else ""
    # A part without a number is cited by its heading: （三） alone could be of any.
    unnumbered = f"“{headings[0]}”" if part is None and not _ITEM.match(headings[0]) else ""
    return (f"第{part}部分" if part else unnumbered) + (f"（{item}）" if item else "")


def _naming(term: Term, text: str) -> list[tuple[int, int]]:
    if not _names(term, text):
        return []
    return [(start, end) for start, end in sentence_spans(text) if _names(term, text[start:end])]


def _names(term: Term, text: str) -> bool:
    folded = _folded(text)
    return any(name in folded for name in names_of(term) if name)


@lru_cache(maxsize=65_536)  # every paragraph is held against every term that is shown
def _folded(text: str) -> str:
    return fold_name(text)
