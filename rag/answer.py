"""Ask: from a question to a checked answer. The one function that command line, HTTP, page and evals call."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from index.terms import fold_name, names_of
from index.types import NO_LIMIT, Document, Filter, Role
from rag.asker import Asker
from rag.followup import standalone
from rag.generate import Draft, display, from_cover, generate, period_label
from rag.question import Question, clean, is_out_of_bounds, says_something, understand
from rag.retrieve import retrieve
from rag.select import ScoredSpan, Selection, select
from rag.suggest import related_questions
from rag.types import Answer, Citation, Slots, Span, Statement, Status, TermDefinition, Timings, Turn
from rag.verify import verify

# Passages that the generator reads; the evidence of every dev question lies within the first six.
_PASSAGES = 8
# Chosen on dev so that right answers lost and unanswerable questions answered are as few together as can be.
_ANSWERABLE = 0.37
# The cover is read with the metadata; how often it is read right is counted over many files by the reading tests.
_COVER_CONFIDENCE = 0.95

_REFUSAL = "我只回答关于政府工作报告内容的问题。可以问报告里的数字、举措或名词，例如“什么是…”“…多少”。"
_SAYS_NOTHING = "问题里没有可以查找的文字。请用几个词说明想了解报告里的什么。"


@dataclass(frozen=True, slots=True)
class _Findings:
    """What answering found on its way to an Answer."""

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    terms: tuple[TermDefinition, ...] = ()
    confidence: float | None = None
    related: tuple[str, ...] = ()


def ask(asker: Asker, question: str, history: Sequence[Turn] = (), filter: Filter = NO_LIMIT) -> Answer:
    """Answer ``question`` from the reports that ``filter`` lets through. Thread-safe.

    Raises QuestionError for an empty or overlong question, UnknownDocumentError for a document the store lacks.
    """
    started = perf_counter()
    cleaned = clean(question)
    alone = standalone(cleaned, history)
    for document_id in filter.documents:
        asker.store.document(document_id)
    understood = understand(alone, _documents(asker, filter))
    limit = _narrowed(filter, understood)
    answered_in = Timings(understand=_milliseconds(started))
    if not says_something(cleaned):
        findings = _Findings(Status.REFUSED, _SAYS_NOTHING)
    elif is_out_of_bounds(cleaned):
        findings = _Findings(Status.REFUSED, _REFUSAL)
    else:
        findings, answered_in = _answer(asker, understood, limit, answered_in)
    return Answer(
        id=uuid.uuid4().hex,
        question=question,
        standalone_question=alone,
        slots=_slots(understood, limit),
        status=findings.status,
        text=findings.text,
        citations=findings.citations,
        terms=findings.terms,
        confidence=findings.confidence,
        related=findings.related,
        timings_ms=replace(answered_in, total=_milliseconds(started)),
    )


def _answer(asker: Asker, question: Question, limit: Filter, timings: Timings) -> tuple[_Findings, Timings]:
    documents = _documents(asker, limit)
    cover = from_cover(question, documents)
    if cover:
        return _from_cover(asker, question, cover), timings
    started = perf_counter()
    evidence = retrieve(asker, question, limit, _PASSAGES)
    timings = replace(timings, retrieve=_milliseconds(started))
    started = perf_counter()
    rarity = asker.store.index.rarity
    selection = select(question, evidence, rarity)
    if not selection.spans:
        return _Findings(Status.NOT_FOUND, "选定的范围内没有可以查找的内容。请放宽筛选条件。"), timings
    if selection.answerability < _ANSWERABLE:
        return _not_found(asker, question, selection), replace(timings, generate=_milliseconds(started))
    draft = generate(question, selection, rarity, documents)
    timings = replace(timings, generate=_milliseconds(started))
    started = perf_counter()
    statements = verify(draft.statements, lambda span: _quote(asker, span), lambda span: _years(asker, span))
    timings = replace(timings, verify=_milliseconds(started))
    if not statements:
        return _not_found(asker, question, selection), timings
    return _found(asker, question, selection, replace(draft, statements=statements)), timings


def _from_cover(asker: Asker, question: Question, statements: tuple[Statement, ...]) -> _Findings:
    citations, text = _cited(asker, statements)
    return _Findings(Status.ANSWERED, text, citations, _terms(asker, question, statements), _COVER_CONFIDENCE)


def _found(asker: Asker, question: Question, selection: Selection, draft: Draft) -> _Findings:
    citations, text = _cited(asker, draft.statements)
    if draft.missing:
        text += f"\n报告没有说到：{'、'.join(draft.missing)}。"
    return _Findings(
        Status.PARTIAL if draft.missing else Status.ANSWERED,
        text,
        citations,
        _terms(asker, question, draft.statements),
        round(selection.answerability, 3),
        related_questions(
            asker.store.passages, [citation.start for citation in citations], _documents_of(asker, citations)
        ),
    )


def _not_found(asker: Asker, question: Question, selection: Selection) -> _Findings:
    """Say so, and name the nearest thing that the report does say."""
    nearest = selection.spans[0]
    shown = Statement(f"{period_label(nearest.passage, nearest.text)}{display(nearest.text)}", (_span(nearest),))
    citations, text = _cited(asker, (shown,))
    title = asker.store.document(nearest.passage.document_id).metadata.title
    return _Findings(
        Status.NOT_FOUND,
        f"《{title}》没有说到这一点。报告里最接近的内容是：\n{text}",
        citations,
        _terms(asker, question, ()),
        related=related_questions(asker.store.passages, [nearest.start], _documents_of(asker, citations)),
    )


def _cited(asker: Asker, statements: Sequence[Statement]) -> tuple[tuple[Citation, ...], str]:
    """Number the spans in order of use and set the markers before each statement's final punctuation."""
    numbers: dict[Span, int] = {}
    lines = []
    for statement in statements:
        markers = "".join(f"[{numbers.setdefault(span, len(numbers) + 1)}]" for span in statement.spans)
        lines.append(f"{_escaped(statement.text)} {markers}。")
    citations = tuple(_citation(asker, span, number) for span, number in numbers.items())
    return citations, "\n".join(lines)


