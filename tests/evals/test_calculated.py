"""Questions whose answers no report prints."""

import json
from pathlib import Path

import pytest

from evals.calculated import QUESTIONS, Asked, comes_to, read_asked
from rag.possible import Making
from rag.types import Status

LEARNED_FROM = Path(__file__).parents[2] / "training" / "pairs" / "calculations.jsonl"


@pytest.mark.parametrize(
    ("value", "unit", "result"),
    [
        (1.7e4, "家", "约1.7万家"),
        (376e8, "元", "376亿元"),
        (51.2, "%", "约51.2%"),
        (50.0, "%", "五成"),
        (2.0, "个百分点", "2个百分点"),
        (2.31, "倍", "2.3倍"),
        (1198.47, "元", "约1198元"),
    ],
)
def test_a_result_is_right_however_it_is_rounded_and_said(value: float, unit: str, result: str) -> None:
    assert comes_to(value, unit, result)
    assert not comes_to(value * 1.05, unit, result)


def test_a_share_is_no_amount() -> None:
    assert not comes_to(50.0, "%", "50家")
    assert not comes_to(50.0, "家", "50%")


def test_an_answer_is_right_if_it_tells_the_result_or_calculates_nothing_where_nothing_is_to_be() -> None:
    asked = Asked("lingang-2031", "两样加起来多少座", Making.SUM, "15座")
    assert asked.is_right(Status.ANSWERED, "2030年新建渔港12座、灯塔3座，12座+3座=15座 [1]。")
    assert not asked.is_right(Status.ANSWERED, "2030年新建渔港12座、灯塔3座 [1]。")
    assert not asked.is_right(Status.NOT_FOUND, "没有说到。最接近的是15座 [1]。")
    told = Asked("lingang-2031", "一共新增几座", Making.NONE, "15座")
    assert told.is_right(Status.ANSWERED, "2030年新增渔港15座 [1]。")
    assert not told.is_right(Status.ANSWERED, "12座+3座=15座 [1]。")


def test_nothing_was_learned_from_what_is_asked() -> None:
    learned = {json.loads(line)["question"] for line in LEARNED_FROM.read_text(encoding="utf-8").splitlines()}
    asked = read_asked()
    assert len(asked) > 100
    assert not learned & {each.question for each in asked}
    assert QUESTIONS.exists()
