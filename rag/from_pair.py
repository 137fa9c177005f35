"""What follows from a figure and the one that it goes on about: before, the rest, a share, the whole, the plan."""

import re
from collections.abc import Callable
from dataclasses import replace

from index.quantities import Bound
from rag.calculation import year_before
from rag.denial import LEFT_OUT, denied, negated, others_than
from rag.operand import Operand, worked
from rag.sentence_figures import Asked, as_asked, pairs_of
from rag.sentence_rates import times_from_to
from rag.told import Kind, Told
from rag.types import Statement
from rag.units import RATES
from rag.unknown_asked import Unknown

OF_MANY_YEARS = re.compile(r"年均|[两三四五]年来?|五年")
ASKS_RATE = re.compile(r"(?<![利税汇])(?:率|比例|占比|比重)(?:大概|大约|又|是|有|为|达到?)*(?:多少|几|多[高大])")
_NEGATED = re.compile(r"[非不未没]$")
_WITHOUT = re.compile(
    rf"(?:{LEFT_OUT}|不算|不含)(?:了)?(?P<part>[^,，。?？]{{1,12}})|(?P<other>[^,，。?？]{{2,12}}?)(?:以外|之外)"
)
_WITHIN = re.compile(r"(?:里[头面]?|当中|之中|其?中)[,，]?(?=[\u3400-\u9fff]{2})")
_COUNTED_IN = re.compile(r"占(?P<whole>[^,，\d]{1,12}?)的?(?:比[重例])?(?:达到?|[约近超为]过?|$)")


def _before(asked: Asked, one: Told) -> Statement | None:
    base = one.base
    if base is None or not asked.is_in_unit(base.operand) or (ASKS_RATE.search(asked.text) and base.unit not in RATES):
        return None
    if one.kind is Kind.GROWTH and not OF_MANY_YEARS.search(one.operand.clause):
        found = year_before(base.operand, one.operand)
        return worked((base.operand, one.operand), *found, 1) if found is not None else None
    if one.kind in (Kind.CHANGE, Kind.POINTS):
        return changed_back(base.operand, one.operand)
    pair = _added_and_total(one)
    return None if pair is None else _less(pair[1], pair[0])


def changed_back(now: Operand, change: Operand) -> Statement | None:
    """「88.5%-0.8个百分点」: what there was before a rise or a fall by so much."""
    sign = 1 if change.falls else -1
    value = now.figure.value + sign * change.figure.value
    if value <= 0:
        return None
    shown, unit = (value, "%") if now.figure.unit == "%" else now.in_scale(value)
    return worked((now, change), f"{now.printed}{'+' if change.falls else '-'}{change.printed}", shown, unit)


def _less(whole: Operand, part: Operand) -> Statement | None:
    """The whole without a part of it."""
    if part.figure.value >= whole.figure.value:
        return None
    value, unit = whole.in_scale(whole.figure.value - part.figure.value)
    return worked((part, whole), f"{whole.printed}-{part.printed}", value, unit)


def _added_and_total(one: Told) -> tuple[Operand, Operand] | None:
    """What was added, and what there is in all with it."""
    base = one.base
    if base is None or {one.kind, base.kind} != {Kind.ADDED, Kind.TOTAL}:
        return None
    added, total = (one, base) if one.kind is Kind.ADDED else (base, one)
    return (added.operand, total.operand) if added.value < total.value else None


def _part_and_whole(one: Told) -> tuple[Operand, Operand] | None:
    if one.kind is Kind.PART and one.base is not None and one.value < one.base.value:
        return one.operand, one.base.operand
    return _added_and_total(one)


def _rest(asked: Asked, one: Told) -> Statement | None:
    if one.kind is Kind.SHARE and one.unit == "%" and one.value < 100:
        return _rest_of_share(asked, one)
    pair = _part_and_whole(one)
    if pair is None or not asked.is_in_unit(pair[1]):
        return None
    words = words_left_out(asked)
    is_left_out = bool(words) and _says(words, pair[0].clause)
    return _less(pair[1], pair[0]) if is_left_out or is_denied(asked, one.name) else None


def words_left_out(asked: Asked) -> str:
    """What a question says to leave out: 「高中」 of 「除去高中还有几处」; empty where it says none."""
    left_out = _WITHOUT.search(asked.text)
    return "" if left_out is None else left_out["part"] or _WITHIN.split(left_out["other"])[-1]


