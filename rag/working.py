"""Shown working in an answer (「855亿元÷900亿元=95%」): which figures it arrives at."""

import ast
import operator
import re
from collections.abc import Callable, Sequence

from index.numerals import NUMERALS, numeral_value
from index.quantities import Quantity, quantities

_FRACTION = re.compile(rf"([{NUMERALS}]+)分之([{NUMERALS}]+)")
Known = Callable[[str, Quantity], bool]  # whether a figure of this text may be used in working

_EQUALS = re.compile(r"\s*[=≈]\s*\(?\s*")
_BETWEEN = re.compile(r"[\s()+\-−–—×*÷/]*[+\-−–—×*÷/][\s()+\-−–—×*÷/]*")
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "—": "-"})
_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
# 1+10%, ×100% and the parts of a year belong to the working, not to the report.
_CONSTANTS = ("1", "100", "100%", "12个月", "4个季度", "365天", "366天")


def fractions_told(text: str) -> frozenset[str]:
    """The numbers of the fractions that a text tells in words: 2 and 3 of 「三分之二」."""
    numerals = (numeral_value(each) for side in _FRACTION.findall(text) for each in side)
    return frozenset(str(int(each)) for each in numerals if each)


def printed_number(text: str, figure: Quantity) -> float:
    """The number as printed, before 万 or 亿."""
    match = re.match(r"[\d,]+(?:\.\d+)?", text[figure.start : figure.end])
    return float(match.group().replace(",", "")) if match else figure.value


def worked_out(text: str, known: Known) -> frozenset[int]:
    """Where the figures start that right working over known figures, or over its earlier results, arrives at.

    The constants of such working are among them.
    """
    figures = quantities(text)
    worked: set[int] = set()
    for at, result in enumerate(figures):
        operands = _operands(text, figures[:at], result)
        given = {each.start for each in operands if each.start in worked or known(text, each)}
        constants = {each.start for each in operands if text[each.start : each.end] in _CONSTANTS}
        if given and len(given | constants) == len(operands) and _arrives(text, operands, result):
            worked |= {result.start, *constants}
    return frozenset(worked)


def _operands(text: str, before: Sequence[Quantity], result: Quantity) -> tuple[Quantity, ...]:
    """The figures of the expression to the left of ``= result``; empty when there is none."""
    if not before or not _EQUALS.fullmatch(text[before[-1].end : result.start].lstrip(")")):
        return ()
    first = len(before) - 1
    while first > 0 and _BETWEEN.fullmatch(text[before[first - 1].end : before[first].start]):
        first -= 1
    return tuple(before[first:])


def _arrives(text: str, operands: Sequence[Quantity], result: Quantity) -> bool:
    """Whether the expression comes to the result, as exactly as the result is printed.

    「900-845=55亿元」 names the scale once, so both the scaled and the printed numbers may fit.
    """
    printed = printed_number(text, result)
    decimals = re.match(r"[\d,]+\.?(\d*)", text[result.start : result.end])
    half_a_digit = 0.5 * 10 ** -len(decimals.group(1)) if decimals else 0.0
    scale = _fraction(result) * (result.value / printed if printed else 1.0)
    scaled = _evaluate(_expression(text, operands, scaled=True))
    unscaled = _evaluate(_expression(text, operands, scaled=False))
    return _is_near(scaled, printed * scale, half_a_digit * scale) or _is_near(
        unscaled, printed * _fraction(result), half_a_digit * _fraction(result)
    )


def _is_near(value: float | None, wanted: float, distance: float) -> bool:
    return value is not None and abs(value - wanted) <= distance * (1 + 1e-9)


def _fraction(figure: Quantity) -> float:
    return 0.01 if figure.unit == "%" or figure.unit.endswith("百分点") else 1.0


def _expression(text: str, operands: Sequence[Quantity], *, scaled: bool) -> str:
    """The working as arithmetic of plain numbers, its brackets kept."""
    opened = re.search(r"[(\s]*$", text[: operands[0].start])
    parts = [opened.group().strip() if opened else ""]
    for number, each in enumerate(operands):
        value = each.value if scaled else printed_number(text, each)
        end = operands[number + 1].start if number + 1 < len(operands) else each.end
        parts.append(f"{value * _fraction(each)!r}{text[each.end : end].translate(_SIGNS)}")
    closing = re.match(r"[)\s]*", text[operands[-1].end :])
    parts.append(closing.group().strip() if closing else "")
    expression = "".join(parts)
    # 「（4080-3840=240个）」: a bracket around the whole sentence opens before the working and closes after it.
    surplus = expression.count("(") - expression.count(")")
    return expression[surplus:] if surplus > 0 and expression.startswith("(" * surplus) else expression


def _evaluate(expression: str) -> float | None:
    """The value of plain arithmetic; None for anything else."""
    try:
        return _value(ast.parse(expression.strip(), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    raise ValueError("no plain arithmetic")
