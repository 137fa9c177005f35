"""The year in which something began of which a report tells how long it has been: 「…40周年」, 「连续16年」."""

import re

from rag.clauses import UNBROKEN
from rag.scored_span import ScoredSpan
from rag.sentence_figures import FEWEST_PAIRS, Asked, pairs_of
from rag.shown import display, period_label
from rag.types import Span, Statement

_ASKS_YEAR = re.compile(r"哪一?年|何年|几几年|什么年份|哪个年份")
_ANNIVERSARY = re.compile(r"(?<!\d)(\d{1,3})周年")
_WHEN_KEPT = re.compile(r"周年(?:是|在|为|会|的)*(?:哪|何|什么|几几)")  # when it is kept, not since when
_STREAK = re.compile(r"(?:连续|连着)(\d{1,2})年")
_ASKS_FIRST = re.compile(r"(?:头|第|最[早初开])[一个]?年|开始|[从自]哪一?年|哪一?年起|起[,，?？。]*$|往[回前]推")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")


def since(asked: Asked, span: ScoredSpan) -> Statement | None:
    """「2031年-40年=1991年」 of the clause that tells what had its 40th anniversary, or went on for so many years."""
    period = span.passage.period
    asks = _ASKS_YEAR.search(asked.text) is not None and not _WHEN_KEPT.search(asked.text)
    if not asks or period.first_year is None or period.first_year != period.last_year:
        return None
    for clause in UNBROKEN.finditer(span.text):
        told, streak = _ANNIVERSARY.search(clause.group()), _STREAK.search(clause.group())
        found = told or (streak if _ASKS_FIRST.search(asked.text) else None)
        if found is None or len(pairs_of(clause.group()) & pairs_of(asked.words)) < FEWEST_PAIRS:
            continue
        named = _YEAR.search(clause.group())
        year = int(named.group()) if named else period.first_year
        began = year - int(found[1]) + (0 if told else 1)
        working = f"{year}年-{found[1]}年{'' if told else '+1'}={began}年"
        label = period_label(span.passage, clause.group())
        where = Span(span.passage.document_id, span.start + clause.start(), span.start + clause.end())
        return Statement(f"{label}{display(clause.group())}，{working}", (where,))
    return None
