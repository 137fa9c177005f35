"""Computed answers over figures of several sentences that were found: two years, a part and its whole, two rates."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product

from index.numerals import numeral_value
from index.types import Document, Figure, Role
from rag import wording
from rag.calculation import (
    AS_MANY,
    MORE_THAN_YEAR,
    RATE,
    SHARE,
    TIME,
    TIMES,
    TOGETHER,
    WHICH_YEAR,
    Computed,
    added,
    agree,
    by_what_share,
    calculated,
    computed,
    may_be_over_figures,
    names_first,
    side_by_side,
    subtracted,
    topic_of_both_years,
)
from rag.found_figures import SURE, FoundFigure, are_of_one_report, found_figures, shared
from rag.indicators import amount_and_growth, done_and_planned, told_several
from rag.one_indicator import are_told_alike, is_one_indicator
from rag.operand import Operand, clauses, difference
from rag.operands import operand_of
from rag.over_years import TWO_YEARS, asks_grown, grown_by
from rag.part_of_whole import part_of_whole
from rag.question import Question
from rag.select import Selection
from rag.sentence_figures import Asked, as_asked, pairs_of
from rag.sentence_rates import are_the_sides, asks_which_is_more
from rag.units import RATES

_MOST_PAIRS = 3  # of indicators that one question names
_SURELY_SHARED = 2  # pairs of characters, where each year is asked for in words of its own
_OF_RATES = re.compile(rf"{RATE.pattern}|几个(?:百分)?点|百分点")
_RATIO = re.compile(r"分之|几成")
_GROWS = re.compile(rf"^(?!.*(?:占|比重)).*(?:{wording.RISES.pattern}|{wording.FALLS.pattern}|增速|涨幅)")
_JOINS = re.compile(r"、|和|与|以?及")
_EACH = re.compile(r"(?:多少|几).*[^多](?:多少|几)")
_APART = re.compile(
    r"(?:差|(?<!新)[多少高低增减快慢])(?:了|出|开|来|个|着|[招卖建引添投修收拿挣花])*(?:多少|几)|差(?:距|额|别|得远)|相差"
    rf"|[多高大快]是[少低小慢]|[少低小慢]是[多高大快]|比(?:起|一比|较|一?下)|的?比[,，是]|有没有.{{0,6}}[多高大]|哪[个边头].{{0,4}}[多高大]|{WHICH_YEAR.pattern}"
)
_SEVERAL = re.compile(r"、|和|与|跟|以?及|[两俩三]样|[两俩三]个指标")
_BY_WHAT_SHARE = re.compile(
    r"[多增涨高少降减低][了出加长]?(?:百分之(?:几|多少)|几成|几分之)|(?:增[长加]|提高|减少|下降)[^,，。多少几]{0,3}(?:百分之(?:几|多少)|几成)"
)
_STAGE = re.compile(r"签约|开工|竣工|完工|投产|续建|通车")
_DONE_AND_PLANNED = re.compile(
    r"(?:已经?|实际)[\u3400-\u9fff]{0,2}(?:完成|做到|达到|实现).*(?:目标|底线|计划|[下后]一年|来年)"
    r"|(?:目标|底线)[^,，]{0,12}(?:跟|和|与|比)[^,，]{0,8}(?:实际|完成数|实绩)"
)
_SIDE_BY_SIDE = re.compile(r"[摆放列]在?一(?:起|块)看|对照|并排|一样(?:[多高大快])?(?:不|吗|么|没)|持平")
# 「目标为什么定得比去年还高」 takes it for higher; 「…比去年高吗」 asks.
_SUPPOSES = re.compile(
    r"^(?!.*(?:吗|吧|还是|是[高多快低少慢]|多少|几|没有?[?？]*$))(?!.*(?:去年|上一?年)[^,，]{0,12}(?:目标|计划|定))"
    r".*(?:目标|计划|打算|定)[^,，?？]{0,12}?比(?:去年|上一?年)[^,，?？]{0,12}?(?:(?P<more>[高多快])|(?P<less>[低少慢]))"
)
_HOW_FAR = re.compile(r"[多少差高低](?:了|出)*(?:多少|几)|哪.{0,2}年|相差")
_SO_MANY = re.compile(r"([两三四五六七八])(?:大|个)?(?:块|类|方面|项|样|部分)")
_AND_YEAR = re.compile(rf"(?:、|和|与|跟|以?及)(?={TIME})")


def asks_to_calculate(question: Question) -> bool:
    """Whether figures are asked to be set against each other, or put together, or supposed to differ."""
    if _SUPPOSES.search(question.text):
        return True
    return may_be_over_figures(question.text) and (
        asks_grown(question.text)
        or (_said_number(question.text) > 0 and re.search(TOGETHER, question.text) is not None)
        or _asks_of_two_years(question)
        or _asks_side_by_side(question)
        or any(words.search(question.text) is not None for words in (SHARE, TIMES))
        or asks_which_is_more(question.text)
    )


def across(
    question: Question, selection: Selection, figures: Sequence[Figure], documents: Sequence[Document]
) -> Computed | None:
    """What the figures of the best sentences make together; None where nothing is asked to be calculated."""
    asked = as_asked(question.text)
    found = tuple(found_figures(selection, figures, documents))
    for way in (_over_two_years, part_of_whole, _which_rate) if not _SUPPOSES.search(question.text) else ():
        told = way(question, asked, found)
        if told is not None:
            return told
    return _of_named(question, asked, figures, documents[0].text) if len(documents) == 1 else None


def _asks_of_two_years(question: Question) -> bool:
    asks = (
        TOGETHER,
        TIMES.pattern,
        _RATIO.pattern,
        SHARE.pattern,
        _APART.pattern,
        _EACH.pattern,
        wording.COMPARISON.pattern,
        _SIDE_BY_SIDE.pattern,
    )
    return _speaks_of_two_years(question) and any(re.search(each, question.text) for each in asks)


def _asks_side_by_side(question: Question) -> bool:
    """Whether what was done and what is planned are wanted, and nothing to be made of them."""
    return _speaks_of_two_years(question) and wording.EACH.search(question.text) is not None


def _speaks_of_two_years(question: Question) -> bool:
    return len(question.years) == 2 or any(words.search(question.text) for words in (TWO_YEARS, _DONE_AND_PLANNED))


def _over_two_years(question: Question, asked: Asked, found: Sequence[FoundFigure]) -> Computed | None:
    """What was done and what is planned of an indicator: how many times, together, how far apart."""
    if not _asks_of_two_years(question):
        return None
    pairs = _of_both_years(question, asked, found)
    told = [_of_pair(asked, done.operand, planned.operand) for done, planned in pairs] or [_by_growth(asked, found)]
    right = [each for each in told if each is not None]
    if not right or len(right) < len(told):
        return None
    if len(pairs) > 1 and re.search(TOGETHER, asked.text) and _APART.search(asked.text):
        return _sums_apart(*zip(*((done.operand, planned.operand) for done, planned in pairs), strict=True))
    return side_by_side(right)


def _of_named(question: Question, asked: Asked, figures: Sequence[Figure], text: str) -> Computed | None:
    """The same of the one indicator that is named in full, wherever the report tells of it."""

    def told(found: tuple[Figure, Figure] | None) -> tuple[Operand, Operand] | None:
        if found is None:
            return None
        one, other = (operand_of(each, text, SURE) for each in found)
        is_in_time = set(question.years) <= {each.year for each in found}
        return None if one is None or other is None or not is_in_time else (one, other)

    both = told(done_and_planned(asked, figures))
    supposed = _SUPPOSES.search(question.text)
    if supposed is not None:
        return None if both is None else _otherwise(supposed, *both)
    of_all = told_several(asked.words, figures, _said_number(question.text))
    if of_all and re.search(TOGETHER, question.text):
        operands = [operand for each in of_all if (operand := operand_of(each, text, SURE)) is not None]
        return added(tuple(operands)) if len(operands) == len(of_all) else None
    growing = told(amount_and_growth(asked, figures))
    if growing is not None and asks_grown(question.text):
        return grown_by(question.text, *growing)
    if not (_asks_of_two_years(question) or _asks_side_by_side(question)):
        return None
    if both is not None and not (re.search(TOGETHER, asked.text) and both[0].figure.unit in RATES):
        return _of_pair(asked, *both)
    return None if growing is None else _rise(asked, *growing)


def _said_number(question: str) -> int:
    """How many things of a kind a question says it means: 「三大块」; 0 where it says none."""
    several = _SO_MANY.search(question)
    return int(numeral_value(several[1]) or 0) if several else 0


def _otherwise(supposed: re.Match[str], done: Operand, planned: Operand) -> Computed | None:
    """That what is planned is not above, or below, what was done, as a question supposes."""
    apart = planned.figure.value - done.figure.value
    if not agree(done, planned) or (apart > 0 if supposed["more"] else apart < 0):
        return None
    return computed((done, planned), f"没有，{clauses((done, planned))}")


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
    if not only_beside and (_APART.search(asked.text) or wording.COMPARISON.search(asked.text)):
        return subtracted(done, planned)
    if SHARE.search(asked.text) and done.figure.unit not in RATES:
        return None  # amounts side by side tell no share
    return computed((done, planned), clauses((done, planned)))


def _sums_apart(done: Sequence[Operand], planned: Sequence[Operand]) -> Computed | None:
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


def _by_growth(asked: Asked, found: Sequence[FoundFigure]) -> Computed | None:
    """How much more is to be reached of an amount whose growth is planned: 「比去年多卖多少亿」."""
    words = pairs_of(asked.words)
    pairs = [
        (one.operand, other.operand)
        for one, other in product(found, found)
        if one.operand.role is Role.REVIEW and not one.is_rate
        if other.operand.role is Role.PLAN and other.operand.figure.unit == "%"
        if are_of_one_report(one.operand, other.operand)
        if one.metric == other.metric and shared(one, other) & words
    ]
    return _rise(asked, *pairs[0]) if pairs else None


def _rise(asked: Asked, amount: Operand, growth: Operand) -> Computed | None:
    """What a planned growth adds to an amount, where that is asked for."""
    if asked.unit is None or not asked.is_in_unit(amount) or not _APART.search(asked.text):
        return None
    if growth.falls or not wording.RISES.search(growth.clause):
        return None
    value, unit = amount.in_scale(amount.figure.value * growth.figure.value / 100)
    return calculated((amount, growth), f"{amount.printed}×{growth.printed}", value, unit, 1)


def _of_both_years(
    question: Question, asked: Asked, found: Sequence[FoundFigure]
) -> list[tuple[FoundFigure, FoundFigure]]:
    """The two figures of one indicator; of several indicators that the question names, of each."""
    is_rate = _OF_RATES.search(asked.text) is not None
    kind = [each for each in found if each.is_rate == is_rate and (is_rate or asked.is_in_unit(each.operand))]
    kind = [each for each in kind if not question.years or each.operand.year in question.years]
    words = pairs_of(asked.words)
    done, planned = (_in_role(kind, role, asked.unit) for role in (Role.REVIEW, Role.PLAN))
    pairs = [pair for pair in product(done, planned) if shared(*pair) & words and _is_one_indicator(asked, *pair)]
    pairs.sort(key=lambda pair: -_weight(words, *pair))
    chosen = pairs[:1]
    named = pairs_of(asked.text)  # not in official words only: 老旧小区 may stand for more than was meant
    if _EACH.search(asked.text) and pairs and len(shared(*pairs[0]) & words) < _SURELY_SHARED:
        return []
    for pair in pairs[1:] if _SEVERAL.search(_AND_YEAR.sub(" ", asked.text)) else []:
        said = frozenset[str]().union(*(shared(*each) for each in chosen))
        if shared(*pair) & named - said and all(set(pair).isdisjoint(each) for each in chosen):
            chosen.append(pair)
    said_to_be = AS_MANY.search(asked.text)
    if said_to_be and len(chosen) < (numeral_value(said_to_be[1]) or 0):
        return []
    return chosen[:_MOST_PAIRS] if _all_named(asked, kind, chosen) else []


def _all_named(asked: Asked, found: Sequence[FoundFigure], chosen: Sequence[tuple[FoundFigure, FoundFigure]]) -> bool:
    """Whether no indicator is left out that the question names beside another."""
    parts = _JOINS.split(topic_of_both_years(asked.text))
    for part in parts if len(parts) > 1 else []:
        words = pairs_of(as_asked(part).words)
        named = [each for each in found if each.metric & words]
        if named and not any(each in pair for pair in chosen for each in named):
            return False
    return True


def _in_role(found: Sequence[FoundFigure], role: Role, unit: str | None) -> list[FoundFigure]:
    """Those of one part of the report, in the very unit asked for where some are: 个 may stand for 所 else."""
    of_role = [each for each in found if each.operand.role is role]
    return [each for each in of_role if each.operand.figure.unit == unit] or of_role


def _is_one_indicator(asked: Asked, done: FoundFigure, planned: FoundFigure) -> bool:
    one, other = done.operand, planned.operand
    if not (_is_at_stage(asked, one) and _is_at_stage(asked, other)):
        return False
    return (
        agree(one, other)
        and one.year != other.year
        and are_of_one_report(one, other)
        and are_told_alike(one, other)
        and is_one_indicator(done.name, planned.name, asked.words)
    )


def _is_at_stage(asked: Asked, operand: Operand) -> bool:
    """Whether a figure is not of another stage than the one asked about: projects signed are not projects begun."""
    said, told = (set(_STAGE.findall(text)) for text in (asked.text, operand.clause))
    return not said or not told or bool(said & told)


def _weight(words: frozenset[str], one: FoundFigure, other: FoundFigure) -> float:
    named = 3 * len(shared(one, other) & words) + len(one.metric & words) + len(other.metric & words)
    unlike, unsaid = len(one.metric ^ other.metric), len((one.metric | other.metric) - words)
    return named - 0.1 * unsaid - 0.5 * unlike - 0.5 * (one.rank + other.rank)


def _which_rate(question: Question, asked: Asked, found: Sequence[FoundFigure]) -> Computed | None:
    """Which of two grows faster, or is higher, that two sentences tell."""
    if not asks_which_is_more(asked.text):
        return None
    role = question.role or (None if question.years else Role.REVIEW)
    rates = [
        each.operand
        for each in found
        if each.operand.figure.unit == "%"
        and role in (None, each.operand.role)
        and _GROWS.search(each.operand.clause)
        and not each.operand.falls
    ]
    for one, other in combinations(rates, 2):
        same_time = (one.year, one.role) == (other.year, other.role) and are_of_one_report(one, other)
        in_time = not question.years or one.year in question.years
        if same_time and in_time and are_the_sides(asked, one, other):
            return Computed(difference(one, other), SURE)
    return None
