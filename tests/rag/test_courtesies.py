"""What people say around a question."""

import time

import pytest

from rag.answer import ask
from rag.asker import Asker
from rag.courtesies import without_courtesies
from rag.question import MAX_CHARS
from rag.search import search
from rag.types import Turn


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
        "孩子没人看，今年有什么办法？",
        "孩子没人看，想问问，今年有什么办法？",  # what is left would name nothing
        "人大代表答复，去年办了多少件？",
        "听说社区要搞培训，今年搞几场？",
        "看书，有地方吗？",
        "我是新来的大学生，有补贴没",
        "今年目标是多少，我是指社零",
        "去年干了些什么，我区养老方面",
        "学校呢？我说的是幼儿园",
        "新建了几个医院？急救站也算",
        "报告最后感谢了谁？",
        "政府有没有感谢环卫工人？",
    ],
)
def test_what_may_be_asked_about_stays(question: str) -> None:
    assert without_courtesies(question) == question


@pytest.mark.parametrize("said", ["谢谢！", "好的，谢谢", "您好", "🙏"])
def test_where_nothing_else_is_said_it_stays(said: str) -> None:
    assert without_courtesies(said) == said


def test_a_long_row_of_words_of_chat_takes_no_longer() -> None:
    start = time.perf_counter()
    for words in ("看" * 23 + "笑", "哈" * 24, "急" * 23 + "笑"):
        without_courtesies(f"{words}，去年建了几座桥？")
    assert time.perf_counter() - start < 1  # 17 s where each way to cut them into words was tried


def test_one_that_is_too_long_to_be_asked_is_left_for_the_error() -> None:
    long = "问" * MAX_CHARS + "，谢谢"
    assert without_courtesies(long) == long


@pytest.mark.parametrize("question", ["您好，请问安静书桌有多少个？麻烦告诉我，谢谢", "我妈让我问问，安静书桌有多少个"])
def test_an_answer_and_a_search_are_of_the_question_by_itself(question: str, asker: Asker) -> None:
    answer = ask(asker, question)
    assert answer.standalone_question.rstrip("?") == "安静书桌有多少个"
    assert answer.text == ask(asker, "安静书桌有多少个？").text
    assert search(asker, question) == search(asker, answer.standalone_question)


def test_what_is_said_around_an_earlier_question_is_left_out_too(asker: Asker) -> None:
    around = Turn("您好，我想问一下，2023年新增学位多少个？谢谢", "新增学位3840个。")
    alone = Turn("2023年新增学位多少个？", "新增学位3840个。")
    assert ask(asker, "今年呢？", [around]).text == ask(asker, "今年呢？", [alone]).text
