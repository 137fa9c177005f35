"""Which places of a store a case wants: passages that hold its evidence, or paragraphs that people judged."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Protocol

from evals.dataset import Case
from evals.public_set import PublicSet
from evals.scoring import GRAM, holds_evidence, normalise
from index.store import Store
from index.types import Document, Passage

# A piece of evidence that two passages share is held by neither to 90 %: then by those that hold half of it.
_HALF = 50

Place = tuple[str, int, int]  # a document's id and a span in its text


class Relevance(Protocol):
    """What a ranking is judged by."""

    def of(self, case: Case) -> Mapping[Place, int]:
        """The places that a case wants, and how much; none where the store has no such place."""

    def place_of(self, passage: Passage) -> Place:
        """The place that a passage counts as."""


class EvidenceRelevance:
    """Passages are as relevant as the number of pieces of evidence in them. Their texts are normalised once."""

    def __init__(self, store: Store) -> None:
        self._texts = [(self.place_of(passage), normalise(passage.text)) for passage in store.passages]

    def of(self, case: Case) -> Mapping[Place, int]:
        """See Relevance."""
        texts = [each for each in self._texts if case.document in (None, each[0][0])]
        found: dict[Place, int] = {}
        for evidence in map(normalise, case.evidence):
            for place in _holding(evidence, texts):
                found[place] = found.get(place, 0) + 1
        return found

    def place_of(self, passage: Passage) -> Place:
        """See Relevance."""
        return passage.document_id, passage.start, passage.end


class JudgedRelevance:
    """Paragraphs of a public set are as relevant as people judged them; a passage counts as its paragraph."""

    def __init__(self, public: PublicSet, document: Document) -> None:
        ends = [at for at, each in enumerate(document.text) if each == "\n"] + [len(document.text)]
        self._starts = [0, *(end + 1 for end in ends[:-1])]
        spans = zip(self._starts, ends, strict=True)
        self._places = [(document.id, start, end) for start, end in spans]
        self._judgements = public.judgements

    def of(self, case: Case) -> Mapping[Place, int]:
        """See Relevance."""
        return {self._places[at]: grade for at, grade in self._judgements.get(case.id, {}).items()}

    def place_of(self, passage: Passage) -> Place:
        """See Relevance."""
        return self._places[bisect_right(self._starts, passage.start) - 1]


def _holding(evidence: str, texts: list[tuple[Place, str]]) -> list[Place]:
    """The passages that hold a piece of evidence, else half of it, else those that it is longer than and holds."""
    ways: tuple[Callable[[str], bool], ...] = (
        lambda text: holds_evidence(evidence, text),
        lambda text: holds_evidence(evidence, text, _HALF),
        lambda text: len(text) >= GRAM and holds_evidence(text, evidence),
    )
    for holds in ways:
        if found := [place for place, text in texts if holds(text)]:
            return found
    return []
