"""The one parser of quantities: numbers with their units as reports print them."""

import re
from dataclasses import dataclass

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"  # 「1680,2023年」 is two
_SCALE = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_UNIT = (
    r"个百分点|百分点|平方米|平方公里|立方米|公里|公顷|美元|人民币|人次|户次|吨|千瓦时|千瓦|元|人|户|家|个|项|件|套|所|座|"
    r"条|次|处|场|亩|辆|张|台|床|名|位|种|类|批|期|起|宗|部|只|支|米|斤|倍|年|月|日|天|岁|分|级|强|成|篇|册|例|%|‰"
)
COUNTS = frozenset("个件项条处家所座类种部只支批宗起")  # units that count things, and stand in for each other
_NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_QUANTITY = re.compile(
    rf"(?<![\d.A-Za-z])(?P<number>{_NUMBER})(?P<more>[余多])?(?P<scale>万亿|[百千]万|千(?!瓦)|[十百万亿])?(?P<more2>[余多])?"
    rf"(?P<unit>{_UNIT})?(?:以上|以下|左右)?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed: ``value`` is scaled (2万 is 20000), ``unit`` may be empty; ``[start, end)`` in the text."""

    start: int
    end: int
    value: float
    unit: str


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of ``text`` in Arabic digits, in order."""
    found = []
    for match in _QUANTITY.finditer(text.translate(_NARROW)):
        value = float(match["number"].replace(",", "")) * _SCALE.get(match["scale"] or "", 1)
        found.append(Quantity(match.start(), match.end(), value, match["unit"] or ""))
    return tuple(found)
