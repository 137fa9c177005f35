"""Ask: from a question to a checked answer. The one function that command line, HTTP, page and evals call."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.terms import fold_name, names_of
from index.types import NO_LIMIT, Document, Filter, Role
from rag import english, wording
from rag.asker import Asker
from rag.cite import Cited, cite, escaped, of_report
from rag.contradicted import contradicted
from rag.courtesies import without_courtesies
from rag.drafted import Drafted
from rag.english import NONE_SAY, NOT_FOUND, SENTENCE_END, UNSAID, as_asked, framed, is_english
from rag.fluent import Tell, Worded, Writer
from rag.in_conversation import asked_in, read_in_turn
from rag.opening import asked_if_so, without_introduction
from rag.question import Question, Wanted, clean, is_out_of_bounds, says_something
from rag.reports import Reports
from rag.scope import documents_of
from rag.scored_span import ScoredSpan
from rag.shown import NOT_TOLD, display, period_label
from rag.spelling import corrected
from rag.statements import each_said_once
from rag.stopwatch import Stopwatch
from rag.suggest import related_questions
from rag.types import Answer, Citation, Slots, Span, Statement, Status, TermDefinition, TracedFigure, Turn
from rag.verify import trace

EXTRACTIVE = "extractive"  # the generator that gives the report's own words

_REFUSAL = "我只回答关于政府工作报告内容的问题。可以问报告里的数字、举措或名词，例如“什么是…”“…多少”。"
_GREETING = "您好！我回答关于政府工作报告的问题，比如“什么是…”“今年…有哪些安排”“…多少”，每句话都附原文。"
_SAYS_NOTHING = "问题里没有可以查找的文字。请用几个词说明想了解报告里的什么。"
_ENDS = ",，;；。?？!！"
_NOTHING_TO_SEARCH = "选定的范围内没有可以查找的内容。请放宽筛选条件。"


@dataclass(frozen=True, slots=True)
class _Findings:
    """What answering found on its way to an Answer."""

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    terms: tuple[TermDefinition, ...] = ()
    figures: tuple[TracedFigure, ...] = ()
    confidence: float | None = None
    related: tuple[str, ...] = ()
    generator: str = EXTRACTIVE
    warnings: tuple[str, ...] = ()


def ask(
    asker: Asker,
    question: str,
    history: Sequence[Turn] = (),
    filter: Filter = NO_LIMIT,
    *,
    tell: Tell = lambda text: None,
) -> Answer:
    """Answer ``question`` from the reports that ``filter`` lets through. Thread-safe.

    ``tell`` gets the answer's text in pieces as soon as they are checked; together they are the text.
    Raises QuestionError for an empty or overlong question, UnknownDocumentError for a document the store lacks.
    """
    watch = Stopwatch()
    asker = asker.for_one_answer()
    with watch.step("understand"):
        cleaned = asked_if_so(without_introduction(clean(without_courtesies(question))))
        if asker.settings.question.spelling:
            cleaned = corrected(cleaned, asker.store.index)
        for document_id in filter.documents:
            asker.store.document(document_id)
        asked = asked_in(asker, cleaned, history, filter)
        alone, understood = asked.texts[0], asked.understood
    refused = _refused(cleaned)
    if refused is not None:
        findings = refused
    else:
        read = read_in_turn(asker, asked, filter, watch)
        alone, understood = read.text, read.questions
        drafted = contradicted(asker, read, filter, watch)
        with watch.step("generate"):
            findings = _answer(asker, drafted, Writer(asker, alone, filter, tell))
    if findings.generator == EXTRACTIVE:
        tell(findings.text)
    return Answer(
        id=uuid.uuid4().hex,
        question=question,
        standalone_question=alone,
        slots=replace(_slots(asker, understood[0], filter), indicator=_indicator(understood[0], findings.figures)),
        status=findings.status,
        text=findings.text,
        citations=findings.citations,
        terms=findings.terms,
        figures=findings.figures,
        confidence=findings.confidence,
        generator=findings.generator,
        related=findings.related,
        warnings=findings.warnings,
        timings_ms=watch.timings(),
    )


def _refused(question: str) -> _Findings | None:
    """What is told of a question that no report is searched for; None of others."""
    if not says_something(question):
        return _Findings(Status.REFUSED, _SAYS_NOTHING)
    if wording.GREETING.search(question):
        return _Findings(Status.REFUSED, english.GREETING if is_english(question) else _GREETING)
    if is_out_of_bounds(question):
        return _Findings(Status.REFUSED, english.REFUSAL if is_english(question) else _REFUSAL)
    return None


def _answer(asker: Asker, drafted: Sequence[Drafted], writer: Writer) -> _Findings:
    """One answer to all parts of a question; a part that the reports do not answer is named."""
    found = [each for each in drafted if each.draft.statements]
    if not found:
        return _not_found(asker, drafted[0])
    of_several = len({document.id for each in drafted for document in each.documents}) > 1
    statements = each_said_once(
        of_report(asker.store, statement) if of_several and not each.names_reports else statement
        for each in found
        for statement in each.draft.statements
    )
    missing = [name for each in found for name in each.draft.missing]
    missing += [f"“{each.question.text.rstrip(_ENDS)}”" for each in drafted if each not in found]
    questions = [each.question for each in found]
    worded = Worded()
    in_english = is_english(writer.question)
    if missing and not in_english:
        unsaid = f"（报告没有说到{'、'.join(missing)}）"
        statements = (*statements[:-1], replace(statements[-1], text=statements[-1].text + unsaid))
    elif asker.model is not None and not of_several and not missing:
        worded = writer.word(statements, _terms(asker, questions, statements))
    statements = worded.statements or statements
    if in_english and not worded.statements:
        cited = cite(asker.store, _in_english(statements, missing), SENTENCE_END)
    else:
        cited = cite(asker.store, statements)
    return _Findings(
        Status.PARTIAL if missing else Status.ANSWERED,
        cited.text,
        cited.citations,
        _terms(asker, questions, statements),
        trace(statements, Reports(asker.store), cited.citations),
        round(min(each.confidence for each in found), 3),
        _related(asker, cited, questions),
        f"llm:{asker.model.name}" if asker.model is not None and worded.statements else EXTRACTIVE,
        worded.warnings,
    )


def _in_english(statements: Sequence[Statement], missing: Sequence[str]) -> tuple[Statement, ...]:
    said = tuple(map(framed, statements))
    if not missing:
        return said
    return (*said[:-1], replace(said[-1], text=f"{said[-1].text} ({UNSAID.format(', '.join(map(as_asked, missing)))})"))


def _not_found(asker: Asker, drafted: Drafted) -> _Findings:
    """Say so, and name the nearest thing that the report, or one of those asked, does say."""
    nearest, documents = drafted.nearest, drafted.documents
    if nearest is None:
        return _Findings(Status.NOT_FOUND, _NOTHING_TO_SEARCH)
    shown = Statement(f"{period_label(nearest.passage, nearest.text)}{display(nearest.text)}", (_span(nearest),))
    if len(documents) > 1:
        shown = of_report(asker.store, shown)
    title = f"《{escaped(documents[0].metadata.title)}》"
    if is_english(drafted.question.text):
        cited = cite(asker.store, (framed(shown),), SENTENCE_END)
        asked = NONE_SAY.format(len(documents)) if len(documents) > 1 else title
        told = NOT_FOUND.format(asked, cited.text)
    else:
        cited = cite(asker.store, (shown,))
        asked = f"这{len(documents)}份报告都" if len(documents) > 1 else title
        told = f"{asked}{NOT_TOLD}\n{cited.text}"
    return _Findings(
        Status.NOT_FOUND,
        told,
        cited.citations,
        _terms(asker, [drafted.question], ()),
        related=_related(asker, cited, [drafted.question]),
    )


def _related(asker: Asker, cited: Cited, asked: Sequence[Question]) -> tuple[str, ...]:
    """Follow-ups about what was cited, but not what a term means that was asked about."""
    near = [
        passage
        for citation in cited.citations
        for passage in asker.store.passages_of(citation.document_id)
        if passage.start <= citation.start < passage.end
    ]
    ids = dict.fromkeys(citation.document_id for citation in cited.citations)
    named = [each.term.name for question in asked for each in question.terms]
    return related_questions(tuple(dict.fromkeys(near)), [asker.store.document(each) for each in ids], named)


def _terms(asker: Asker, questions: Sequence[Question], statements: Sequence[Statement]) -> tuple[TermDefinition, ...]:
    """Terms named in the question, or used in the words that the answer rests on."""
    named = {(each.document_id, each.term.name) for question in questions for each in question.terms}
    quoted = [
        (span.document_id, fold_name(Reports(asker.store).quote(span))) for each in statements for span in each.spans
    ]
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


def _slots(asker: Asker, question: Question, limit: Filter) -> Slots:
    """What was understood. 去年 and 今年 are the years of the report, if one report is meant."""
    places = limit.places or ((question.place,) if question.place and not limit.documents else ())
    documents = documents_of(asker.store, replace(limit, places=places))
    role: Role | None = limit.role or question.role
    years = question.years or limit.years
    if not years and role is not None and len(documents) == 1:
        years = _years_of_role(documents[0], role)
    document = limit.documents[0] if len(limit.documents) == 1 else None
    return Slots(document, places[0] if places else None, years, role)


def _indicator(question: Question, figures: Sequence[TracedFigure]) -> str | None:
    """The metric that a question for a figure was answered with."""
    wanted = question.wanted in (Wanted.FIGURE, Wanted.COMPARISON, Wanted.YES_NO)
    return figures[0].metric if wanted and figures else None


def _years_of_role(document: Document, role: Role) -> tuple[int, ...]:
    periods = [section.period for section in document.sections if section.period.role is role]
    years = {year for period in periods for year in (period.first_year, period.last_year) if year is not None}
    return tuple(sorted(years))


def _span(span: ScoredSpan) -> Span:
    return Span(span.passage.document_id, span.start, span.end)
