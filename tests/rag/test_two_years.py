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


def test_the_other_year_of_a_long_story_is_its_tellers() -> None:
    story = "我是海边长大的,伢儿明年就要上小学了,屋里老人天天念叨学校挤,班上的娃娃坐不下,我也不懂这些个政策,就想问问"
    assert not asks_of_two_years(understand(f"{story},去年一年海边到底多出来几多个读书的名额,旁的我都不问", ()))
