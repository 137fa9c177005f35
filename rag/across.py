"""Computed answers over figures of several sentences that were found: two years, a part and its whole, two rates."""

import re
from collections.abc import Sequence
from itertools import combinations, product

from index.numerals import numeral_value
from index.types import Document, Figure, Role
from rag import wording
from rag.calculation import (
    AS_MANY,
    RATE,
    SHARE,
    STAGE,
    TIME,
    TIMES,
    TOGETHER,
    Computed,
    agree,
    may_be_over_figures,
    side_by_side,
    topic_of_both_years,
)
from rag.clauses import JOINS_ITEMS
from rag.found_figures import SURE, FoundFigure, are_of_one_report, found_figures, shared
from rag.named_in_full import SUPPOSES, of_named, said_number
from rag.once_added import asks_once_added, once_added
from rag.one_indicator import are_told_alike, is_one_indicator
from rag.operand import Operand, difference
from rag.over_years import asks_grown
from rag.part_of_whole import part_of_whole
from rag.question import Question
from rag.scored_span import Selection
from rag.sentence_figures import Asked, as_asked, pairs_of
from rag.sentence_rates import asks_which_is_more
from rag.sides_said import are_the_sides, surely_said
from rag.to_aim import asks_to_aim, to_aim
from rag.two_years import APART, asks_of_two_years, asks_side_by_side, of_pair, rise, sums_apart
from rag.units import RATES

_MOST_PAIRS = 3  # of indicators that one question names
_SURELY_SHARED = 2  # pairs of characters, where each year is asked for in words of its own
_SURELY_SAID = 0.4  # of what a figure is of, or of the side: 居民收入 is no 财政收入
_OF_RATES = re.compile(rf"{RATE.pattern}|几个(?:百分)?点|百分点")
_GROWS = re.compile(rf"^(?!.*(?:占|比重)).*(?:{wording.RISES.pattern}|{wording.FALLS.pattern}|增速|涨幅)")
_SEVERAL = re.compile(r"、|和|与|跟|以?及|[两俩三]样|[两俩三]个指标")
_AND_YEAR = re.compile(rf"(?:、|和|与|跟|以?及)(?={TIME})")


def asks_to_calculate(question: Question) -> bool:
    """Whether figures are asked to be set against each other, or put together, or supposed to differ."""
    if SUPPOSES.search(question.text):
        return True
    return may_be_over_figures(question.text) and (
        asks_grown(question.text)
        or (said_number(question.text) > 0 and re.search(TOGETHER, question.text) is not None)
        or asks_of_two_years(question)
        or asks_side_by_side(question)
        or any(words.search(question.text) is not None for words in (SHARE, TIMES))
        or asks_which_is_more(question.text)
        or asks_once_added(question.text)
        or asks_to_aim(question.text)
    )


def across(
    question: Question, selection: Selection, figures: Sequence[Figure], documents: Sequence[Document]
) -> Computed | None:
    """What the figures of the best sentences make together; None where nothing is asked to be calculated."""
    asked = as_asked(question.text)
    found = tuple(found_figures(selection, figures, documents))
    if asks_to_aim(question.text) and (told := to_aim(question, figures, documents)) is not None:
        return told
    if asks_once_added(question.text) and (told := once_added(question, selection, figures, documents)) is not None:
        return told
    of_its_years = tuple(each for each in found if not question.years or each.operand.year in question.years)
    ways = ((_over_two_years, found), (part_of_whole, of_its_years), (_which_rate, of_its_years))
    for way, told_of in ways if not SUPPOSES.search(question.text) else ():
        told = way(question, asked, told_of)
        if told is not None:
            return told
    return of_named(question, asked, figures, documents[0].text) if len(documents) == 1 else None


def _over_two_years(question: Question, asked: Asked, found: Sequence[FoundFigure]) -> Computed | None:
    """What was done and what is planned of an indicator: how many times, together, how far apart."""
    if not asks_of_two_years(question):
        return None
    pairs = _of_both_years(question, asked, found)
    told = [of_pair(asked, done.operand, planned.operand) for done, planned in pairs] or [_by_growth(asked, found)]
    right = [each for each in told if each is not None]
    if not right or len(right) < len(told):
        return None
    if len(pairs) > 1 and re.search(TOGETHER, asked.text) and APART.search(asked.text):
        return sums_apart(*zip(*((done.operand, planned.operand) for done, planned in pairs), strict=True))
    return side_by_side(right)


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
    return next((told for pair in pairs if (told := rise(asked, *pair)) is not None), None)


def _of_both_years(
    question: Question, asked: Asked, found: Sequence[FoundFigure]
) -> list[tuple[FoundFigure, FoundFigure]]:
    """The two figures of one indicator; of several indicators that the question names, of each."""
    is_rate = _OF_RATES.search(asked.text) is not None and (asked.unit is None or asked.unit in RATES)
    kind = [each for each in found if each.is_rate == is_rate and (is_rate or asked.is_in_unit(each.operand))]
    kind = [each for each in kind if not question.years or each.operand.year in question.years]
    words = pairs_of(asked.words)
    done, planned = (_in_role(kind, role, asked.unit) for role in (Role.REVIEW, Role.PLAN))
    pairs = [pair for pair in product(done, planned) if shared(*pair) & words and _is_one_indicator(asked, *pair)]
    pairs.sort(key=lambda pair: -_weight(words, *pair))
    chosen = pairs[:1]
    named = pairs_of(asked.text)  # not in official words only: 老旧小区 may stand for more than was meant
    if wording.HOW_MANY_TWICE.search(asked.text) and pairs and len(shared(*pairs[0]) & words) < _SURELY_SHARED:
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
    parts = JOINS_ITEMS.split(topic_of_both_years(asked.text))
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
    said, told = (set(STAGE.findall(text)) for text in (asked.text, operand.clause))
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
        and "分别" not in each.operand.clause  # one sentence tells both
        and not each.operand.falls
    ]
    pairs = [
        (one, other)
        for one, other in combinations(rates, 2)
        if (one.year, one.role) == (other.year, other.role)
        and are_of_one_report(one, other)
        and (not question.years or one.year in question.years)
        and are_the_sides(asked, one, other)
    ]
    best = max(pairs, key=lambda pair: surely_said(asked, *pair), default=None)
    if best is None or surely_said(asked, *best) < _SURELY_SAID:
        return None
    return Computed(difference(*best), SURE)
