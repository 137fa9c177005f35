"""A figure of a report that is calculated with, and the statement that shows the working."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.quantities import Quantity, quantities
from index.types import Role
from rag import wording
from rag.clauses import last_clause
from rag.types import Span, Statement

_TOO_MANY = 10_000  # of 亿: told in 万亿
_SCALED, _FEWEST_OF_SCALE = re.compile(r"[万亿]|[百千](?![分米瓦克])"), 10
_TOWNS_AND_VILLAGES = re.compile(
    r"^[^、,，]{0,8}城乡(?:(?![医养])[\u3400-\u9fff]){2,14}分别"
)  # which of the two is which, the order says
_MINUS = ("-", "－", "−")


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure of the report: the clause that states it, up to the figure itself, and where it stands."""

    clause: str
    figure: Quantity  # offsets in ``clause``
    span: Span
    role: Role | None
    year: int | None
    confidence: float = 1.0  # that this is the figure wished for

    @property
    def printed(self) -> str:
        """The figure as printed."""
        return self.clause[self.figure.start : self.figure.end]

    def in_scale(self, value: float) -> tuple[float, str]:
        """A value in the scale in which the figure is printed, and what is printed behind it (``亿元``)."""
        printed = self.figure.printed_value
        return value * printed / self.figure.value if printed else value, self.tail

    @property
    def tail(self) -> str:
        """What the report prints behind the number: scale and unit."""
        return f"{self.figure.scale}{self.figure.unit}"

    @property
    def falls(self) -> bool:
        """Whether a rate is one of falling: 「下降5%」, 「增长-5%」."""
        before = self.clause[: self.figure.start]
        last = last_clause(before)
        return before.endswith(_MINUS) or wording.FALLS.search(last or before) is not None


def difference(one: Operand, other: Operand) -> Statement:
    """How far two figures are apart, the working shown."""
    more, less = (one, other) if one.figure.value >= other.figure.value else (other, one)
    value, unit = more.in_scale(more.figure.value - less.figure.value)
    working = f"{more.printed}-{less.printed}"
    apart = worked((one, other), working, value, "个百分点" if unit == "%" else unit)
    if not value or one.clause != other.clause or not _tells_of_both(one.clause):
        return apart
    higher = "农村" if (more is one) == (one.figure.start > other.figure.start) else "城镇"
    return replace(apart, text=f"{apart.text}（{higher}更高）")


def _tells_of_both(clause: str) -> bool:
    """Whether a clause tells of towns and of villages, a figure each."""
    told = _TOWNS_AND_VILLAGES.search(clause)
    return told is not None and len(quantities(clause[told.end() :])) == len("城乡")


def worked(operands: Sequence[Operand], working: str, value: float, unit: str, decimals: int = 2) -> Statement:
    """「2030年：甲为…，乙为…，working=value」, every operand cited."""
    return cited(operands, f"{clauses(operands)}，{working}{result(value, unit, decimals)}")


def result(value: float, unit: str, decimals: int = 2) -> str:
    """「=12.5亿元」, or 「≈」 where the value is rounded."""
    if _SCALED.match(unit) and abs(value) < _FEWEST_OF_SCALE:  # 1.03万亿元, not 1万亿元
        decimals = max(decimals, 2)
    shown = _decimal(value, decimals)
    equals = "=" if abs(float(shown) - value) < 1e-9 * max(1.0, abs(value)) else "≈"
    # A projection of 1802.6 from figures of four digits is told as people would tell it, too.
    return f"{equals}{shown}{unit}{_in_short(value, shown, unit) if equals == '≈' else ''}"


def _in_short(value: float, shown: str, unit: str) -> str:
    """A rounded value once more, with fewer digits: 「≈1803亿元」, 「≈2.57万亿元」."""
    if unit.startswith("亿") and abs(value) >= _TOO_MANY:
        return f"≈{value / _TOO_MANY:.2f}万{unit}"
    return f"≈{value:.0f}{unit}" if unit != "%" and abs(value) >= 100 and "." in shown else ""


def readable(value: float, unit: str) -> tuple[float, str]:
    """A value in the scale in which people read it: 3975万元, and not 39750000元."""
    if abs(value) >= 1e8:
        return value / 1e8, f"亿{unit}"
    return (value / 1e4, f"万{unit}") if abs(value) >= 1e5 else (value, unit)


def _decimal(value: float, decimals: int) -> str:
    shown = f"{value:.{decimals}f}"
    return shown.rstrip("0").rstrip(".") if decimals else shown


def clauses(operands: Sequence[Operand]) -> str:
    """The clauses of the figures, each once, with its year."""
    told = tuple(dict.fromkeys(f"{_label(each)}{each.clause}" for each in operands))
    return "，".join(each for each in told if not any(each != other and each in other for other in told))


def cited(operands: Sequence[Operand], text: str) -> Statement:
    """The text, resting on every figure's span."""
    return Statement(text, tuple(dict.fromkeys(each.span for each in operands)))


def _label(operand: Operand) -> str:
    if operand.year is None or f"{operand.year}年" in operand.clause:
        return ""
    return f"{operand.year}年{'计划' if operand.role is Role.PLAN else ''}"
