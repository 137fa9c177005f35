"""What a question supposes, and what is told instead."""

import pytest

from rag.contradicts import tells_otherwise, tells_the_same


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("为什么去年案件多了", "案件数下降14%"),
        ("产业掉到全省第三,前两名是谁", "产业居全省之首"),
        ("低保涨到1500元,是哪个月开始的", "低保标准提高至1050元"),
        ("除了望江还有好几个试点,另外几个是谁", "望江是唯一的试点"),
    ],
)
def test_words_tell_otherwise_than_supposed(question: str, words: str) -> None:
    assert tells_otherwise(question, words)


@pytest.mark.parametrize(
    ("question", "words"),
    [("案件有多少", "案件数下降14%"), ("低保涨到1050元,是哪个月开始的", "低保标准提高至1050元")],
)
def test_words_that_contradict_nothing(question: str, words: str) -> None:
    assert not tells_otherwise(question, words)


def test_what_is_supposed_is_told_by_its_figure_or_its_way() -> None:
    assert tells_the_same("为什么降了14.4%", "案件数下降14.4%")
    assert not tells_the_same("为什么要改革", "推进水价改革")
