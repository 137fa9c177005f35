"""Things of a kind that words tell and a question does not say itself."""

import pytest

from rag.items_told import is_new, names_new_doer, opens_with_another, says_new_name, says_new_place
from rag.names_asked import lacks_name


@pytest.mark.parametrize(("word", "new"), [("渔校", True), ("灯塔", False), ("海事大学", False)])
def test_a_word_is_new_that_no_question_says(word: str, new: bool) -> None:
    assert is_new("临港海事大学的灯塔谁管", word) is new


def test_a_name_in_quotation_marks_is_told() -> None:
    assert says_new_name("推广什么模式", "推广“蓝色粮仓”")
    assert not says_new_name("推广“蓝色粮仓”模式的是谁", "推广“蓝色粮仓”")


def test_a_company_is_one_who_does() -> None:
    assert names_new_doer("谁修的灯塔", "临港航标公司修缮灯塔")
    assert not names_new_doer("谁修的灯塔", "灯塔修缮一新")


def test_a_place_ends_as_places_do_or_is_where_something_was_done() -> None:
    assert says_new_place("灯塔建在哪", "灯塔建在海门街道")
    assert not says_new_place("灯塔建在哪", "灯塔建成")


def test_a_clause_that_says_who_won_opens_with_another() -> None:
    assert opens_with_another("哪个村首创灯塔认养", "海门村首创灯塔认养")


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("市长叫什么", "改造灯塔12座。", True),
        ("12座灯塔分别叫什么", "改造灯塔12座。", True),
        ("改造了几座灯塔", "改造灯塔12座。", False),
    ],
)
def test_a_sentence_without_the_name_that_is_asked_for_lacks_it(question: str, sentence: str, lacks: bool) -> None:
    assert lacks_name(question, sentence) is lacks
