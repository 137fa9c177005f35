"""How well each calculation that some figures allow fits a question: numbers that a log-linear model weighs."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.quantities import COUNTS, quantities
from rag.operand import Operand
from rag.over_years import TWO_YEARS
from rag.possible import MAKINGS, Figured, Making, Possible
from rag.question import Question
from rag.retrieve import in_period
from rag.scored_span import ScoredSpan
from rag.sentence_figures import all_pairs, as_asked, pairs_of
from rag.told import Kind
from rag.units import RATES, same_unit

Numbers = NDArray[np.float32]
_UNREAD = -6.0  # logit of a sentence that the reader did not come to
_JOINS = re.compile(r"[、和与跟及]|加上?|还有")
_BOTH_YEARS = re.compile(
    rf"(?:去年|上年|20\d\d年?).*(?:今年|明年)|今年.*(?:去年|上年)|目标.*(?:去年|实际)|(?:去年|实际).*目标|两年|{TWO_YEARS.pattern}"
)
_SHARED_OUT = re.compile("[均每]")
_IN_SHARES = (Making.TIMES, Making.SHARE)
_MOST_APART, _MOST_TOLD = 6, 4  # beyond which it does not matter
# What is weighed anew for each kind of calculation: at these places of the numbers below.
_BY_MAKING = ("same_sentence", "other_roles", "names_shared", "least_distinct", "neighbours", "based")
NAMES = (
    "likely",  # log-probability that this kind of calculation is asked for
    "least_named", "most_named", "fewest_said", "said", "least_distinct", "question_covered",
    "other_rather", "other_best", "last_rank", "first_rank", "same_sentence", "same_clause", "apart",
    "unit", "other_unit", "most_read", "least_read", "answerability", "values_said", "all_in_time", "some_in_time",
    "other_roles", "names_shared", "row", "added_to_total", "part", "within", "respectively", "joins",
    "neighbours", "unsaid", "nothing_said", "based", "other_years", "rate",
    "both_years", "both_roles_unasked", "most_told", "least_told", "told", "told_already",
    "half_named", "well_named", "all_distinct", "same_words", "size", "tiny_share", "less_than_one",
)  # fmt: skip
COUNT = len(NAMES) + len(MAKINGS) * (len(_BY_MAKING) + 1)


class Fitness:
    """What tells how well calculations over some figures fit a question."""

    def __init__(
        self, question: Question, figures: Sequence[Figured], answerability: float, likely: Sequence[float]
    ) -> None:
        asked = as_asked(question.text)
        words = all_pairs(asked.words)
        self._figures, self._answerability = figures, answerability
        self._likely = dict(zip(MAKINGS, map(float, likely), strict=True))
        self._unit = asked.unit
        self._has = [pairs_of(each.told.name) for each in figures]
        self._own = [has & words for has in self._has]
        self._said = [len(own) for own in self._own]
        self._in: dict[tuple[int, str], list[int]] = {}
        for at, each in enumerate(figures):
            self._in.setdefault((each.rank, each.told.unit), []).append(at)
        self._telling = {
            making: [at for at, each in enumerate(figures) if _tells_itself(making, each)] for making in MAKINGS
        }
        self._in_time = [in_period(question, each.span.passage) for each in figures]
        self._read = [_UNREAD if each.span.answers is None else each.span.answers for each in figures]
        self._told = [_told_share(each.span, each.operand) for each in figures]
        self._values = {each.value for each in quantities(question.text)}
        self._words = max(1, len(all_pairs(question.text)))
        self._joined = len(_JOINS.findall(question.text)) + 1
        self._of_both_years = _BOTH_YEARS.search(question.text) is not None

    def of(self, possible: Possible) -> list[float]:
        """The numbers of one calculation, those of ``NAMES`` and those of its kind."""
        numbers = self._numbers(possible)
        at = len(NAMES) + MAKINGS.index(possible.making) * (len(_BY_MAKING) + 1)
        row = [0.0] * COUNT
        row[: len(NAMES)] = numbers
        row[at : at + len(_BY_MAKING) + 1] = [1.0, *(numbers[_PLACES[name]] for name in _BY_MAKING)]
        return row

    def of_all(self, possible: Sequence[Possible]) -> Numbers:
        """Of each calculation its numbers: shape ``[calculations, COUNT]``."""
        return np.array([self.of(each) for each in possible], np.float32).reshape(-1, COUNT)

    def _numbers(self, possible: Possible) -> list[float]:
        of, making = possible.of, possible.making
        several = len(of) > 1
        figures = [self._figures[at] for at in of]
        told = [each.told for each in figures]
        has, own, said = [self._has[at] for at in of], [self._own[at] for at in of], [self._said[at] for at in of]
        shared = frozenset.intersection(*has) if several else frozenset()
        distinct = [
            len(mine - shared) / max(1, len(all_of_it - shared)) for mine, all_of_it in zip(own, has, strict=True)
        ]
        named = [count / max(1, len(all_of_it)) for count, all_of_it in zip(said, has, strict=True)]
        ranks, in_time = [each.rank for each in figures], [self._in_time[at] for at in of]
        clauses = {each.operand.clause for each in figures}
        roles, years = ({getattr(each.operand, name) for each in figures} for name in ("role", "year"))
        read, shares = [self._read[at] for at in of], [self._told[at] for at in of]
        kinds = {each.kind for each in told}
        other = self._best_beside(possible, ranks)
        same, apart = len(set(ranks)) == 1, max(of) - min(of) - len(of) + 1
        fits = self._fits_unit(possible)
        both_roles = len(roles) > 1
        return [
            self._likely[making],
            min(named), max(named), min(said), sum(said) / len(said), min(distinct),
            len(frozenset().union(*own)) / self._words,
            other - min(said), other > max(said), max(ranks) / 5, min(ranks) / 5, same, len(clauses) == 1,
            min(apart, _MOST_APART) / 3,
            fits, fits < 0, max(read) / 5, min(read) / 5, self._answerability,
            sum(each.value in self._values for each in told), all(in_time), any(in_time),
            both_roles, len(shared) / max(1, min(map(len, has))) if several else 0.0, len(of) > 2,
            kinds == {Kind.ADDED, Kind.TOTAL}, Kind.PART in kinds, any("其中" in each for each in clauses),
            len(clauses) == 1 and any("分别" in each for each in clauses), min(3, abs(self._joined - len(of))),
            same and apart == 0, min(said) == 0, max(said) == 0, self._is_based(figures), len(years) > 1,
            any(each.unit == "%" for each in told),
            self._of_both_years and both_roles, both_roles and not self._of_both_years,
            max(shares), min(shares), sum(shares) / len(shares), min(self._told_already(possible), _MOST_TOLD) / 2,
            min(named) > 0.5, min(named) > 0.8, min(distinct) > 0, several and own[0] == own[1],
            _size(possible), making is Making.SHARE and possible.value < 1,
            making is Making.AVERAGE and possible.unit in COUNTS and possible.value < 1,
        ]  # fmt: skip

    def _best_beside(self, possible: Possible, ranks: Sequence[int]) -> int:
        """How much the question says of another figure of these sentences in a unit of theirs."""
        places = {(rank, self._figures[at].told.unit) for rank in ranks for at in (possible.of[0], possible.of[-1])}
        beside = (self._said[at] for place in places for at in self._in.get(place, ()) if at not in possible.of)
        return max(beside, default=0)

    def _told_already(self, possible: Possible) -> int:
        """How much the question says of a figure that may tell what the calculation would come to."""
        beside = (self._said[at] + 1 for at in self._telling[possible.making] if at not in possible.of)
        return max(beside, default=0)

    def _fits_unit(self, possible: Possible) -> int:
        """1 if it comes to the unit asked for, -1 if to another, 0 where none is asked for."""
        if self._unit is None:
            return 0
        fits = same_unit(self._unit, (possible.unit,)) or possible.making in _IN_SHARES
        return 1 if fits else -1

    @staticmethod
    def _is_based(figures: Sequence[Figured]) -> bool:
        """Whether one of the figures goes on about another."""
        operands = [each.operand for each in figures]
        return any(each.told.base is not None and each.told.base.operand in operands for each in figures)


_PLACES = {name: at for at, name in enumerate(NAMES)}


def _tells_itself(making: Making, figure: Figured) -> bool:
    kind, unit = figure.told.kind, figure.told.unit
    if making in (Making.SHARE, Making.REST):
        return kind is Kind.SHARE
    if making is Making.TIMES:
        return unit == "倍"
    if making is Making.DIFFERENCE:
        return kind in (Kind.POINTS, Kind.CHANGE)
    if making is Making.AVERAGE:
        return _SHARED_OUT.search(figure.operand.clause) is not None
    return making in (Making.SUM, Making.WHOLE) and kind is Kind.TOTAL and unit not in RATES


def _size(possible: Possible) -> float:
    """How far a share or an average is from what people ask for."""
    if possible.making not in (Making.SHARE, Making.AVERAGE):
        return 0.0
    return min(2.0, abs(float(np.log10(max(1e-9, possible.value))) - 2) / 4)


def _told_share(span: ScoredSpan, operand: Operand) -> float:
    """The share of the answer that the reader sees in a figure and the words before it."""
    clause, figure = operand.clause, operand.figure
    at = span.text.find(clause)
    start, end = (
        (at + figure.start, at + figure.end) if at >= 0 else _place(span.text, clause, figure.start, figure.end)
    )
    return span.told_within(span.start + start, span.start + end) if end else 0.0


def _place(text: str, clause: str, start: int, end: int) -> tuple[int, int]:
    """Where a figure stands in a sentence whose clause is shown otherwise than it is printed; 0 and 0 if nowhere."""
    words = clause[max(0, start - 4) : end]
    at = text.find(words)
    return (at, at + len(words)) if at >= 0 else (0, 0)
