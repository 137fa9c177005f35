"""A rise supposed of what fell, or the other way round: 「收入差距怎么又拉大了」 of a difference that shrank."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.types import Role
from rag import wording
from rag.claims import Claim, asks_if_so, asks_whether, without_asking
from rag.clauses import CLAUSE
from rag.question import Question
from rag.same_thing import Telling
from rag.supposed_values import Kind, Value, may_be_said_of, values_in

_UP_ASKED = re.compile(
    rf"(?<!差不)多了|更多了|多起来|[越又]来?越多|涨|走高|[很挺蛮真特更]旺|红火|火爆|[劲势]头[很挺蛮真]?[足高好]|拉大|反弹|抬头|往上走|增产|{wording.RISES.pattern}"
)
_DOWN_ASKED = re.compile(
    rf"少了|越来越少|减产|歉收|少收|往下[走掉]|直掉|缩水|萎缩|冷清|不景气|低迷|缩减|回落|{wording.FALLS.pattern}"
)
# What is new adds to a stock, and tells nothing of a rise: 「外贸企业新增22家」.
_UP_TOLD = re.compile(r"(?<!负)增长|增加(?!值)|上升|上涨|回升|增至|升至|提[高升]|扩大|拉大|增产|丰收|连增|新高")
_ADDED = re.compile("新增")  # 「学位减少了吗」: there are new ones
_DOWN_TOLD = re.compile(rf"压减|减产|歉收|连降|新低|回落|双下降|不振|疲软|低迷|偏弱|乏力|遇冷|{wording.FALLS.pattern}")
_UNSURE = re.compile(
    r"[涨增]得?[还更]?[快慢]|跑[赢输]|同步|还是|没|未|不(?!是)|是否|如果|要是|吗|减[税负费]|降[低]?(?:本|费|税|门槛|负)|新增"
)
_ASKS_HOW = re.compile(r"(?:怎么|怎样|如何|咋样?)(?:才能|来|让|把|去)?$")  # 「怎样减少火灾」; not 「怎么反倒多了」
_MEANS = re.compile(r"措施|办法|才能|举措")
_ADDED_VALUE = "增加值"  # names an amount, and tells of no rise
_RATE = re.compile(r"增[速幅长]|[涨降]幅")


@dataclass(frozen=True, slots=True)
class SupposedDirection:
    """A rise (1) or a fall (-1) that is claimed, with the figures said of it, and whether a place is said too."""

    direction: int
    figures: tuple[Value, ...]
    of_place: bool
    is_asked: bool = False  # whether it is so

    def agrees(self, telling: Telling) -> bool:
        """Whether a clause of the review tells that direction, or a figure that is said."""
        if telling.passage.period.role is not Role.REVIEW:
            return False
        return any(may_be_said_of(figure, telling.text) for figure in self.figures) or self._is_so(telling)

    def confirmed(self, telling: Telling) -> Telling | None:
        """The clause of the review that tells that direction."""
        return telling.valued if telling.passage.period.role is Role.REVIEW and self._is_so(telling) else None

    def otherwise(self, telling: Telling) -> Telling | None:
        """The clause of the review that tells the other direction."""
        if telling.passage.period.role is not Role.REVIEW or not self._tells_of_it(telling):
            return None
        is_added = self.is_asked and self.direction < 0 and _ADDED.search(telling.text) is not None
        return telling.valued if is_added or _direction(telling.text) == -self.direction else None

    def _is_so(self, telling: Telling) -> bool:
        return self._tells_of_it(telling) and _direction(telling.text) == self.direction

    def _tells_of_it(self, telling: Telling) -> bool:
        """Whether a place among others is told where one is said: a rise tells nothing of a place."""
        return not self.of_place or any(value.kind is Kind.PLACE for value in values_in(telling.text))


def _supposed_in(clause: str) -> tuple[str, int] | None:
    said = clause.replace(_ADDED_VALUE, "_" * len(_ADDED_VALUE))
    up, down = _UP_ASKED.search(said), _DOWN_ASKED.search(said)
    word = up or down
    if word is None or (up and down) or _UNSURE.search(clause) or _RATE.search(clause[: word.start()]):
        return None
    if _ASKS_HOW.search(clause[: word.start()]) or _MEANS.search(clause):
        return None
    return clause[: word.start()], 1 if up else -1


def direction_claims(question: Question) -> Iterator[Claim]:
    """What a question takes to have risen or fallen."""
    if question.role is Role.PLAN or wording.PLAN.search(question.text):
        return
    values = values_in(question.text)
    figures = tuple(value for value in values if value.kind is Kind.FIGURE)
    of_place = any(value.kind is Kind.PLACE for value in values)
    clauses = CLAUSE.findall(question.text)
    for at, clause in enumerate(clauses):
        is_asked = asks_if_so(question) and asks_whether(clauses, at)
        found = _supposed_in(without_asking(clause) if is_asked else clause)
        if found is not None and wording.TIME.sub("", found[0]).strip():
            supposed = SupposedDirection(found[1], figures, of_place, is_asked)
            yield Claim(found[0], supposed, is_denial=True, is_asked=is_asked)


def _direction(clause: str) -> int | None:
    up, down = _UP_TOLD.search(clause), _DOWN_TOLD.search(clause)
    if (up is None) == (down is None):
        return None
    return 1 if up else -1
