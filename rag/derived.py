"""Computed answers over the figures of one sentence: sums, averages, shares and what is left, the working shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from index.quantities import COUNTS, quantities
from index.types import Role
from rag import wording
from rag.calculation import TOGETHER
from rag.operand import Operand, worked
from rag.select import ScoredSpan
from rag.shown import display
from rag.types import Span, Statement

_SENTENCES = 3  # of the best ones, that may hold the figures
_ENDS_CLAUSE = re.compile(r"[,，、;；:：。](?!\d{3})")
_COUNTER = "个户家台处所人件项栋亩座套场条名"
_AVERAGE = re.compile(
    rf"(?:平均|均摊|摊到|分摊)[^,，。?？]{{0,10}}?[每一]([{_COUNTER}])|每([{_COUNTER}])[^,，。?？]{{0,12}}平均"
)
_MONEY = re.compile(r"(?:多少|几)[万亿]*元|多少钱")
_WITHOUT = re.compile(r"扣[掉除]|刨[掉除去]|除[去掉开]|去掉|减[去掉]|剔除|没加|(?:不算|没算)(?:上)?(?:这|当年|新)")
_TOGETHER = re.compile(rf"{TOGETHER}|一块儿?|汇总|总[{_COUNTER}]数|[两三四五](?:笔|种|样)")
_SHARE = re.compile(r"占(?:了|到)?(?:[^,，。?？]{0,8}(?:百分之(?:几|多少)|几成|多少|比例|比重))|占比|百分之(?:几|多少)")
_DIFFERENCE = re.compile(r"差(?:了|出)?(?:多少|几)|差(?:距|额)|相差|[多少高低](?:了|出)?(?:多少|几)")
_UNIT = re.compile(rf"(?:多少|几)[万亿千百]*(公里|公顷|平方米|人次|[{_COUNTER}人元吨亩])")
_LABEL = re.compile(r"((?:19|20)\d{2})年(计划)?[:：]")
_OF_TWO_YEARS = re.compile(r"比(?:去年|上年|前一年)|去年.*今年|今年.*去年|两年")
_RATE = re.compile(r"率|增|涨|百分")
_OF_ANYTHING = re.compile(r"新增|新建|建设|改造|完成|实现|计划|左右|以上|[个家所套户项]$")
_WHICH = re.compile(r"哪[个样项种类一]")
_NEW = re.compile(r"新增|净增|新评|新开|新发|新入|其中")
_IN_ALL = re.compile(r"总量|总数|总计|累计|共|达|拥有")
_FEWEST_PAIRS = 2  # of a figure's words, said in the question


def derive(question: str, spans: Sequence[ScoredSpan]) -> Statement | None:
    """The statement that answers by calculating over one of the best sentences; None where nothing is to calculate."""
    for way in (_average, _left, _share, _apart, _sum):
        for span in spans[:_SENTENCES]:
            found = way(question, tuple(_stated(span)))
            if found is not None:
                return found
    return None


def combine(question: str, statements: Sequence[Statement]) -> Statement | None:
    """What two figures found for two years make together, or how far they are apart, where that is asked for.

    They are the two in the unit asked for whose clauses share the most words.
    """
    unit = _UNIT.search(question)
    if unit is None or len(statements) != 2 or wording.EACH.search(question):
        return None
    ones, others = (tuple(_figures_in(unit[1], each)) for each in statements)
    pairs = sorted(product(ones, others), key=lambda pair: -_shared(*pair))
    if not pairs or not _shared(*pairs[0]) or pairs[0][0].year == pairs[0][1].year:
        return None
    one, other = pairs[0]
    if re.search(TOGETHER, question) and not (_IN_ALL.search(one.clause) or _IN_ALL.search(other.clause)):
        value = one.figure.value + other.figure.value
        return worked((one, other), f"{one.printed}+{other.printed}", *one.in_scale(value))
    return _difference(one, other) if _DIFFERENCE.search(question) else None


def _figures_in(unit: str, statement: Statement) -> Iterator[Operand]:
    """The figures of a statement in this unit, each with its clause; none without its year or of several spans."""
    label = _LABEL.match(statement.text)
    if label is None or len(statement.spans) != 1:
        return
    for clause in _ENDS_CLAUSE.split(statement.text[label.end() :]):
        for figure in quantities(clause):
            if figure.unit == unit:
                role = Role.PLAN if label[2] else Role.REVIEW
                yield Operand(clause, figure, statement.spans[0], role, int(label[1]))


def _shared(one: Operand, other: Operand) -> int:
    """How many pairs of neighbouring characters two clauses have in common, besides their figures."""
    words = _OF_ANYTHING.sub("", re.sub(r"\W|[\d.]", "", one.clause))
    return sum(first + second in other.clause for first, second in pairwise(words))


def _difference(one: Operand, other: Operand) -> Statement:
    more, less = sorted((one, other), key=lambda each: -each.figure.value)
    value, unit = more.in_scale(more.figure.value - less.figure.value)
    return worked((one, other), f"{more.printed}-{less.printed}", value, "个百分点" if unit == "%" else unit)


def _stated(span: ScoredSpan) -> Iterator[Operand]:
    """The figures of a sentence, each with its clause."""
    period = span.passage.period
    where = Span(span.passage.document_id, span.start, span.end)
    marks = [mark.end() for mark in _ENDS_CLAUSE.finditer(span.text)]
    for figure in quantities(span.text):
        start = max((mark for mark in marks if mark <= figure.start), default=0)
        end = min((mark for mark in marks if mark >= figure.end), default=len(span.text))
        within = replace(figure, start=figure.start - start, end=figure.end - start)
        yield Operand(display(span.text[start:end]), within, where, period.role, period.first_year)


def _average(question: str, stated: Sequence[Operand]) -> Statement | None:
    """「平均每个小区多少户」: two figures of one sentence, one divided by the other."""
    asked = _AVERAGE.search(question)
    if asked is None:
        return None
    counter = asked[1] or asked[2]
    for divisor in stated:
        others = [each for each in stated if each.figure.unit not in (divisor.figure.unit, "%", "年")]
        if _MONEY.search(question):
            others = [each for each in others if (each.figure.unit or "").endswith("元")]
        if divisor.figure.unit == counter and divisor.figure.value and others:
            whole = max(others, key=lambda each: _said(question, each))
            value = whole.figure.value / divisor.figure.value
            scaled, unit = whole.in_scale(value)
            if scaled < 1:  # 130 of 亿元 over 310 of 万户
                scaled, unit = value, whole.figure.unit or ""
            return worked((divisor, whole), f"{whole.printed}÷{divisor.printed}", scaled, unit, 1)
    return None


def _left(question: str, stated: Sequence[Operand]) -> Statement | None:
    """「扣掉新增的有多少」: the part of a total, taken from it."""
    if not _WITHOUT.search(question):
        return None
    for whole in stated:
        for part in stated:
            smaller = part.figure.unit == whole.figure.unit and part.figure.value < whole.figure.value
            if smaller and _IN_ALL.search(whole.clause) and _NEW.search(part.clause):
                value = whole.figure.value - part.figure.value
                return worked((whole, part), f"{whole.printed}-{part.printed}", *whole.in_scale(value))
    return None


def _share(question: str, stated: Sequence[Operand]) -> Statement | None:
    """「其中…占百分之几」, where the sentence does not tell the share itself."""
    if not _SHARE.search(question) or any(each.figure.unit in ("%", "成") for each in stated):
        return None
    for whole, part in pairwise(stated):
        if "其中" in part.clause and part.figure.unit == whole.figure.unit and whole.figure.value > part.figure.value:
            share = part.figure.value / whole.figure.value * 100
            return worked((whole, part), f"{part.printed}÷{whole.printed}", share, "%", 1)
    return None


def _apart(question: str, stated: Sequence[Operand]) -> Statement | None:
    """How far two things are apart that a sentence tells side by side: 「城乡收入分别为8万元和4万元」."""
    if not _DIFFERENCE.search(question) or _OF_TWO_YEARS.search(question):
        return None
    side_by_side = [
        (one, other) for one, other in pairwise(stated) if one.clause == other.clause and "分别" in one.clause
    ]
    named = [each for each in stated if _said(question, each)]
    pairs = side_by_side or ([(named[0], named[1])] if len(named) == 2 and _WHICH.search(question) else [])
    for one, other in pairs:
        if one.figure.unit == other.figure.unit and (one.figure.unit != "%" or _RATE.search(question)):
            return _difference(one, other)
    return None


def _sum(question: str, stated: Sequence[Operand]) -> Statement | None:
    """Of several figures of one unit that the question names, the sum."""
    if not _TOGETHER.search(question) or wording.EACH.search(question):
        return None
    named = [each for each in stated if _said(question, each) >= _FEWEST_PAIRS and each.figure.unit not in ("%", "年")]
    units = {each.figure.unit for each in named}
    if any("其中" in each.clause for each in named):  # a part is not added to its whole
        return None
    if len(named) < 2 or not (len(units) == 1 or units <= COUNTS):
        return None
    value = sum(each.figure.value for each in named)
    return worked(named, "+".join(each.printed for each in named), *named[0].in_scale(value))


def _said(question: str, operand: Operand) -> int:
    """How many pairs of neighbouring characters of a figure's words the question has."""
    words = re.sub(r"\W|[\d.]", "", operand.clause[: operand.figure.start])
    return sum(one + other in question for one, other in pairwise(words))
