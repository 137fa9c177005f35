"""Bounds of a run, for CI."""

import pytest

from evals.gate import broken_bounds, read_bounds
from index.errors import SettingsError


def test_a_run_that_keeps_its_bounds_breaks_none() -> None:
    bounds = read_bounds(("right=0.7", "latency_p95_ms=60"))
    assert broken_bounds(bounds, {"right": 0.7, "latency_p95_ms": 60}) == ()


def test_a_bound_is_the_least_where_more_is_better_and_the_most_where_less_is() -> None:
    bounds = read_bounds(("right = 0.7", "latency_p95_ms=60"))
    told = broken_bounds(bounds, {"right": 0.69, "latency_p95_ms": 61})
    assert told == ("right is 0.69, under 0.7", "latency_p95_ms is 61, over 60")


def test_a_metric_that_no_case_has_keeps_no_bound() -> None:
    assert broken_bounds(read_bounds(("f1=0.1",)), {}) == ("no case has f1",)


def test_a_judging_that_stopped_keeps_no_bound_of_its_own() -> None:
    bounds = read_bounds(("judge_faithfulness=0.1", "right=0.1"))
    told = broken_bounds(bounds, {"judge_faithfulness": 1, "right": 1}, "judged 1 of 3 cases, then a timeout")
    assert told == ("judge_faithfulness is not of all cases: judged 1 of 3 cases, then a timeout",)


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        ("rigth=0.5", "Did you mean right"),
        ("right", "is no bound"),
        ("right=good", "is no bound"),
        ("right=nan", "no bound"),
        ("latency_p95_ms=inf", "no bound"),
    ],
)
def test_a_bound_that_cannot_be_read_is_told(bound: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_bounds((bound,))
