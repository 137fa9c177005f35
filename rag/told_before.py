"""The sentence that the last answer was taken from: what is asked next is mostly told in it, or beside it."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import nlargest

from index.store import Store
from index.types import Document, Passage
from rag import wording
from rag.shown import MARKER, YEAR_LABEL
from rag.types import Turn

_NO_WORD = re.compile(rf"{MARKER.pattern}|{YEAR_LABEL.pattern}|[^\u3400-\u9fffA-Za-z0-9.]+")
_OF_QUESTION = 0.5  # of what a pair of characters tells, where only the question before says it
_LEAST_SAID = 0.3  # of what the answer says, that a sentence has to hold
_PASSAGES = 3  # those that hold most, among whose sentences it is looked for


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """A sentence ``[start, end)`` of a document's text, inside ``passage``, and the first one of that passage."""

    passage: Passage
    start: int
    end: int
    lead: tuple[int, int]

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.passage.between(self.start, self.end)

    def is_in(self, passage: Passage) -> bool:
        """Whether the sentence stands in a passage."""
        return (passage.document_id, passage.start) == (self.passage.document_id, self.passage.start)


def told_before(store: Store, last: Turn, document: Document) -> ToldBefore | None:
    """The sentence of a report that says most of the last answer, and of what it was asked; None where none does."""
    years = {int(year) for year in wording.YEAR.findall(f"{last.question}{last.answer}")}
    passages = [
        (passage, sentences.spans)
        for passage, sentences in zip(store.passages, store.sentences, strict=True)
        if passage.document_id == document.id
        if not years or passage.period.role is None or years & set(passage.period.years)
    ]
    answer = _pairs(last.answer)
    weights = _weights(answer, _pairs(last.question) - answer, [passage.text for passage, _ in passages])
    best = nlargest(_PASSAGES, passages, key=lambda each: _held(weights, each[0].text))
    sentences = [ToldBefore(passage, *each, spans[0]) for passage, spans in best for each in spans]
    told = max(sentences, key=lambda each: _held(weights, each.text), default=None)
    if told is None:
        return None
    said = {pair: weights[pair] for pair in answer}
    return told if _held(said, told.text) >= _LEAST_SAID * sum(said.values()) > 0 else None


def _pairs(text: str) -> set[str]:
    return {run[at : at + 2] for run in _NO_WORD.split(text) for at in range(len(run) - 1)}


def _weights(answer: Collection[str], question: Collection[str], texts: Sequence[str]) -> dict[str, float]:
    """What each pair of characters tells: the more, the fewer passages say it."""

    def rarity(pair: str) -> float:
        return math.log((1 + len(texts)) / (1 + sum(pair in text for text in texts)))

    return {pair: rarity(pair) for pair in answer} | {pair: _OF_QUESTION * rarity(pair) for pair in question}


def _held(weights: dict[str, float], text: str) -> float:
    return sum(weight for pair, weight in weights.items() if pair in text)
