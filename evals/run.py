"""Run cases through retrieval and answering, scored apart."""

import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from evals.dataset import UNANSWERABLE, Case
from evals.scoring import Score, answer_length, evidence_share, score_answer
from index.types import NO_LIMIT, Filter
from rag.answer import ask
from rag.asker import Asker
from rag.retrieve import search
from rag.types import Answer, Hit, Status

# Retrieval is scored within the best hits, and within so many characters of their texts in order.
HITS = (1, 5)
CHARACTERS = (600, 1_500)
_K = 20


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Share of a case's evidence found, per cut: ``top1``, ``top5``, ``chars600``, ``chars1500``."""

    found: dict[str, float]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One case with what was retrieved and answered. ``retrieved`` is None where there is no evidence to find."""

    case: Case
    retrieved: Retrieved | None
    answer: Answer
    score: Score
    citations_hold: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A run: every result, and what produced it."""

    results: tuple[Result, ...]
    encoder: str
    documents: tuple[str, ...]


def run_suite(asker: Asker, cases: Sequence[Case], progress: Callable[[str], None] = lambda line: None) -> Report:
    """Ask every case; ``progress`` gets a line for every quarter. Raises UnknownDocumentError."""
    results = []
    for number, case in enumerate(cases, 1):
        results.append(_run(asker, case))
        if number * 4 // len(cases) > (number - 1) * 4 // len(cases):
            progress(f"  {number} of {len(cases)} cases")
    documents = tuple(document.id for document in asker.store.documents)
    return Report(tuple(results), asker.store.encoder_name, documents)


def report_json(report: Report) -> str:
    """Every case with what was retrieved and answered, and the versions that did it."""
    kept = {
        "wenbao": version("wenbao"),
        "python": platform.python_version(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        **asdict(report),
    }
    return json.dumps(kept, ensure_ascii=False, indent=1)


def _run(asker: Asker, case: Case) -> Result:
    limit = Filter(documents=(case.document,)) if case.document else NO_LIMIT
    answer = ask(asker, case.question, case.history, limit)
    retrieved = None
    if case.type != UNANSWERABLE and case.evidence:
        retrieved = _score_retrieval(case, search(asker, answer.standalone_question, _K, limit))
    return Result(
        case, retrieved, answer, score_answer(case, answer.status, answer.text), _citations_hold(asker, answer)
    )


def _score_retrieval(case: Case, hits: Sequence[Hit]) -> Retrieved:
    texts = [hit.passage.text for hit in hits]
    found = {f"top{k}": evidence_share(case.evidence, "\n".join(texts[:k])) for k in HITS}
    for limit in CHARACTERS:
        found[f"chars{limit}"] = evidence_share(case.evidence, "\n".join(texts)[:limit])
    return Retrieved(found, tuple(f"{hit.passage.document_id}:{hit.passage.start}" for hit in hits))


def _citations_hold(asker: Asker, answer: Answer) -> bool:
    return all(
        asker.store.document(each.document_id).text[each.start : each.end] == each.quote for each in answer.citations
    )


def is_refused_wrongly(result: Result) -> bool:
    """Whether an answerable question got no answer."""
    return result.case.type != UNANSWERABLE and result.answer.status in (Status.NOT_FOUND, Status.REFUSED)


def characters(result: Result) -> int:
    """Length of the answer without markers."""
    return answer_length(result.answer.text)
