"""The words of a sentence that was found, as a statement; of several, each once."""

from collections.abc import Iterable

from rag.scored_span import ScoredSpan
from rag.shown import display, period_label, share_of_pairs
from rag.types import Span, Statement


def statement_of(span: ScoredSpan, label: bool = True) -> Statement:
    """The words of a span, with their year."""
    shown = display(span.text)
    prefix = period_label(span.passage, shown) if label else ""
    return Statement(f"{prefix}{shown}", (Span(span.passage.document_id, span.start, span.end),))


def each_said_once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Without those whose words another one quotes as part of its own: 「GDP多少，增长了多少」 of one sentence."""
    once = tuple(dict.fromkeys(statements))
    return tuple(
        each
        for each in once
        if not any(other is not each and _is_within(each, other) and _says_more(other, each) for other in once)
    )


def _says_more(one: Statement, other: Statement) -> bool:
    """Whether a statement rests on other words, or says more of the same."""
    return one.spans != other.spans or len(one.text) > len(other.text)


def _is_within(one: Statement, other: Statement) -> bool:
    """Whether the words that one rests on are among those of the other, and the other says them."""
    return share_of_pairs(one.text, other.text) == 1 and all(
        any(around.holds(span) for around in other.spans) for span in one.spans
    )
