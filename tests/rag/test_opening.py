"""What stands before a question and is no part of it."""

import pytest

from rag.opening import asked_if_so, without_introduction


@pytest.mark.parametrize("said", ["学生写作业:", "核对一个数:", "渔业记者求证:", "我们写稿要用:", "想请教:"])
def test_what_introduces_a_question_is_left_out(said: str) -> None:
    assert without_introduction(f"{said}去年建了几座泊位?") == "去年建了几座泊位?"


@pytest.mark.parametrize("said", ["根据报告,", "政府工作报告里,", "看这份报告,"])
def test_where_one_has_it_from_is_left_out(said: str) -> None:
    assert without_introduction(f"{said}去年建了几座泊位?") == "去年建了几座泊位?"


def test_what_is_known_of_something_else_is_left_out() -> None:
    assert without_introduction("甲园产值过300亿了,那乙园去年产值是多少?") == "乙园去年产值是多少?"


@pytest.mark.parametrize(
    "question",
    [
        "渔获的量和占比都公布了,那全省一共有多少渔获?",
        "渔民收入涨了一成,那前一年是多少?",
        "市民中心:什么时候能建成投用?",
        "学生食堂:今年要建多少个?",
        "帮我倒推一下:前年建了几座泊位?",
        "看病方面想问:今年怎么方便?",
        "报告,什么时候作的?",
        "政府工作报告,是谁作的?",
    ],
)
def test_a_topic_before_a_colon_stays(question: str) -> None:
    assert without_introduction(question) == question


def test_words_that_only_press_are_left_out() -> None:
    assert without_introduction("渔业到底占了几成") == "渔业占了几成"
    assert without_introduction("坐电梯到底层要多久") == "坐电梯到底层要多久"
    assert without_introduction("干部下访一抓到底是谁的要求") == "干部下访一抓到底是谁的要求"


@pytest.mark.parametrize("question", ["去年新建泊位真有12座?", "去年新建泊位是12座?", "渔业产值增长了7.4%左右?"])
def test_a_figure_said_with_a_question_mark_asks_whether_it_is_so(question: str) -> None:
    assert asked_if_so(question).endswith("吗?")
    assert "真有" not in asked_if_so(question)


@pytest.mark.parametrize(
    "question",
    [
        "去年新建泊位多少座?",
        "去年新建泊位12座的原因?",
        "列出今年的10件实事?",
        "去年新建泊位12座",
        "那2030年?",
        "Why did the fishing industry grow by 6%?",
    ],
)
def test_what_asks_for_something_else_stays_as_it_is(question: str) -> None:
    assert asked_if_so(question) == question
