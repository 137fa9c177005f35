"""From one question to the checked statements that answer it: cover, passages, computing, guard."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from index.types import Document, Filter, Role
from rag.asker import Asker
from rag.concise import concise
from rag.cover import from_cover, of_the_cover_asked_for
from rag.coverage import Found, asked_of_each, asks_across, compares, look_into_each, of_the_kind_asked
from rag.derived import derive
from rag.draft_calculated import (
    DERIVED,
    draft_across_sentences,
    draft_chosen,
    draft_computed,
    draft_of_before,
    draft_of_indicators,
    draft_of_unknown,
    figures_of,
    found_near,
    is_elsewhere,
)
from rag.drafted import Drafted, checked
from rag.figure_answer import answer_figure
from rag.generate import Draft, generate, judged
from rag.needs import lacks_what_is_asked
from rag.of_indicators import of_indicators, surely_asked
from rag.of_name import told_of_name
from rag.other_terms import in_other_terms
from rag.premise import corrected
from rag.question import Question, Wanted, understand
from rag.reports import Reports
from rag.scope import Scope, scopes_of
from rag.scored_span import Selection
from rag.statements import statement_of
from rag.stopwatch import Stopwatch
from rag.taken_apart import (
    answers_rather,
    of_each_named,
    of_each_year,
    of_figures_asked_apart,
    of_name_given,
    of_topic_before,
    of_years_missing,
    with_other_year,
)
from rag.told_beside import asked_again, near_answer, with_parts_told_beside
from rag.types import Span, Statement
from rag.verify import figures_in, verify

# The cover is read with the metadata; how often it is read right is counted over many files by the reading tests.
_COVER_CONFIDENCE = 0.95
_BESIDE_THE_POINT = -8.0  # logit of a sentence that nothing is calculated over
_OF_COVER = (Wanted.SPEAKER, Wanted.DATE, Wanted.NUMBER, Wanted.PLACE)  # which no other sentence tells


def draft_answers(asker: Asker, questions: Sequence[Question], limit: Filter, watch: Stopwatch) -> list[Drafted]:
    """Answer the parts of a question in order; what one part was answered with is not given for another."""

    drafted: list[Drafted] = []
    for asked in (scope for question in questions for scope in scopes_of(asker.store, question, limit)):
        scope = replace(asked, question=near_answer(asker.store, asked.question, drafted))
        if asks_across(scope):
            drafted.append(_draft_across(asker, scope, watch))
            continue
        answer_one = _answering(asker.for_one_part(), watch)
        of_name = of_name_given(asker, scope, drafted, answer_one)
        if of_name is not None:
            drafted.append(of_name)
            continue
        given = [span for each in drafted for statement in each.draft.statements for span in statement.spans]
        answer = answer_one(scope)
        answer = of_each_named(asker, scope, answer, answer_one) or answer
        answer = with_other_year(asker, scope, answer, answer_one, watch) or answer
        again = all(span in given for statement in answer.draft.statements for span in statement.spans) and not any(
            _tells_more(statement, drafted) for statement in answer.draft.statements
        )
        if given and again and not answer.is_computed:
            other = answer_one(scope, given)
            answer = other if answers_rather(other, answer) else answer  # one sentence may answer both
        if not answer.draft.statements and drafted:
            answer = of_topic_before(scope, drafted[-1], answer_one) or answer
        drafted.append(answer)
    answer_again = _answering(asker, watch)
    drafted = asked_again(asker.store, drafted, lambda each: answer_again(Scope(each.question, limit, each.documents)))
    drafted = of_years_missing(drafted, answer_again, limit) if len(drafted) > 1 else drafted
    return with_parts_told_beside(asker, drafted)


def _tells_more(statement: Statement, drafted: Sequence[Drafted]) -> bool:
    """Whether a statement has words that none of those for other parts of the question has, of the same quotes."""
    return not any(statement.text in each.text for one in drafted for each in one.draft.statements)


def _answering(asker: Asker, watch: Stopwatch) -> Callable[..., Drafted]:
    """What answers one question, but not with the words given for others."""

    def answer_one(scope: Scope, given: Sequence[Span] = ()) -> Drafted:
        return draft_answer(asker, scope, watch, given)

    return answer_one


def draft_answer(
    asker: Asker, scope: Scope, watch: Stopwatch, given: Sequence[Span] = (), *, is_taken_apart: bool = False
) -> Drafted:
    """Answer one standalone question from the reports of its scope, but not with the words ``given``.

    One that another was taken apart into is not taken apart again.
    """
    question, documents = scope.question, scope.documents
    if not documents:
        return Drafted(question, documents, Draft(()))
    cover = from_cover(question, of_the_cover_asked_for(question, documents))
    if cover:
        return Drafted(question, documents, Draft(cover), _COVER_CONFIDENCE)

    def answer_one(scope: Scope, given: Sequence[Span]) -> Drafted:
        return draft_answer(asker, scope, watch, given, is_taken_apart=True)

    find = cache(lambda: found_near(asker, scope, watch))
    told = (
        draft_of_indicators(asker, scope, watch, surely_asked)
        or draft_of_unknown(asker, scope, find, watch)
        or (None if is_elsewhere(scope) else draft_across_sentences(asker, scope, find, watch))
        or draft_computed(asker, scope, find, watch)
        or draft_of_indicators(asker, scope, watch, of_indicators)
        or (None if is_taken_apart else of_figures_asked_apart(asker, scope, find, answer_one, watch))
        or draft_of_before(asker, scope, watch)
        or _draft_corrected(asker, scope, find, watch)
        or _draft_of_name(asker, scope, watch, given)
        or (None if is_taken_apart else of_each_year(asker, scope, answer_one, watch))
    )
    return told or _draft_of_sentences(asker, scope, _without(find(), given), watch)


def draft_of_entries(asker: Asker, scope: Scope, watch: Stopwatch) -> Drafted:
    """What the entries of the glossaries tell."""
    of_entries = replace(scope, question=replace(scope.question, of_entries=True))
    drafted = _draft_of_sentences(asker, of_entries, found_near(asker, of_entries, watch), watch)
    return replace(drafted, question=scope.question)


def _draft_of_sentences(asker: Asker, scope: Scope, selection: Selection, watch: Stopwatch) -> Drafted:
    """What the best sentences tell: what follows from their figures, the figure asked for, or their words."""
    question, documents = scope.question, scope.documents
    with watch.step("generate"):
        rarity = asker.store.index.rarity
        nearest = max(selection.spans, key=lambda span: span.score, default=None)  # though it lacks what is asked
        derived = derive(question, selection) or in_other_terms(question, selection)
    if derived is not None and _is_beside_the_point(derived.statement, selection):
        derived = None
    is_derived = derived is not None and derived.confidence >= DERIVED
    chosen = None if is_derived else draft_chosen(asker, scope, selection, watch)
    if chosen is not None:
        return chosen
    with watch.step("generate"):
        figure = answer_figure(question, selection, figures_of(asker, documents), documents, rarity)
        if derived is not None and derived.confidence >= DERIVED:
            draft, confidence = Draft((derived.statement,)), derived.confidence
        elif figure is not None and (figure.confidence >= _threshold(asker, question) or not figure.statements):
            draft, confidence = Draft(figure.statements), figure.confidence
        elif question.wanted not in _OF_COVER and selection.answerability >= _threshold(asker, question):
            draft, confidence = generate(question, selection, rarity, documents), selection.answerability
        else:
            return Drafted(question, documents, Draft(()), nearest=nearest)
    with watch.step("verify"):
        best = next(iter(selection.spans), None)
        statements = checked(question, draft.statements, best, Reports(asker.store))
    is_computed = derived is not None and draft.statements == (derived.statement,)
    return Drafted(
        question, documents, replace(draft, statements=statements), confidence, nearest, is_computed=is_computed
    )


def _is_beside_the_point(derived: Statement, selection: Selection) -> bool:
    """Whether the reader finds that the sentences which something follows from have nothing to do with the question."""
    held = [each for each in selection.spans for span in derived.spans if each.start <= span.start < each.end]
    read = [each.answers for each in held if each.answers is not None]
    return bool(read) and max(read) < _BESIDE_THE_POINT


def _draft_corrected(asker: Asker, scope: Scope, find: Callable[[], Selection], watch: Stopwatch) -> Drafted | None:
    """That something is otherwise than the question supposes, and how it is."""
    with watch.step("retrieve"):
        correction = corrected(asker, scope, find)
    if correction is None:
        return None
    with watch.step("verify"):
        rarity = asker.store.index.rarity
        told = judged(scope.question, correction.said, correction.span, rarity)
        goes_on = correction.goes_on and statement_of(concise(scope.question, correction.goes_on, rarity))
        statements = verify((told, goes_on) if goes_on else (told,), Reports(asker.store))
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


def _draft_across(asker: Asker, scope: Scope, watch: Stopwatch) -> Drafted:
    """Ask every report of the scope for itself: one search over all would find the same few reports again and again."""
    documents = of_the_kind_asked(scope.question, scope.documents)
    reports = Reports(asker.store)
    understood = understand(asked_of_each(scope.question), documents)
    role = scope.question.role or (Role.REVIEW if compares(scope.question) else None)  # results compare, aims do not
    asked = replace(understood, years=scope.question.years, role=role)

    def answer(document: Document) -> Found | None:
        limit = replace(scope.limit, documents=(document.id,))
        one = draft_answer(asker, Scope(asked, limit, (document,)), watch)
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
