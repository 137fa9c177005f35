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
_ALL = "all"
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


def judged_names(text: str) -> tuple[str, ...]:
    """The metrics in a list with commas; ``all`` is each. Raises SettingsError for a name that is none."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in (_ALL, *JUDGED):
            raise SettingsError(f'there is no judged metric "{name}". There are: {_ALL}, {", ".join(JUDGED)}.')
    return JUDGED if _ALL in names else names


def judge_report(
    report: Report, judge: Judge, names: Sequence[str], progress: Callable[[int, int], None] = lambda done, total: None
) -> Report:
    """The report with what is judged among its values. A model that fails stops it and costs nothing that is known."""
    results = list(report.results)
    unread, stopped = 0, ""
    for number, result in enumerate(report.results):
        found: dict[str, float | None] = {}
        try:
            for name, score in _scores(result, judge, names):
                found[name] = score
        except ModelError as error:
            stopped = f"judged {number} of {len(results)} cases, then {error}"
        unread += sum(score is None for score in found.values())
        values = {f"judge_{name}": score for name, score in found.items() if score is not None}
        results[number] = replace(result, values={**result.values, **values})
        if stopped:
            break
        progress(number + 1, len(results))
    return replace(report, results=tuple(results), unread=unread, stopped=stopped)


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
