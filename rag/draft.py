"""From one question to the checked statements that answer it: cover, passages, computing, guard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.encoder import RememberingEncoder
from index.types import Document, Figure, Filter, Role
from rag.across import across, asks_to_calculate
from rag.asked_apart import (
    asked_apart,
    asked_of_other_year,
    difference_of_years,
    is_of_one_thing,
    put_together,
)
from rag.asker import Asker
from rag.calculation import Computed
from rag.combined import combine
from rag.compute import compute
from rag.cover import from_cover, of_the_cover_asked_for
from rag.coverage import Found, asked_of_each, asks_across, compares, look_into_each, of_the_kind_asked
from rag.derived import asks_before, derive
from rag.each_named import asked_of_each_named, is_said
from rag.each_year import asked_of_each_year
from rag.figure_answer import answer_figure
from rag.generate import Draft, generate, judged
from rag.needs import lacks_what_is_asked
from rag.of_name import told_of_name
from rag.operands import look_up
from rag.parts import asked_of_name, asked_of_topic
from rag.premise import corrected
from rag.question import Question, Wanted, understand
from rag.reports import Reports
from rag.reread import selected
from rag.retrieve import retrieve
from rag.scope import Scope, scopes_of
from rag.select import ScoredSpan, Selection
from rag.statements import statement_of
from rag.stopwatch import Stopwatch
from rag.types import Span, Statement
from rag.units import units_said
from rag.verify import figures_in, verify

# The cover is read with the metadata; how often it is read right is counted over many files by the reading tests.
_COVER_CONFIDENCE = 0.95
# Least answerability of a sentence to calculate over: it seldom says in words what is calculated. Chosen on dev.
_DERIVED = 0.1
_NAMES_LESS = 0.2  # of the words of a part of a question, that another sentence covers less than the one given before
_ASKED_APART = 0.6  # least confidence of two answers whose figures are calculated with


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was found for one question. Without statements, ``nearest`` is what the reports say closest to it."""

    question: Question
    documents: tuple[Document, ...]  # those that were asked
    draft: Draft
    confidence: float = 0.0
    nearest: ScoredSpan | None = None
    names_reports: bool = False  # its statements say themselves which report they are of
    is_computed: bool = False


def draft_answers(asker: Asker, questions: Sequence[Question], limit: Filter, watch: Stopwatch) -> list[Drafted]:
    """Answer the parts of a question in order; what one part was answered with is not given for another."""
    drafted: list[Drafted] = []
    for scope in (scope for question in questions for scope in scopes_of(asker.store, question, limit)):
        if asks_across(scope):
            drafted.append(_draft_across(asker, scope, watch))
            continue
        of_name = _draft_of_name_given(asker, scope, drafted, watch)
        if of_name is not None:
            drafted.append(of_name)
            continue
        given = [span for each in drafted for statement in each.draft.statements for span in statement.spans]
        answer = draft_answer(asker, scope, watch)
        answer = _draft_of_each_named(asker, scope, answer, watch) or answer
        again = all(span in given for statement in answer.draft.statements for span in statement.spans)
        if given and again and not answer.is_computed:
            other = draft_answer(asker, scope, watch, given)
            answer = other if _answers_rather(other, answer) else answer  # one sentence may answer both
        if not answer.draft.statements and drafted:
            answer = _draft_of_topic_before(asker, scope, drafted[-1], watch) or answer
        drafted.append(answer)
    return drafted


def _answers_rather(other: Drafted, given: Drafted) -> bool:
    """Whether another sentence answers a part of a question, and not the one that was given for a part before."""
    if not other.draft.statements or other.nearest is None or given.nearest is None:
        return bool(other.draft.statements)
    return other.nearest.coverage > given.nearest.coverage - _NAMES_LESS


def _draft_of_each_named(asker: Asker, scope: Scope, joint: Drafted, watch: Stopwatch) -> Drafted | None:
    """The answers for each of two that a question joins, where the answer for both leaves one out."""
    reports = Reports(asker.store)
    quote = " ".join(reports.quote(span) for statement in joint.draft.statements for span in statement.spans)
    asked = asked_of_each_named(scope.question.text) if len(scope.documents) == 1 else ()
    if joint.is_computed or all(is_said(name, quote) for name, _ in asked):
        return None
    told = [_draft_told(asker, scope, text, watch) for _, text in asked]
    if not all(each.draft.statements for each in told):
        return None
    statements = tuple(dict.fromkeys(statement for each in told for statement in each.draft.statements))
    return replace(joint, draft=Draft(statements), confidence=min(each.confidence for each in told))


