"""The one parser of quantities: numbers with their units as reports print them."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from index.numerals import NUMERALS, numeral_value

COUNTS = frozenset("个件项条处家所座类种部只支批宗起")  # units that count things, and stand in for each other

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"  # 「1900,2030年」 is two
_SCALE = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
# Counted among the 79 development reports; longer ones first, so that 平方公里 is not 平方.
_UNITS = (
    "个百分点|百分点|个工作日|个自然日|工作日|个小时|小时|分钟|个月|个季度|平方公里|平方千米|平方米|平方|立方米|立方|"
    "公里|海里|公顷|毫米|厘米|美元|欧元|港元|日元|人民币|人次|户次|件次|架次|班次|车次|班列|场次|亩次|批次|"
    "吨标准煤|吨公里|千瓦时|千瓦|兆瓦|千伏安|标准箱|标箱|微克/立方米|公斤|千克|"
    "元|人|户|家|个|项|件|套|所|座|吨|条|次|处|场|亩|辆|张|台|床|名|位|种|类|批|期|起|宗|部|只|支|米|斤|倍|年|月|日|天|岁|分|级|强|"
    "成|篇|册|例|款|列|艘|架|头|株|间|栋|幢|份|笔|口|块|方(?![面案式向法位])|趟|对|井|盏|台套|番|度|%|‰|GW|MW|TB|PB|TEU|P(?![A-Za-z])"
)
_UNIT = rf"(?:{_UNITS})(?:/(?:人|年|天|日|平方米|平方公里|公里|万元|亩|吨|立方米|户))?"
# A numeral in Chinese is a number only before a unit that can follow nothing else: 十分, 三期, 二级 and 五年 are words.
_NUMERAL_UNIT = (
    r"个百分点|个工作日|个小时|个月|个(?!一|百分百|方面|层面|维度|全面|自信|意识|维护|确立|坚持|必须|最|更|不|大)|平方公里|平方米|公里|公顷|"
    r"美元|元|人次|架次|场次|人(?!制|民|类|工|口|组|行)|户|家(?!人|长|庭)|项(?!目)|件|套|所|座|吨|条|次(?!产业|能源|性|会|全|代表|元)|处|"
    r"场|亩|辆|张|台|名(?!字|录|单|牌|师)|位(?!一体|数)|种|倍|成(?![立为功员果长熟都本渝绵效型])|番|艘|株|千瓦|斤|岁"
)
_NARROW = str.maketrans("０１２３４５６７８９．％／", "0123456789.%/")
_MIDDLE_POINT = re.compile(r"(?<=\d)·(?=\d)")  # the decimal point of older reports: 「19·5％」
_BOUND_AFTER = r"(?:以上|以下|以内|左右)?"
# Digits behind letters are a name (PM2.5, G107, 5G) unless they count: 「AED1200台」, 「GDP900亿元」.
_NO_NAME = (
    r"(?:(?<![\d.A-Za-z])|"
    r"(?<=[A-Z]{2})(?<!SO)(?<!GB)(?<!HS)(?<!ID)(?=\d{3,}(?:\.\d+)?[余多]?[万亿]*[台个套家件人元所辆座处户]))"
)
_ARABIC = re.compile(
    rf"{_NO_NAME}(?P<number>{_NUMBER})(?P<more>[余多])?(?P<scale>万亿|[百千]万|千(?!瓦|克|伏)|[十百万亿])?"
    rf"(?P<more2>[余多])?(?P<unit>{_UNIT})?(?:\([\u4e00-\u9fff]\)|（[\u4e00-\u9fff]）)?{_BOUND_AFTER}"
)
_WRITTEN = re.compile(
    rf"(?<![第几这那每{NUMERALS}\d.])(?:(?P<share>[百千]分之)(?P<shared>[{NUMERALS}点]+)|"
    rf"(?P<number>[{NUMERALS}]+(?:点[{NUMERALS}]+)?)(?P<more>[余多])?(?P<scale>万亿|[万亿])?(?P<more2>[余多])?(?P<unit>{_NUMERAL_UNIT})|"
    rf"(?P<run>[二三四五六七八九十]{{1,3}})(?=连[降升增涨冠丰跌快])(?P<unit2>连.)){_BOUND_AFTER}"
)
# 「千家万户」 and 「百姓」 are words; 「突破百家」 is a number.
_SCALES_ALONE = re.compile(r"[百千万亿]+")
_BEFORE_SCALE = re.compile(r"(?:突破|超过?|达到?|近|逾|上|过|约|满|首破)$")
_ONE_COUNTS = re.compile(r"[番成倍]$")

_RANGE = re.compile(r"\s*(?:[-–—－~～]{1,2}|至|到)\s*")


class Bound(StrEnum):
    """How a quantity limits what it measures; a quantity without one is exact."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"


