"""What a question takes to have risen or fallen."""

import pytest

from rag.direction_claims import SupposedDirection, direction_claims
from tests.rag.supposing import asked


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
    supposed = [claim.supposed for claim in direction_claims(asked(question))]
    directions = [each.direction for each in supposed if isinstance(each, SupposedDirection)]
    assert directions == ([] if direction is None else [direction])
