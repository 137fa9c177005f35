"""What kind of figure a question asks for: the unit behind 多少, a rate or an amount."""

import re
from functools import lru_cache

from index.quantities import quantities
from rag import wording
from rag.clauses import clauses_in
from rag.english import units_in_english
from rag.question import Question, Wanted
from rag.units import PRICES, RATES, same_unit, units_said

_PERSONS = (
    r"(?:人[才员]|专家|[学师]生|[教老]师|毕业生|新生|医生|大夫|护士|老人|孩子|儿童|小孩|娃娃?|游客|旅客|乘客"
    r"|病人|患者|矿工|工人|职工|选手|运动员|观众)"
)
_PEOPLE_ASKED = re.compile(
    rf"(?:多少|(?<!好)几|好多)(?:个[\u3400-\u9fff]{{0,4}}?|位)?{_PERSONS}(?=[^\u3400-\u9fff]|[来去在参被有领上入能会到得进]|$)"
)
_MONEY_ASKED = re.compile(
    r"多少(?:钱|工资|红包|红利)|好多钱|几块钱|钱有多少|(?:资金|经费)(?:是|有)?多少"
    rf"|(?:花|投|拨|发|补)(?:了|入|费|出)?了?多少(?![个家人户套项件处条名次场])"
    rf"|{PRICES}[^,，。?？增涨降减]{{0,4}}(?:多少|几|好多)(?![个家人户套项件处条名次场学])|(?:多少|好多){PRICES}"
)
_RATE_ASKED = re.compile(
    r"涨[了幅]|百分点|几成|[涨降高低升占差长落][^,，。?？]{0,5}[几少]个点(?![位子])|翻(?:了|上)?几|增[长速幅]|增长率|占比|比例|比重|百分之|速度|rate|percent|grow"
    r"|(?:下降|降低|减少|压减|压缩|缩减|回落|上升|提高|提升)了?多少(?![个家人户亿万套项件处条元吨头])",
    re.IGNORECASE,
)
_NAMES_RATE = re.compile(r"[\u3400-\u9fff]率")
_NAMES_COUNT = re.compile(r"([户人场辆所套])数(?=[^\u3400-\u9fff]|$|是|有|为)")
_BENEFIT = re.compile(r"沾[上了]?光|受益|受惠|惠及|得了?实惠")
_NAMES_PLACES = re.compile(r"(?:多少|几|好多|几多)个(?=[\u3400-\u9fff]{0,4}名额)")  # of people or of seats
FIGURE_BONUS = 0.5
_FURTHER_FIGURE_BONUS = 0.25  # each figure more, where the question asks for several
_OF_EACH = 3  # figures that 「各有多少」 asks for, at least
_ASKS_MORE = re.compile(r"何种(?:规模|水平).*(?:多少|几)|[及和与][^,，。?？]{0,6}(?:情况|如何|怎么?样)")
_HOW_MANY = re.compile(r"多少|几")


def units_asked(question: Question) -> tuple[str, ...]:
    """The units behind 多少 or 几, in order: 「多少家」."""
    return _units_in(question.text)


@lru_cache(64)  # asked of every sentence, as whether it is a rate
def _units_in(question: str) -> tuple[str, ...]:
    asked = units_said(_NAMES_PLACES.sub("", question)) or tuple(dict.fromkeys(_NAMES_COUNT.findall(question)))
    if _BENEFIT.search(question):  # 「沾上光的有多少家」
        asked = tuple("户" if unit == "家" else unit for unit in asked)
    if _PEOPLE_ASKED.search(question):
        asked = tuple(dict.fromkeys("人" if unit == "个" else unit for unit in asked)) or ("人",)
    return asked or units_in_english(question) or (("元",) if _MONEY_ASKED.search(question) else ())


def asks_rate(question: Question) -> bool:
    """Whether the figure asked for is a rate or a share."""
    return _asks_rate(question.text)


@lru_cache(64)
def _asks_rate(question: str) -> bool:
    if _NAMES_RATE.search(question) and RATES.issuperset(units_said(question)):
        return True  # 「多少亩利用率不高的土地」 asks for no rate
    return _RATE_ASKED.search(question) is not None


def asks_twice(question: Question) -> bool:
    """Whether two clauses ask for a figure each: 「渔船多少条,比全省高多少」, or more than one: 「数量及办结情况」."""
    if _ASKS_MORE.search(question.text):
        return True
    return sum(_HOW_MANY.search(clause) is not None for clause in clauses_in(question.text)) > 1


def fits_figure_asked(question: Question, text: str) -> bool:
    """Whether a quantity of ``text`` is of the kind asked for: a rate, or an amount in the unit that is named."""
    return any(is_of_kind_asked(question, quantity.unit) for quantity in quantities(text))


def is_of_kind_asked(question: Question, unit: str) -> bool:
    """Whether a figure in this unit is of the kind asked for: a rate, or an amount in the unit that is named."""
    if asks_rate(question):
        return unit in RATES
    return same_unit(next(iter(units_asked(question)), None), (unit,))


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
