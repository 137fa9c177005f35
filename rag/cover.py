"""Answers from the cover of a report: who gave it, when and where, and its number."""

import re
from collections.abc import Sequence

from index.types import Document
from rag.question import Question, Wanted, cover_facts_asked
from rag.shown import display
from rag.types import Span, Statement

_NUMBER = re.compile(r"[\u3400-\u9fff]{1,8}[〔\[［(（【]\d{4}[〕\]］)）】]\d+号")  # 「某政〔2030〕1号」
_COVER_CHARS = 400  # what a notice and a cover take at most before the speech begins


def from_cover(question: Question, documents: Sequence[Document]) -> tuple[Statement, ...]:
    """Who gave the report, when and where, from the line of each cover that says it; empty when none is asked."""
    found = (_line_of_cover(wanted, document) for document in documents for wanted in cover_facts_asked(question))
    return tuple(dict.fromkeys(statement for statement in found if statement is not None))


def _line_of_cover(wanted: Wanted, document: Document) -> Statement | None:
    printed = _printed_on_cover(wanted, document)
    at = document.text.find(printed) if printed else -1
    if at < 0:
        return None
    start = document.text.rfind("\n", 0, at) + 1
    end = document.text.find("\n", at)
    return Statement(display(document.text[start:end].lstrip("—-－ ")), (Span(document.id, start, end),))


def _printed_on_cover(wanted: Wanted, document: Document) -> str | None:
    metadata = document.metadata
    if wanted is Wanted.DATE and metadata.date:
        year, month, day = (int(part) for part in metadata.date.split("-"))
        return f"{year}年{month}月{day}日"
    if wanted is Wanted.NUMBER:
        found = _NUMBER.search(document.text, 0, _COVER_CHARS)
        return found.group() if found else None
    return {Wanted.SPEAKER: metadata.speaker, Wanted.PLACE: metadata.place}.get(wanted)


def of_the_cover_asked_for(question: Question, documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents of the year and the place that a question about a cover names."""
    if question.foreign_places and question.place is None:
        return ()
    return tuple(
        document
        for document in documents
        if not question.years or any(year in _years_of_cover(document) for year in question.years)
    )


def _years_of_cover(document: Document) -> tuple[int | None, int | None]:
    date = document.metadata.date
    return document.metadata.year, int(date[:4]) if date else None
