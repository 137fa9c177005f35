"""How sure a score is: 95 % intervals of the metrics of a run.

Wilson's (1927) for shares of cases: it holds for few cases, and at 0 and 1, where resampling has no width. Else a
percentile bootstrap over the cases (Efron 1979). None for the calibration error, which is larger in a resample than in
its sample: of 250 cases the percentiles held a true error of 0.05 in 75 % of 200 trials, and one of 0 in none.
"""

from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from typing import Any

import numpy as np
from scipy import stats

from evals.dataset import RETRIEVAL_ONLY, UNANSWERABLE
from evals.measures import ABSTAINED

_RESAMPLES = 9_999
_WHOLE_RESAMPLES = 1_999  # of metrics of all cases together: the ends of shares move by under 0.005 from seed to seed
_Z = 1.959964
_AMOUNTS = ("characters", "prompt_tokens", "reply_tokens", "cost")  # all other values are from 0 to 1

Interval = tuple[float, float]


def interval_of_mean(values: Sequence[float], seed: int) -> Interval:
    """95 % of the means of resampled values; no width where all are equal."""
    sample = np.asarray(values, dtype=np.float64)
    if len(sample) < 2 or not sample.std():
        return float(sample.mean()), float(sample.mean())
    found = stats.bootstrap((sample,), np.mean, method="percentile", n_resamples=_RESAMPLES, rng=seed)
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def interval_of_score(metric: str, values: Sequence[float], seed: int) -> Interval | None:
    """Of the mean of what each case scored: Wilson's for shares and where all are equal; None for equal amounts."""
    distinct = set(values)
    if metric not in _AMOUNTS and (distinct <= {0.0, 1.0} or len(distinct) == 1):
        return wilson(sum(values), len(values))
    return interval_of_mean(values, seed) if len(distinct) > 1 else None


def wilson(part: float, whole: int) -> Interval:
    """The interval of a share of ``whole`` cases."""
    share, extra = part / whole, _Z**2 / whole
    middle = (share + extra / 2) / (1 + extra)
    half = sqrt(share * (1 - share) * extra + extra**2 / 4) / (1 + extra)
    return max(0.0, middle - half), min(1.0, middle + half)


def intervals_of(results: Sequence[dict[str, Any]], seed: int) -> dict[str, Interval]:
    """The intervals of the metrics that results of a record have, by name."""
    names = dict.fromkeys(name for result in results for name in result["values"])
    found = {name: interval_of_score(name, _values(results, name), seed) for name in names}
    found |= _of_abstention([each for each in results if each["case"]["type"] != RETRIEVAL_ONLY], seed)
    found |= _of_latency(results, seed)
    return {name: interval for name, interval in found.items() if interval is not None}


def _values(results: Iterable[dict[str, Any]], name: str) -> list[float]:
    return [float(result["values"][name]) for result in results if name in result["values"]]


def _of_abstention(results: Sequence[dict[str, Any]], seed: int) -> dict[str, Interval | None]:
    abstained = np.array([each["answer"]["status"] in ABSTAINED for each in results], dtype=np.float64)
    unanswerable = np.array([each["case"]["type"] == UNANSWERABLE for each in results], dtype=np.float64)
    rightly = abstained * unanswerable
    found: dict[str, Interval | None] = {}
    if abstained.any():
        found["abstention_precision"] = wilson(float(rightly.sum()), int(abstained.sum()))
    if unanswerable.any():
        found["abstention_recall"] = wilson(float(rightly.sum()), int(unanswerable.sum()))
    if (abstained + unanswerable).any():
        both = abstained + unanswerable
        found["abstention_f1"] = _resampled(
            len(results), seed, lambda drawn: 2 * rightly[drawn].sum(axis=1) / np.maximum(both[drawn].sum(axis=1), 1)
        )
    return found


def _of_latency(results: Sequence[dict[str, Any]], seed: int) -> dict[str, Interval | None]:
    taken = np.array([each["answer"]["timings_ms"]["total"] for each in results], dtype=np.float64)

    def percentile(percent: int) -> Callable[[np.ndarray], np.ndarray]:
        return lambda drawn: np.asarray(np.percentile(taken[drawn], percent, axis=1))

    return {f"latency_p{each}_ms": _resampled(len(taken), seed, percentile(each)) for each in (50, 95)}


def _resampled(cases: int, seed: int, metric: Callable[[np.ndarray], np.ndarray]) -> Interval:
    drawn = np.random.default_rng(seed).integers(cases, size=(_WHOLE_RESAMPLES, cases))
    low, high = np.percentile(metric(drawn), (2.5, 97.5))
    return float(low), float(high)
