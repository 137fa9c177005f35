"""What kind of figure a question asks for: the unit behind 多少, a rate or an amount."""

import re
from collections.abc import Sequence

from index.quantities import COUNTS, quantities
from rag import wording
from rag.question import Question, Wanted

RATES = {"%", "‰", "个百分点", "百分点", "倍"}
_KINDS_OF_UNITS = (RATES, set("人名位") | {"人次"}, COUNTS, set("部台"))  # lifts are counted in both
_UNIT_ASKED = re.compile(
    r"(?:多少|(?<!哪)几|好多)(?:多|万|千|亿)*(?:个)?(百分点|平方米|平方公里|公里|公顷|人次|公斤|立方米|千瓦|小时|分钟|人|户|家|个(?![亿万千百点])|项|件|套|所|座|条|次|处|场|亩|名|元|斤|吨|辆|栋|间|例|起|张|部|岁|天|米|%)"
)
_PEOPLE_ASKED = re.compile(
    r"(?:多少|(?<!好)几|好多)个[\u3400-\u9fff]{0,4}?(?:人[才员]|专家|[学师]生|[教老]师|毕业生|医生|护士)(?![\u3400-\u9fff]{0,4}(?:公寓|食堂|站|岗|园|室|房|舍|基地|中心))"
)
_MONEY_ASKED = re.compile(
    r"多少钱|(?:花|投|拨|发|补)(?:了|入|费|出)?了?多少(?![个家人户套项件处条名次场])|钱有多少|(?:资金|经费)(?:是|有)?多少"
)
_RATE_ASKED = re.compile(
    r"涨[了幅]|百分点|增[长速幅]|增长率|占比|比例|比重|百分之|速度|rate|percent|grow|[\u3400-\u9fff]率"
    r"|(?:下降|降低|减少|压减|压缩|缩减|回落|上升|提高|提升)了?多少(?![个家人户亿万套项件处条元吨头])",
    re.IGNORECASE,
)
FIGURE_BONUS = 0.5
_FURTHER_FIGURE_BONUS = 0.25  # each figure more, where the question asks for several
_OF_EACH = 3  # figures that 「各有多少」 asks for, at least
_HOW_MANY = re.compile(r"多少|几")


def units_asked(question: Question) -> tuple[str, ...]:
    """The units behind 多少 or 几, in order: 「多少家」."""
    asked = _UNIT_ASKED.findall(question.text)
    if _PEOPLE_ASKED.search(question.text):
        asked = ["人" if unit == "个" else unit for unit in asked]
    return tuple(dict.fromkeys(asked or (["元"] if _MONEY_ASKED.search(question.text) else [])))


def asks_rate(question: Question) -> bool:
    """Whether the figure asked for is a rate or a share."""
    return _RATE_ASKED.search(question.text) is not None


def fits_figure_asked(question: Question, text: str) -> bool:
    """Whether a quantity of ``text`` is of the kind asked for: a rate, or an amount in the unit that is named."""
    units = [quantity.unit for quantity in quantities(text)]
    if not units:
        return False
    if asks_rate(question):
        return bool(RATES & set(units))
    return same_unit(next(iter(units_asked(question)), None), units)


def same_unit(asked: str | None, units: Sequence[str]) -> bool:
    """Whether a unit is the one asked for, or of its kind: things and people are counted in several ways."""
    kinds = [kind for kind in _KINDS_OF_UNITS if asked in kind]
    if asked == "元":
        return any(unit.endswith("元") for unit in units)  # 美元, 港元 too
    return asked is None or any(unit == asked or any(unit in kind for kind in kinds) for unit in units)


def figure_fit(question: Question, text: str) -> float:
    """How well the quantities of ``text`` fit what is asked; 0 when no figure is asked for or there is none.

    Below ``FIGURE_BONUS`` they are of another kind: a total where a rate is asked for, a rate where a number is.
    """
    if question.wanted not in (Wanted.FIGURE, Wanted.COMPARISON):
        return 0.0
    units = [quantity.unit for quantity in quantities(text)]
    if not units:
        return 0.0
    if not fits_figure_asked(question, text):
        return FIGURE_BONUS / 4
    asked = _OF_EACH if wording.EACH.search(question.text) else len(_HOW_MANY.findall(question.text))
    further = min(len(units), asked) - 1
    return FIGURE_BONUS + _FURTHER_FIGURE_BONUS * max(0, further)
