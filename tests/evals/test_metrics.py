"""Metrics against values worked out by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.dataset import Case
from evals.measures import character_f1, gold_answers
from evals.metrics import BY_NAME, METRICS, reliability, summarise
from evals.result import Result
from evals.scoring import Score
from rag.types import Answer, Slots, Status, Timings


def result(status: Status, right: bool, *, type: str = "fact_number", confidence: float | None = None) -> Result:
    answer = Answer("", "", "", Slots(), status, "", confidence=confidence, timings_ms=Timings(total=10))
    return Result(Case("a", type, "?"), None, answer, Score(right), (), {"right": float(right)})


FOUND, MISSED = result(Status.ANSWERED, right=True), result(Status.NOT_FOUND, right=False)
ABSTAINED = result(Status.REFUSED, right=True, type="unanswerable")
INVENTED = result(Status.ANSWERED, right=False, type="unanswerable")


def test_abstention_is_precision_recall_and_f1_of_refusals() -> None:
    found = summarise([FOUND, MISSED, MISSED, ABSTAINED, INVENTED])
    assert found["abstention_precision"] == pytest.approx(1 / 3, abs=1e-6)
    assert found["abstention_recall"] == pytest.approx(1 / 2)
    assert found["abstention_f1"] == pytest.approx(2 / 5)


def test_calibration_error_is_the_gap_of_each_bin_weighted_by_its_answers() -> None:
    results = [
        result(Status.ANSWERED, right=True, confidence=0.92),
        result(Status.ANSWERED, right=True, confidence=0.98),
        result(Status.ANSWERED, right=False, confidence=0.5),
        MISSED,
    ]
    judged = [(0.92, True), (0.98, True), (0.5, False)]
    assert reliability(judged) == [(0.5, 0, 1), (pytest.approx(0.95), 1, 2)]
    assert summarise(results)["calibration_error"] == pytest.approx((0.5 + 2 * 0.05) / 3, abs=1e-6)


def test_a_mean_is_over_the_cases_that_have_the_value() -> None:
    with_figure = replace(FOUND, values={"right": 1.0, "figure_accuracy": 0.5})
    found = summarise([with_figure, FOUND])
    assert (found["figure_accuracy"], found["right"]) == (0.5, 1)
    assert "f1" not in found


def test_character_f1_counts_common_characters_and_no_punctuation() -> None:
    assert character_f1("新增学位 [1]。", "“新增学位”") == 1
    assert character_f1("新增三所", "新增") == pytest.approx(2 * 2 / (4 + 2))
    assert character_f1("无", "新增") == 0
    assert character_f1("增长7.4%", "增长74%") < 1


def test_all_answers_of_a_public_set_are_gold() -> None:
    assert gold_answers(Case("a", "fact_text", "?", answer="甲", extra={"answers": ["乙", ""]})) == ("甲", "乙")


def test_every_metric_has_one_name() -> None:
    assert len(BY_NAME) == len(METRICS)


def test_every_metric_is_defined_in_the_docs() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "evals.md").read_text(encoding="utf-8")
    assert [metric.name for metric in METRICS if f"`{metric.name.split('@')[0]}" not in docs] == []
