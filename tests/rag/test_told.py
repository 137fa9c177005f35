"""What a figure of a sentence is of its thing."""

import pytest

from index.types import Passage, Period, Role
from rag.scored_span import ScoredSpan
from rag.told import Kind, all_told, told


def span(text: str) -> ScoredSpan:
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.REVIEW, 2030, 2030))
    return ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("渔业产值90亿元、增长5%。", [Kind.AMOUNT, Kind.GROWTH]),
        ("渔业产值90亿元,比上年增加5亿元。", [Kind.AMOUNT, Kind.CHANGE]),
        ("新增渔港5座、累计达到30座。", [Kind.ADDED, Kind.TOTAL]),
        ("渔获增产2万吨,总产18万吨。", [Kind.ADDED, Kind.TOTAL]),
        ("新建学校20所,其中渔校4所。", [Kind.ADDED, Kind.PART]),
        ("渔业产值90亿元,占全市30%。", [Kind.AMOUNT, Kind.SHARE]),
        ("达标率88.5%、提高0.8个百分点。", [Kind.SHARE, Kind.POINTS]),
    ],
)
def test_the_words_of_a_figure_tell_what_it_is(text: str, kinds: list[Kind]) -> None:
    assert [each.kind for each in told(span(text))] == kinds


def test_a_figure_carries_its_value_unit_and_name() -> None:
    (one,) = told(span("改造灯塔12座。"))
    assert (one.value, one.unit) == (12.0, "座")
    assert "灯塔" in one.name
    assert one.base is None


def test_the_figures_of_several_sentences_are_told_in_order() -> None:
    spans = [span("改造灯塔12座。"), span("新建浮标40个。")]
    assert [each.value for each in all_told(spans)] == [12.0, 40.0]
