"""Run cases through retrieval and answering, scored apart."""

import json
import platform
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import Any

from evals.dataset import UNANSWERABLE, Case
from evals.scoring import Score, answer_length, evidence_share, score_answer, untraced_figures
from index.manifest import read_manifest
from index.types import NO_LIMIT, Filter
from rag.answer import ask
from rag.asker import Asker
from rag.retrieve import search
from rag.types import Answer, Hit, Status

# Retrieval is scored within the best hits, and within so many characters of their texts in order.
HITS = (1, 5)
CHARACTERS = (600, 1_500)
# Enough for the characters: the best 20 of 64 cases held 1,645 at the least; short glossary entries may take more.
_RETRIEVED = 40


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Share of a case's evidence found, per cut: ``top1``, ``top5``, ``chars600``, ``chars1500``; and in what."""

    found: dict[str, float]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One case with what was retrieved and answered. ``retrieved`` is None where there is no evidence to find."""

    case: Case
    retrieved: Retrieved | None
    answer: Answer
    score: Score
    untraced_figures: tuple[str, ...]
    citations_hold: bool


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """The store that a run asked: what its manifest records. ``documents`` are ids with the hash of their file."""

    encoder: str
    dimension: int
    analyser: str
    format: int
    documents: dict[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """A run: every result, and the store that was asked."""

    results: tuple[Result, ...]
    store: StoreFacts


def run_suite(asker: Asker, cases: Sequence[Case], progress: Callable[[str], None] = lambda line: None) -> Report:
    """Ask every case; ``progress`` gets a line for every quarter. Raises UnknownDocumentError."""
    store = _store_facts(asker)
    results = []
    for number, case in enumerate(cases, 1):
        results.append(_run(asker, case))
        if number * 4 // len(cases) > (number - 1) * 4 // len(cases):
            progress(f"  {number} of {len(cases)} cases")
    return Report(tuple(results), store)


def report_json(report: Report) -> str:
    """Every case with what was retrieved and answered, and what did it.

    Two runs of one commit over one store differ in the date and in the timings only.
    """
    kept: dict[str, Any] = {
        "wenbao": version("wenbao"),
        "commit": _commit(),
        "python": platform.python_version(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "settings": {"retrieved": _RETRIEVED, "hits": HITS, "characters": CHARACTERS},
        **asdict(report),
    }
    for result in kept["results"]:
        del result["answer"]["id"]  # drawn anew for every answer
    return json.dumps(kept, ensure_ascii=False, indent=1)


def _run(asker: Asker, case: Case) -> Result:
    limit = Filter(documents=(case.document,)) if case.document else NO_LIMIT
    answer = ask(asker, case.question, case.history, limit)
    retrieved = None
    if case.type != UNANSWERABLE and case.evidence:
        hits = search(asker, answer.standalone_question, _RETRIEVED, limit)
        retrieved = Retrieved(_shares_found(case, hits), _scored(hits))
    return Result(
        case,
        retrieved,
        answer,
        score_answer(case, answer.status, answer.text),
        untraced_figures(answer.text, [citation.quote for citation in answer.citations]),
        citations_hold(asker, answer),
    )


def _shares_found(case: Case, hits: Sequence[Hit]) -> dict[str, float]:
    texts = [hit.passage.text for hit in hits]
    found = {f"top{k}": evidence_share(case.evidence, "\n".join(texts[:k])) for k in HITS}
    for limit in CHARACTERS:
        found[f"chars{limit}"] = evidence_share(case.evidence, "\n".join(texts)[:limit])
    return found


def _scored(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits that a cut reaches into."""
    ends = list(accumulate(len(hit.passage.text) + 1 for hit in hits))
    reached = 1 + sum(end < max(CHARACTERS) for end in ends)
    return hits[: max(reached, *HITS)]


def citations_hold(asker: Asker, answer: Answer) -> bool:
    """Whether every citation's quote is what the document says at its place."""
    return all(
        asker.store.document(each.document_id).text[each.start : each.end] == each.quote for each in answer.citations
    )


def _store_facts(asker: Asker) -> StoreFacts:
    manifest = read_manifest(asker.store.path)
    documents = {segment.document_id: segment.sha256 for segment in manifest.segments}
    return StoreFacts(manifest.encoder, manifest.dimension, manifest.analyser, manifest.format, documents)


def _commit() -> str | None:
    """The commit of the checkout that runs, ``-dirty`` when it was changed since; None outside a checkout."""
    root = Path(__file__).parents[1]
    if not (root / ".git").exists():  # installed: a repository further up would be somebody else's
        return None
    command = ["git", "-C", str(root), "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def is_refused_wrongly(result: Result) -> bool:
    """Whether an answerable question got no answer."""
    return result.case.type != UNANSWERABLE and result.answer.status in (Status.NOT_FOUND, Status.REFUSED)


def characters(result: Result) -> int:
    """Length of the answer without markers."""
    return answer_length(result.answer.text)
