"""The calculations that the figures of some sentences allow, whatever is asked."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from index.quantities import COUNTS, Bound, quantities, with_ranges
from index.types import Role
from rag.calculation import agree, year_before
from rag.from_pair import OF_MANY_YEARS, changed_back, rest_of_share
from rag.operand import Operand, difference, readable, worked
from rag.scored_span import ScoredSpan
from rag.sentence_figures import pairs_of
from rag.told import Kind, Told, told
from rag.types import Statement
from rag.units import RATES, may_be_added


class Making(StrEnum):
    """What is made of one figure or more; ``NONE`` where nothing is."""

    NONE = "none"
    SUM = "sum"
    DIFFERENCE = "difference"
    TIMES = "times"
    SHARE = "share"  # of the smaller in the larger, in per cent
    AVERAGE = "average"  # the first shared out over the second
    BEFORE = "before"  # what there was before a growth, a change or what was added
    REST = "rest"  # of a whole without a part, of all without a share
    WHOLE = "whole"  # of which a part and its share are told
    OTHER = "other"  # what ours is above or below, or was planned: by so many points, so much, such a share
    PART = "part"  # of which the whole and the share are told
    AIM = "aim"  # an amount with the growth that is planned
    CONVERT = "convert"  # to another unit; told apart from the others, and not made


MAKINGS = tuple(Making)
# The last words before a figure that set it above or below another: 「高技术产业低于全省2个百分点」.
_AGAINST = re.compile(
    r"^.*(?:(?P<above>(?:[高快超多]|好)(?:于|出|过)|[高快多](?=了?$))|(?:[低慢少]于|落后于?)|[低慢少](?=了?$))"
    r"[^,，。\d]*?(?:[约近超])?$"
)
_OF_FALL = re.compile(r"[降跌减]幅")  # which is told as how far something fell
_UNDIVIDED = COUNTS | {"人", "名", "人次"}
_POINTS = ("个百分点", "百分点")
_WHOLE_PER_CENT = 100
_FEWEST_OF_RUN = 3
_MOST_READABLE = 1e4  # of a result in the scale of its figure: else it is told in another
_MOST_FIGURES = 60  # of the sentences: what is to be made grows with the square of them
_LEAST_SHOWN = 0.05  # of what is told with one decimal


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure, its sentence, and the place of that among the sentences, 0 for the best."""

    told: Told
    span: ScoredSpan
    rank: int

    @property
    def operand(self) -> Operand:
        """The figure itself."""
        return self.told.operand


@dataclass(frozen=True, slots=True)
class Possible:
    """A calculation over the figures at the places ``of`` of a list, and what it comes to, 万 and 亿 multiplied in."""

    making: Making
    of: tuple[int, ...]
    value: float
    unit: str


def figured(spans: Sequence[ScoredSpan]) -> list[Figured]:
    """The figures of some sentences, in their order, but those that end a range."""
    found = (Figured(one, span, rank) for rank, span in enumerate(spans) for one in told(span))
    return [each for each in found if not _ends_range(each.operand)][:_MOST_FIGURES]


def _ends_range(operand: Operand) -> bool:
    """Whether a figure is one end of 「5%-6%」."""
    ends = with_ranges(operand.clause, quantities(operand.clause))
    return any(each.upper is not None and each.start <= operand.figure.start < each.end for each in ends)


def possible(figures: Sequence[Figured], makings: Set[Making]) -> list[Possible]:
    """All of some kinds that may be made of one, of two or of a row of figures."""
    return [each for each in _possible(figures) if each.making in makings]


def _possible(figures: Sequence[Figured]) -> list[Possible]:
    found: list[Possible] = []
    for at, one in enumerate(figures):
        found += [Possible(making, (at,), value, unit) for making, value, unit in _of_one(one.told)]
        for beside, other in enumerate(figures[at + 1 :], start=at + 1):
            if one.operand == other.operand:
                continue
            ways = (*_of_both(one, other), *_in_order(one, other))
            found += [Possible(making, (at, beside), value, unit) for making, value, unit in ways]
            found += [Possible(making, (beside, at), value, unit) for making, value, unit in _in_order(other, one)]
    return found + list(_of_rows(figures))


def shown(possible: Possible, figures: Sequence[Figured]) -> Statement:
    """The calculation with its working, every figure cited."""
    one, *others = (figures[at].told for at in possible.of)
    return _of_several(possible, one, others) if others else rest_of_share(one)


Made = tuple[Making, float, str]