_BOUNDS_BEFORE = (
    (re.compile(r"(?:不少于|不低于|不小于|不得低于|至少)$"), Bound.AT_LEAST),
    (re.compile(r"(?:不超过|不高于|不多于|不大于|最多)$"), Bound.AT_MOST),
    (re.compile(r"(?:超过?|突破|首破|逾|大于|多于|高于)$"), Bound.MORE_THAN),
    (re.compile(r"(?:低于|不到|不足|少于|小于)$"), Bound.LESS_THAN),
    (re.compile(r"(?:大?(?<![签节集预履合条契违公])约|(?<!就)近|接近|将近)$"), Bound.ABOUT),
)
_BOUNDS_AFTER = {"以上": Bound.AT_LEAST, "以下": Bound.AT_MOST, "以内": Bound.AT_MOST, "左右": Bound.ABOUT}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed: ``value`` is scaled (2万 is 20000), ``unit`` may be empty; ``[start, end)`` in the text.

    ``printed_value`` and ``scale`` are the two parts of ``value`` (2 and 万); ``upper`` ends a range.
    """

    start: int
    end: int
    value: float
    unit: str
    printed_value: float = 0.0
    scale: str = ""
    bound: Bound | None = None
    upper: float | None = None


@lru_cache(maxsize=4_096)  # a report's sentences are read again for every question
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of ``text`` in order, in Arabic digits or Chinese numerals; a range is two."""
    narrow = _MIDDLE_POINT.sub(".", text.translate(_NARROW))
    found = [_arabic(narrow, match) for match in _ARABIC.finditer(narrow)]
    taken = {at for each in found for at in range(each.start, each.end)}
    for match in _WRITTEN.finditer(narrow):
        written = _written(narrow, match)
        if written is not None and written.start not in taken:
            found.append(written)
    return tuple(sorted(found, key=lambda each: each.start))


def with_ranges(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The quantities with each two that are the ends of a range (「5－6亿元」, 「5%—6%」) as one."""
    joined: list[Quantity] = []
    for each in found:
        before = joined[-1] if joined else None
        if before is not None and _is_range(text, before, each):
            factor = 1.0 if before.scale else _SCALE.get(each.scale, 1.0)
            joined[-1] = replace(
                each,
                start=before.start,
                value=before.value * factor,
                upper=each.value,
                printed_value=before.printed_value,
            )
        else:
            joined.append(each)
    return tuple(joined)


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    between = text[first.end : second.start]
    if not _RANGE.fullmatch(between) or first.unit not in ("", second.unit) or first.upper is not None:
        return False
    from_to = between.strip() in ("至", "到") and re.search(r"[由从]$", text[: first.start])
    scaled = first.value * (1.0 if first.scale else _SCALE.get(second.scale, 1.0))
    return not from_to and scaled < second.value


def _arabic(text: str, match: re.Match[str]) -> Quantity:
    number = float(match["number"].replace(",", ""))
    scale = match["scale"] or ""
    more = bool(match["more"] or match["more2"])
    return Quantity(
        match.start(),
        match.end(),
        number * _SCALE.get(scale, 1),
        match["unit"] or "",
        number,
        scale,
        _bound(text, match, more=more),
    )


def _written(text: str, match: re.Match[str]) -> Quantity | None:
    numeral = match["number"] or match["shared"] or match["run"]
    unit = match["unit"] or match["unit2"] or {"百分之": "%", "千分之": "‰"}[match["share"]]
    value = numeral_value(numeral)
    if value is None or (match["number"] and not _counts(text, match, numeral, unit)):
        return None
    scaled = value * _SCALE.get(match["scale"] or "", 1)
    more = bool(match["more"] or match["more2"])
    return Quantity(match.start(), match.end(), scaled, unit, scaled, "", _bound(text, match, more=more))


def _counts(text: str, match: re.Match[str], numeral: str, unit: str) -> bool:
    """Whether a numeral before a unit is a number: not 一个, 二次, 千家万户."""
    if numeral[0] in "十百千万" and text[: match.start()].endswith("数"):
        return False
    if numeral == "一":
        return bool(_ONE_COUNTS.search(unit)) and (unit != "番" or text[: match.start()].endswith("翻"))
    if numeral == "二":
        return unit in ("成", "倍", "元")
    if _SCALES_ALONE.fullmatch(numeral):
        return bool(_BEFORE_SCALE.search(text[: match.start()]))
    return True


def _bound(text: str, match: re.Match[str], *, more: bool) -> Bound | None:
    for word, bound in _BOUNDS_AFTER.items():
        if match.group().endswith(word):
            return bound
    before = text[max(0, match.start() - 4) : match.start()]
    for pattern, bound in _BOUNDS_BEFORE:
        if pattern.search(before):
            return bound
    return Bound.MORE_THAN if more else None
