import pytest

from index.types import Passage, Period, Role
from rag.direction_claims import direction_supposed, direction_told
from rag.question import clean, understand
from rag.select import ScoredSpan
from tests.rag.reports import harbour


@pytest.mark.parametrize(
    ("question", "direction"),
    [
        ("去年火灾死的人怎么反倒多了？", 1),
        ("收入差距去年又拉大了，为什么？", 1),
        ("海港去年粮食减产了，怎么解释？", -1),
        ("粮食产量是涨了还是跌了？", None),
        ("减税降费怎么这么少？", None),
        ("粮食怎么没增产？", None),
        ("去年建了几座码头？", None),
        ("怎样减少火灾？", None),
        ("有哪些措施减少污染？", None),
    ],
)
def test_a_rise_or_a_fall_is_supposed_where_it_is_told_as_a_fact(question: str, direction: int | None) -> None:
    assert direction_supposed(question) == direction


@pytest.mark.parametrize(
    ("text", "sure", "direction"),
    [
        ("粮食总产量增长1.2%，居全省第三。", False, 1),
        ("进境粮食业务增长30%。", False, None),  # it begins with something else
        ("粮食加工企业增长5家。", False, None),  # of which no harvest is told
        ("全年收获增长1.2%，收粮企业新增3家。", True, 1),
        ("收粮企业新增3家。", True, None),  # what is new tells no rise
    ],
)
def test_the_clause_of_the_thing_tells_whether_it_rose(text: str, sure: bool, direction: int | None) -> None:
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.REVIEW, 2031, 2031))
    first = len(text.split("，", maxsplit=1)[0])
    span = ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, False, 5.0 if sure else -5.0, ((0, first, 1.0),))
    question = understand(clean("去年粮食减产了，怎么解释？"), (harbour(),))
    assert direction_told(question, span) == direction
