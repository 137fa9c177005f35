"""Answers about the terms of a glossary: what one means, where it is used, which one is described."""

import re
from collections.abc import Sequence

from index.sentences import sentence_spans
from index.types import Document, Term
from rag.named_terms import NamedTerm
from rag.question import Question, Wanted
from rag.scored_span import ScoredSpan, Selection
from rag.shown import display
from rag.statements import statement_of
from rag.types import Span, Statement

_DEFINITION_CHARS = 460
_USES_CHARS = 330


def about_terms(question: Question, selection: Selection, documents: Sequence[Document]) -> tuple[Statement, ...]:
    """The statements about the terms that a question asks about; empty where it asks about none."""
    if question.wanted is Wanted.DEFINITION:
        return _definitions(question.terms, documents)
    if question.wanted is Wanted.USE:
        return _uses(question, selection)
    if question.wanted is Wanted.TERM:
        return _described_term(question, selection, documents)
    return ()


def _uses(question: Question, selection: Selection) -> tuple[Statement, ...]:
    """Where the report uses a term, outside its glossary entry."""
    names = [name for named in question.terms for name in (named.term.name, *named.term.aliases)]
    found = [
        span
        for span in selection.spans
        if span.passage.period.role is not None and any(name in span.text or name in _bare(span.text) for name in names)
    ]
    if not found:
        return ()
    return tuple(statement_of(span) for span in sorted(_fit(found[:4], _USES_CHARS), key=lambda span: span.start))


def _bare(text: str) -> str:
    return re.sub(r"[\"“”‘’]", "", text)


def _fit(spans: Sequence[ScoredSpan], max_chars: int) -> list[ScoredSpan]:
    kept: list[ScoredSpan] = []
    for span in spans:
        if not kept or sum(len(each.text) for each in kept) + len(span.text) <= max_chars:
            kept.append(span)
    return kept


def _described_term(question: Question, selection: Selection, documents: Sequence[Document]) -> tuple[Statement, ...]:
    """The term whose entry is the best evidence for a description."""
    named = {each.term.name for each in question.terms}
    for span in selection.spans[:8]:
        document = next(each for each in documents if each.id == span.passage.document_id)
        for term in document.terms:
            if term.start <= span.start < term.end and term.name not in named:
                return definition(term, document)
    return ()


def _definitions(terms: Sequence[NamedTerm], documents: Sequence[Document]) -> tuple[Statement, ...]:
    by_id = {document.id: document for document in documents}
    statements: list[Statement] = []
    for named in terms[:3]:
        statements.extend(definition(named.term, by_id[named.document_id]))
    return tuple(statements)


def definition(term: Term, document: Document) -> tuple[Statement, ...]:
    """The entry sentence by sentence, from the term's name on."""
    start = document.text.index(term.name, term.start)
    start -= document.text[start - 1] in '“"「『'  # names are kept without the quotes around them
    spans = [(start + first, start + last) for first, last in sentence_spans(document.text[start : term.end])]
    statements: list[Statement] = []
    for first, last in spans:
        if statements and last - start > _DEFINITION_CHARS:
            break
        statements.append(Statement(display(document.text[first:last]), (Span(document.id, first, last),)))
    return tuple(statements)
