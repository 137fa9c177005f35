"""Look up one figure of the reports for a computed answer, the way a question for it alone would find it."""

import re
from dataclasses import replace

from index.quantities import Quantity, quantities
from index.types import Filter, Role
from index.words import fold
from rag.asker import Asker
from rag.compute import Operand, Wish
from rag.question import Question, Wanted, understand
from rag.retrieve import retrieve
from rag.select import RATES, Rarity, ScoredSpan, select, shorten
from rag.shown import display
from rag.types import Span

# Fewer than a question reads: an operand is named plainly, and each costs a search.
_PASSAGES = 5
_SPANS, _SAME_TOPIC = 4, 0.85  # the figure may stand in a sentence that is second by a little
_CLAUSE = re.compile(r"[^,，、;；。!！]+")


def look_up(asker: Asker, question: Question, limit: Filter, wish: Wish) -> Operand | None:
    """The figure wished for, within the years that ``question`` asks about; None when the reports do not state it."""
    asked = understand(f"{wish.topic}{'增长多少' if wish.rate else '是多少'}", asker.store.documents)
    years = () if wish.role else asked.years or question.years
    role = wish.role or asked.role or question.role or (None if years else Role.REVIEW)
    asked = replace(asked, wanted=Wanted.FIGURE, years=years, role=role)
    if not asked.keywords:
        return None
    rarity = asker.store.index.rarity
    selection = select(asked, retrieve(asker, asked, limit, _PASSAGES), rarity)
    if not selection.spans or selection.answerability < asker.settings.answer.answerable:
        return None
    for span in selection.spans[:_SPANS]:
        if span.coverage < _SAME_TOPIC * selection.spans[0].coverage:
            continue
        operand = _stated(asked, shorten(asked, span, rarity), rarity, rate=wish.rate)
        if operand is not None:
            return replace(operand, confidence=selection.answerability)
    return None


def _stated(question: Question, run: ScoredSpan, rarity: Rarity, *, rate: bool) -> Operand | None:
    """The figure of the clause that names what is asked for, or of the first clause behind it that has one."""
    named = _named_at(question, run.text, rarity)
    clauses = [clause for clause in _CLAUSE.finditer(run.text) if clause.end() > named]
    for clause in clauses:
        for figure in quantities(run.text):
            fits = figure.unit not in ("", "年") and (figure.unit in RATES) == rate
            if fits and clause.start() <= figure.start < clause.end():
                start = clause.start() if clause.start() <= named else clauses[0].start()
                return _operand(run, figure, start, clause.end())
    return None


def _named_at(question: Question, text: str, rarity: Rarity) -> int:
    """Where the most telling noun of the question stands in ``text``; 0 where none does."""
    folded = fold(text) if len(fold(text)) == len(text) else text
    words = [
        (word, each.importance * rarity(word[-2:]))
        for each in question.keywords
        for word in (each.word, *each.alternatives)
    ]
    standing = [(word, weight) for word, weight in words if word in folded]
    return folded.index(max(standing, key=lambda pair: pair[1])[0]) if standing else 0


def _operand(run: ScoredSpan, figure: Quantity, start: int, end: int) -> Operand:
    span = Span(run.passage.document_id, run.start + start, run.start + end)
    period = run.passage.period
    moved = replace(figure, start=figure.start - start, end=figure.end - start)
    return Operand(display(run.text[start:end]), moved, span, period.role, period.last_year)
