import pytest

from rag.leaning import THEN, is_elliptical, leans, own_words
from rag.types import Turn

LAST = Turn("2030年改造灯塔多少座?", "2030年:改造灯塔12座 [1]。")


@pytest.mark.parametrize(
    ("question", "leaning"),
    [("那今年呢", True), ("它在哪", True), ("改了几个", True), ("渔港的泊位有多少个", False)],
)
def test_a_question_leans_that_points_back_or_names_nothing(question: str, leaning: bool) -> None:
    assert leans(question) is leaning


@pytest.mark.parametrize(
    ("question", "elliptical"),
    [
        ("它们在哪", True),
        ("改了几个", True),
        ("与2031年预期目标相比,差距有多大?", True),  # what there is of any figure
        ("另外请告知上一年度的实际数", True),
        ("教育方面有哪些安排", False),  # names its field
        ("“蓝色粮仓”是什么", False),
        ("市长是谁", False),  # of the cover
        ("渔港的泊位有多少个", False),
    ],
)
def test_a_question_without_a_topic_of_its_own_is_elliptical(question: str, elliptical: bool) -> None:
    assert is_elliptical(question, LAST) is elliptical


def test_own_words_are_of_no_time_and_ask_nothing() -> None:
    assert "渔港" in own_words("今年渔港有多少座")
    assert "今年" not in own_words("今年渔港有多少座")
    assert THEN.sub("", "另外,渔港有几座") == "渔港有几座"
