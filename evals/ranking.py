"""Retrieval scored: the evidence found within the best hits and within a budget of characters, and the ranking of it.

Recall is the share of the pieces of evidence that the retrieved text holds (DESIGN.md §4.4). Precision, reciprocal rank
and nDCG are computed by trec_eval through ir-measures, over passages, or over the paragraphs of a public set;
``evals.relevance`` tells which of them are relevant, and how much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import ir_measures
from ir_measures import RR, P, SetP, nDCG

from evals.dataset import Case
from evals.relevance import Place
from evals.scoring import evidence_share
from rag.types import Hit

# Retrieval is scored within the best hits, and within so many characters of their texts in order.
HITS = (1, 5, 10)
CHARACTERS = (600, 1_500)
CURVE = 20  # recall is kept for each number of hits up to this one, to be drawn
# Enough for the characters: the best 20 of 64 cases held 1,645 at the least; short glossary entries may take more.
RETRIEVED = 40

CUTS = (*(str(k) for k in HITS), *(f"{limit}chars" for limit in CHARACTERS))
RANKED = tuple(f"{name}@{cut}" for cut in CUTS for name in ("recall", "precision", "mrr", "ndcg"))


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was retrieved for a case, each hit by the place that it counts as; a place counts once, where it is first.

    ``relevance`` has the places that were wanted, and how much; None where the case has no evidence.
    """

    hits: tuple[Hit, ...]
    places: tuple[Place, ...]
    relevance: Mapping[Place, int] | None

    def reached(self, cut: str) -> tuple[Place, ...]:
        """The places within a cut: the best k, or those of every passage that begins within a budget of characters."""
        if cut.isdigit():
            return tuple(dict.fromkeys(self.places))[: int(cut)]
        begins = accumulate((len(hit.passage.text) + 1 for hit in self.hits), initial=0)
        most = int(cut.removesuffix("chars"))
        return tuple(dict.fromkeys(place for place, begin in zip(self.places, begins, strict=False) if begin < most))


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


def judged_recall(ranking: Ranking) -> dict[str, float]:
    """Share of the relevant places within each cut: recall where documents were judged, and no words of them."""
    return {f"recall@{cut}": _share_reached(ranking, cut) for cut in CUTS}


def judged_curve(ranking: Ranking) -> tuple[float, ...]:
    """Share of the relevant places within the best 1, 2, … of them."""
    distinct = len(dict.fromkeys(ranking.places))
    return tuple(_share_reached(ranking, str(k)) for k in range(1, min(CURVE, distinct) + 1))


def ranked_values(rankings: Sequence[Ranking]) -> tuple[dict[str, float], ...]:
    """Precision, reciprocal rank and nDCG of each ranking within each cut; nothing where there is no evidence.

    All are 0 where the evidence is in no passage at all.
    """
    values: tuple[dict[str, float], ...] = tuple({} for _ in rankings)
    judged = {
        str(number): {_name(place): grade for place, grade in each.relevance.items()}
        for number, each in enumerate(rankings)
        if each.relevance and each.hits
    }
    for cut in CUTS:
        measures = _measures(cut)
        for number, each in enumerate(rankings):
            if each.relevance is not None:
                values[number].update({f"{name}@{cut}": 0.0 for name in measures.values()})
        run = {number: _run(rankings[int(number)].reached(cut)) for number in judged}
        for found in ir_measures.iter_calc(list(measures), judged, run):
            values[int(found.query_id)][f"{measures[found.measure]}@{cut}"] = float(found.value)
    return values


def _share_reached(ranking: Ranking, cut: str) -> float:
    relevant = ranking.relevance or {}
    return sum(place in relevant for place in ranking.reached(cut)) / len(relevant) if relevant else 0.0


def _measures(cut: str) -> dict[Any, str]:
    """trec_eval's measures for a cut: at k, or over the whole list that a budget left."""
    if cut.isdigit():
        return {P @ int(cut): "precision", RR: "mrr", nDCG @ int(cut): "ndcg"}
    return {SetP: "precision", RR: "mrr", nDCG: "ndcg"}


def _run(reached: Sequence[Place]) -> dict[str, float]:
    """The places that a cut reaches, scored by their rank."""
    return {_name(place): float(-rank) for rank, place in enumerate(reached)}


def _name(place: Place) -> str:
    return " ".join(map(str, place))
