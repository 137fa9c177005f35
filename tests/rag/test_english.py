"""Questions in English are answered in English around the report's own words."""

import pytest

from rag.answer import ask
from rag.asker import Asker
from rag.english import framed, is_english
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
