"""Run cases through retrieval and answering, scored apart."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Protocol

from evals.askers import RememberingEncoder
from evals.configuration import Configuration
from evals.dataset import RETRIEVAL_ONLY, Case
from evals.measures import answer_values
from evals.metered import MeteredModel
from evals.ranking import (
    CHARACTERS,
    CURVE,
    RETRIEVED,
    Ranking,
    judged_curve,
    judged_recall,
    ranked_values,
    recall_curve,
    recall_values,
)
from evals.relevance import EvidenceRelevance, Relevance
from evals.result import Report, Result, Retrieved, StoreFacts
from evals.scoring import evidence_found, score_answer, untraced_figures
from index.manifest import read_manifest
from index.types import NO_LIMIT, Filter
from rag.answer import ask
from rag.asker import Asker
from rag.search import search
from rag.types import Answer, Hit, Turn

Progress = Callable[[int, int], None]  # cases done, cases in all


class Answering(Protocol):
    """The seam to what is being evaluated; ``rag.answer.ask`` unless a test damages it."""

    def __call__(self, asker: Asker, question: str, history: Sequence[Turn], filter: Filter) -> Answer:
        """Answer one question."""


def run_suite(  # noqa: PLR0913 - the last two are seams that one caller each sets
    asker: Asker,
    cases: Sequence[Case],
    progress: Progress = lambda done, total: None,
    *,
    configuration: Configuration | None = None,
    relevance: Relevance | None = None,
    answering: Answering = ask,
) -> Report:
    """Ask every case under a configuration. Raises UnknownDocumentError."""
    configuration = configuration or Configuration(settings=asker.settings)
    asker = replace(asker, settings=configuration.settings)
    store = _store_facts(asker)
    relevance = relevance or EvidenceRelevance(asker.store)
    results: list[Result] = []
    rankings = []
    for number, case in enumerate(cases, 1):
        limit = Filter(documents=(case.document,)) if case.document else NO_LIMIT
        answer = _timed(asker, answering, case, limit)
        ranking = _ranking(relevance, case, search(asker, answer.standalone_question, RETRIEVED, limit))
        rankings.append(ranking)
        result = _result(asker, case, answer, ranking)
        if isinstance(asker.model, MeteredModel):
            result = replace(result, values={**result.values, **asker.model.spent()})
        results.append(result)
        progress(number, len(cases))
    ranked = ranked_values(rankings)
    whole = (replace(each, values={**values, **each.values}) for each, values in zip(results, ranked, strict=True))
    return Report(tuple(whole), store, configuration)


def _timed(asker: Asker, answering: Answering, case: Case, limit: Filter) -> Answer:
    """An answer with the time that it takes where nothing is remembered of the runs before."""
    if not isinstance(asker.encoder, RememberingEncoder):
        return answering(asker, case.question, case.history, limit)
    asker.encoder.saved_seconds()
    answer = answering(asker, case.question, case.history, limit)
    saved, times = round(1_000 * asker.encoder.saved_seconds(), 2), answer.timings_ms
    return replace(answer, timings_ms=replace(times, retrieve=times.retrieve + saved, total=times.total + saved))


def _ranking(relevance: Relevance, case: Case, hits: tuple[Hit, ...]) -> Ranking:
    places = tuple(relevance.place_of(hit.passage) for hit in hits)
    return Ranking(hits, places, relevance.of(case) if case.evidence else None)


def _result(asker: Asker, case: Case, answer: Answer, ranking: Ranking) -> Result:
    score = score_answer(case, answer.status, answer.text)
    untraced = untraced_figures(answer.text, [citation.quote for citation in answer.citations])
    values = answer_values(asker.store, case, answer, score, untraced)
    return Result(case, _retrieved(case, ranking), answer, score, untraced, {**_recall(case, ranking), **values})


def _recall(case: Case, ranking: Ranking) -> dict[str, float]:
    if not case.evidence:
        return {}
    return judged_recall(ranking) if case.type == RETRIEVAL_ONLY else recall_values(case, ranking.hits)


def _retrieved(case: Case, ranking: Ranking) -> Retrieved:
    """The hits that a cut or the curve reaches into, and what they hold of the evidence where there is any."""
    hits = ranking.hits
    ends = list(accumulate(len(hit.passage.text) + 1 for hit in hits))
    shown = hits[: max(1 + sum(end < max(CHARACTERS) for end in ends), CURVE)]
    if not case.evidence:
        return Retrieved(shown)
    if case.type == RETRIEVAL_ONLY:
        reached = ranking.reached(f"{max(CHARACTERS)}chars")
        return Retrieved(shown, judged_curve(ranking), tuple(place in reached for place in ranking.relevance or ()))
    text = "\n".join(hit.passage.text for hit in hits)[: max(CHARACTERS)]
    return Retrieved(shown, recall_curve(case, hits), tuple(evidence_found(each, text) for each in case.evidence))


def _store_facts(asker: Asker) -> StoreFacts:
    manifest = read_manifest(asker.store.path)
    documents = {segment.document_id: segment.sha256 for segment in manifest.segments}
    return StoreFacts(manifest.encoder, manifest.dimension, manifest.analyser, manifest.format, documents)
