"""What a follow-up points back at, and the question before asked again."""

import pytest

from rag.another_year import of_that_figure, untimed, without_intent
from rag.exchange import counted_in, of_another, topic_of
from rag.pointing import lacks_subject, names_something, noun_pointed_at, nouns_of, told_in, with_field
from rag.term_pointed_at import term_pointed_at
from rag.types import Turn


@pytest.mark.parametrize(("question", "noun"), [("这条街在哪", "街"), ("那个社区在哪", "社区"), ("有多长", "")])
def test_a_noun_stands_behind_what_points(question: str, noun: str) -> None:
    assert noun_pointed_at(question) == noun


def test_words_of_asking_and_time_name_nothing() -> None:
    assert names_something("灯塔呢")
    assert not names_something("去年是多少")
    assert "灯塔" in nouns_of("去年改造灯塔几座")


def test_a_short_answer_speaks_of_something() -> None:
    assert "灯塔养护" in told_in("2030年:开展灯塔养护 [1]。")
    assert told_in("2030年:12座 [1]。") == ""


def test_a_field_that_is_pointed_at_is_written_out() -> None:
    assert with_field("这方面有什么打算", "养老方面做了什么") != "这方面有什么打算"
    assert lacks_subject("涉及哪些县", "灯塔养护") is True


def test_a_question_is_asked_of_another_thing() -> None:
    assert of_another("今年城东想冲到第几", "城西呢").startswith("今年")
    assert "城西" in of_another("今年城东想冲到第几", "城西呢")
    assert "灯塔" in topic_of("2030年改造灯塔多少座")
    assert "灯塔" in counted_in("今年改造几座灯塔")


def test_the_time_of_a_question_is_taken_out() -> None:
    assert untimed("去年的投入") == "投入"
    assert of_that_figure("那去年这个数是多少") == "那去年是多少"
    assert "准备金" in without_intent("准备金率")


def test_a_term_that_is_pointed_at_was_said_before() -> None:
    turn = Turn("今年推广什么?", "2031年计划:推广“蓝色粮仓” [1]。")
    assert term_pointed_at("它是什么意思", (turn,), ("蓝色粮仓", "一岛一策")) == "蓝色粮仓"
    assert term_pointed_at("改造灯塔几座", (turn,), ("蓝色粮仓",)) is None
