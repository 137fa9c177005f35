"""A statement for each year, or for each of two things that a question holds against each other."""

import re
from dataclasses import dataclass

from index.types import Passage, Role
from rag import wording
from rag.concise import with_figure
from rag.keyword_coverage import Rarity
from rag.over_years import TWO_YEARS
from rag.question import Question
from rag.scored_span import ScoredSpan, Selection
from rag.statements import statement_of
from rag.types import Statement

SAME_TOPIC = (
    0.85  # of the coverage of the topic, or of the score, in which a sentence of the other period is of it, too
)
# Chosen on dev for the reader of four layers, and carried over to a logit at which as many answer: a sentence that the
# reader puts below this is about something else; less coverage than the other is of words that stand everywhere.
MAY_ANSWER, _TELLING_COVERAGE = -7.0, 0.3
_COMPARES = re.compile(r"[相对]比|比较|变化")


def by_period(
    question: Question, selection: Selection, rarity: Rarity
) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """One statement for each year asked for, or for review and plan; a side that the report lacks is named."""
    best = selection.spans[0]
    statements, missing = [], []
    for side in _sides(question):
        span = next((span for span in selection.spans if side.holds(span.passage) and is_as_near(span, best)), None)
        if span is None:
            missing += [side.name] if _is_asked_for(question, side) else []
        else:
            statements.append(statement_of(with_figure(question, span, rarity)))
    if len(statements) == 1 and not _speaks_of_time(question):  # one thing is held against another
        other = next((span for span in selection.spans[1:] if span.has_figure and is_as_near(span, best)), None)
        statements += [statement_of(with_figure(question, other, rarity))] if other is not None else []
    return tuple(statements), tuple(missing)


@dataclass(frozen=True, slots=True)
class _Side:
    """What a comparison needs a statement for: a year, or review and plan."""

    name: str
    year: int | None = None
    role: Role | None = None

    def holds(self, passage: Passage) -> bool:
        if self.year is None:
            return passage.period.role is self.role
        first, last = passage.period.first_year, passage.period.last_year
        return first is not None and first <= self.year <= (last or first)


def _sides(question: Question) -> tuple[_Side, ...]:
    if len(question.years) > 1:
        return tuple(_Side(f"{year}年", year=year) for year in sorted(question.years))
    return _Side("完成情况", role=Role.REVIEW), _Side("计划", role=Role.PLAN)


def _is_asked_for(question: Question, side: _Side) -> bool:
    """Whether a side is meant: 「收入差距去年又拉大了」 speaks of no plan, 「甲跟乙相比谁高」 of no time."""
    if side.role is None or question.role is side.role:
        return True
    if question.role is None:
        return _speaks_of_time(question)
    return any(words.search(question.text) for words in (_COMPARES, TWO_YEARS))


def _speaks_of_time(question: Question) -> bool:
    words = (wording.RELATIVE_YEAR, wording.REVIEW, wording.PLAN, TWO_YEARS)
    return bool(question.years) or any(each.search(question.text) for each in words)


def is_as_near(span: ScoredSpan, best: ScoredSpan) -> bool:
    """Whether a span of the same report covers the topic as well as the best one does.

    Where both cover next to nothing of it, the reader has to have found something in the span.
    """
    if span.passage.document_id != best.passage.document_id or span.coverage < SAME_TOPIC * best.coverage:
        return False
    read = best.answers is None or (span.answers is not None and span.answers >= MAY_ANSWER)
    return read or span.coverage >= _TELLING_COVERAGE