def _of_one(one: Told) -> Iterator[Made]:
    if one.kind is Kind.SHARE and one.unit == "%" and one.value < _WHOLE_PER_CENT:
        yield Making.REST, _WHOLE_PER_CENT - one.value, "%"


def _of_both(one: Figured, other: Figured) -> Iterator[Made]:
    """What is the same whichever of the two comes first."""
    first, second = one.operand, other.operand
    if not agree(first, second):
        return
    less, more = sorted((one.told.value, other.told.value))
    kinds = {one.told.kind, other.told.kind}
    is_rate, falls = one.told.unit in RATES, {first.falls, second.falls}
    if (len(kinds) == 1 or not kinds & {Kind.GROWTH, Kind.COMPLETION}) and not (is_rate and len(falls) > 1):
        yield Making.DIFFERENCE, more - less, one.told.unit
    if 0 < less < more and kinds != {Kind.GROWTH, Kind.SHARE}:
        yield Making.TIMES, more / less, "倍"
    if is_rate:
        return
    yield Making.SUM, one.told.value + other.told.value, one.told.unit
    if 0 < less < more:
        if less / more * 100 >= _LEAST_SHOWN:
            yield Making.SHARE, less / more * 100, "%"
        yield Making.REST, more - less, one.told.unit


def _in_order(one: Figured, other: Figured) -> Iterator[Made]:
    """What is made of the first by the second."""
    amount, rate = one.told, other.told
    if amount.unit not in RATES and rate.unit not in RATES and rate.value and _is_shown(amount, rate.value):
        yield Making.AVERAGE, amount.value / rate.value, amount.unit
    if one.rank == other.rank:
        yield from _other(amount, rate)
    before = _value_before(one, other)
    if before is not None:
        yield Making.BEFORE, before, amount.unit
    if amount.unit in RATES or rate.unit != "%" or not rate.value:
        return
    if rate.kind is Kind.SHARE:
        if one.rank == other.rank:
            yield Making.WHOLE, amount.value / rate.value * 100, amount.unit
        yield Making.PART, amount.value * rate.value / 100, amount.unit
    elif rate.kind is Kind.GROWTH and _is_planned_for(one, other):
        yield Making.AIM, amount.value * (1 + _growth(rate)), amount.unit
        yield Making.PART, amount.value * rate.value / 100, amount.unit  # what is to be added


def _of_rows(figures: Sequence[Figured]) -> Iterator[Possible]:
    """The sums of three figures or more that stand behind one another."""
    start = 0
    for end in range(1, len(figures) + 1):
        last = figures[end - 1]
        if end < len(figures) and figures[end].rank == last.rank and agree(figures[end].operand, last.operand):
            continue
        for first in range(start, end):
            for behind in range(first + _FEWEST_OF_RUN, end + 1):
                row = [each.told for each in figures[first:behind]]
                if row[0].unit not in RATES:
                    yield Possible(
                        Making.SUM, tuple(range(first, behind)), sum(each.value for each in row), row[0].unit
                    )
        start = end


def _is_shown(amount: Told, over: float) -> bool:
    """Whether an average is told by its digits, and is of things that have parts where it is less than one."""
    value = amount.value / over
    return value >= _LEAST_SHOWN and not (value < 1 and amount.unit in _UNDIVIDED)


def _growth(rate: Told) -> float:
    return rate.value / 100 * (-1 if rate.operand.falls else 1)


def _have_words_in_common(one: Figured, other: Figured) -> bool:
    return one.rank == other.rank or bool(pairs_of(one.told.name) & pairs_of(other.told.name))


def _is_planned_for(one: Figured, other: Figured) -> bool:
    roles = one.operand.role, other.operand.role
    of_one_year = not OF_MANY_YEARS.search(other.operand.clause)
    return roles == (Role.REVIEW, Role.PLAN) and of_one_year and _have_words_in_common(one, other)


