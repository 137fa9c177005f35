"""Faults that a report admits, and people or seats that a quota is of."""

import pytest

from index.types import Passage, Period, Role
from rag.figure_asked import units_asked
from rag.question import understand
from rag.select import ScoredSpan, admits_what_is_asked

TEXT = "我们也清醒看到存在的问题和挑战,渔港设施老旧,学位仍有缺口。"
ADMITS = ScoredSpan(
    Passage("harbour", 0, len(TEXT), TEXT, ("回顾",), Period(Role.REVIEW, 2030, 2030)),
    0,
    len(TEXT),
    *(0.5, 0.5, 3.0, 0.88),
    has_figure=False,
)


@pytest.mark.parametrize(
    ("question", "is_asked"),
    [
        ("报告承认还存在哪些问题", True),
        ("政府自己觉得有哪些短板", True),
        ("林业还有哪些短板", False),
        ("报告里有哪些项目", False),
    ],
)
def test_faults_are_admitted_where_they_are_asked_for_and_nothing_else_is(question: str, is_asked: bool) -> None:
    assert admits_what_is_asked(understand(question, ()), ADMITS) is is_asked


def test_a_quota_is_told_in_people_or_in_seats() -> None:
    assert units_asked(understand("退役军人有几个名额", ())) == ()
    assert units_asked(understand("新建了几个车站", ())) == ("个",)
