"""Two things of one sentence that a question sets against each other."""

import pytest

from index.types import Passage, Period, Role
from rag.scored_span import ScoredSpan
from rag.sentence_figures import as_asked
from rag.sentence_sides import asks_of_sides, of_sides
from rag.told import told

TEXT = "新建渔港20座、灯塔8座、浮标16个,渔业产值增长5%。"


def answered(question: str, text: str = TEXT) -> str:
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.REVIEW, 2030, 2030))
    found = of_sides(as_asked(question), told(ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)))
    return "" if found is None else found.text


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("新建的灯塔相当于渔港的几成", "8座÷20座=40%"),
        ("新建渔港是灯塔的几倍", "20座÷8座=2.5倍"),
        ("新建渔港减去灯塔还剩多少座", "20座-8座=12座"),
    ],
)
def test_each_side_brings_its_own_figure(question: str, working: str) -> None:
    assert asks_of_sides(question)
    assert answered(question).endswith(working)


@pytest.mark.parametrize(
    "question",
    [
        "新建渔港占灯塔的几成",  # more than its whole
        "新建灯塔减去渔港还剩多少座",  # less than nothing
        "新建灯塔相当于浮标的几成",  # of two units
        "新建学校相当于渔港的几成",  # which is not told
        "新建渔港多少座",
    ],
)
def test_no_side_without_its_figure_is_set_against_another(question: str) -> None:
    assert answered(question) == ""
