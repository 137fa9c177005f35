"""The metrics of a run by name: which way is better, and how the values of its cases become one number."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

import numpy as np

from evals.dataset import RETRIEVAL_ONLY, UNANSWERABLE
from evals.measures import ABSTAINED
from evals.ranking import RANKED
from evals.result import Result

_BINS = 10
Values = Callable[[Sequence[Result]], float | None]


@dataclass(frozen=True, slots=True)
class Metric:
    """``of`` gives None where no case of the results has it."""

    name: str
    of: Values
    higher_is_better: bool = True


def _mean_of(name: str) -> Values:
    def of(results: Sequence[Result]) -> float | None:
        values = [result.values[name] for result in results if name in result.values]
        return mean(values) if values else None

    return of


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _is_abstention(result: Result) -> bool:
    return result.answer.status in ABSTAINED and result.case.type != RETRIEVAL_ONLY


def _abstained_rightly(results: Sequence[Result]) -> int:
    return sum(_is_abstention(result) and result.case.type == UNANSWERABLE for result in results)


def _abstention_precision(results: Sequence[Result]) -> float | None:
    return _ratio(_abstained_rightly(results), sum(map(_is_abstention, results)))


def _abstention_recall(results: Sequence[Result]) -> float | None:
    return _ratio(_abstained_rightly(results), sum(result.case.type == UNANSWERABLE for result in results))


def _abstention_f1(results: Sequence[Result]) -> float | None:
    abstained = sum(map(_is_abstention, results))
    unanswerable = sum(result.case.type == UNANSWERABLE for result in results)
    return _ratio(2 * _abstained_rightly(results), abstained + unanswerable)


def reliability(judged: Iterable[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of answers in each of ten bins of confidence that has any.

    ``judged`` are the confidence of each answer and whether it was right.
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, right in judged:
        bins[min(_BINS - 1, int(confidence * _BINS))].append((confidence, right))
    return [(mean(sure for sure, _ in each), mean(right for _, right in each), len(each)) for each in bins if each]


def _calibration_error(results: Sequence[Result]) -> float | None:
    """Expected calibration error (Naeini et al. 2015; Guo et al. 2017): ten bins of equal width."""
    bins = reliability(
        (result.answer.confidence, result.score.right)
        for result in results
        if result.answer.confidence is not None and result.case.type != RETRIEVAL_ONLY
    )
    total = sum(count for _, _, count in bins)
    return sum(count * abs(sure - right) for sure, right, count in bins) / total if total else None


def _latency(percent: int) -> Values:
    def of(results: Sequence[Result]) -> float | None:
        return float(np.percentile([each.answer.timings_ms.total for each in results], percent)) if results else None

    return of


_MEANS = (
    *("right", "fact_recall", "exact_match", "f1", "figure_accuracy", "year_accuracy"),
    *("quotes_hold", "quotes_whole", "citation_precision", "citation_recall"),
)
_MEAN_COSTS = ("wrong_facts", "refused_wrongly", "too_long", "characters")
_SPENT = ("prompt_tokens", "reply_tokens", "cost")  # where a language model answers

METRICS: tuple[Metric, ...] = (
    *(Metric(name, _mean_of(name)) for name in RANKED),
    *(Metric(name, _mean_of(name)) for name in _MEANS),
    *(Metric(name, _mean_of(name), higher_is_better=False) for name in (*_MEAN_COSTS, *_SPENT)),
    Metric("abstention_precision", _abstention_precision),
    Metric("abstention_recall", _abstention_recall),
    Metric("abstention_f1", _abstention_f1),
    Metric("calibration_error", _calibration_error, higher_is_better=False),
    Metric("latency_p50_ms", _latency(50), higher_is_better=False),
    Metric("latency_p95_ms", _latency(95), higher_is_better=False),
)
BY_NAME = {metric.name: metric for metric in METRICS}


def summarise(results: Sequence[Result]) -> dict[str, float]:
    """Every metric that the results have, by name."""
    found = ((metric.name, metric.of(results)) for metric in METRICS)
    return {name: round(value, 6) for name, value in found if value is not None}
