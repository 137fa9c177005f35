"""Questions that set what was done against what is planned, in words for the distance that name no amount."""

import pytest

from rag.question import understand
from rag.two_years import APART, asks_of_two_years


@pytest.mark.parametrize(
    "asks",
    ["差在哪", "差别多大", "有什么变化", "有没有出入", "拉开了多远", "比怎么样", "差得多远"],
)
def test_how_far_two_years_are_apart_is_asked_in_many_words(asks: str) -> None:
    question = understand(f"渔村的码头，去年修的跟今年打算修的{asks}？", ())
    assert asks_of_two_years(question)
    assert APART.search(question.text)


def test_what_is_asked_of_one_year_sets_no_two_against_each_other() -> None:
    assert not asks_of_two_years(understand("去年渔村的码头有什么变化？", ()))