def _rest_of_share(asked: Asked, one: Told) -> Statement | None:
    """「100%-84.4%」 of what is not the part whose share is told."""
    if asked.unit not in (None, "%", "百分点") or not is_denied(asked, one.name):
        return None
    return rest_of_share(one)


def rest_of_share(one: Told) -> Statement:
    """「100%-84.4%」."""
    operands = (one.operand,) if one.base is None else (one.base.operand, one.operand)
    rest = worked(operands, f"100%-{one.operand.printed}", 100 - one.value, "%")
    return replace(rest, text=f"{rest.text}以内") if one.operand.figure.bound is Bound.AT_LEAST else rest


def is_of_other(asked: Asked, name: str) -> bool:
    """Whether a share is told of what is not the thing that the question names: 「非烟生产总值…占61.4%」."""
    return any(other[-1] in asked.text and other not in asked.text for other in others_than(name))


def is_denied(asked: Asked, name: str) -> bool:
    """Whether the question says that it means what is not of this name."""
    if is_told_of_other(asked, name) or any(each in name for each in negated(asked.text)):
        return False  # 不良贷款 are a thing of their own
    return any(_says(each, name) for each in denied(asked.text))


def is_told_of_other(asked: Asked, text: str) -> bool:
    """Whether the question says 非渔 and a text tells of that very thing."""
    return any(other in asked.text for other in others_than(text))


def _says(words: str, name: str) -> bool:
    """Whether words name the thing: by a pair of characters, or by the one that they begin with."""
    pairs = pairs_of(as_asked(words).words)
    return any(
        part in name and not _NEGATED.search(name[: name.index(part)])
        for part in (words[:1] if words[1:2] in ("", "的") else pairs)
    )


def _share(asked: Asked, one: Told) -> Statement | None:
    if one.kind is Kind.SHARE and is_of_other(asked, one.name):
        return rest_of_share(one)
    pair = _part_and_whole(one)
    if pair is None or pair[0].figure.unit in RATES:
        return None
    part, whole = pair
    return worked(
        (part, whole), f"{part.printed}÷{whole.printed}", part.figure.value / whole.figure.value * 100, "%", 1
    )


def _times(asked: Asked, one: Told) -> Statement | None:
    """How many times what there was before: 「213家÷(213家-107家)」."""
    if one.kind is Kind.CHANGE and one.base is not None and one.base.value > one.value and not one.operand.falls:
        now, more = one.base.operand, one.operand
    elif (pair := _added_and_total(one)) is not None:
        more, now = pair
    else:
        return times_from_to(one.operand)
    times = now.figure.value / (now.figure.value - more.figure.value)
    return worked((more, now), f"{now.printed}÷({now.printed}-{more.printed})", times, "倍", 2)


def _whole(asked: Asked, one: Told) -> Statement | None:
    """The whole of which a part and its share are told: 「255.2亿元÷61.4%」."""
    counted = _COUNTED_IN.search(one.operand.clause[: one.operand.figure.start])
    if one.kind is not Kind.SHARE or one.base is None or counted is None or not one.value:
        return None
    of_whole = pairs_of(as_asked(counted["whole"]).words) & pairs_of(asked.words)
    if not of_whole or not asked.is_in_unit(one.base.operand):
        return None
    part = one.base.operand
    value, unit = part.in_scale(part.figure.value / one.value * 100)
    return worked((part, one.operand), f"{part.printed}÷{one.operand.printed}", value, unit, 1)


def _planned(asked: Asked, one: Told) -> Statement | None:
    """What was planned of what was done: 「21个÷2.1倍」, 「1.4万亿元÷129.6%」."""
    if one.kind is not Kind.COMPLETION or one.base is None or not one.value or not asked.is_in_unit(one.base.operand):
        return None
    done = one.base.operand
    value, unit = done.in_scale(done.figure.value / one.value * (100 if one.unit == "%" else 1))
    working = f"{done.printed}÷{one.operand.printed if one.unit == '%' else one.operand.printed.removesuffix('倍')}"
    return worked((done, one.operand), working, value, unit, 1)


WAYS: dict[Unknown, Callable[[Asked, Told], Statement | None]] = {
    Unknown.PLANNED: _planned,
    Unknown.WHOLE: _whole,
    Unknown.REST: _rest,
    Unknown.TIMES: _times,
    Unknown.SHARE: _share,
    Unknown.BEFORE: _before,
}
