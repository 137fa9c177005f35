"""Values that words give a thing, of kinds that exclude each other: a figure, a place among others, which time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.numerals import number_value
from index.quantities import Bound, quantities
from rag.units import of_its_kind

_NUMBER = r"([一二三四五六七八九十]+|\d+)"
_TOP = r"榜首|首位(?!度)|头一?名|魁首|头把交椅|第一(?![个家座条所批产次届医实书线季中时人期部方梯责大])"
_AMONG = r"(?:[排居列位]|全[国省市州区县]|全球|世界|中心城区|[跌落掉滑退降升冲爬](?:[到至在回]|为))"
_PLACE = re.compile(
    rf"{_TOP}|最[快高](?=的?$)|第{_NUMBER}[位名]|{_AMONG}[了在到名居列]{{0,2}}[\u3400-\u9fff]{{0,6}}?第{_NUMBER}(?![批次届产方代期季线\d])"
)
_AMONG_FIRST = re.compile(rf"(?<![之以目先])前{_NUMBER}(?:[名位强]|(?=$|[^\u3400-\u9fff\d%‰]))")
_TIME = re.compile(
    rf"第{_NUMBER}(?P<counter>[届个家座条支所])(?!五年|工作日|月)|首(?P<first>[届个家座条支所])|(?:头一|第一)(?:回|届|次)[办开]"
)
_COUNTERS = "个家座条支所"
_RUN = re.compile(r"(?:连续|蝉联)$")
_CHANGES = re.compile(
    r"(?:(?P<up>(?<!负)增[长加幅速]|增产|提[高升]|上升|上涨|涨|(?<!差不)多(?=了))|负增长|降|下降|减少|压[减降]|缩[减小]|回落|下滑|收窄|[跌掉]|少(?=了))"
    r"(?!至|到|为)了?[^\d,，至到为]{0,2}$"
)
_SHARE = re.compile(r"(?:占|比[例重]|率|[至到为])[^,，]{0,3}$")
_MEASURES = {"成": ("%", 10.0), "百分点": ("个百分点", 1.0), "‰": ("%", 0.1)}
_PLACES = 9  # of decimals: 0.7 ‰ are 0.07 %
_ROUND_OFF, _ROUND = 0.15, 10.0  # of the last digit said, of a round number: 「占三成」 of 28.7 %
_COUNTED = 20  # so few are counted and not rounded
_ROUGHLY = 0.04  # of a value: what people round
_MORE = re.compile(r"多(?!少)|余|来(?![着了自])|出头|以上")
_TIMES = frozenset(("年", "月", "日", "天", "个月", "级", "期", "次", "岁", "批", "度", "强"))
_RATES = frozenset(("%", "% more", "% of any", "个百分点", "倍"))


class Kind(StrEnum):
    """What kind of value: only values of one kind, and in one measure, exclude each other."""

    FIGURE = "figure"
    PLACE = "place"
    AMONG_FIRST = "among_first"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Value:
    """A value, in which measure (a unit, empty where none is said), and where its words stand: ``[start, end)``."""

    kind: Kind
    measure: str
    value: float
    start: int
    end: int
    bound: Bound | None = None
    is_tenths: bool = False  # 「九成」 of 96.7 %
    change: int = 0  # 1 of a rise, -1 of a fall: 「下降12%」

    def agrees_with(self, told: "Value") -> bool:
        """Whether what is told may be said so: as rounded, or as a bound."""
        if self.kind is Kind.AMONG_FIRST:
            return told.value <= self.value
        if self.kind is not Kind.FIGURE:
            return self.value == told.value
        if self.change * told.change < 0:
            return False
        return self._is_bound_of(told.value) or self._rounds(told.value)

    def is_turned_in(self, told: "Value") -> bool:
        """Whether what is told is as large a change the other way: 「下降15%」 of 「涨了15%」."""
        return self.change * told.change < 0 and self.value == told.value and same_measure(self, told)

    def _is_bound_of(self, told: float) -> bool:
        if self.bound in (Bound.MORE_THAN, Bound.AT_LEAST):
            return told >= self.value
        if self.bound in (Bound.LESS_THAN, Bound.AT_MOST):
            return told <= self.value
        return self.bound is Bound.ABOUT and abs(self.value - told) <= _last_digit(self.value) / 2  # 「近2万」

    def is_as_precise_as(self, told: "Value") -> bool:
        """Whether it is said to as many decimals as what is told, so that neither is the other rounded."""
        return self.bound is None and 0 < _decimals(told.value) <= _decimals(self.value)

    def is_surely(self, told: "Value") -> bool:
        """Whether what is told is that very value, or lies within the bound; 「突破60%」 is more than 60 %."""
        if not same_measure(self, told) or not self.agrees_with(told):
            return False
        if told.value == self.value:
            is_strict = Bound.LESS_THAN in (self.bound, told.bound) or self.bound is Bound.MORE_THAN
            return told.bound is self.bound or not is_strict
        return self.kind is Kind.AMONG_FIRST or (self.bound is not Bound.ABOUT and self._is_bound_of(told.value))

    def _rounds(self, told: float) -> bool:
        step = _last_digit(self.value)
        if self.is_tenths and 0 <= told - self.value < step:
            return True
        round_off = _ROUND_OFF * step if step >= _ROUND and abs(self.value) > _COUNTED else 0.0
        return abs(self.value - told) <= max(round_off, _ROUGHLY * max(abs(told), abs(self.value)))


def values_in(text: str) -> tuple[Value, ...]:
    """The values that words tell, in order."""
    return tuple(sorted((*_ordinals(text), *_figures(text)), key=lambda each: each.start))


def same_measure(claimed: Value, told: Value) -> bool:
    """Whether what is told excludes what is claimed, where the values differ."""
    if claimed.kind is Kind.AMONG_FIRST:
        return told.kind in (Kind.AMONG_FIRST, Kind.PLACE)
    if claimed.kind is not told.kind:
        return False
    if claimed.measure == told.measure:
        return True
    if not claimed.measure:
        return told.measure not in _RATES
    if "% of any" in (claimed.measure, told.measure):
        return claimed.measure[:1] == told.measure[:1]
    return not {claimed.measure, told.measure} & _RATES and told.measure in of_its_kind(claimed.measure)


def may_be_said_of(claimed: Value, text: str) -> bool:
    """Whether words tell the value that is claimed, be it of another measure: 「分别下降7%、14%」."""
    return any(
        claimed.agrees_with(told)
        for told in values_in(text)
        if same_measure(claimed, told) or (told.kind is claimed.kind and told.measure[:1] == claimed.measure[:1])
    )


def _ordinals(text: str) -> Iterator[Value]:
    for kind, pattern in ((Kind.PLACE, _PLACE), (Kind.AMONG_FIRST, _AMONG_FIRST), (Kind.TIME, _TIME)):
        for found in pattern.finditer(text):
            numeral = next((group for group in found.groups() if group and number_value(group) is not None), None)
            value = number_value(numeral) if numeral else 1.0
            if value is not None:
                yield Value(kind, _counter(found) if kind is Kind.TIME else "", value, found.start(), found.end())


def _counter(found: re.Match[str]) -> str:
    """What is counted: meetings, or things that are the first or second of their kind."""
    counter = found["counter"] or found["first"]
    return "个" if counter and counter in _COUNTERS else "届"


def _figures(text: str) -> Iterator[Value]:
    for each in quantities(text):
        before = text[: each.start]
        runs = each.unit in ("年", "个月", "次") and _RUN.search(before) is not None
        changes = _CHANGES.search(before)
        change = 0 if changes is None else 1 if changes["up"] else -1
        if each.unit in _TIMES and not runs and not change:
            continue
        if not each.unit and (each.value < 100 or 1900 < each.value < 2100 or each.start == 0):
            continue
        measure, factor = _MEASURES.get(each.unit, (each.unit, 1.0))
        value = round(each.value * factor, _PLACES)
        if measure == "%" and not _SHARE.search(before):
            measure = "% more" if change else "% of any"
        elif runs:
            measure = f"连续{each.unit}"
        bound = Bound.MORE_THAN if _MORE.match(text, each.end) else each.bound
        yield Value(Kind.FIGURE, measure, value, each.start, each.end, bound, each.unit == "成", change)


def _decimals(value: float) -> int:
    return len(f"{value:g}".partition(".")[2])


def _last_digit(value: float) -> float:
    """The unit of the last digit that is said: 10,000 of 20,000, 100 of 1,300."""
    digits = f"{value:.0f}" if value == int(value) else ""
    return 10.0 ** (len(digits) - len(digits.rstrip("0"))) if digits.strip("-0") else 0.0
