"""What people say around a question."""

import pytest

from rag.courtesies import without_courtesies


@pytest.mark.parametrize(
    "before",
    [
        "您好，",
        "请问",
        "不好意思打扰了，想问一下",
        "我妈让我问问，",
        "写材料要用，",
        "前两天听了一耳朵没记全，",
        "我是刚搬来的居民，",
        "早上好☀️ ",
        "人老了眼神不好，报告字太密看不清，",  # the first clause says nothing of asking, the second does
    ],
)
@pytest.mark.parametrize("question", ["去年改造了几座码头？", "那今年呢？"])
def test_what_is_said_before_a_question_is_left_out(before: str, question: str) -> None:
    assert without_courtesies(f"{before}{question}") in (question, question.replace("？", "?"))


@pytest.mark.parametrize(
    "after",
    ["，麻烦告诉我一下，谢谢", "？在线等，挺急的", "？🙏🙏", "谢谢您了", " 说慢点，我岁数大了", "？我好跟老伴儿说"],
)
def test_what_is_said_behind_a_question_is_left_out(after: str) -> None:
    assert without_courtesies(f"去年改造了几座码头{after}").rstrip("?") == "去年改造了几座码头"


def test_the_mark_of_a_question_stays() -> None:
    assert without_courtesies("修好了吗？谢谢！") == "修好了吗?"


@pytest.mark.parametrize(
    "question",
    [
        "家里老人岁数大了，今年打算添点什么？",
        "孩子，今年有什么打算？",
        "学习，今年有什么安排？",
        "我跑船的，今年管不管我们？",
        "听说要修路，是真的吗？",
        "问题楼盘有几个？",
        "急救站点有几个？",
        "去年改造了几座码头？去年和今年的都说说",  # it says of which years
        "为什么下降，请说明理由",
    ],
)
def test_what_may_be_asked_about_stays(question: str) -> None:
    assert without_courtesies(question) == question


@pytest.mark.parametrize("said", ["谢谢！", "好的，谢谢", "您好", "🙏"])
def test_where_nothing_else_is_said_it_stays(said: str) -> None:
    assert without_courtesies(said) == said
