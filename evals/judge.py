"""Metrics that a language model judges, beside those that are computed: the seam, and what it is shown of a run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from evals.dataset import RETRIEVAL_ONLY, UNANSWERABLE
from evals.measures import ABSTAINED
from evals.result import Report, Result
from index.errors import SettingsError
from rag.chat_model import ModelError

OF_ANSWERS = ("faithfulness", "answer_relevancy")
OF_RETRIEVAL = ("context_precision", "context_recall")
JUDGED = (*OF_ANSWERS, *OF_RETRIEVAL)
_PASSAGES = 5  # of the best, as for recall@5; each is one more call of the model


@dataclass(frozen=True, slots=True)
class Sample:
    """What a judge is shown: ``reference`` is a right answer, or the evidence where nobody wrote one."""

    question: str
    answer: str
    contexts: tuple[str, ...]
    reference: str


class Judge(Protocol):
    """Raises ModelError where the model cannot be reached."""

    name: str

    def score(self, metric: str, sample: Sample) -> float | None:
        """From 0 to 1; None where the model's reply could not be read."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A report with what was judged among its values; ``unread`` counts replies, ``stopped`` says why it went no on."""

    report: Report
    unread: int = 0
    stopped: str = ""


def judged_names(text: str) -> tuple[str, ...]:
    """The metrics in a list with commas; ``all`` is each. Raises SettingsError for a name that is none."""
    names = JUDGED if text.strip() == "all" else tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in JUDGED:
            raise SettingsError(f'there is no judged metric "{name}". There are: all, {", ".join(JUDGED)}.')
    return names


def judge_report(
    report: Report, judge: Judge, names: Sequence[str], progress: Callable[[int, int], None] = lambda done, total: None
) -> Judgement:
    """Judge every case that a metric applies to. A model that fails stops it and costs nothing that is known."""
    results = list(report.results)
    unread, stopped = 0, ""
    for number, result in enumerate(report.results):
        try:
            found = dict(_scores(result, judge, names))
        except ModelError as error:
            stopped = f"judged {number} of {len(results)} cases, then {error}"
            break
        unread += sum(score is None for score in found.values())
        values = {f"judge_{name}": score for name, score in found.items() if score is not None}
        results[number] = replace(result, values={**result.values, **values})
        progress(number + 1, len(results))
    return Judgement(replace(report, results=tuple(results)), unread, stopped)


def _scores(result: Result, judge: Judge, names: Sequence[str]) -> Iterator[tuple[str, float | None]]:
    case, answer = result.case, result.answer
    if case.type in (UNANSWERABLE, RETRIEVAL_ONLY):
        return
    passages = tuple(hit.passage.text for hit in result.retrieved.hits[:_PASSAGES])
    quotes = tuple(citation.quote for citation in answer.citations)
    sample = Sample(answer.standalone_question, answer.text, passages, case.answer or "\n".join(case.evidence))
    for name in names:
        if name in OF_ANSWERS and answer.status not in ABSTAINED:
            # An answer may cite a definition that was looked up and not retrieved.
            yield name, judge.score(name, replace(sample, contexts=tuple(dict.fromkeys((*passages, *quotes)))))
        elif name in OF_RETRIEVAL and sample.reference and passages:
            yield name, judge.score(name, sample)
