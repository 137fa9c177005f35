"""A question as it can be asked: tidied, or an error that says what to do."""

import pytest

from index.errors import QuestionError
from rag.question import clean


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\u200b\n"])
def test_an_empty_question_is_an_error_that_says_what_to_do(text: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        clean(text)


def test_a_question_over_the_limit_is_an_error_with_the_numbers() -> None:
    with pytest.raises(QuestionError, match=r"2,001 characters\. Ask in at most 2,000"):
        clean("问" * 2001)
    assert clean("问" * 2000)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("渔港去年修到哪一步了 今年能弄完不", "渔港去年修到哪一步了,今年能弄完不"),  # spaces part clauses
        ("渔业增速 ， 今年多少 ？", "渔业增速,今年多少?"),
        ("渔港修好了吗……", "渔港修好了吗"),
        ("渔港修好了吗？？！", "渔港修好了吗?"),
        ("渔港修好了吗？渔港修好了吗？", "渔港修好了吗?"),
        ("渔港修好了吗？？？渔港修好了吗？？？", "渔港修好了吗?"),
        ("绿色渔港绿色渔港", "绿色渔港绿色渔港"),  # it asks nothing
    ],
)
def test_a_question_is_tidied(text: str, tidied: str) -> None:
    assert clean(text) == tidied


def test_control_characters_surrogates_and_spaces_inside_chinese_go() -> None:
    assert clean("新 增\x00就\ud800业 多少？") == "新增就业多少?"
