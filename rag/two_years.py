"""What is done with two figures of one indicator, what was done and what is planned: apart, together, times, grown."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag import wording
from rag.calculation import (
    MORE_THAN_YEAR,
    SHARE,
    TIMES,
    TOGETHER,
    WHICH_YEAR,
    Computed,
    added,
    agree,
    by_what_share,
    calculated,
    computed,
    names_first,
    subtracted,
)
from rag.operand import Operand, clauses
from rag.over_years import TWO_YEARS
from rag.question import Question
from rag.sentence_figures import Asked
from rag.units import RATES

_RATIO = re.compile(r"分之|几成|(?:相当于|是|为|占)[^,，。?？]*(?:多大|多少|什么)的?比[例重]")
_COMPOUNDED = re.compile(r"累计|复合|叠加|连着|(?:两年|加起来|合计|一共|总共)[^,，。?？]{0,6}(?:涨|增)")
APART = re.compile(
    r"(?:差|(?<!新)[多少高低增减快慢])(?:了|出|开|来|个|着|[招卖建引添投修收拿挣花])*(?:多少|几)|差(?:距|额|别|异|得远|在哪|[得有]?多[大远])|相差|有(?:什么|啥|何|多大|没有)?的?(?:变化|不同|出入)|拉开|比(?:的?话)?(?:怎么?样|如何|咋样)"
    rf"|[多高大快]是[少低小慢]|[少低小慢]是[多高大快]|比(?:起|一比|较|一?下)|的?比[,，是]|有没有.{{0,6}}[多高大]|哪[个边头].{{0,4}}[多高大]|{WHICH_YEAR.pattern}"
)
_BY_WHAT_SHARE = re.compile(
    r"[多增涨高少降减低][了出加长]?(?:百分之(?:几|多少)|几成|几分之)|(?:增[长加]|提高|减少|下降)[^,，。多少几]{0,3}(?:百分之(?:几|多少)|几成)"
)
_DONE_AND_PLANNED = re.compile(
    r"(?:已经?|实际)[\u3400-\u9fff]{0,2}(?:完成|做到|达到|实现).*(?:目标|底线|计划|[下后]一年|来年)"
    r"|(?:目标|底线)[^,，]{0,12}(?:跟|和|与|比)[^,，]{0,8}(?:实际|完成数|实绩)"
)
_SIDE_BY_SIDE = re.compile(r"[摆放列]在?一(?:起|块)看|对照|并排|一样(?:[多高大快])?(?:不|吗|么|没)|持平")
_STORY_CHARS, _POINT_CHARS = 80, 50  # of a long story the end asks: the other years are those of its teller
_HOW_FAR = re.compile(r"[多少差高低](?:了|出)*(?:多少|几)|哪.{0,2}年|相差")


def asks_of_two_years(question: Question) -> bool:
    """Whether something is to be made of what was done and what is planned, or both are to be told."""
    asks = (
        TOGETHER,
        TIMES.pattern,
        _RATIO.pattern,
        SHARE.pattern,
        APART.pattern,
        wording.HOW_MANY_TWICE.pattern,
        wording.COMPARISON.pattern,
        _SIDE_BY_SIDE.pattern,
    )
    return _speaks_of_two_years(question) and any(re.search(each, question.text) for each in asks)


def asks_side_by_side(question: Question) -> bool:
    """Whether what was done and what is planned are wanted, and nothing to be made of them."""
    return _speaks_of_two_years(question) and wording.EACH.search(question.text) is not None


def _speaks_of_two_years(question: Question) -> bool:
    asked = question.text if len(question.text) < _STORY_CHARS else question.text[-_POINT_CHARS:]
    return len(question.years) == 2 or any(words.search(asked) for words in (TWO_YEARS, _DONE_AND_PLANNED))


def of_pair(asked: Asked, done: Operand, planned: Operand) -> Computed | None:
    """What a question asks to be made of what was done and what is planned; else both beside each other."""
    if done.figure.unit == planned.figure.unit == "%" and _COMPOUNDED.search(asked.text):
        return compounded(done, planned)
    return _of_pair(asked, done, planned)


def _of_pair(asked: Asked, done: Operand, planned: Operand) -> Computed | None:
    is_times = TIMES.search(asked.text) is not None
    if _BY_WHAT_SHARE.search(asked.text) and done.figure.unit not in RATES:
        against = rf"(?:比|较|跟|和|与)(?:今年|明年|来年|{planned.year}年?|计划|目标|打算)"
        return by_what_share(done, planned, of_planned=re.search(against, asked.text) is not None)
    if is_times or (_RATIO.search(asked.text) and done.figure.unit not in RATES):
        one, other = (done, planned) if names_first(asked.text, done, planned) else (planned, done)
        value, working = one.figure.value / other.figure.value, f"{one.printed}÷{other.printed}"
        return calculated((done, planned), working, value if is_times else value * 100, "倍" if is_times else "%", 1)
    only_beside = _SIDE_BY_SIDE.search(asked.text) is not None and not _HOW_FAR.search(asked.text)
    if not only_beside and re.search(TOGETHER, asked.text) and not MORE_THAN_YEAR.search(asked.text):
        return added((done, planned))
    if not only_beside and (APART.search(asked.text) or wording.COMPARISON.search(asked.text)):
        return subtracted(done, planned)
    if SHARE.search(asked.text) and done.figure.unit not in RATES:
        return None  # amounts side by side tell no share
    return computed((done, planned), clauses((done, planned)))


def asks_compounded(question: str) -> bool:
    """Whether it is asked by how much something grows over two years together."""
    return _COMPOUNDED.search(question) is not None and re.search("涨|增", question) is not None


def compounded(first: Operand, second: Operand) -> Computed | None:
    """「(1+4.7%)×(1+5.5%)-1」: growth upon growth."""
    if not all(wording.RISES.search(each.clause) and not each.falls for each in (first, second)):
        return None
    growth = (1 + first.figure.value / 100) * (1 + second.figure.value / 100) - 1
    working = f"(1+{first.printed})×(1+{second.printed})-1"
    return calculated((first, second), working, growth * 100, "%", 1)


def sums_apart(done: Sequence[Operand], planned: Sequence[Operand]) -> Computed | None:
    """How far the sums over several indicators are apart: 「三类合计比去年少多少家」."""
    sums = [sum(each.figure.value for each in year) for year in (done, planned)]
    more, less = (done, planned) if sums[0] >= sums[1] else (planned, done)
    if not all(agree(done[0], each) for each in (*done, *planned)):
        return None
    value, unit = more[0].in_scale(abs(sums[0] - sums[1]))
    working = "-".join(f"({'+'.join(each.printed for each in year)})" for year in (more, less))
    found = calculated((*done, *planned), working, value, unit)
    told = f"（{planned[0].year}年更{'少' if less is planned else '多'}）" if value else ""
    return replace(found, statement=replace(found.statement, text=found.statement.text + told))


def rise(asked: Asked, amount: Operand, growth: Operand) -> Computed | None:
    """What a planned growth adds to an amount, where that is asked for."""
    if asked.unit is None or not asked.is_in_unit(amount) or not APART.search(asked.text):
        return None
    if growth.falls or not wording.RISES.search(growth.clause):
        return None
    value, unit = amount.in_scale(amount.figure.value * growth.figure.value / 100)
    return calculated((amount, growth), f"{amount.printed}×{growth.printed}", value, unit, 1)
