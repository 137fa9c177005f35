"""Run cases through retrieval and answering, scored apart."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Protocol

from evals.configuration import Configuration
from evals.dataset import UNANSWERABLE, Case
from evals.measures import answer_values
from evals.metered import MeteredModel
from evals.ranking import CHARACTERS, CURVE, RETRIEVED, Ranking, Relevance, ranked_values, recall_curve, recall_values
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


def run_suite(
    asker: Asker,
    cases: Sequence[Case],
    progress: Progress = lambda done, total: None,
    *,
    configuration: Configuration | None = None,
    answering: Answering = ask,
) -> Report:
    """Ask every case under a configuration. Raises UnknownDocumentError."""
    configuration = configuration or Configuration(settings=asker.settings)
    asker = replace(asker, settings=configuration.settings)
    store = _store_facts(asker)
    relevance = Relevance(asker.store)
    results: list[Result] = []
    rankings = []
    for number, case in enumerate(cases, 1):
        limit = Filter(documents=(case.document,)) if case.document else NO_LIMIT
        answer = answering(asker, case.question, case.history, limit)
        hits: tuple[Hit, ...] = ()
        if case.type != UNANSWERABLE and case.evidence:
            hits = search(asker, answer.standalone_question, RETRIEVED, limit)
        rankings.append(Ranking(hits, relevance.of(case) if hits else {}))
        result = _result(asker, case, answer, hits)
        if isinstance(asker.model, MeteredModel):
            result = replace(result, values={**result.values, **asker.model.spent()})
        results.append(result)
        progress(number, len(cases))
    ranked = ranked_values(rankings)
    whole = (replace(each, values={**values, **each.values}) for each, values in zip(results, ranked, strict=True))
    return Report(tuple(whole), store, configuration)


def _result(asker: Asker, case: Case, answer: Answer, hits: tuple[Hit, ...]) -> Result:
    score = score_answer(case, answer.status, answer.text)
    untraced = untraced_figures(answer.text, [citation.quote for citation in answer.citations])
    values = answer_values(asker.store, case, answer, score, untraced)
    if not hits:
        return Result(case, None, answer, score, untraced, values)
    return Result(case, _retrieved(case, hits), answer, score, untraced, {**recall_values(case, hits), **values})


def _retrieved(case: Case, hits: tuple[Hit, ...]) -> Retrieved:
    """The hits that a cut or the curve reaches into."""
    ends = list(accumulate(len(hit.passage.text) + 1 for hit in hits))
    reached = max(1 + sum(end < max(CHARACTERS) for end in ends), CURVE)
    text = "\n".join(hit.passage.text for hit in hits)[: max(CHARACTERS)]
    found = tuple(evidence_found(evidence, text) for evidence in case.evidence)
    return Retrieved(hits[:reached], recall_curve(case, hits), found)


def _store_facts(asker: Asker) -> StoreFacts:
    manifest = read_manifest(asker.store.path)
    documents = {segment.document_id: segment.sha256 for segment in manifest.segments}
    return StoreFacts(manifest.encoder, manifest.dimension, manifest.analyser, manifest.format, documents)