def _value_before(one: Figured, other: Figured) -> float | None:
    """What there was before: of an amount and its growth, its change, or what was added to it."""
    amount, change = one.told, other.told
    in_points = change.kind is Kind.POINTS and amount.kind is Kind.SHARE and one.rank == other.rank
    if in_points and change.base is None and changed_back(amount.operand, change.operand) is not None:
        return amount.value + change.value * (1 if change.operand.falls else -1)  # 「提升4个百分点、达48%」
    bases = list(change.bases)
    is_change = bool(bases) and bases[0].operand == amount.operand and change.kind in (Kind.CHANGE, Kind.POINTS)
    if is_change and changed_back(amount.operand, change.operand) is not None:
        return amount.value + change.value * (1 if change.operand.falls else -1)
    added = next((base for base in bases if base.kind in (Kind.ADDED, Kind.TOTAL)), None)  # behind milestones
    is_added = added is not None and added.operand == amount.operand
    if is_added and {amount.kind, change.kind} == {Kind.ADDED, Kind.TOTAL} and amount.value != change.value:
        return abs(amount.value - change.value)
    is_growth = change.kind is Kind.GROWTH and change.unit == "%" and amount.unit not in RATES
    is_growth = is_growth and not OF_MANY_YEARS.search(change.operand.clause)
    if not is_growth or one.operand.role != other.operand.role or not _have_words_in_common(one, other):
        return None
    return None if year_before(one.operand, other.operand) is None else amount.value / (1 + _growth(change))


def _other(one: Told, apart: Told) -> Iterator[Made]:
    """What ours is held against, of ours and how far it is above or below, or the share of it that ours is."""
    if apart.kind is Kind.COMPLETION and one.unit not in RATES and apart.value:
        yield Making.OTHER, one.value / apart.value * (100 if apart.unit == "%" else 1), one.unit
    elif (value := _held_against(one, apart)) is not None:
        yield Making.OTHER, value, one.unit


def _held_against(one: Told, apart: Told) -> float | None:
    in_points = apart.unit in _POINTS and one.unit == "%"
    in_amounts = apart.unit not in RATES and may_be_added(one.unit, apart.unit) and apart.value < one.value
    before = apart.operand.clause[: apart.operand.figure.start]
    told = _AGAINST.search(before)
    if told is None or not (in_points or in_amounts):
        return None
    is_turned = in_points and one.operand.falls and _OF_FALL.search(before) is None
    sign = 1 if (told["above"] is None) != is_turned else -1
    value = one.value + sign * apart.value
    return value if value >= 0 else None


def _of_several(possible: Possible, one: Told, others: Sequence[Told]) -> Statement:
    first, second = one.operand, others[0].operand
    making = possible.making
    if making is Making.SUM:
        operands = [first, *(each.operand for each in others)]
        told = worked(operands, "+".join(each.printed for each in operands), *first.in_scale(possible.value))
        at_least = all(each.figure.bound is Bound.AT_LEAST for each in operands)
        return replace(told, text=f"{told.text}以上") if at_least else told
    if making in (Making.DIFFERENCE, Making.REST):
        return difference(first, second)
    if making in (Making.TIMES, Making.SHARE):
        less, more = sorted((first, second), key=lambda each: each.figure.value)
        up, down = (more, less) if making is Making.TIMES else (less, more)
        decimals = 2 if making is Making.TIMES else 1
        return worked((first, second), f"{up.printed}÷{down.printed}", possible.value, possible.unit, decimals)
    if making is Making.AVERAGE:
        return worked((first, second), f"{first.printed}÷{second.printed}", *_as_read(first, possible.value))
    working, value, unit = _working(possible, one, others[0])
    return worked((first, second), working, value, unit, 1)


def _as_read(amount: Operand, value: float) -> tuple[float, str]:
    scaled, unit = amount.in_scale(value)
    return (scaled, unit) if 1 <= scaled < _MOST_READABLE else readable(value, amount.figure.unit)


def _working(possible: Possible, one: Told, other: Told) -> tuple[str, float, str]:
    first, second = one.operand, other.operand
    value, unit = (possible.value, "%") if one.unit == "%" else first.in_scale(possible.value)
    by_share = other.unit == "%"
    if possible.making is Making.BEFORE:
        if other.kind is Kind.GROWTH and (growth := year_before(first, second)) is not None:
            return growth
        less, more = sorted((first, second), key=lambda each: each.figure.value)
        is_added = other.kind in (Kind.ADDED, Kind.TOTAL)
        return f"{more.printed}{'+' if second.falls and not is_added else '-'}{less.printed}", value, unit
    if possible.making is Making.AIM:
        sign = "-" if second.falls else "+"
        return f"{first.printed}×(1{sign}{second.printed.lstrip('-')})", value, unit
    if possible.making is Making.PART:
        return f"{first.printed}×{second.printed}", value, unit
    if possible.making is Making.WHOLE or other.kind is Kind.COMPLETION:
        return f"{first.printed}÷{second.printed if by_share else second.printed.removesuffix('倍')}", value, unit
    return f"{first.printed}{'+' if possible.value > one.value else '-'}{second.printed}", value, unit
