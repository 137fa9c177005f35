"""What rules a sentence out as an answer."""

from dataclasses import replace

import pytest

from index.types import Passage, Period, Role
from rag.question import Wanted
from rag.ruled_out import is_elsewhere, is_of_another, is_ruled_out, names_parts, part_asked
from rag.scored_span import ScoredSpan
from tests.rag.supposing import asked


def span(text: str, role: Role = Role.REVIEW, headings: tuple[str, ...] = ()) -> ScoredSpan:
    year = 2030 if role is Role.REVIEW else 2031
    passage = Passage("harbour", 0, len(text), text, headings, Period(role, year, year))
    return ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)


@pytest.mark.parametrize(
    ("question", "whole", "part"),
    [
        ("3万人才里博士占几成", "3万人", "博士"),
        ("新建的20所学校中,渔校有几所", "新建的20所", "渔校"),
        ("渔港其中深水港占多少?", "渔港", "深水港"),
        ("渔港有几座", "", ""),
    ],
)
def test_a_part_stands_behind_its_whole(question: str, whole: str, part: str) -> None:
    assert part_asked(question) == (whole, part)


def test_a_figure_of_a_part_is_told_where_the_part_is_named() -> None:
    question = asked("新建的20所学校中,渔校有几所")
    assert not is_of_another(question, span("新建学校20所,其中渔校4所。"))
    assert is_of_another(question, span("新建学校20所。"))


def test_a_figure_of_another_town_is_told_where_its_sentence_names_it() -> None:
    question = asked("温州2030年货物吞吐量是多少")
    beside = span("全市完成货物吞吐量8300万吨。" + "渔" * 80 + "。携手温州共建航运中心。")
    figure = replace(beside, end=beside.start + 16)
    assert not is_elsewhere(question, beside.passage)  # it speaks of that town
    assert is_ruled_out(question, figure)


def test_what_is_told_of_all_that_are_listed_is_told_of_none_of_them() -> None:
    text = "临港渔业大市场、海岛冷链物流园等50个项目开工,总投资90亿元。"
    assert is_of_another(asked("海岛冷链物流园投资多少亿元"), span(text))
    assert not is_of_another(asked("海岛冷链物流园等项目一共投资多少亿元"), span(text))


@pytest.mark.parametrize(
    ("question", "text", "out"),
    [
        ("2030年渔业产值多少亿元", "渔业产值90亿元。", False),
        ("2031年渔业产值多少亿元", "渔业产值90亿元。", True),  # of another year
        ("2030年杭州的渔业产值多少亿元", "渔业产值90亿元。", True),  # of another place
        ("2030年渔业产值下降多少", "渔业产值90亿元。", True),  # a stock tells of no fall
        ("2030年渔业产值下降多少", "渔业产值下降5%。", False),
    ],
)
def test_a_sentence_of_another_year_or_place_or_of_no_change_is_ruled_out(question: str, text: str, out: bool) -> None:
    assert is_ruled_out(asked(question), span(text)) is out


@pytest.mark.parametrize("text", ["开展海湾、码头、船厂“三大清理”。", "海湾、码头、船厂等“三大清理”完成。"])
def test_a_word_is_explained_by_the_list_before_it(text: str) -> None:
    question = asked("那个“三大清理”指的是哪三样")
    assert question.wanted is Wanted.EXPLANATION
    assert not is_ruled_out(question, span(text))
    assert is_ruled_out(question, span("持续推进“三大清理”。"))


def test_a_place_that_the_passage_names_is_no_other() -> None:
    question = asked("杭州的渔港有几座")
    assert is_elsewhere(question, span("渔港3座。").passage)
    assert not is_elsewhere(question, span("与杭州共建渔港3座。").passage)


def test_the_parts_that_a_question_names_may_stand_in_the_headings() -> None:
    question = asked("2030年渔港有几座")
    assert question.parts == ()
    assert names_parts(question, span("渔港3座。"))
