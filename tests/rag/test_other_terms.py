"""What a sentence tells in one way and a question asks for in another."""

import pytest

from index.types import Passage, Period, Role
from rag.other_terms import in_other_terms
from rag.question import understand
from rag.scored_span import ScoredSpan, Selection


def span(text: str) -> ScoredSpan:
    passage = Passage("harbour", 0, len(text), text, ("一、2030年工作回顾",), Period(Role.REVIEW, 2030, 2030))
    return ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)


@pytest.mark.parametrize(
    ("question", "text", "working"),
    [
        ("高峰拥堵指数降的那一截折合成百分比是多少", "高峰拥堵指数从5.00下降至4.00。", "(5.00-4.00)÷5.00=20%"),
        ("空置指数降了百分之几", "写字楼空置指数由8.0降低到6.0。", "(8.0-6.0)÷8.0=25%"),
        ("渔船数量算下来是前一年的几倍", "渔船数量大幅增长150%。", "1+150%=2.5倍"),
        ("不设围栏的渔场有多少个", "渔场总数达90个,三分之二的渔场不设围栏。", "90个×2÷3=60个"),
        ("最美渔港的称号是从哪一年开始有的", "连续10年获评最美渔港。", "2030-10+1=2021年"),
    ],
)
def test_what_is_told_otherwise_is_worked_out(question: str, text: str, working: str) -> None:
    found = in_other_terms(understand(question, ()), Selection((span(text),), 0.5))

    assert found is not None
    assert working in found.statement.text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("码头客流是前一年的几倍", "耕地面积增长50%。"),
        ("渔场有多少个", "渔场总数达90个,百分之三的河段不设围栏。"),
        ("航班从哪一年开始增加", "连续多年获评最美渔港。"),
        ("入学率降了百分之几", "高峰拥堵指数从5.00下降至4.00。"),
    ],
)
def test_what_the_sentence_does_not_tell_is_not_worked_out(question: str, text: str) -> None:
    assert in_other_terms(understand(question, ()), Selection((span(text),), 0.3)) is None
