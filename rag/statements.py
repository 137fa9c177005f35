"""The words of a sentence that was found, as a statement."""

from rag.select import ScoredSpan
from rag.shown import display, period_label
from rag.types import Span, Statement


def statement_of(span: ScoredSpan, label: bool = True) -> Statement:
    """The words of a span, with their year."""
    shown = display(span.text)
    prefix = period_label(span.passage, shown) if label else ""
    return Statement(f"{prefix}{shown}", (Span(span.passage.document_id, span.start, span.end),))
