"""Computed answers: sums, differences, shares and growth over figures that the report states, the working shown."""

import re
from collections.abc import Sequence
from functools import cache

from rag.calculation import (
    TIME,
    TOGETHER,
    Computed,
    LookUp,
    Wish,
    added,
    agree,
    both_years_of,
    calculated,
    compared,
    is_same,
    may_be_over_figures,
    of_both_years,
    subtracted,
    words_left,
)
from rag.keywords import without_amounts
from rag.one_indicator import names_all, says_its_head
from rag.operand import Operand
from rag.over_years import TWO_YEARS, before, grown, is_more, of_each_year, sum_over_years, times_over_years, which_year
from rag.sentence_figures import as_asked, pairs_of
from rag.town_and_village import town_and_village

_AND = re.compile(r"(?:、|和|与|加上?|跟|及|以及)")
_SHARE = (
    re.compile(r"(?P<part>.+?)在(?P<whole>.+?)(?:里头|里面|当中|中|里)的?(?:占|比重|占比|比例)"),
    re.compile(
        r"(?P<part>.+?)(?:大概|大约|约|能)?(?:占|相当于|等于)(?:了|到|去年|今年|全[省市区县州]的?)*(?P<whole>.+?)的?(?:百分之(?:多少|几)|多少|几成|比例|比重|份额)"
    ),
)
_COMMON_HEAD = re.compile(r"的[\u3400-\u9fff]{2,4}$")
_SUM = re.compile(
    rf"(?P<parts>.+?(?:、|和|与|加上?|跟|及|以及).+?)(?:[,，]?(?:这|那)?[两三四五](?:项|类|样|种|个|笔|块)(?:[\u3400-\u9fff]{{0,4}}的)?)?(?:都|全)?(?:{TOGETHER}|两项|三项|共有?)"
)
_BETWEEN_YEARS = re.compile(
    rf"(?:比|较|与|和|跟|同){TIME}的?(?:实际|计划|目标)?.{{0,12}}?(?:多|少|高|低|快|慢|增加|减少|提高|下降|涨|降|差)(?:了|出|个|安排|投入|引进|新增|建成|完成)*(?:多少|几)"
    r"|(?:相差|差了?)(?:多少|几)|差(?:距|额)|[多少高低]出来?(?:多少|几)|(?:多|少|高|低)(?:了|出)?(?:多少|几).{0,8}(?:比|较)"
)
_APART = re.compile(r"(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+?)(?:的?(?:数量|数))?(?:之间)?(?:相差|差了?)(?:多少|几)")
_BETWEEN_TWO = re.compile(r"(?P<more>.+?)比(?P<less>.+?)(?:多|少|高|低|大|小)(?:了|出)?(?:多少|几)")
_TO_AIM = re.compile(
    rf"(?P<topic>.*?)(?:离|距离?)(?:{TIME})?的?(?P<aim>[^,，]{{0,16}}?)(?:目标|计划|想|要|定)[^,，]{{0,10}}?差(?:了|着)?(?:多少|几)"
)
_WITHOUT = re.compile(
    rf"(?P<whole>[^,，]+?)(?:里头?|里面|当中|中)?[,，]?(?:刨|扣|除|减|去)[掉去除开](?:了)?(?P<part>[^,，。?？]+?)(?:的?(?:那|这)?(?:部分|一?块|些))?[,，]?(?:{TIME})?[还就只]?(?:剩|余|有|是)(?:下|了)?的?(?:部分|那些?|那块|一?块)?[还就只]?(?:有|是)?(?:多少|几)"
)
_SAYS_TIME = re.compile(rf"{TIME}|目标|计划|打算|准备|要")
_OF_ALL = rf"{TIME}|全[国省市区县州]的?"
_TIMES = re.compile(r"(?P<more>.+?)是(?P<less>.+?)的?(?:几|多少)倍")


def compute(question: str, look_up: LookUp) -> Computed | None:
    """The computed answer to ``question``; None when it asks for none, or its figures are missing or do not agree."""
    if not may_be_over_figures(question):
        return None
    look_up = cache(look_up)  # several ways may look for the same
    for way in (
        is_more,
        before,
        grown,
        _share,
        _times,
        _left,
        times_over_years,
        sum_over_years,
        _difference,
        which_year,
        of_each_year,
        _sum,
    ):
        found = way(question, look_up)
        if found is not None:
            return found
    return None


def _share(question: str, look_up: LookUp) -> Computed | None:
    asked = next((found for pattern in _SHARE if (found := pattern.search(question))), None)
    if asked is None:
        return None
    first = look_up(Wish(asked["part"]))
    if first is None or not says_its_head(asked["part"], first.clause):
        return None
    operands = _beside(first, asked["part"], asked["whole"], look_up)
    if operands is None or not operands[1].figure.value:
        return None
    part, whole = operands
    if not says_its_head(asked["whole"], whole.clause):
        return None
    return calculated(operands, f"{part.printed}÷{whole.printed}", part.figure.value / whole.figure.value * 100, "%", 1)