def _draft_of_topic_before(asker: Asker, scope: Scope, before: Drafted, watch: Stopwatch) -> Drafted | None:
    """The answer to a later part as asked of what the part before is about, if it names nothing itself."""
    text = asked_of_topic(before.question.text, scope.question.text) if before.documents == scope.documents else None
    if text is None:
        return None
    answer = draft_answer(asker, replace(scope, question=understand(text, scope.documents)), watch)
    return replace(answer, question=scope.question) if answer.draft.statements else None


def _draft_of_name_given(asker: Asker, scope: Scope, drafted: Sequence[Drafted], watch: Stopwatch) -> Drafted | None:
    """The answer to a later part as asked of the name that the answer before gave, if it says that name."""
    if not drafted or not drafted[-1].draft.statements or drafted[-1].documents != scope.documents:
        return None
    before, statement = drafted[-1].question.text, drafted[-1].draft.statements[0]
    quote = Reports(asker.store).quote(statement.spans[0])
    asked = asked_of_name(before, scope.question.text, quote)
    if asked is None:
        return None
    text, name = asked
    understood = understand(text, scope.documents)
    question = replace(understood, years=scope.question.years, role=scope.question.role)
    answer = draft_answer(asker, replace(scope, question=question), watch, statement.spans)
    said = tuple(each for each in answer.draft.statements if name in each.text)
    return replace(answer, draft=replace(answer.draft, statements=said)) if said else None


def draft_answer(asker: Asker, scope: Scope, watch: Stopwatch, given: Sequence[Span] = ()) -> Drafted:
    """Answer one standalone question from the reports of its scope, but not with the words ``given``."""
    question, documents = scope.question, scope.documents
    if not documents:
        return Drafted(question, documents, Draft(()))
    cover = from_cover(question, of_the_cover_asked_for(question, documents))
    if cover:
        return Drafted(question, documents, Draft(cover), _COVER_CONFIDENCE)
    of_cover = question.wanted in (
        Wanted.SPEAKER,
        Wanted.DATE,
        Wanted.NUMBER,
        Wanted.PLACE,
    )  # of a cover that does not say it
    find = cache(lambda: _found(asker, scope, watch))
    told = (
        _draft_across_sentences(asker, scope, find, watch)
        or _draft_computed(asker, scope, watch)
        or _draft_asked_apart(asker, scope, watch)
        or _draft_of_before(asker, scope, watch)
        or _draft_corrected(asker, scope, find, watch)
        or _draft_of_name(asker, scope, watch, given)
        or _draft_of_each_year(asker, scope, watch)
    )
    if told is not None:
        return told
    selection = _without(find(), given)
    with watch.step("generate"):
        rarity = asker.store.index.rarity
        nearest = max(selection.spans, key=lambda span: span.score, default=None)  # though it lacks what is asked
        derived = derive(question, selection)
        figure = answer_figure(question, selection, _figures_of(asker, documents), documents, rarity)
        if derived is not None and derived.confidence >= _DERIVED:
            draft, confidence = Draft((derived.statement,)), derived.confidence
        elif figure is not None and (figure.confidence >= _threshold(asker, question) or not figure.statements):
            draft, confidence = Draft(figure.statements), figure.confidence
        elif not of_cover and selection.answerability >= _threshold(asker, question):
            draft, confidence = generate(question, selection, rarity, documents), selection.answerability
        else:
            return Drafted(question, documents, Draft(()), nearest=nearest)
    with watch.step("verify"):
        best = next(iter(selection.spans), None)
        statements = _checked(question, draft.statements, best, Reports(asker.store))
    is_computed = derived is not None and draft.statements == (derived.statement,)
    return Drafted(
        question, documents, replace(draft, statements=statements), confidence, nearest, is_computed=is_computed
    )


def _checked(
    question: Question, drafted: Sequence[Statement], nearest: ScoredSpan | None, reports: Reports
) -> tuple[Statement, ...]:
    """The statements that hold, calculated with where that is asked for; the whole sentence where none does.

    Clauses may be cut too short to show what their figures are of.
    """
    combined = combine(question.text, drafted)
    statements = (combined is not None and verify((combined,), reports)) or verify(drafted, reports, question.text)
    if statements or not drafted or nearest is None:
        return statements
    return verify((statement_of(nearest),), reports)


