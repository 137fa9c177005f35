"""Numbered citations: from statements with spans to the text with markers and what each marker points at."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.store import Store
from rag.types import Citation, Span, Statement


@dataclass(frozen=True, slots=True)
class Cited:
    """The text, a statement a line, and the citations in order of their numbers."""

    text: str
    citations: tuple[Citation, ...]


def cite(store: Store, statements: Sequence[Statement], *, name_reports: bool) -> Cited:
    """Number the spans in order of use and set the markers before each statement's final punctuation.

    With ``name_reports`` each statement opens with the report it comes from, as several could answer.
    """
    numbers: dict[Span, int] = {}
    lines = []
    for statement in statements:
        markers = "".join(f"[{numbers.setdefault(span, len(numbers) + 1)}]" for span in statement.spans)
        report = f"《{store.document(statement.spans[0].document_id).metadata.title}》" if name_reports else ""
        lines.append(f"{escaped(report + statement.text)} {markers}。")
    return Cited("\n".join(lines), tuple(_citation(store, span, number) for span, number in numbers.items()))


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
