"""Questions in English are answered in English around the report's own words."""

import pytest

from rag.answer import ask
from rag.asker import Asker
from rag.dictionary import translated
from rag.english import framed, is_english, parts_in_english, units_in_english
from rag.lexicon import usages_in
from rag.types import Span, Statement, Status
from tests.ui.conftest import harbour_asker, report_file, store_path  # noqa: F401 - fixtures of a small report

SPANS = (Span("d", 0, 1),)


@pytest.mark.parametrize(
    ("said", "in_english"),
    [
        ("2023年：新增就业2万人", "In 2023: “新增就业2万人”"),
        ("2024年计划：新建公园2个", "Planned for 2024: “新建公园2个”"),
        ("2021—2025年：建成公园9个", "In 2021—2025: “建成公园9个”"),
        ("《某市报告》2023年：建成公园9个", "《某市报告》In 2023: “建成公园9个”"),
        ("2023年：是的，建成公园9个", "Yes. In 2023: “建成公园9个”"),
        ("不是，2023年建成公园9个", "No. The report says: “2023年建成公园9个”"),
        ("市长某某", "The report says: “市长某某”"),
    ],
)
def test_a_statement_is_framed_in_english_and_its_words_stay(said: str, in_english: str) -> None:
    assert framed(Statement(said, SPANS)) == Statement(in_english, SPANS)


def test_one_chinese_word_makes_a_question_chinese() -> None:
    assert is_english("How many jobs in 2023?")
    assert not is_english("GDP增长多少?")


def test_a_figure_is_traced_in_an_english_answer_too(harbour_asker: Asker) -> None:  # noqa: F811
    answer = ask(harbour_asker, "How many jobs were created in 2030?")
    assert answer.status is Status.ANSWERED
    assert answer.text == "In 2030: “城镇新增就业3.5万人” [1]."
    assert [figure.text for figure in answer.figures] == ["3.5万人"]


def test_what_the_report_does_not_say_is_told_in_english(harbour_asker: Asker) -> None:  # noqa: F811
    answer = ask(harbour_asker, "How much was spent on the mission to Mars?")
    assert answer.status is Status.NOT_FOUND
    assert "does not say so" in answer.text.split("\n")[0]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How many trains ran last year, and what is the target for this year?",
            ("How many trains ran last year", "what is the target for this year? trains ran"),
        ),
        ("I run a firm. Which bank helps?", ("Which bank helps?",)),
        ("Roads and bridges?", ("Roads and bridges?",)),
    ],
)
def test_parts_of_an_english_question_each_have_a_topic(question: str, parts: tuple[str, ...]) -> None:
    assert tuple(" ".join(part.split()) for part in parts_in_english(question)) == parts


def test_what_is_counted_in_english_has_its_unit() -> None:
    assert units_in_english("How many rural households benefited?") == ("户",)
    assert units_in_english("How many stores opened?") == ()


def test_a_dictionary_finds_the_words_of_the_report_that_an_english_one_means() -> None:
    text = "举办帆船和沙滩排球两项赛事,推广足球运动"
    assert dict(translated("Were sailing and beach volleyball held?", [text]))["beach volleyball"] == ("沙滩排球",)
    assert translated("What is planned for next year?", [text]) == ()


def test_an_english_word_is_no_part_of_another() -> None:
    assert [usage.said for usage in usages_in("how many trains are there")] == ["trains"]
    assert [usage.said for usage in usages_in("rcep贸易额")] == ["rcep"]