def _found(asker: Asker, scope: Scope, watch: Stopwatch) -> Selection:
    """The sentences that are near the question, best first."""
    with watch.step("retrieve"):
        evidence = retrieve(asker, scope.question, scope.limit, asker.settings.answer.passages)
    with watch.step("generate"):
        return selected(asker, scope.question, evidence)


def _draft_across_sentences(
    asker: Asker, scope: Scope, find: Callable[[], Selection], watch: Stopwatch
) -> Drafted | None:
    """The answer that is a calculation over figures of several sentences, where one is asked for and holds."""
    if not asks_to_calculate(scope.question):
        return None
    selection = find()
    with watch.step("generate"):
        computed = across(scope.question, selection, _figures_of(asker, scope.documents), scope.documents)
    return _calculation(asker, scope, computed, watch)


def _draft_computed(asker: Asker, scope: Scope, watch: Stopwatch) -> Drafted | None:
    """The answer that is a calculation, where one is asked for and holds."""
    with watch.step("generate"):
        computed = compute(scope.question.text, lambda wish: look_up(asker, scope.question, scope.limit, wish))
    return _calculation(asker, scope, computed, watch)


def _draft_of_before(asker: Asker, scope: Scope, watch: Stopwatch) -> Drafted | None:
    """What there was in a year before the report's, calculated from what it says of its own."""
    years = set(scope.question.years)
    told = {year for document in scope.documents for section in document.sections for year in section.period.years}
    if not years - told or not asks_before(scope.question.text):
        return None
    selection = _found(asker, replace(scope, question=replace(scope.question, years=())), watch)
    with watch.step("generate"):
        computed = derive(scope.question, selection)
    if computed is None or computed.confidence < _DERIVED:
        return None
    return _calculation(asker, scope, computed, watch)


def _draft_asked_apart(asker: Asker, scope: Scope, watch: Stopwatch) -> Drafted | None:
    """The answer that is a calculation over the answers to two questions, one for each of its figures."""
    apart = asked_apart(scope.question.text) if len(scope.documents) == 1 else None
    if apart is None:
        return None
    told = _told_of_sides(asker, scope, apart.questions, watch, apart.unit if apart.of_years else None)
    if not told:
        return None
    answers = [each.draft.statements[0] for each in told]
    confidence = min(each.confidence for each in told)
    computed = put_together(apart, answers, confidence) if confidence >= _ASKED_APART else None
    return _calculation(asker, scope, computed, watch)


def _told_of_sides(
    asker: Asker, scope: Scope, texts: Sequence[str], watch: Stopwatch, unit: str | None
) -> list[Drafted]:
    """One statement for each of two questions, or none at all.

    Of one thing in two years (``unit`` is not None) what is surely found for the one is asked for of the other in the
    report's own words, where that is not found or is of something else.
    """
    told = [_draft_told(asker, scope, text, watch) for text in texts]
    found = [each for each in told if len(each.draft.statements) == 1]
    if unit is not None and found and len(told) > 1:
        sure = max(found, key=lambda each: each.confidence)
        (other,) = (each for each in told if each is not sure)
        statement = sure.draft.statements[0]
        if other not in found or not is_of_one_thing(statement, other.draft.statements[0]):
            text = asked_of_other_year(statement, unit)
            again = _draft_told(asker, scope, text, watch) if text is not None else other
            if len(again.draft.statements) == 1 and is_of_one_thing(statement, again.draft.statements[0]):
                told = [again if each is other else each for each in told]
    return told if all(len(each.draft.statements) == 1 for each in told) else []


def _draft_told(asker: Asker, scope: Scope, text: str, watch: Stopwatch) -> Drafted:
    return draft_answer(asker, replace(scope, question=understand(text, scope.documents)), watch)


def _calculation(asker: Asker, scope: Scope, computed: Computed | None, watch: Stopwatch) -> Drafted | None:
    """The calculation, if it holds."""
    if computed is None:
        return None
    with watch.step("verify"):
        statements = verify((computed.statement,), Reports(asker.store), scope.question.text)
    if not statements:
        return None
    return Drafted(scope.question, scope.documents, Draft(statements), computed.confidence, is_computed=True)


