"""The calculation over the answers to the questions that its figures were asked for in."""

import re
from collections.abc import Sequence
from itertools import product

from rag import wording
from rag.asked_apart import Apart, Operation
from rag.calculation import Computed, added, agree, by_what_share, calculated, subtracted
from rag.combined import figures_told, words_shared
from rag.one_indicator import are_told_alike
from rag.operand import Operand
from rag.sentence_figures import as_asked, pairs_of
from rag.sentence_sums import IN_ALL
from rag.types import Statement

_OF_GROWTH = re.compile(r"增[加长速幅]|减少|下降|提高|[涨降]幅?")
_IS_CHANGE = re.compile(r"(?:增[加长]|减少|下降|提高)[了约近达超]*$")


def put_together(apart: Apart, answers: Sequence[Statement], confidence: float) -> Computed | None:
    """The calculation over one figure of each of two answers: those that agree and share the most words."""
    told = [tuple(figures_told(apart.unit, answer, confidence)) for answer in answers]
    if _tells_both(told):
        return subtracted(*told[0]) if apart.operation is Operation.DIFFERENCE else None
    may_be_meant = _are_of_both_years if apart.of_years else _are_of_both_things
    pairs = [
        (one, other)
        for one, other in product(*told)
        if agree(one, other) and one.span != other.span and may_be_meant(apart, one, other)
    ]
    best = max(pairs, key=lambda pair: words_shared(*pair), default=None)
    return None if best is None else _calculated(apart.operation, *best)


def _are_of_both_years(apart: Apart, one: Operand, other: Operand) -> bool:
    """Whether two figures are of one thing in the two years asked about."""
    if apart.years and {one.year, other.year} != apart.years:
        return False
    in_all = any(IN_ALL.search(each.clause) for each in (one, other))
    if apart.operation is Operation.SUM and in_all:
        return False  # what there is at the end of a year holds that of the year before
    return one.year != other.year and bool(words_shared(one, other)) and are_told_alike(one, other)


def _are_of_both_things(apart: Apart, one: Operand, other: Operand) -> bool:
    """Whether two figures are of one year, each of its own thing, and none a change of it.

    Where both are asked of in the same words, both have some: no income is set against a benefit.
    """
    in_one_time = (one.year, one.role) == (other.year, other.role)
    alike = frozenset.intersection(*(pairs_of(wording.ASKING.sub(" ", text)) for text in apart.questions))
    is_alike = one.figure.unit == "%" or not alike or bool(pairs_of(one.clause) & pairs_of(other.clause))
    growths = {_OF_GROWTH.search(each.clause[: each.figure.start]) is not None for each in (one, other)}
    return (
        in_one_time
        and is_alike
        and not any("分别" in each.clause for each in (one, other))  # which of the figures it is of is not told
        and (one.figure.unit != "%" or len(growths) == 1)  # no growth is set against a share
        and all(
            pairs_of(as_asked(text).words) & pairs_of(each.clause)
            and (each.figure.unit == "%" or not _IS_CHANGE.search(each.clause[: each.figure.start]))
            for text, each in zip(apart.questions, (one, other), strict=True)
        )
    )


def _tells_both(told: Sequence[tuple[Operand, ...]]) -> bool:
    """Whether one clause answers for both: 「城乡收入分别为8万元和4万元」."""
    one, other = told
    return one == other and len(one) == len(told) and "分别" in one[0].clause


def _calculated(operation: Operation, one: Operand, other: Operand) -> Computed | None:
    if one.figure.unit == "%" and (one.falls or other.falls):
        return None  # a fall by more is no faster growth
    if operation is Operation.SUM:
        return added((one, other))
    if operation is Operation.DIFFERENCE:
        return subtracted(one, other)
    return _against(operation, one, other) if other.figure.value and one.figure.unit != "%" else None


def _against(operation: Operation, one: Operand, base: Operand) -> Computed | None:
    """One amount held against another: how many times, which share, by what share more."""
    if operation is Operation.MORE_BY_SHARE:
        earlier, later = sorted((one, base), key=lambda each: each.year or 0)
        return by_what_share(earlier, later, of_planned=base is later)
    ratio, working = one.figure.value / base.figure.value, f"{one.printed}÷{base.printed}"
    if operation is Operation.TIMES:
        return calculated((one, base), working, ratio, "倍", 1)
    of_one_kind = words_shared(one, base) or one.figure.unit == "元"
    return calculated((one, base), working, ratio * 100, "%", 1) if ratio < 1 and of_one_kind else None
