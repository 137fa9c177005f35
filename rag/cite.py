"""Numbered citations: from statements with spans to the text with markers and what each marker points at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.store import Store
from rag.types import Citation, Span, Statement

# In a statement's text: the marker of its next span stands here, not at the end. No report holds this character.
MARKER_HERE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Cited:
    """The text, a statement a line, and the citations in order of their numbers."""

    text: str
    citations: tuple[Citation, ...]


def cite(store: Store, statements: Sequence[Statement], end: str = "。") -> Cited:
    """Number the spans in order of use and set the markers before each statement's final punctuation, ``end``."""
    numbers: dict[Span, int] = {}
    lines = []
    for statement in statements:
        markers = [f"[{numbers.setdefault(span, len(numbers) + 1)}]" for span in statement.spans]
        lines.append(f"{_marked(escaped(statement.text), markers)}{end}")
    return Cited("\n".join(lines), tuple(_citation(store, span, number) for span, number in numbers.items()))


def _marked(text: str, markers: Sequence[str]) -> str:
    if MARKER_HERE not in text:
        return f"{text} {''.join(markers)}"
    left = iter(markers)
    return re.sub(MARKER_HERE, lambda _: f" {next(left)}", text)


def of_report(store: Store, statement: Statement) -> Statement:
    """The statement with the report that it comes from in front, where several could have answered."""
    title = store.document(statement.spans[0].document_id).metadata.title
    return replace(statement, text=f"《{title}》{statement.text}")


def escaped(text: str) -> str:
    """A ``[1]`` that the report itself prints must not read as a marker."""
    return text.replace("[", "［").replace("]", "］")


def _citation(store: Store, span: Span, number: int) -> Citation:
    document = store.document(span.document_id)
    passage = next(
        each for each in store.passages_of(span.document_id) if each.start <= span.start and span.end <= each.end
    )
    return Citation(
        number,
        span.document_id,
        document.metadata.title,
        passage.headings,
        document.page_of(span.start),
        span.start,
        span.end,
        document.text[span.start : span.end],
    )
