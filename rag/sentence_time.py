"""Calculations over the length of a year: by month or day, by the year of what is told by month, days of a share."""

import re
from calendar import isleap
from collections.abc import Sequence

from index.words import begins_word
from rag import wording
from rag.operand import Operand, readable, worked
from rag.sentence_figures import FEWEST_PAIRS, Asked
from rag.types import Statement
from rag.units import PRICES, RATES

_SHARED_OUT = r"(?:平均|均摊|平摊|分摊|摊|折(?:算|合)?|合|算下来|分)"
_ONE = r"(?:每一?|一)个?(?P<{}>月|(?<!一)季|天|日(?!均))"  # 「一季度」 is the first
_EACH_TIME = (
    re.compile(rf"{_SHARED_OUT}(?:到|成|下来|着|起来)?[^,，。?？]{{0,6}}?{_ONE.format('time')}"),
    re.compile(rf"{_ONE.format('time')}[^,，。?？]{{0,4}}(?:平均|差不多|大[概约]|约)"),
    re.compile(r"(?P<time>[月日天季])均[^,，。?？]{0,8}(?:多少|几)"),
)
_PARTS = (("月", "个月"), ("季", "个季度"), ("天|日", "天"))
# What is told is not of a year, or is what there is and not what was done in it.
_OF_LESS = re.compile(
    r"[月日周季]均?|每[天个月日周]|小时|总[数量计]|里程|拥有|累计(?!新增|[完实办减]|为|投|发)|现有|存量|余额"
)
_REACHES = re.compile(r"(?<!发)达到?(?=\d)")
_FLOWS = re.compile(
    r"吞吐|运量|发送|周转|客流|接待|人次|产[量值]|收入|支出|投[资入]|交易|成交|销[售量]|进出口|业务量|出口|增加值"
)
_BY_MONTH = re.compile(r"(?P<month>每个?月|月均|每人每月)|(?P<day>每天|每日|日均)")
_OF_A_YEAR = re.compile(
    r"(?:全年|一年|一整年|整年|年度)(?![前后之以来多]|里?前)[^,，。?？]{0,12}(?:多少|几)|(?:多少|几)[^,，。?？]{0,6}(?:一年|全年)"
)
_ASKS_DAYS = re.compile(r"(?<![多少快慢长短])(?<![多少加减长短][了出])(?:多少|几)天(?!然)")
_OF_DAYS = re.compile(r"天数|优良|率$|比[率例重]")
_LARGE = 10  # has two digits before the point
_FEWEST_DAYS = 30  # of a year, that are a share of it


def average_over_time(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """「摊到每个月多少件」: what was done in a year, or is to be done, divided by its months."""
    found = next(
        (each for words in _EACH_TIME for each in words.finditer(asked.text) if _is_said(asked.text, each)), None
    )
    if found is None or re.search(PRICES, asked.text):
        return None
    amounts = [each for each in stated if each.figure.unit not in RATES and each.year is not None]
    whole = max((each for each in amounts if asked.is_in_unit(each)), key=asked.names, default=None)
    if whole is None or asked.names(whole) < FEWEST_PAIRS or _is_of_less(whole.clause):
        return None
    part = next(part for time, part in _PARTS if re.fullmatch(time, found["time"]))
    many = _in_a_year(part, whole)
    value, unit = whole.in_scale(whole.figure.value / many)
    if value < 1 < whole.figure.value / many:
        value, unit = readable(whole.figure.value / many, whole.figure.unit)
    return worked((whole,), f"{whole.printed}÷{many}{part}", value, unit, _decimals(value))


def over_the_year(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """「一年能拿多少」 of what is told by the month: 「每月1050元×12个月」."""
    if not _OF_A_YEAR.search(asked.text) or _BY_MONTH.search(asked.text):
        return None
    told = [(each, by) for each in stated if each.figure.unit not in RATES and (by := _BY_MONTH.search(each.clause))]
    told = [(each, by) for each, by in told if asked.is_in_unit(each) and asked.names(each) >= FEWEST_PAIRS]
    if not told:
        return None
    one, by = max(told, key=lambda pair: asked.names(pair[0]))
    part = "个月" if by["month"] else "天"
    many = _in_a_year(part, one)
    return worked((one,), f"{one.printed}×{many}{part}", *one.in_scale(one.figure.value * many))


def days_of_share(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """「有多少天」 of a share of the days of a year: 「365天×81.9%」."""
    if not _ASKS_DAYS.search(asked.text) or any(each.figure.unit == "天" and _is_many(each) for each in stated):
        return None
    shares = [
        each for each in stated if each.figure.unit == "%" and _OF_DAYS.search(_before(each)) and asked.names(each)
    ]
    if not shares:
        return None
    share = max(shares, key=asked.names)
    days = _in_a_year("天", share)
    return worked((share,), f"{days}天×{share.printed}", days * share.figure.value / 100, "天", 1)


def share_of_days(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """「占一年的百分之几」 of days that are told: 「290天÷366天」."""
    if not wording.ASKS_SHARE.search(asked.text) or not re.search(r"天|日子", asked.text):
        return None
    if any(each.figure.unit == "%" and re.search(r"天数|优良", _before(each)) for each in stated):
        return None  # it is told
    days = next((each for each in stated if each.figure.unit == "天" and _is_many(each) and asked.names(each)), None)
    if days is None:
        return None
    many = _in_a_year("天", days)
    return worked((days,), f"{days.printed}÷{many}天", days.figure.value / many * 100, "%", 1)


def _is_said(text: str, each_time: re.Match[str]) -> bool:
    """Whether words to share out by begin with a word of their own: 「合一天」, but not 「综合一天」."""
    return each_time.re is not _EACH_TIME[0] or begins_word(text, each_time.start())


def _decimals(value: float) -> int:
    """As many as tell a value exactly, if those are few; else enough for three digits."""
    if round(value, 2) == round(value, 6):
        return 2
    return 1 if value >= _LARGE else 3


def _is_of_less(clause: str) -> bool:
    """Whether an amount is not that of a year."""
    is_stock = _REACHES.search(clause) is not None and not _FLOWS.search(clause)
    return is_stock or _OF_LESS.search(clause) is not None


def _is_many(days: Operand) -> bool:
    return _FEWEST_DAYS <= days.figure.value <= 366


def _before(operand: Operand) -> str:
    return re.sub(r"(?:达到?|为|约|超过?)+$", "", operand.clause[: operand.figure.start])


def _in_a_year(part: str, operand: Operand) -> int:
    """How many parts its year has."""
    days = 366 if operand.year is not None and isleap(operand.year) else 365
    return {"个月": 12, "个季度": 4}.get(part, days)
