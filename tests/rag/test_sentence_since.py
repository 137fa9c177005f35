"""The year in which something began, of how long it has been."""

import pytest

from index.types import Passage, Period, Role
from rag.scored_span import ScoredSpan
from rag.sentence_figures import as_asked
from rag.sentence_since import since


def working(question: str, text: str, years: tuple[int, int] = (2030, 2030)) -> str | None:
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.REVIEW, *years))
    found = since(as_asked(question), ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True))
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("渔港建港是哪一年", "隆重庆祝渔港建港40周年。", "2030年-40年=1990年"),
        ("海洋文化节头一年办是哪年", "海洋文化节连续16年举办。", "2030年-16年+1=2015年"),
        ("渔港建港是哪一年", "今年迎来渔港建港40周年,2029年渔港建港30周年。", "2030年-40年=1990年"),
    ],
)
def test_the_year_is_worked_back(question: str, text: str, told: str) -> None:
    assert told in (working(question, text) or "")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("渔港建港多少年了", "隆重庆祝渔港建港40周年。"),  # no year is asked for
        ("海洋文化节哪年最热闹", "海洋文化节连续16年举办。"),  # nor when it began
        ("渔港建港是哪一年", "隆重庆祝盐田博物馆开放40周年。"),  # of something else
        ("渔港建港是哪一年", "渔港建港以来船只增加。"),
    ],
)
def test_nothing_is_worked_back_otherwise(question: str, text: str) -> None:
    assert working(question, text) is None


def test_of_several_years_none_is_counted_from() -> None:
    assert working("渔港建港是哪一年", "隆重庆祝渔港建港40周年。", (2026, 2030)) is None