def _draft_corrected(asker: Asker, scope: Scope, find: Callable[[], Selection], watch: Stopwatch) -> Drafted | None:
    """That something is otherwise than the question supposes, and how it is."""
    with watch.step("retrieve"):
        correction = corrected(asker, scope, find)
    if correction is None:
        return None
    with watch.step("verify"):
        statement = judged(scope.question, correction.said, correction.span, asker.store.index.rarity)
        statements = verify((statement,), Reports(asker.store))
    return Drafted(scope.question, scope.documents, Draft(statements), correction.confidence) if statements else None


def _draft_of_name(asker: Asker, scope: Scope, watch: Stopwatch, given: Sequence[Span]) -> Drafted | None:
    """What the report tells of a name that is asked about."""
    if asker.reader is None or not asker.settings.answer.reader or len(scope.documents) > 1:
        return None
    with watch.step("generate"):
        passages = asker.store.passages_of(scope.documents[0].id)
        told = told_of_name(scope.question, passages, asker.reader, given)
    reports = Reports(asker.store)
    if told is None or any(
        lacks_what_is_asked(scope.question.text, reports.quote(span)) for each in told.statements for span in each.spans
    ):
        return None
    with watch.step("verify"):
        statements = verify(told.statements, reports)
    return Drafted(scope.question, scope.documents, Draft(statements), told.confidence) if statements else None


def _draft_of_each_year(asker: Asker, scope: Scope, watch: Stopwatch) -> Drafted | None:
    """What there is to tell of each of the two years that a question compares, each asked for itself."""
    if scope.question.wanted not in (Wanted.COMPARISON, Wanted.FIGURE) or len(scope.documents) > 1:
        return None
    sides = asked_of_each_year(scope.question.text)
    told = _told_of_sides(asker, scope, sides, watch, next(iter(units_said(scope.question.text)), "")) if sides else []
    if not told:
        return None
    confidence = min(each.confidence for each in told)
    apart = difference_of_years(scope.question.text, sides)
    if apart is not None:
        answers = [each.draft.statements[0] for each in told]
        computed = _calculation(asker, scope, put_together(apart, answers, confidence), watch)
        if computed is not None:
            return computed
    with watch.step("verify"):
        drafted = tuple(statement for each in told for statement in each.draft.statements)
        statements = _checked(scope.question, drafted, told[0].nearest, Reports(asker.store))
    return Drafted(scope.question, scope.documents, Draft(statements), confidence)


def _draft_across(asker: Asker, scope: Scope, watch: Stopwatch) -> Drafted:
    """Ask every report of the scope for itself: one search over all would find the same few reports again and again."""
    once = replace(asker, encoder=RememberingEncoder(asker.encoder))
    documents = of_the_kind_asked(scope.question, scope.documents)
    reports = Reports(asker.store)
    understood = understand(asked_of_each(scope.question), documents)
    role = scope.question.role or (Role.REVIEW if compares(scope.question) else None)  # results compare, aims do not
    asked = replace(understood, years=scope.question.years, role=role)

    def answer(document: Document) -> Found | None:
        limit = replace(scope.limit, documents=(document.id,))
        one = draft_answer(once, Scope(asked, limit, (document,)), watch)
        if not one.draft.statements:
            return None
        statement = one.draft.statements[0]
        return Found(document, statement, one.confidence, figures_in(statement, reports))

    draft, confidence = look_into_each(scope.question, documents, asker.store, answer)
    if draft.statements:
        return Drafted(scope.question, documents, draft, confidence, names_reports=True)
    return draft_answer(asker, scope, watch)


def _threshold(asker: Asker, question: Question) -> float:
    settings = asker.settings.answer
    return {Wanted.TERM: settings.described, Wanted.FIGURE: settings.figure}.get(question.wanted, settings.answerable)


def _without(selection: Selection, given: Sequence[Span]) -> Selection:
    """The selection without sentences that hold words already given; as it is where nothing else is left."""
    spans = tuple(
        each
        for each in selection.spans
        if not any(
            each.passage.document_id == span.document_id and each.start < span.end and span.start < each.end
            for span in given
        )
    )
    return replace(selection, spans=spans) if spans else selection


def _figures_of(asker: Asker, documents: Sequence[Document]) -> tuple[Figure, ...]:
    return tuple(figure for document in documents for figure in asker.store.figures_of(document.id))
