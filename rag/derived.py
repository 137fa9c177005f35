"""Computed answers over the figures of one sentence: sums, averages, shares and what is left, the working shown."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from rag import wording
from rag.calculation import DIFFERENCE, TIMES, Computed, agree, aim_named, asks_backwards, may_be_calculated
from rag.from_told import tells_share
from rag.operand import Operand, difference, worked
from rag.question import Question
from rag.retrieve import in_period
from rag.ruled_out import is_elsewhere, names_parts
from rag.scored_span import ScoredSpan, Selection
from rag.sentence_average import average
from rag.sentence_figures import FEWEST_PAIRS, Asked, as_asked, figures_of, pairs_of
from rag.sentence_net import net_of
from rag.sentence_rates import (
    asks_rise,
    before_change,
    before_growth,
    faster,
    for_each_yuan,
    from_to,
    of_the_region,
    part_by_share,
    risen_by,
    whole_by_share,
)
from rag.sentence_shares import NEW, share_of_part
from rag.sentence_since import since
from rag.sentence_sums import IN_ALL, figures_of_sides, sum_of_joined, sum_of_listed
from rag.sentence_time import average_over_time, days_of_share, over_the_year, share_of_days
from rag.told import NEWLY
from rag.types import Statement
from rag.units import RATES

_SENTENCES = 3  # of the best ones, that may hold the figures
_WITHOUT = re.compile(
    r"没(?:有)?(?:用|花|投)[在到于进]|不(?:在|是|属于)[^,，。?？]{2,12}的(?:还|又)?(?:有|是)?(?:多少|几)|扣[掉除]|刨[掉除去]|除[去掉开]|去掉|减[去掉]|剔除|没加|(?:不算|没算)(?:上)?(?:这|当年|去年|今年|新)"
)
_BEFORE_ADDED = re.compile(
    r"[添加增评认发开建]之?前|(?:新增|认定|新建|增加|添)[^,，。]{0,8}之前(?![^,，。]*(?:承诺|计划|目标|新增))"
    r"|(?:原来|原先|原本|本来)(?!的?目标)[^,，。]*(?:多少|几)|原有"
)
_END_OF_YEAR = re.compile(r"((?:19|20)\d{2})年?(?:年?[底末])")
_BEFORE_YEAR = re.compile(r"((?:19|20)\d{2})年(?:之前|以前)")
_BY_THEN = re.compile(r"要|[将会能]有|计划|目标|力争|承诺|达到|[建完]成|实现|培育|新[增建]|增[加添]|[添改]了?")
_WITH_ADDED = re.compile(r"(?:加|算|连)上|[比较]原[来先]|[多少][了出]?(?:多少|几)")
_WITHIN = re.compile(r"^在.*中$")  # 「在33个试点中，本区有4个」
_OF_TWO_YEARS = re.compile(r"比(?:去年|上年|前一年)|去年.*今年|今年.*去年|两年")
_RATE = re.compile(r"率|增|涨|百分")
_TWO_APART = re.compile(
    r"^(.+?)(?:比|和|与|跟|同)(.+?)(?:之间)?(?:相?差|[多少高低][拿领要花用交得发给建办修]?)(?:了|出)?(?:多少|几)"
)
_TWO_JOINED = re.compile(
    r"(?:和|与|跟|、).*差(?:了|着)?(?:多少|几|好多)|(?P<two>两[种类项样个]).*比.*[多少](?:了|出)?(?:多少|几)"
)
_ASKED_BEFORE = re.compile(r"(?:多少|几)[^,，;；。?？]*[,，;；。?？]")
_NAMES_GAP = re.compile(r"差(?:距|额|别)?[?？。]*$")
_GROWN_TIMES = re.compile(r"(?:[涨升翻]|增[长加]?)(?:了|到|出)*(?:大[概约]|约)?(?:几|多少)倍")  # a growth, of one thing
_TELLS_TIMES = re.compile(r"(?:倍差|差距|[入资价]比|之比|比值)[^,，;；。\d]{0,8}\d")
_IS_CHANGE = re.compile(rf"{NEWLY}|减少|下降|其中")
_WHICH = re.compile(r"哪[个样项种类一]")
# Answerability of a sentence whose figure need not be named, and of one whose two figures need not be.
_SURE_TO_BE_OF_IT, _SURELY_BOTH = 0.4, 0.8
_NAMED = 0.6  # that a calculation answers whose figures the question names

Way = Callable[[Asked, Sequence[Operand]], Statement | None]


def derive(question: Question, selection: Selection) -> Computed | None:
    """The statement that answers by calculating over one of the best sentences; None where nothing is to calculate."""
    if not may_be_calculated(question.text):
        return None
    asked = as_asked(question.text)
    spans = [
        each
        for each in selection.spans[:_SENTENCES]
        if not is_elsewhere(question, each.passage) and names_parts(question, each)
    ]
    after = [each for each in selection.spans if _is_of_year_after(question, each) and names_parts(question, each)]
    best, later = (
        [(each, figures_of(each), in_period(question, each.passage)) for each in found]
        for found in (spans, after[:_SENTENCES])
    )
    if (began := next(filter(None, (since(asked, span) for span in spans)), None)) is not None:
        return Computed(began, max(selection.answerability, _NAMED))
    for way in _WAYS:
        for span, stated, is_in_period in (*best, *later) if way in _OF_BEFORE else best:
            least = _LEAST_SURE.get(way)
            if least is not None and (span is not spans[0] or selection.answerability < least):
                break
            if _is_told(asked, way, span, selection.spans[0]):
                continue
            found = way(asked, stated) if is_in_period or _is_near_in_time(question, span, way) else None
            if found is not None:
                named = len(pairs_of(found.text) & pairs_of(asked.words)) >= FEWEST_PAIRS
                return Computed(found, max(selection.answerability, _NAMED if named else 0.0))
    return None


def asks_before(question: str) -> bool:
    """Whether what there was before is asked for, of which a report tells only what came of it."""
    return (
        asks_backwards(question)
        or asks_rise(question)
        or any(words.search(question) for words in (_WITHOUT, _BEFORE_ADDED, _END_OF_YEAR))
        or _year_begun(question) is not None
    )


def _year_begun(question: str) -> int | None:
    """The year before which something is said to have been: 「2031年之前有多少家」, but not what is to be by then."""
    said = _BEFORE_YEAR.search(question)
    return int(said[1]) if said and not _BY_THEN.search(question) else None


def _is_near_in_time(question: Question, span: ScoredSpan, way: Way) -> bool:
    """Whether a sentence of another time tells what is asked: of the year after where what there was before is."""
    if way is from_to and not question.years:
        return True
    return way in _OF_BEFORE and _is_of_year_after(question, span)


def _is_of_year_after(question: Question, span: ScoredSpan) -> bool:
    year = span.passage.period.first_year
    return year is not None and year - 1 in question.years and not is_elsewhere(question, span.passage)


def _left(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """「扣掉新增的有多少」, 「原来有多少」: the part of a total, taken from it."""
    if not _asks_what_was_before(asked, stated):
        return None
    amounts = [each for each in stated if each.figure.unit != "%"]
    for part, whole in (pair for one, other in pairwise(amounts) for pair in ((one, other), (other, one))):
        is_part = part.figure.unit == whole.figure.unit and part.figure.value < whole.figure.value
        is_named = asked.names(part) > 0 or _WITHOUT.search(asked.text) is not None
        is_added = (IN_ALL.search(whole.clause) or "其中" in part.clause) and NEW.search(part.clause)
        is_within = _WITHIN.search(whole.clause) and stated.index(whole) < stated.index(part)
        if is_part and (is_added or is_within) and is_named:
            value, unit = whole.in_scale(whole.figure.value - part.figure.value)
            return worked((part, whole), f"{whole.printed}-{part.printed}", value, unit)
    return None


def _asks_what_was_before(asked: Asked, stated: Sequence[Operand]) -> bool:
    if _WITHOUT.search(asked.text):
        return True
    if _WITH_ADDED.search(asked.text):
        return False
    ended = _END_OF_YEAR.search(asked.text)
    year = int(ended[1]) + 1 if ended else _year_begun(asked.text)
    is_year_before = year is not None and any(each.year == year for each in stated)
    return is_year_before or _BEFORE_ADDED.search(asked.text) is not None


def _apart(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """How far two things are apart that a sentence tells side by side: 「城乡收入分别为8万元和4万元」."""
    is_times = TIMES.search(asked.text) is not None and not _GROWN_TIMES.search(asked.text)
    if not (is_times or _asks_how_far(asked)) or _OF_TWO_YEARS.search(asked.text):
        return None
    side_by_side = [
        (one, other)
        for one, other in pairwise(stated)
        if one.clause == other.clause and "分别" in one.clause and asked.names(one)
    ]
    side_by_side = [pair for pair in side_by_side if sum(each.clause == pair[0].clause for each in stated) == len(pair)]
    where = _where_it_asks(asked)
    side_by_side = [(one, other) for one, other in side_by_side if where.names(one)]
    named = [each for each in stated if asked.names(each)]
    if not side_by_side and (said := _TWO_APART.search(asked.text)):
        sides = figures_of_sides(said.groups(), [each for each in stated if asked.is_in_unit(each)])
        side_by_side = [(sides[0], sides[1])] if len(sides) == len(said.groups()) else []
    pairs = side_by_side or ([(named[0], named[1])] if len(named) == 2 and _WHICH.search(asked.text) else [])
    for one, other in pairs:
        if one.figure.unit == other.figure.unit and (one.figure.unit != "%" or _RATE.search(asked.text)):
            if is_times:
                more, less = sorted((one, other), key=lambda each: -each.figure.value)
                times = more.figure.value / less.figure.value
                return worked((one, other), f"{more.printed}÷{less.printed}", times, "倍", 1)
            return difference(one, other)
    return None


def _apart_of_two(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """How far two joined things are apart that a sentence surely tells as 「分别」, in whatever words."""
    joined = _TWO_JOINED.search(asked.text)
    if joined is None or _OF_TWO_YEARS.search(asked.text):
        return None
    told = [each for each in stated if "分别" in each.clause and each.figure.unit not in RATES]
    if joined["two"] and len(in_unit := [each for each in stated if asked.is_in_unit(each)]) == len("两种"):
        return difference(*in_unit) if agree(*in_unit) else None
    both = [each for each in told if each.clause == told[0].clause]
    is_asked = len(both) == 2 and all(map(asked.is_in_unit, both))
    return difference(*both) if is_asked and agree(*both) else None


def _is_told(asked: Asked, way: Way, span: ScoredSpan, best: ScoredSpan) -> bool:
    """Whether what a way would calculate is told: how many times by the sentence itself, a share by the best one."""
    return (way is _apart and _tells_how_many_times(asked, span)) or (way is share_of_part and tells_share(asked, best))


def _tells_how_many_times(asked: Asked, span: ScoredSpan) -> bool:
    """Whether it is asked how many times one is the other, and the sentence tells it: 「倍差降至1.7」."""
    return TIMES.search(asked.text) is not None and _TELLS_TIMES.search(span.text) is not None


def _asks_how_far(asked: Asked) -> bool:
    """Whether it is asked how far, and not only spoken of: 「收入差距拉大了,是不是」."""
    asks = (wording.HOW_MANY, _WHICH, _NAMES_GAP)
    return DIFFERENCE.search(asked.text) is not None and any(words.search(asked.text) for words in asks)


def _where_it_asks(asked: Asked) -> Asked:
    """The clause that asks how far two things are apart, with those before it that ask nothing; all if it is bare."""
    asking = DIFFERENCE.search(asked.text)
    if asking is None:
        return asked
    before = [each.end() for each in _ASKED_BEFORE.finditer(asked.text, 0, asking.start())]
    own = as_asked(asked.text[before[-1] if before else 0 :])
    bare = wording.ASKING.sub(" ", DIFFERENCE.sub(" ", own.text))
    return own if len(pairs_of(bare)) >= FEWEST_PAIRS else asked


def _to_round(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """How much an amount lacks of a number that the question names: 「离1000万吨还差多少」."""
    aim = aim_named(asked.text)
    if aim is None:
        return None
    printed, value, unit = aim
    of_its_unit = [each for each in stated if each.figure.unit == unit and not _IS_CHANGE.search(each.clause)]
    below = [each for each in of_its_unit if each.figure.value < value]
    named = [each for each in below if asked.names(each)] or below
    if len(named) != 1:
        return None
    return worked(named, f"{printed}-{named[0].printed}", *named[0].in_scale(value - named[0].figure.value))


_WAYS: tuple[Way, ...] = (
    _to_round,
    average,
    average_over_time,
    over_the_year,
    days_of_share,
    share_of_days,
    net_of,
    _left,
    from_to,
    before_growth,
    before_change,
    whole_by_share,
    share_of_part,
    part_by_share,
    of_the_region,
    faster,
    _apart,
    sum_of_listed,
    _apart_of_two,
    for_each_yuan,
    sum_of_joined,
    risen_by,
)
_LEAST_SURE: dict[Way, float] = {
    _to_round: _SURE_TO_BE_OF_IT,
    _apart_of_two: _SURELY_BOTH,
    sum_of_joined: _SURELY_BOTH,
}
_OF_BEFORE = (_left, before_growth, before_change, risen_by)
