"""What was added less what was taken away."""

import pytest

from index.types import Passage, Period, Role
from rag.derived import derive
from rag.question import understand
from rag.scored_span import ScoredSpan, Selection


def working(question: str, text: str) -> str:
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.REVIEW, 2030, 2030))
    span = ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)
    found = derive(understand(question, ()), Selection((span,), 0.9))
    return "" if found is None else found.statement.text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("渔港站点去年净增多少个", "新增渔港站点246个、撤销206个。"),
        ("渔港站点一增一减,剩下多少个", "撤销渔港站点206个,新增渔港站点246个。"),
        ("新增的渔港站点扣掉撤销的还有几个", "新增渔港站点246个、撤销206个。"),
    ],
)
def test_what_was_taken_away_is_counted(question: str, text: str) -> None:
    assert "246个-206个=40个" in working(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("渔港站点新增多少个", "新增渔港站点246个、撤销206个。"),  # what is left is not asked for
        ("渔港站点净增多少个", "新增渔港站点26个、撤销206个。"),  # there is less than before
        ("渔港站点净增多少个", "新增渔港站点246个、下降12%。"),  # a share is no count
        ("渔港站点净增多少个", "新增渔港站点246个、巡查206次。"),  # nothing is taken away
    ],
)
def test_nothing_is_taken_from_it_otherwise(question: str, text: str) -> None:
    assert "-" not in working(question, text)
