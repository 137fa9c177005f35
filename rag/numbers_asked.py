"""Whether a question asks for a number, and the clauses about its thing tell none that may be it."""

import re
from functools import lru_cache

from index.quantities import quantities
from rag.clauses_about import clauses_going_on
from rag.contradicts import tells_otherwise
from rag.units import PRICES, RATES, of_its_measure, units_said

_NOT_ASKED = r"(?<![那这些好上前过近头没隔第十百千万动好哪的])"  # 「那几家」, 「这几年」, 「上千」
_HOW_MANY = re.compile(
    rf"多少(?!有[点些])|好多(?=[?？]|$|[个家人钱])|百分之几|{_NOT_ASKED}几"
    r"(?=[多十百千]*[万亿]?(?:个(?!方面)|[家所条座人户件项处场名倍块元公吨亩米台辆套趟班张成位只分支款枚对斤平里艘架栋间层岁](?![区面])|万|亿))"
)
_ASKS_WHETHER = re.compile(r"[吗么没不吧][?？。 ]*$|是不是|有没有|是否|能不能|为[什啥何]|怎么办|咋办")
_NUMERAL = r"[一二两三四五六七八九十百千]"
_IN_WORDS = re.compile(
    rf"{_NUMERAL}+(?:[多余几]?[个家所条座项处件位名人部款支站只片户张次万亿元倍届年月天成批期级类大连重]|分之)|[半双零翻倍]|[首免全均]|唯一|清零|所有|一[\u3400-\u9fff]"
)
_SHARED_OUT = re.compile(
    r"均|摊|每[一天日月年人户家个]|折[算合]|合[多几]|相当"
)  # what is calculated from the figure said
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MONEY_ASKED = re.compile(
    rf"(?:多少|好多|几[十百千万亿多]*)[块毛]?钱|(?:{PRICES})[^,，。?？]{{0,4}}(?:多少|好多)(?![个家人户套项件处条名次场])"
)
_MONEY_TOLD = re.compile(r"元|\d[万多余]*亿|免(?!疫|检)|[%％]")
_MEASURED = of_its_measure("公里") | of_its_measure("亩") | of_its_measure("吨")
_RATE_ASKED = re.compile(
    r"百分之|几成|百分点|几个点|占比|比例|比重|增速|增幅|增长率|[\u3400-\u9fff]率(?:是|为|有|能|要|到|达)*多少"
)
_RATE_TOLD = re.compile(r"[%％‰成倍半翻]|百分|分之|全[部覆]|所有|持平|清零|\d[^%％]*[,，、和][^%％]*\d")


def lacks_number(question: str, sentence: str) -> bool:
    """Whether a number is asked for that the clauses about its thing do not tell: no new one, or none of its kind."""
    if not _asks_number(question):
        return False
    words = clauses_going_on(question, sentence)
    if tells_otherwise(question, words):
        return False
    return not _tells_new_number(question, words) or _tells_another_kind(question, words)


@lru_cache(64)  # one question, many sentences
def _asks_number(question: str) -> bool:
    return _HOW_MANY.search(question) is not None and _ASKS_WHETHER.search(question) is None


def _tells_new_number(question: str, words: str) -> bool:
    said = _digits_said(question)
    return any(digits not in said for digits in _DIGITS.findall(words)) or _IN_WORDS.search(words) is not None


@lru_cache(64)
def _digits_said(question: str) -> frozenset[str]:
    return frozenset(() if _SHARED_OUT.search(question) else _DIGITS.findall(question))


def _tells_another_kind(question: str, words: str) -> bool:
    """Whether money, a share, a length or the like is asked for, and no figure is told in any unit of it."""
    told_in = _told_in(question)
    if told_in is not None:
        return not told_in.search(words)
    units, told = units_said(question), quantities(words)
    return bool(units and told) and not any(_may_be_in(unit, each.unit) for each in told for unit in units)


@lru_cache(64)
def _told_in(question: str) -> re.Pattern[str] | None:
    """The words that a rate, or an amount of money, is told in, where one is asked for."""
    if _RATE_ASKED.search(question):
        return _RATE_TOLD
    return _MONEY_TOLD if _MONEY_ASKED.search(question) or "元" in units_said(question) else None


def _may_be_in(asked: str, told: str) -> bool:
    """Whether what is asked for in a unit may be told in another: what is counted in any that counts."""
    measure = of_its_measure(asked)
    if measure or not told:
        return not told or told in measure
    return told not in RATES and not told.endswith("元") and told not in _MEASURED
