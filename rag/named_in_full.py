"""Calculations over the one indicator that a question names in full, wherever the report tells of it."""

import re
from collections.abc import Sequence

from index.numerals import numeral_value
from index.types import Figure
from rag.calculation import TOGETHER, Computed, added, agree, computed
from rag.found_figures import SURE
from rag.indicators import amount_and_growth, done_and_planned, told_several
from rag.operand import Operand, clauses
from rag.operands import operand_of
from rag.over_years import asks_grown, grown_by
from rag.question import Question
from rag.sentence_figures import Asked
from rag.two_years import asks_compounded, asks_of_two_years, asks_side_by_side, of_pair, rise
from rag.units import RATES

# 「目标为什么定得比去年还高」 takes it for higher; 「…比去年高吗」 asks.
SUPPOSES = re.compile(
    r"^(?!.*(?:吗|吧|还是|是[高多快低少慢]|多少|几|没有?[?？]*$))(?!.*(?:去年|上一?年)[^,，]{0,12}(?:目标|计划|定))"
    r".*(?:目标|计划|打算|定)[^,，?？]{0,12}?比(?:去年|上一?年)[^,，?？]{0,12}?(?:(?P<more>[高多快])|(?P<less>[低少慢]))"
)
_SO_MANY = re.compile(r"([两三四五六七八])(?:大|个)?(?:块|类|方面|项|样|部分)")


def of_named(question: Question, asked: Asked, figures: Sequence[Figure], text: str) -> Computed | None:
    """What is asked to be made of the one indicator that is named in full."""
    both = _operands(question, done_and_planned(asked, figures), text)
    supposed = SUPPOSES.search(question.text)
    if supposed is not None:
        return _otherwise(supposed, *both) if both else None
    together = re.search(TOGETHER, question.text) is not None
    of_all = told_several(asked.words, figures, said_number(question.text)) if together else ()
    if of_all:
        return _sum(of_all, text)
    growing = _operands(question, amount_and_growth(asked, figures), text)
    if growing and asks_grown(question.text):
        return grown_by(question.text, *growing)
    if not (asks_of_two_years(question) or asks_side_by_side(question)):
        return None
    if both and (asks_compounded(question.text) or not (together and both[0].figure.unit in RATES)):
        return of_pair(asked, *both)
    return rise(asked, *growing) if growing else None


def _operands(question: Question, found: tuple[Figure, Figure] | None, text: str) -> tuple[Operand, Operand] | None:
    """Two figures of the years that are asked about, if none is a fall, which is set against nothing."""
    if found is None or not set(question.years) <= {each.year for each in found}:
        return None
    one, other = (operand_of(each, text, SURE) for each in found)
    if one is None or other is None or any(each.figure.unit == "%" and each.falls for each in (one, other)):
        return None
    return one, other


def _sum(figures: Sequence[Figure], text: str) -> Computed | None:
    operands = [operand for each in figures if (operand := operand_of(each, text, SURE)) is not None]
    return added(tuple(operands)) if len(operands) == len(figures) else None


def said_number(question: str) -> int:
    """How many things of a kind a question says it means: 「三大块」; 0 where it says none."""
    several = _SO_MANY.search(question)
    return int(numeral_value(several[1]) or 0) if several else 0


def _otherwise(supposed: re.Match[str], done: Operand, planned: Operand) -> Computed | None:
    """That what is planned is not above, or below, what was done, as a question supposes."""
    apart = planned.figure.value - done.figure.value
    if not agree(done, planned) or (apart > 0 if supposed["more"] else apart < 0):
        return None
    return computed((done, planned), f"没有，{clauses((done, planned))}")
