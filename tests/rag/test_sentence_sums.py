"""Sums, shares and averages over the figures of one sentence."""

import pytest

from index.types import Passage, Period, Role
from rag.operand import Operand
from rag.scored_span import ScoredSpan
from rag.sentence_average import average
from rag.sentence_figures import as_asked, figures_of
from rag.sentence_shares import share_of_part, tells_both_sides
from rag.sentence_sums import asks_sum_of_row, figures_of_sides, sum_of_joined, sum_of_listed

TEXT = "新建渔港20座、灯塔8座、船坞2座。"


def figures(text: str = TEXT) -> list[Operand]:
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.REVIEW, 2030, 2030))
    return list(figures_of(ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)))


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("渔港和灯塔一共新建多少座", "20座+8座=28座"),
        ("渔港、灯塔、船坞三样加起来多少座", "20座+8座+2座=30座"),
    ],
)
def test_the_figures_of_what_is_joined_are_summed(question: str, working: str) -> None:
    found = sum_of_listed(as_asked(question), figures())
    assert found is not None
    assert found.text.endswith(working)


def test_nothing_is_summed_of_which_one_has_no_figure() -> None:
    assert sum_of_listed(as_asked("渔港和学校一共新建多少座"), figures()) is None
    assert sum_of_joined(as_asked("渔港和灯塔分别新建多少座"), figures()) is None


def test_each_side_has_the_figure_that_its_clause_names() -> None:
    assert [each.printed for each in figures_of_sides(["灯塔", "渔港"], figures())] == ["20座", "8座"]
    assert figures_of_sides(["灯塔", "学校"], figures()) == []


def test_a_row_is_summed_where_it_is_asked_for_together() -> None:
    assert asks_sum_of_row("渔业和商贸一共新认定几家")
    assert not asks_sum_of_row("渔业和商贸分别新认定几家")


def test_a_part_is_a_share_of_the_sum_that_it_is_told_in() -> None:
    found = share_of_part(as_asked("新建学校里渔校占百分之几"), figures("新建学校20所,其中渔校4所。"))
    assert found is not None
    assert found.text.endswith("4所÷20所=20%")
    assert tells_both_sides("渔校占学校的几成", "新建学校20所,其中渔校4所")
    assert not tells_both_sides("渔校占海岛学校的几成", "新建灯塔20座")


def test_an_average_divides_what_is_shared_by_what_shares_it() -> None:
    found = average(as_asked("平均每座渔港多少个泊位"), figures("新建渔港20座,泊位500个。"))
    assert found is not None
    assert found.text.endswith("500个÷20座=25个")


def test_what_a_row_comes_to_is_summed_though_it_is_all_there_is() -> None:
    stated = figures("渔港、灯塔、船坞产值预计分别达到20亿元、8亿元、2亿元。")
    found = sum_of_listed(as_asked("渔港、灯塔、船坞三块产值加一起是多少亿元"), stated)
    assert found is not None
    assert found.text.endswith("20亿元+8亿元+2亿元=30亿元")


def test_where_money_is_asked_for_only_money_is_summed() -> None:
    stated = figures("新增签约项目7个、三年投资额80亿元，新增开工项目9个、三年投资额16亿元。")
    found = sum_of_listed(as_asked("新增签约和新增开工两类项目,三年投资额加在一块有多少"), stated)
    assert found is not None
    assert found.text.endswith("80亿元+16亿元=96亿元")
