"""Ask: from a question to a checked answer. The one function that command line, HTTP, page and evals call."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from index.limits import is_about
from index.terms import fold_name, names_of
from index.types import NO_LIMIT, Document, Filter, Role
from rag.asker import Asker
from rag.cite import Cited, cite, escaped
from rag.compute import compute
from rag.followup import standalone
from rag.generate import Draft, display, from_cover, generate, period_label
from rag.operands import look_up
from rag.question import Question, clean, is_out_of_bounds, says_something, understand
from rag.retrieve import retrieve
from rag.select import ScoredSpan, Selection, select
from rag.spelling import corrected
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
    cleaned = corrected(clean(question), asker.store.index)
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
        slots=_slots(asker, understood, limit),
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
    cover = from_cover(question, _of_the_cover_asked_for(question, documents))
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
    computed = compute(question.text, lambda wish: look_up(asker, question, limit, wish))
    if computed is None and selection.answerability < _ANSWERABLE:
        return _not_found(asker, question, selection, documents), replace(timings, generate=_milliseconds(started))
    draft = Draft((computed,)) if computed else generate(question, selection, rarity, documents)
    timings = replace(timings, generate=_milliseconds(started))
    started = perf_counter()
    statements = verify(draft.statements, lambda span: _quote(asker, span), lambda span: _years(asker, span))
    timings = replace(timings, verify=_milliseconds(started))
    if not statements:
        return _not_found(asker, question, selection, documents), timings
    return _found(asker, question, limit, selection, replace(draft, statements=statements)), timings


def _from_cover(asker: Asker, question: Question, statements: tuple[Statement, ...]) -> _Findings:
    cited = cite(asker.store, statements, name_reports=len(statements) > 1)
    terms = _terms(asker, question, statements)
    return _Findings(Status.ANSWERED, cited.text, cited.citations, terms, _COVER_CONFIDENCE)


def _found(asker: Asker, question: Question, limit: Filter, selection: Selection, draft: Draft) -> _Findings:
    statements = draft.statements
    if draft.missing:
        unsaid = f"（报告没有说到{'、'.join(draft.missing)}）"
        statements = (*statements[:-1], replace(statements[-1], text=statements[-1].text + unsaid))
    cited = cite(asker.store, statements, name_reports=len(_documents(asker, limit)) > 1)
    return _Findings(
        Status.PARTIAL if draft.missing else Status.ANSWERED,
        cited.text,
        cited.citations,
        _terms(asker, question, statements),
        round(selection.answerability, 3),
        _related(asker, cited),
    )


def _not_found(asker: Asker, question: Question, selection: Selection, documents: Sequence[Document]) -> _Findings:
    """Say so, and name the nearest thing that the report, or one of those asked, does say."""
    nearest = selection.spans[0]
    shown = Statement(f"{period_label(nearest.passage, nearest.text)}{display(nearest.text)}", (_span(nearest),))
    cited = cite(asker.store, (shown,), name_reports=len(documents) > 1)
    asked = f"这{len(documents)}份报告都" if len(documents) > 1 else f"《{escaped(documents[0].metadata.title)}》"
    return _Findings(
        Status.NOT_FOUND,
        f"{asked}没有说到这一点。报告里最接近的内容是：\n{cited.text}",
        cited.citations,
        _terms(asker, question, ()),
        related=_related(asker, cited),
    )


def _related(asker: Asker, cited: Cited) -> tuple[str, ...]:
    ids = {citation.document_id for citation in cited.citations}
    documents = tuple(document for document in asker.store.documents if document.id in ids)
    return related_questions(asker.store.passages, [citation.start for citation in cited.citations], documents)


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
    """The documents that a filter lets through."""
    return tuple(
        document
        for document in asker.store.documents
        if (not limit.documents or document.id in limit.documents)
        and (not limit.places or is_about(document.metadata.place, limit.places))
    )


def _narrowed(limit: Filter, question: Question) -> Filter:
    """A place named in the question selects its reports, unless the caller chose already."""
    if question.place is None or limit.places or limit.documents:
        return limit
    return replace(limit, places=(question.place,))


def _slots(asker: Asker, question: Question, limit: Filter) -> Slots:
    """What was understood. 去年 and 今年 are the years of the report, if one report is meant."""
    documents = _documents(asker, limit)
    role: Role | None = limit.role or question.role
    years = question.years or limit.years
    if not years and role is not None and len(documents) == 1:
        years = _years_of_role(documents[0], role)
    document = limit.documents[0] if len(limit.documents) == 1 else None
    return Slots(document, limit.places[0] if limit.places else None, years, role)


def _of_the_cover_asked_for(question: Question, documents: Sequence[Document]) -> tuple[Document, ...]:
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


def _years_of_role(document: Document, role: Role) -> tuple[int, ...]:
    periods = [section.period for section in document.sections if section.period.role is role]
    years = {year for period in periods for year in (period.first_year, period.last_year) if year is not None}
    return tuple(sorted(years))


def _span(span: ScoredSpan) -> Span:
    return Span(span.passage.document_id, span.start, span.end)


def _quote(asker: Asker, span: Span) -> str:
    return asker.store.document(span.document_id).text[span.start : span.end]


def _years(asker: Asker, span: Span) -> tuple[int, ...]:
    """The years of the innermost section around a span."""
    sections = asker.store.document(span.document_id).sections
    around = [section for section in sections if section.start <= span.start < section.end]
    if not around:
        return ()
    period = max(around, key=lambda section: section.level).period
    return tuple(year for year in (period.first_year, period.last_year) if year is not None)


def _milliseconds(started: float) -> float:
    return round((perf_counter() - started) * 1000, 2)
