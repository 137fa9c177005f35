"""What there will be once what is planned has been added."""

import pytest

from index.types import Passage, Period, Role
from rag.once_added import asks_once_added, once_added
from rag.question import understand
from rag.scored_span import ScoredSpan, Selection


def span(text: str, role: Role) -> ScoredSpan:
    year = 2030 if role is Role.REVIEW else 2031
    start = 0 if role is Role.REVIEW else 1000
    passage = Passage("harbour", start, start + len(text), text, (), Period(role, year, year))
    return ScoredSpan(passage, start, start + len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)


THERE, PLANNED = span("新增渔港泊位5个,累计达到30个。", Role.REVIEW), span("新增渔港泊位8个。", Role.PLAN)
QUESTION = "今年计划新增的渔港泊位都建成后,一共会有多少个"


def told(*spans: ScoredSpan) -> str:
    found = once_added(understand(QUESTION, ()), Selection(spans, 0.5), (), ())
    return "" if found is None else found.statement.text


def test_what_is_planned_is_added_to_what_there_is() -> None:
    assert told(THERE, PLANNED).endswith("30个+8个=38个")


@pytest.mark.parametrize(
    "other",
    [
        span("新增渔港泊位8公里。", Role.PLAN),  # of another unit
        span("新增渔港泊位8个。", Role.REVIEW),  # done already
        span("新增海岛学校8个。", Role.PLAN),
    ],
)
def test_nothing_is_added_that_is_not_planned_of_the_same_thing(other: ScoredSpan) -> None:
    assert told(THERE, other) == ""


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        (QUESTION, True),
        ("到年底的总数,再加上新增的,有多少个", True),
        ("今年计划新增多少个渔港泊位", False),
        ("渔港泊位累计有多少个", False),
    ],
)
def test_only_what_comes_to_be_in_all_is_asked_so(question: str, asks: bool) -> None:
    assert asks_once_added(question) is asks
