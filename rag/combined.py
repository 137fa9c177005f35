"""Computed answers over the figures of two statements that were found for two years, the working shown."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from index.quantities import quantities
from index.types import Role
from rag import wording
from rag.calculation import DIFFERENCE, TOGETHER, may_be_over_figures
from rag.clauses import CLAUSE
from rag.operand import Operand, difference, worked
from rag.types import Statement
from rag.units import RATES

_UNIT = re.compile(r"(?:多少|几)[万亿千百]*(公里|公顷|平方米|人次|[个户家台处所人件项栋亩座套场条名元吨])")
_LABEL = re.compile(r"((?:19|20)\d{2})年(计划)?[:：]")
_OF_ANYTHING = re.compile(r"新增|新建|建设|改造|完成|实现|计划|左右|以上|[个家所套户项]$")
_IN_ALL = re.compile(r"总量|总数|总计|累计|共|达|拥有")


def combine(question: str, statements: Sequence[Statement]) -> Statement | None:
    """What two figures found for two years make together, or how far they are apart, where that is asked for.

    They are the two in the unit asked for whose clauses share the most words.
    """
    unit = _UNIT.search(question)
    if unit is None or len(statements) != 2 or wording.EACH.search(question) or not may_be_over_figures(question):
        return None
    ones, others = (tuple(figures_told(unit[1], each)) for each in statements)
    pairs = sorted(product(ones, others), key=lambda pair: -words_shared(*pair))
    if not pairs or not words_shared(*pairs[0]) or pairs[0][0].year == pairs[0][1].year:
        return None
    one, other = pairs[0]
    if re.search(TOGETHER, question) and not (_IN_ALL.search(one.clause) or _IN_ALL.search(other.clause)):
        value = one.figure.value + other.figure.value
        return worked((one, other), f"{one.printed}+{other.printed}", *one.in_scale(value))
    return difference(one, other) if DIFFERENCE.search(question) else None


def figures_told(unit: str, statement: Statement, confidence: float = 1.0) -> Iterator[Operand]:
    """The figures of a statement in this unit, any but rates where it is empty, each with its clause.

    None of a statement without its year, or of several spans.
    """
    label = _LABEL.match(statement.text)
    if label is None or len(statement.spans) != 1:
        return
    for clause in CLAUSE.findall(statement.text[label.end() :]):
        for figure in quantities(clause):
            if figure.unit == unit or (not unit and figure.unit not in RATES and figure.unit != "年"):
                role = Role.PLAN if label[2] else Role.REVIEW
                yield Operand(clause, figure, statement.spans[0], role, int(label[1]), confidence)


def words_shared(one: Operand, other: Operand) -> int:
    """How many pairs of neighbouring characters two clauses have in common, besides their figures."""
    words = _OF_ANYTHING.sub("", re.sub(r"\W|[\d.]", "", one.clause))
    return sum(first + second in other.clause for first, second in pairwise(words))
