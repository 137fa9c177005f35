"""The figures of one sentence, each with the words that it is of, and the question that is asked of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.quantities import Bound, Quantity, quantities
from index.words import fold
from rag.clauses import MARK
from rag.lexicon import usages_in
from rag.operand import Operand
from rag.scored_span import ScoredSpan
from rag.shown import display
from rag.types import Span
from rag.units import same_unit

_NO_MEASURE = ("", "年", "月", "日", "期", "届")  # of a number that measures nothing
_ORDINAL = re.compile(r"[第前]$")
_OF_ANYTHING = re.compile(
    r"新[增建]|建设|改造|完成|实现|达到|突破|计划|增[长加速幅]|提高|左右|以上|全[省市区县年]|其中|分别|今年|去年|[多少几]|工作|企业$"
)
_UNIT = re.compile(
    r"(?:多少|几)[万亿千百]*(个百分点|百分点|个点|公里|公顷|平方米|立方米|千瓦|人次|标箱|美元|场次|个?人(?!民币|工(?!作))|[户个家台处所件项栋亩座套场条名元吨种类辆张斤])"
)
_UNIT_MEANT = {"个点": "百分点", "个人": "人"}
_MONEY = re.compile(
    r"多少钱|[这那]笔钱?|(?:多少|几)[百千万]*块(?![地区田牌板])|(?:多少|几)个?[万千百]*亿(?![\u3400-\u9fff]*(?:人|斤|吨|次))"
)
_OF_A_WHOLE = re.compile(r"其中|^全|总")
_SIZES = re.compile(r"的?[\u3400-\u9fff]{1,10}\d")  # behind 「十亿元以上」, which is of what 「项目12个」 counts
_TAIL_CHARS = 4  # before two figures that are told in the same words
FEWEST_PAIRS = 2  # of a figure's words, said in the question that asks for it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and its words with the official ones for its everyday ones."""

    text: str
    words: str

    @property
    def unit(self) -> str | None:
        """The unit asked for: 「多少家」."""
        found = [_UNIT_MEANT.get(unit, unit) for unit in _UNIT.findall(self.text)]
        return found[-1] if found else "元" if _MONEY.search(self.text) else None

    def names(self, operand: Operand) -> int:
        """How many pairs of neighbouring characters of a figure's words it says."""
        return len(pairs_of(operand.clause) & all_pairs(self.words))

    def is_of(self, operand: Operand) -> bool:
        """Whether it says what a figure is of: its last word, or enough of all; of 制造业 the last word says which."""
        said = all_pairs(self.words)
        bare = re.sub(r"\W", "", _OF_ANYTHING.sub("", operand.clause[: operand.figure.start]))
        return bare[-2:] in said or (self.names(operand) >= FEWEST_PAIRS and not bare.endswith("业"))

    def is_in_unit(self, operand: Operand) -> bool:
        """Whether a figure is in the unit asked for, or none is."""
        return same_unit(self.unit, (operand.figure.unit,))


@lru_cache(maxsize=256)
def as_asked(question: str) -> Asked:
    """The question as it is asked, its everyday words told in official ones as well."""
    official = (word for usage in usages_in(fold(question)) for word in usage.official)
    return Asked(question, " ".join((question, *official)))


@lru_cache(maxsize=1024)
def pairs_of(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters that tell what a figure is of."""
    bare = words
    for figure in reversed(quantities(words)):
        bare = f"{bare[: figure.start]} {bare[figure.end :]}"
    return all_pairs(_OF_ANYTHING.sub(" ", bare))


def all_pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters of some words."""
    folded = fold(words)
    return frozenset(one + other for one, other in pairwise(folded) if f"{one}{other}".isalnum())


def figures_of(span: ScoredSpan) -> tuple[Operand, ...]:
    """The figures of a sentence, each with its clause."""
    period = span.passage.period
    where = Span(span.passage.document_id, span.start, span.end)
    return tuple(
        Operand(clause, figure, where, period.role, period.first_year) for clause, figure in _in_clauses(span.text)
    )


@lru_cache(4_096)  # the same sentences for one kind of calculation after another
def _in_clauses(text: str) -> tuple[tuple[str, Quantity], ...]:
    """The figures of a sentence, counted from the start of the clause before each."""
    measured = measures(text)
    return tuple(
        (display(text[start:end]), replace(figure, start=figure.start - start, end=figure.end - start))
        for start, end in _clauses(text)
        for figure in measured
        if start <= figure.start and figure.end <= end
    )


def are_siblings(one: Operand, other: Operand) -> bool:
    """Whether neither is part of the other: 「甲港完成吞吐量600万吨，乙港完成吞吐量300万吨」."""
    if any(_OF_A_WHOLE.search(each.clause) for each in (one, other)):
        return False
    tails = {each.clause[: each.figure.start][-_TAIL_CHARS:] for each in (one, other)}
    return len(tails) == 1 and len(tails.pop()) == _TAIL_CHARS


def measures(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text that measure something: no years, no ordinals, no sizes of what is counted."""
    return tuple(
        each
        for each in quantities(text)
        if each.unit not in _NO_MEASURE and not _ORDINAL.search(text[: each.start]) and each.value
        if each.bound is not Bound.AT_LEAST or not _SIZES.match(text, each.end)
    )


def _clauses(text: str) -> Sequence[tuple[int, int]]:
    """Where the clauses stand; one that goes on with a list is not its own: 「甲、乙3个」, 「分别增长4%、5%」."""
    found: list[tuple[int, int]] = []
    for start, end, is_listed in _pieces(text):
        if found and is_listed and _goes_on(text[slice(*found[-1])], text[start:end]):
            start = found.pop()[0]  # noqa: PLW2901
        found.append((start, end))
    return found


def _goes_on(before: str, piece: str) -> bool:
    figures = measures(piece)
    begins_with_figure = bool(figures) and not piece[: figures[0].start].strip()
    is_bare = begins_with_figure and not piece[figures[0].end :].strip()  # 「为年度计划的123%、106%」
    return not measures(before) or is_bare or (begins_with_figure and "分别" in before)


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    start, listed = 0, False
    for mark in MARK.finditer(text):
        yield start, mark.start(), listed
        start, listed = mark.end(), mark.group() == "、"
    if start < len(text):
        yield start, len(text), listed