def _escaped(text: str) -> str:
    """A ``[1]`` that the report itself prints must not read as a marker."""
    return text.replace("[", "［").replace("]", "］")


def _citation(asker: Asker, span: Span, number: int) -> Citation:
    document = asker.store.document(span.document_id)
    passage = next(
        each
        for each in asker.store.passages
        if each.document_id == span.document_id and each.start <= span.start and span.end <= each.end
    )
    return Citation(
        number,
        span.document_id,
        document.metadata.title,
        passage.headings,
        passage.page,
        span.start,
        span.end,
        document.text[span.start : span.end],
    )


def _terms(asker: Asker, question: Question, statements: Sequence[Statement]) -> tuple[TermDefinition, ...]:
    """Terms named in the question, or used in the words that the answer rests on."""
    named = {(each.document_id, each.term.name) for each in question.terms}
    quoted = [(span.document_id, fold_name(_quote(asker, span))) for each in statements for span in each.spans]
    found = []
    for document in asker.store.documents:
        for term in document.terms:
            used = any(
                document.id == document_id and any(name in words for name in names_of(term))
                for document_id, words in quoted
            )
            if used or (document.id, term.name) in named:
                found.append(TermDefinition(term.name, term.definition, document.id))
    return tuple(found)


def _documents(asker: Asker, limit: Filter) -> tuple[Document, ...]:
    return tuple(
        document for document in asker.store.documents if not limit.documents or document.id in limit.documents
    )


def _documents_of(asker: Asker, citations: Sequence[Citation]) -> tuple[Document, ...]:
    ids = {citation.document_id for citation in citations}
    return tuple(document for document in asker.store.documents if document.id in ids)


def _narrowed(limit: Filter, question: Question) -> Filter:
    """A place named in the question selects its reports, unless the caller chose already."""
    if question.place is None or limit.places or limit.documents:
        return limit
    return replace(limit, places=(question.place,))


def _slots(question: Question, limit: Filter) -> Slots:
    document = limit.documents[0] if len(limit.documents) == 1 else None
    role: Role | None = limit.role or question.role
    return Slots(document, limit.places[0] if limit.places else None, question.years or limit.years, role)


def _span(span: ScoredSpan) -> Span:
    return Span(span.passage.document_id, span.start, span.end)


def _quote(asker: Asker, span: Span) -> str:
    return asker.store.document(span.document_id).text[span.start : span.end]


def _years(asker: Asker, span: Span) -> tuple[int, ...]:
    """The years of the innermost section around a span."""
    sections = asker.store.document(span.document_id).sections
    around = [section.period for section in sections if section.start <= span.start < section.end]
    return tuple(year for period in around for year in (period.first_year, period.last_year) if year is not None)


def _milliseconds(started: float) -> float:
    return round((perf_counter() - started) * 1000, 2)