def _times(question: str, look_up: LookUp) -> Computed | None:
    asked = _TIMES.search(question)
    operands = _pair(asked["more"], asked["less"], look_up) if asked else None
    if operands is None or not operands[1].figure.value:
        return None
    more, less = operands
    return calculated(operands, f"{more.printed}÷{less.printed}", more.figure.value / less.figure.value, "倍", 1)


def _difference(question: str, look_up: LookUp) -> Computed | None:
    """Between towns and villages, between two years of one indicator, or between two indicators."""
    sides = town_and_village(question)
    if sides is None:
        return _between_two(question, look_up)
    found = _pair(*sides, look_up)
    return subtracted(*found) if found and pairs_of(found[0].clause) & pairs_of(found[1].clause) else None


def _between_two(question: str, look_up: LookUp) -> Computed | None:
    operands: tuple[Operand | None, ...]
    if to_aim := _TO_AIM.search(question):
        operands = both_years_of(
            words_left(without_amounts(re.sub(TIME, " ", f"{to_aim['topic']}{to_aim['aim']}"))), look_up
        ) or (None, None)
    elif (apart := _APART.search(question)) and not TWO_YEARS.search(question):
        operands = _pair(apart["one"], apart["other"], look_up) or (None, None)
    elif (asked := _BETWEEN_YEARS.search(question)) and _is_of_two_years(question, asked):
        operands = of_both_years(compared(question, asked), look_up) or (None, None)
    elif two := _BETWEEN_TWO.search(question):
        operands = _pair(two["more"], two["less"], look_up) or (None, None)
    else:
        return None
    first, second = operands
    if to_aim and first is not None and second is not None and first.figure.value >= second.figure.value:
        return None  # it was reached before
    if first is None or second is None or is_same(first, second) or not agree(first, second):
        return None
    return subtracted(first, second)


def _is_of_two_years(question: str, asked: re.Match[str]) -> bool:
    """Whether two years are held against each other: 「学位多出来几个」 asks how many are new."""
    return "出来" not in asked.group() or TWO_YEARS.search(question) is not None or "比" in question


def _sum(question: str, look_up: LookUp) -> Computed | None:
    asked = _SUM.search(question)
    if asked is None:
        return None
    topics = [topic for topic in _AND.split(asked["parts"]) if topic.strip()]
    if len(topics) < 2:
        return None
    head = _COMMON_HEAD.search(topics[-1])  # 「开工、续建、完工的项目」
    topics = [f"{topic}{head.group()}" if head and "的" not in topic else topic for topic in topics]
    operands: list[Operand] = []
    for topic in topics:
        operand = look_up(Wish(topic))
        if operand is None or not says_its_head(topic, operand.clause):
            return None  # each look-up costs a search
        if not _tells_apart(topic, [each for each in topics if each != topic], operand):
            return None
        if any((each.span, each.clause) == (operand.span, operand.clause) for each in operands):
            return None  # one figure told of both
        operands.append(operand)
    return added(tuple(operands))


def _tells_apart(topic: str, others: Sequence[str], operand: Operand) -> bool:
    """Whether a figure's clause says some of what one thing has beside the others: 医院 of 「医院床位」."""
    shared = frozenset[str]().union(*(pairs_of(each) for each in others))
    own = pairs_of(topic) - shared
    said = pairs_of(as_asked(topic).words) - shared
    return not own or bool(said & pairs_of(operand.clause)) or not shared & pairs_of(topic)


def _left(question: str, look_up: LookUp) -> Computed | None:
    """What is left of a whole without one of its parts: 「全市产值刨去县域那部分还剩多少」."""
    asked = _WITHOUT.search(question)
    if asked is None:
        return None
    whole, part = asked["whole"], asked["part"]
    for named in (part, f"{part}{re.sub(_OF_ALL, '', whole)}"):
        operands = _pair(whole, named, look_up)
        if operands is None or operands[1].figure.value >= operands[0].figure.value:
            continue
        if says_its_head(whole, operands[0].clause) and names_all(named, operands[1].clause):
            return subtracted(*operands)
    return None


def _pair(first: str, second: str, look_up: LookUp) -> tuple[Operand, Operand] | None:
    """Both figures, if they are of one unit and not the same."""
    one = look_up(Wish(first))
    return None if one is None else _beside(one, first, second, look_up)


def _beside(one: Operand, first: str, second: str, look_up: LookUp) -> tuple[Operand, Operand] | None:
    """The figure of the first words and that of the second, under the same conditions."""
    other = look_up(Wish(second))
    if other is None or not agree(one, other):
        return None
    if one.year != other.year and not _SAYS_TIME.search(f"{first}{second}"):
        return None  # two years of one thing are not the two things that are named
    return None if is_same(one, other) else (one, other)
