"""The share of one amount in another, each told in a sentence of its own."""

import re
from collections.abc import Sequence

from rag.calculation import SHARE, Computed, agree, calculated
from rag.clauses import last_clause
from rag.found_figures import FoundFigure, are_of_one_report, shared
from rag.indicators import name_of
from rag.one_indicator import names_all
from rag.question import Question
from rag.sentence_figures import Asked, as_asked, pairs_of

_ECONOMY = re.compile(r"(?:整个)?经济$")  # a share of it is one of its output
_SHORT = 2  # characters of a place's name that is never shortened
_PART_AND_WHOLE = (
    re.compile(
        r"(?P<part>.+?)在(?P<whole>[^,，。]+?)(?:当?中|里头?|里面)的?(?:大概|大约|约|能|只|要|得|到底|究竟)*(?:占|比重|比例)"
    ),
    re.compile(
        r"(?P<whole>[^,，。]+?)(?:里头?|里面|当?中|之中|之内)[,，]?(?P<part>[^,，。]+?)(?:大概|大约|约|能|只|要|得|到底|究竟)*(?:占|撑起)"
    ),
    re.compile(
        r"(?P<part>.+?)(?:大概|大约|约|能|只|要|得)*(?:占|撑起)(?:了|到|去)*(?P<whole>[^,，。]+?)的?(?:百分之|几成|多少|比例|比重|多大)"
    ),
)


def part_of_whole(question: Question, asked: Asked, found: Sequence[FoundFigure]) -> Computed | None:
    """The share of one amount in another, each told in a sentence of its own."""
    if not SHARE.search(asked.text):
        return None
    said = next((match for pattern in _PART_AND_WHOLE if (match := pattern.search(asked.text))), None)
    if said is None:
        return None
    part, whole = (_best_named(_thing(question, said[name]), found) for name in ("part", "whole"))
    if whole is None:
        return None
    if part is None or part is whole:
        part = _within(whole, asked, found)
    if (
        part is None
        or not agree(part.operand, whole.operand)
        or part.operand.figure.value >= whole.operand.figure.value
    ):
        return None
    one, other = part.operand, whole.operand
    if (one.year, one.role) != (other.year, other.role) or not are_of_one_report(one, other):
        return None
    share = one.figure.value / other.figure.value * 100
    return calculated((one, other), f"{one.printed}÷{other.printed}", share, "%", 1)


def _thing(question: Question, said: str) -> str:
    """What is said of a thing, without what stands before its own clause, and without the place."""
    last = last_clause(said) or said
    for place in question.places:
        last = last.replace(place, " ").replace(place[:-1] if len(place) > _SHORT else place, " ")
    return _ECONOMY.sub("经济总量", last)


def _best_named(said: str, found: Sequence[FoundFigure]) -> FoundFigure | None:
    asked = as_asked(said)
    named = [each for each in found if not each.is_rate and asked.names(each.operand)]
    named = [each for each in named if names_all(said, f"{each.name}{each.operand.clause}")]
    return min(
        named,
        key=lambda each: (
            _unsaid(each, asked),
            each.operand.figure.bound is not None,
            -asked.names(each.operand),
            each.rank,
        ),
        default=None,
    )


def _unsaid(found: FoundFigure, asked: Asked) -> int:
    """How much of a figure's name is not said: 县域 of 「县域生产总值」."""
    return len(pairs_of(name_of(found.name)) - pairs_of(asked.words))


def _within(whole: FoundFigure, asked: Asked, found: Sequence[FoundFigure]) -> FoundFigure | None:
    """The one other amount that shares words with the whole and is named: 民间投资 of 固定资产投资."""
    parts = [
        each
        for each in found
        if each is not whole
        and agree(each.operand, whole.operand)
        and shared(each, whole)
        and asked.names(each.operand)
    ]
    return parts[0] if len(parts) == 1 else None
