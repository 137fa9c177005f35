"""Intervals of scores: against other implementations, and where resampling has no width."""

from typing import Any

import pytest
from scipy import stats

from evals.intervals import interval_of_mean, interval_of_score, intervals_of, wilson


def test_the_same_seed_gives_the_same_interval_and_it_holds_the_mean() -> None:
    values = [0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 0.0]
    low, high = interval_of_mean(values, seed=1)
    assert (low, high) == interval_of_mean(values, seed=1)
    assert low < sum(values) / len(values) < high


def test_values_that_are_all_equal_have_no_width() -> None:
    assert interval_of_mean([1.0, 1.0], seed=0) == (1, 1)


@pytest.mark.parametrize(("part", "whole"), [(0, 4), (4, 4), (1, 1), (7, 14), (200, 286)])
def test_a_share_has_wilsons_interval(part: int, whole: int) -> None:
    wanted = stats.binomtest(part, whole).proportion_ci(method="wilson")
    assert wilson(part, whole) == pytest.approx((wanted.low, wanted.high), abs=1e-6)


def test_four_cases_that_are_all_right_are_not_certain() -> None:
    assert interval_of_score("right", [1.0] * 4, seed=0) == pytest.approx((0.51, 1), abs=0.01)
    assert interval_of_score("f1", [0.5] * 14, seed=0) == pytest.approx((0.27, 0.73), abs=0.01)


@pytest.mark.parametrize("metric", ["characters", "prompt_tokens", "reply_tokens", "cost"])
def test_equal_amounts_have_no_interval_and_none_is_taken_for_a_share(metric: str) -> None:
    assert interval_of_score(metric, [0.0] * 4, seed=0) is None
    assert interval_of_score(metric, [40.0] * 4, seed=0) is None
    assert interval_of_score(metric, [0.0, 1.0, 1.0], seed=0) == interval_of_mean([0.0, 1.0, 1.0], seed=0)


def result(status: str, kind: str, *, right: bool, confidence: float | None = None, taken: float = 5) -> dict[str, Any]:
    return {
        "case": {"type": kind},
        "answer": {"status": status, "confidence": confidence, "timings_ms": {"total": taken}},
        "score": {"right": right},
        "values": {"right": float(right), "year_accuracy": 1.0},
    }


def test_a_metric_of_a_run_has_an_interval_that_holds_it_and_the_calibration_error_none() -> None:
    results = [
        *(result("answered", "list", right=True, confidence=0.9, taken=each) for each in range(1, 20)),
        *(result("answered", "list", right=False, confidence=0.7, taken=each) for each in range(1, 10)),
        *(result("not_found", "unanswerable", right=True) for _ in range(6)),
        *(result("refused", "list", right=False) for _ in range(3)),
        result("answered", "unanswerable", right=False, confidence=0.6),
    ]
    found = intervals_of(results, seed=1)
    wanted = {"right": 25 / 38, "year_accuracy": 1, "abstention_precision": 6 / 9, "abstention_recall": 6 / 7}
    wanted |= {"abstention_f1": 12 / 16, "latency_p50_ms": 5}
    assert all(found[name][0] <= value <= found[name][1] for name, value in wanted.items())
    assert found["abstention_f1"][1] - found["abstention_f1"][0] > 0.1
    assert "calibration_error" not in found
    assert found == intervals_of(results, seed=1)


def test_a_set_that_is_only_retrieved_has_no_interval_of_abstention() -> None:
    assert set(intervals_of([result("answered", "retrieval", right=True)], seed=0)) == {
        *("right", "year_accuracy", "latency_p50_ms", "latency_p95_ms"),
    }
