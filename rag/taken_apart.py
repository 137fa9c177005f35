"""Answers to the questions that one question is taken apart into: of each year, of each thing, of the part before."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from index.types import Filter
from rag.another_year import PERIOD, untimed
from rag.asked_apart import (
    Operation,
    asked_apart,
    asked_of_figure,
    asked_of_other_year,
    difference_of_years,
    holds_years_apart,
    is_of_one_thing,
    operand_named,
)
from rag.asker import Asker
from rag.calculation import subtracted
from rag.combined import figures_told, words_shared
from rag.drafted import Drafted, calculation, checked
from rag.each_named import asked_of_each_named, is_said
from rag.each_year import asked_of_each_year
from rag.generate import Draft
from rag.one_indicator import are_told_alike
from rag.parts import asked_of_name, asked_of_topic
from rag.put_together import put_together
from rag.question import Wanted, understand
from rag.reader import clause_spans
from rag.reports import Reports
from rag.scope import Scope
from rag.scored_span import ScoredSpan, Selection
from rag.statements import statement_of
from rag.stopwatch import Stopwatch
from rag.types import Span, Statement
from rag.units import units_said

AnswerOne = Callable[[Scope, Sequence[Span]], Drafted]  # of one standalone question, but not with the words given
_SHARE_TOLD = re.compile(r"(?:占|比重|比例)[^,，。;；]*\d[\d.]*[%％]")
_NAMES_LESS = 0.2  # of the words of a part of a question, that another sentence covers less than the one given before
_BESIDE_THE_POINT = -4.0  # logit of a sentence that the reader finds not to answer, where it finds the other to
_TOPIC_CHARS = 3  # with which two questions of one thing begin
_ASKED_APART = 0.6  # least confidence of two answers whose figures are calculated with


def of_name_given(asker: Asker, scope: Scope, drafted: Sequence[Drafted], answer: AnswerOne) -> Drafted | None:
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
    found = answer(replace(scope, question=question), statement.spans)
    said = tuple(each for each in found.draft.statements if name in each.text)
    return replace(found, draft=replace(found.draft, statements=said)) if said else None


def answers_rather(other: Drafted, given: Drafted) -> bool:
    """Whether another sentence answers a part of a question, and not the one that was given for a part before."""
    if not other.draft.statements or other.nearest is None or given.nearest is None:
        return bool(other.draft.statements)
    if (other.nearest.answers or 0.0) < _BESIDE_THE_POINT and (given.nearest.answers or 0.0) > 0:
        return False
    return other.nearest.coverage > given.nearest.coverage - _NAMES_LESS


def of_each_named(asker: Asker, scope: Scope, joint: Drafted, answer: AnswerOne) -> Drafted | None:
    """The answers for each of two that a question joins, where the answer for both leaves one out."""
    reports = Reports(asker.store)
    quote = " ".join(reports.quote(span) for statement in joint.draft.statements for span in statement.spans)
    asked = asked_of_each_named(scope.question.text) if len(scope.documents) == 1 else ()
    if joint.is_computed or all(is_said(name, quote) for name, _ in asked):
        return None
    told = [_told(scope, text, answer) for _, text in asked]
    if not all(_names(reports, name, each) for (name, _), each in zip(asked, told, strict=True)):
        return None
    naming = (
        _naming(reports, name, each, statement)
        for (name, _), each in zip(asked, told, strict=True)
        for statement in each.draft.statements
    )
    statements = tuple(dict.fromkeys(naming))
    return replace(joint, draft=Draft(statements), confidence=min(each.confidence for each in told))


def _names(reports: Reports, name: str, told: Drafted) -> bool:
    """Whether what an answer rests on, or the sentence around it, says the name that it was asked of."""
    quotes = [reports.quote(span) for statement in told.draft.statements for span in statement.spans]
    around = [told.nearest.text] if told.nearest is not None else []
    return bool(quotes) and is_said(name, " ".join((*quotes, *around)))


def _naming(reports: Reports, name: str, told: Drafted, statement: Statement) -> Statement:
    """The statement with as many of the clauses before its words as say the name: 「园区产值190亿元」 does not."""
    around = told.nearest
    if around is None or len(statement.spans) != 1 or is_said(name, reports.quote(statement.spans[0])):
        return statement
    (span,) = statement.spans
    is_within = around.start <= span.start and span.end <= around.end
    if not is_within or statement_of(replace(around, start=span.start, end=span.end)) != statement:
        return statement  # with words of its own, 「没有，…」
    before = [at for at, _ in clause_spans(around.text) if around.start + at < span.start]
    naming = (replace(around, start=around.start + at, end=span.end) for at in reversed(before))
    return next((statement_of(each) for each in naming if is_said(name, each.text)), statement)


def of_topic_before(scope: Scope, before: Drafted, answer: AnswerOne) -> Drafted | None:
    """The answer to a later part as asked of what the part before is about, if it names nothing itself."""
    text = asked_of_topic(before.question.text, scope.question.text) if before.documents == scope.documents else None
    if text is None:
        return None
    found = _told(scope, text, answer)
    return replace(found, question=scope.question) if found.draft.statements else None


def of_figures_asked_apart(
    asker: Asker, scope: Scope, find: Callable[[], Selection], answer: AnswerOne, watch: Stopwatch
) -> Drafted | None:
    """The answer that is a calculation over the answers to two questions, one for each of its figures."""
    apart = asked_apart(scope.question.text) if len(scope.documents) == 1 else None
    if apart is None or (apart.operation is Operation.SHARE and _tells_share(next(iter(find().spans), None))):
        return None
    told = _told_of_sides(scope, apart.questions, apart.unit if apart.of_years else None, answer, apart.years)
    if not told:
        return None
    answers = [each.draft.statements[0] for each in told]
    confidence = min(each.confidence for each in told)
    computed = put_together(apart, answers, confidence) if confidence >= _ASKED_APART else None
    return calculation(asker, scope, computed, watch)


def _tells_share(best: ScoredSpan | None) -> bool:
    """Whether the best sentence tells a share itself, which need not be calculated."""
    return best is not None and _SHARE_TOLD.search(best.text) is not None


def of_each_year(asker: Asker, scope: Scope, answer: AnswerOne, watch: Stopwatch) -> Drafted | None:
    """What there is to tell of each of the two years that a question compares, each asked for itself."""
    compares = scope.question.wanted in (Wanted.COMPARISON, Wanted.FIGURE) or holds_years_apart(scope.question.text)
    if not compares or len(scope.documents) > 1:
        return None
    sides = asked_of_each_year(scope.question.text)
    told = _told_of_sides(scope, sides, next(iter(units_said(scope.question.text)), ""), answer) if sides else []
    if not told:
        return None
    confidence = min(each.confidence for each in told)
    apart = difference_of_years(scope.question.text, sides)
    if apart is not None:
        answers = [each.draft.statements[0] for each in told]
        computed = calculation(asker, scope, put_together(apart, answers, confidence), watch)
        if computed is not None:
            return computed
    with watch.step("verify"):
        drafted = tuple(statement for each in told for statement in each.draft.statements)
        statements = checked(scope.question, drafted, told[0].nearest, Reports(asker.store))
    return Drafted(scope.question, scope.documents, Draft(statements), confidence)


def with_other_year(asker: Asker, scope: Scope, told: Drafted, answer: AnswerOne, watch: Stopwatch) -> Drafted | None:
    """An answer with the same of the other year, where a question holds two against each other and one is told.

    As a difference where both tell one figure of the same thing. None where nothing is to be added.
    """
    if told.is_computed or len(told.draft.statements) != 1 or not holds_years_apart(scope.question.text):
        return None
    (statement,) = told.draft.statements
    figure = operand_named(scope.question.text, statement)
    text = None if figure is None else asked_of_figure(figure)
    other = None if text is None or figure is None else _told(scope, text, answer)
    if other is None or len(other.draft.statements) != 1 or other.confidence < _ASKED_APART:
        return None
    (beside,) = other.draft.statements
    found = next(figures_told(figure.figure.unit, beside, other.confidence), None) if figure is not None else None
    if figure is None or found is None or not is_of_one_thing(statement, beside):
        return None
    confidence = min(told.confidence, other.confidence)
    if words_shared(figure, found) and are_told_alike(figure, found):
        apart = calculation(asker, scope, replace(subtracted(found, figure), confidence=confidence), watch)
        if apart is not None:
            return apart
    both = sorted((statement, beside), key=lambda each: each.text)
    return replace(told, draft=Draft(tuple(both)), confidence=confidence)


def of_years_missing(drafted: Sequence[Drafted], answer: Callable[[Scope], Drafted], limit: Filter) -> list[Drafted]:
    """The answers to the parts of a question, one of a year that is missing asked for in the report's own words.

    As what another part was answered with says it: 「2031年计划新建泊位12个」.
    """
    return [each if each.draft.statements else _of_other_year(each, drafted, answer, limit) or each for each in drafted]


def _of_other_year(
    missing: Drafted, drafted: Sequence[Drafted], answer: Callable[[Scope], Drafted], limit: Filter
) -> Drafted | None:
    for told in drafted:
        statements, periods = told.draft.statements, (_period(told), _period(missing))
        if len(statements) != 1 or None in periods or len(set(periods)) == 1 or told.documents != missing.documents:
            continue
        figure = operand_named(told.question.text, statements[0])
        text = None if figure is None else asked_of_figure(figure)
        if text is None or untimed(told.question.text)[:_TOPIC_CHARS] != untimed(missing.question.text)[:_TOPIC_CHARS]:
            continue
        found = answer(Scope(understand(text, missing.documents), limit, missing.documents))
        of_it = found.draft.statements
        if len(of_it) == 1 and found.confidence >= _ASKED_APART and is_of_one_thing(statements[0], of_it[0]):
            return replace(found, question=missing.question)
    return None


def _period(drafted: Drafted) -> str | None:
    said = PERIOD.search(drafted.question.text)
    return None if said is None else said.group()


def _told_of_sides(
    scope: Scope, texts: Sequence[str], unit: str | None, answer: AnswerOne, years: Collection[int] = ()
) -> list[Drafted]:
    """One statement for each of two questions, or none at all.

    Of one thing in two years (``unit`` is not None) what is surely found for the one is asked for of the other in the
    report's own words, where that is not found or is of something else.
    """
    told = _told_of_things(scope, texts, answer) if unit is None else [_told(scope, text, answer) for text in texts]
    found = [each for each in told if len(each.draft.statements) == 1]
    if unit is not None and found and len(told) > 1:
        sure = max(found, key=lambda each: each.confidence)
        (other,) = (each for each in told if each is not sure)
        statement = sure.draft.statements[0]
        if other not in found or not is_of_one_thing(statement, other.draft.statements[0]):
            text = asked_of_other_year(statement, unit, years)
            again = _told(scope, text, answer) if text is not None else other
            if len(again.draft.statements) == 1 and is_of_one_thing(statement, again.draft.statements[0]):
                told = [again if each is other else each for each in told]
    is_whole = len(told) == len(texts) and all(len(each.draft.statements) == 1 for each in told)
    return told if is_whole else []


def _told_of_things(scope: Scope, texts: Sequence[str], answer: AnswerOne) -> list[Drafted]:
    """The answers to questions for figures, as far as each is surely found: the next would cost a search in vain."""
    asked = [understand(text, scope.documents) for text in texts]
    told: list[Drafted] = []
    if not all(each.keywords for each in asked):
        return told
    for question in asked:
        told.append(answer(replace(scope, question=question), ()))
        if len(told[-1].draft.statements) != 1 or told[-1].confidence < _ASKED_APART:
            break
    return told


def _told(scope: Scope, text: str, answer: AnswerOne) -> Drafted:
    return answer(replace(scope, question=understand(text, scope.documents)), ())
