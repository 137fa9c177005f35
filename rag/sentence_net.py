"""What is left of what was added once what was taken away is counted: 「新增246个，撤销206个」."""

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.calculation import agree
from rag.operand import Operand, difference
from rag.sentence_figures import Asked
from rag.told import NEWLY
from rag.types import Statement
from rag.units import RATES

_TAKEN = r"撤[并销掉]|砍掉?|停[办招掉]|取消|注销|淘汰|关[停闭掉]|退出|核减|减少"
_ASKS_NET = re.compile(
    rf"净(?:增|多|添|剩|加|涨)|一(?:增|加|进|开|添)一(?:减|出|撤|关|砍)|(?:扣|减|抵|刨|除)[掉去除开]?[^,，。?？]{{0,4}}(?:{_TAKEN})"
)
_ADDED, _TAKEN_AWAY = re.compile(rf"{NEWLY}|新[设办]"), re.compile(_TAKEN)


def net_of(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """What was added less what was taken away of the same things, told side by side."""
    if not _ASKS_NET.search(asked.text):
        return None
    for pair in pairwise(stated):
        added = next((each for each in pair if _ADDED.search(each.clause)), None)
        taken = next((each for each in pair if _TAKEN_AWAY.search(each.clause)), None)
        if added is None or taken is None or added is taken or not agree(added, taken):
            continue
        if added.figure.unit not in RATES and any(map(asked.names, pair)):
            return difference(added, taken) if added.figure.value > taken.figure.value else None
    return None
