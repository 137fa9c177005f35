"""Calculations over a growth, a share, or both ends of a rise of one sentence."""

from collections.abc import Callable, Sequence

import pytest

from index.types import Passage, Period, Role
from rag.operand import Operand
from rag.scored_span import ScoredSpan
from rag.sentence_figures import Asked, as_asked, figures_of
from rag.sentence_rates import (
    asks_rise,
    asks_which_is_more,
    before_change,
    before_growth,
    from_to,
    part_by_share,
    risen_by,
    whole_by_share,
)
from rag.sides_said import surely_said
from rag.types import Statement

Way = Callable[[Asked, Sequence[Operand]], Statement | None]


def figures(text: str) -> list[Operand]:
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.REVIEW, 2030, 2030))
    return list(figures_of(ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)))


@pytest.mark.parametrize(
    ("way", "question", "text", "working"),
    [
        (before_growth, "按增速倒推,2029年渔业产值多少亿元", "渔业产值110亿元、增长10%。", "110亿元÷(1+10%)=100亿元"),
        (risen_by, "渔业产值比上一年多了多少亿元", "渔业产值110亿元、增长10%。", "=10亿元"),
        (before_change, "2029年渔业产值多少亿元", "渔业产值135亿元、比上年增加15亿元。", "135亿元-15亿元=120亿元"),
        (whole_by_share, "全省渔民一共多少人", "渔民186人、占全省30%。", "186人÷30%=620人"),
        (part_by_share, "渔业用外资多少亿美元", "实际使用外资100亿美元,其中渔业占51%。", "100亿美元×51%=51亿美元"),
        (from_to, "灯塔种类扩大了多少种", "灯塔种类由16种扩大到37种。", "37种-16种=21种"),
    ],
)
def test_what_follows_from_a_rate_or_a_rise_is_worked_out(way: Way, question: str, text: str, working: str) -> None:
    found = way(as_asked(question), figures(text))
    assert found is not None
    assert found.text.endswith(working)


@pytest.mark.parametrize("way", [before_growth, risen_by, whole_by_share, part_by_share, from_to])
def test_an_amount_alone_tells_none_of_it(way: Way) -> None:
    assert way(as_asked("2029年渔业产值多少亿元"), figures("渔业产值110亿元。")) is None


def test_a_rise_is_asked_by_its_amount_and_the_faster_of_two_by_name() -> None:
    assert asks_rise("渔业产值比前年多了多少亿元")
    assert not asks_rise("渔业产值增长百分之几")
    assert asks_which_is_more("渔业和商贸谁涨得快")
    assert not asks_which_is_more("渔业涨得多快")


def test_of_the_figures_that_share_words_with_a_question_those_that_it_names_are_weighed() -> None:
    asked = as_asked("渔民人均收入和机电出口哪个增长更快")
    (income,), (revenue,), (exports,) = map(
        figures, ("渔民人均收入增长5%。", "公共预算收入增长2%。", "机电出口增长25%。")
    )
    assert surely_said(asked, income, exports) == surely_said(asked, exports, income) == 1
    assert surely_said(asked, revenue, exports) < 0.4
