"""Retrieval scored: the evidence found within the best hits and within a budget of characters, and the ranking of it.

Recall is the share of the pieces of evidence that the retrieved text holds (DESIGN.md §4.4). Precision, reciprocal rank
and nDCG are over passages, computed by trec_eval through ir-measures: a passage is as relevant as the number of pieces
of evidence that it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import ir_measures
from ir_measures import RR, P, SetP, nDCG

from evals.dataset import Case
from evals.scoring import evidence_share, holds_evidence, normalise
from index.store import Store
from index.types import Passage
from rag.types import Hit

# Retrieval is scored within the best hits, and within so many characters of their texts in order.
HITS = (1, 5, 10)
CHARACTERS = (600, 1_500)
CURVE = 20  # recall is kept for each number of hits up to this one, to be drawn
# Enough for the characters: the best 20 of 64 cases held 1,645 at the least; short glossary entries may take more.
RETRIEVED = 40
# A piece of evidence that two passages share is held by neither to 90 %: then by those that hold half of it.
_HALF = 50

CUTS = (*(str(k) for k in HITS), *(f"{limit}chars" for limit in CHARACTERS))
RANKED = tuple(f"{name}@{cut}" for cut in CUTS for name in ("recall", "precision", "mrr", "ndcg"))

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was retrieved for a case, and how many pieces of its evidence each passage of the store holds."""

    hits: tuple[Hit, ...]
    relevance: Mapping[Place, int]


class Relevance:
    """Which passages of a store hold a case's evidence. Their texts are normalised once."""

    def __init__(self, store: Store) -> None:
        self._texts = [(_place(passage), normalise(passage.text)) for passage in store.passages]

    def of(self, case: Case) -> dict[Place, int]:
        """Passages with the number of pieces of evidence in each; none where the store has no such passage."""
        texts = [each for each in self._texts if case.document in (None, each[0][0])]
        found: dict[Place, int] = {}
        for evidence in map(normalise, case.evidence):
            holding = [place for place, text in texts if holds_evidence(evidence, text)]
            holding = holding or [place for place, text in texts if holds_evidence(evidence, text, _HALF)]
            for place in holding:
                found[place] = found.get(place, 0) + 1
        return found


def recall_values(case: Case, hits: Sequence[Hit]) -> dict[str, float]:
    """Share of the pieces of evidence within each cut."""
    texts = [hit.passage.text for hit in hits]
    values = {f"recall@{k}": evidence_share(case.evidence, "\n".join(texts[:k])) for k in HITS}
    for limit in CHARACTERS:
        values[f"recall@{limit}chars"] = evidence_share(case.evidence, "\n".join(texts)[:limit])
    return values


def recall_curve(case: Case, hits: Sequence[Hit]) -> tuple[float, ...]:
    """Share of the pieces of evidence within the best 1, 2, … hits."""
    texts = [hit.passage.text for hit in hits[:CURVE]]
    return tuple(evidence_share(case.evidence, "\n".join(texts[:k])) for k in range(1, len(texts) + 1))


def ranked_values(rankings: Sequence[Ranking]) -> tuple[dict[str, float], ...]:
    """Precision, reciprocal rank and nDCG of each ranking within each cut; nothing where no passage is relevant.

    A budget of characters reaches every passage that begins within it.
    """
    values: tuple[dict[str, float], ...] = tuple({} for _ in rankings)
    judged = {
        str(number): {_name(place): count for place, count in each.relevance.items()}
        for number, each in enumerate(rankings)
        if each.relevance
    }
    for cut in CUTS:
        measures = _measures(cut)
        run = {number: _run(rankings[int(number)].hits, cut) for number in judged}
        for number in judged:
            values[int(number)].update({f"{name}@{cut}": 0.0 for name in measures.values()})
        for found in ir_measures.iter_calc(list(measures), judged, run):
            values[int(found.query_id)][f"{measures[found.measure]}@{cut}"] = float(found.value)
    return values


def _measures(cut: str) -> dict[Any, str]:
    """trec_eval's measures for a cut: at k, or over the whole list that a budget left."""
    if cut.isdigit():
        return {P @ int(cut): "precision", RR: "mrr", nDCG @ int(cut): "ndcg"}
    return {SetP: "precision", RR: "mrr", nDCG: "ndcg"}


def _run(hits: Sequence[Hit], cut: str) -> dict[str, float]:
    """The hits that a cut reaches, scored by their rank."""
    if cut.isdigit():
        reached = int(cut)
    else:
        begins = accumulate((len(hit.passage.text) + 1 for hit in hits), initial=0)
        reached = sum(begin < int(cut.removesuffix("chars")) for begin in begins)
    return {_name(_place(hit.passage)): float(-rank) for rank, hit in enumerate(hits[:reached])}


def _place(passage: Passage) -> Place:
    return passage.document_id, passage.start, passage.end


def _name(place: Place) -> str:
    return " ".join(map(str, place))
