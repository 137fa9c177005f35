"""A follow-up answered by the very sentence that the last answer was taken from, where that tells what is asked now."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.quantities import quantities
from index.terms import fold_name, names_of
from index.types import Document, Filter, Role
from index.words import fold
from rag import wording
from rag.another_year import PERIOD, asked_against_year, untimed
from rag.asker import Asker
from rag.clauses import CLAUSE, clauses_in, spans_with_marks
from rag.concise import concise, with_figure
from rag.drafted import Drafted
from rag.exchange import WHICH
from rag.figure_asked import asks_rate, is_of_kind_asked, units_asked
from rag.generate import Draft
from rag.keywords import keywords_of
from rag.meant import SURE, Read
from rag.needs import lacks_what_is_asked
from rag.places import cities_said
from rag.pointing import nouns_of
from rag.question import Question, Wanted, understand, years_of
from rag.reader import Reading, line_of
from rag.reread import shares_of_clauses
from rag.scope import scopes_of
from rag.scored_span import ScoredSpan
from rag.shown import share_of_pairs
from rag.statements import statement_of
from rag.told_before import ToldBefore, told_before
from rag.types import Turn

# Logits of the sentence beside the last question and the new one. Of 607 follow-ups on dev 136 were told by the
# first, 134 of them rightly.
_SURE, _MAY_ANSWER = 4.0, 2.0
_CONFIDENCE = 0.65  # below that
_TELLS = (Wanted.FIGURE, Wanted.FACT, Wanted.LIST, Wanted.USE)
_ASKS_HOW = re.compile(r"怎么(?!样)|咋(?!样)|如何")
_MOST_ENTRIES = 3
_LONGEST = 150  # chars of a sentence that is told as a whole
_FEWEST_NEW = 2  # chars that the last question and answer do not say
_SAID = 0.8  # of the pairs of a clause, in the last question and answer
_REACHES = re.compile(r"(?:达到|实现|增长|超过|突破|[为约至达])$")  # of a clause whose figure is left out
_WORDS = re.compile(r"[\u3400-\u9fff]{2}|[\d.]+")


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A follow-up in its own words, what was said before it, and the sentence of the report that said it."""

    question: str
    last: Turn
    told: ToldBefore
    document: Document
    is_near: bool = True  # of the time that the question names, and says one of the things


def going_on(
    asker: Asker, question: str, history: Sequence[Turn], understood: Sequence[Question], limit: Filter
) -> GoingOn | None:
    """What a follow-up may go on about; None where more than one report is asked, or none says it."""
    documents = {
        document.id: document
        for each in (understood if history else ())
        for scope in scopes_of(asker.store, each, limit)
        for document in scope.documents
    }
    if len(documents) != 1:
        return None
    (document,) = documents.values()
    told = told_before(asker.store, history[-1], document)
    if told is None:
        return None
    new = _new_things(GoingOn(question, history[-1], told, document), told.text)
    is_near = is_in_time(question, told) and (not new or any(new))
    return GoingOn(question, history[-1], told, document, is_near)


def told_there(asker: Asker, asked: Question, goes_on: GoingOn) -> Read | None:
    """The sentence, or the entry of a term in it, as much of it as answers; None where the reader finds no answer."""
    own = understand(goes_on.question, (goes_on.document,))
    if asker.reader is None or not goes_on.is_near or own.wanted not in _TELLS or _ASKS_HOW.search(goes_on.question):
        return None
    around = (goes_on.told, *_entries(asker, goes_on))
    places = [each for each in around if _may_tell(each, own, goes_on) and _may_tell(each, asked, goes_on)]
    if not places:
        return None
    text = f"{goes_on.last.question.rstrip('?？。')},{goes_on.question}"
    lines = [line_of(each.passage, each.start, each.end, each.lead) for each in places]
    place, reading = max(zip(places, asker.reader.read(text, lines), strict=True), key=lambda each: each[1].answers)
    if reading.answers < (_MAY_ANSWER if place is goes_on.told else _SURE):
        return None
    whole = as_read(place, reading)
    span = _cut(asker, asked, whole, goes_on.last)
    if not _is_new(span.text, goes_on.last):
        return None
    confidence = SURE if reading.answers >= _SURE else _CONFIDENCE
    return Read(text, (asked,), (Drafted(asked, (goes_on.document,), Draft((statement_of(span),)), confidence, whole),))


def against_year_in_words_of_report(goes_on: GoingOn) -> str | None:
    """「跟去年比呢」 of what the last figure counts; None where no other year is asked about."""
    year, topic = goes_on.told.passage.period.first_year, _counted(goes_on.told.text, _figures(goes_on.last.answer))
    if year is None or not nouns_of(topic):
        return None
    return asked_against_year(goes_on.question, topic, f"{year}年", goes_on.last.question)


def _counted(text: str, figures: set[tuple[float, str]]) -> str:
    """What the first of the figures counts: 「灯塔」 of 「改造灯塔12座、浮标40个」, 「浮标」 of 「新增40个浮标」."""
    for clause in clauses_in(text):
        amounts = quantities(clause)
        for before, amount, behind in zip((None, *amounts), amounts, (*amounts[1:], None), strict=False):
            if (amount.value, amount.unit) in figures:
                head = clause[before.end if before else 0 : amount.start]
                tail = clause[amount.end : behind.start if behind else len(clause)]
                named = head if nouns_of(head) else f"{head}{tail}"
                return _REACHES.sub("", untimed(named).strip(" ,，。、"))
    return ""


def is_in_time(question: str, told: ToldBefore) -> bool:
    """Whether a sentence is of the year that a question names, if it names one."""
    period = told.passage.period
    years = years_of(question)
    if years:
        return any(year in period.years for year in years)
    review, plan = (words.search(question) is not None for words in (wording.REVIEW, wording.PLAN))
    if review == plan:
        return PERIOD.search(question) is None or period.role is None
    return period.role in (None, Role.REVIEW if review else Role.PLAN)


def _new_things(goes_on: GoingOn, sentence: str) -> list[bool]:
    """Of each thing that the question names and that was not said before: whether a sentence tells of it."""
    said, text = fold(f"{goes_on.last.question}{goes_on.last.answer}"), fold(sentence)
    topic = WHICH.sub(" ", goes_on.question)
    for words in (wording.TIME, wording.ASKING):
        topic = words.sub(" ", topic)
    named = (each for each in keywords_of(topic) if each.importance == 1 and len(each.word) > 1)
    things = [(each.word, *each.alternatives) for each in named] + [(place,) for place in cities_said(topic)]
    return [any(word in text for word in thing) for thing in things if thing[0] not in said]


def _may_tell(place: ToldBefore, asked: Question, goes_on: GoingOn) -> bool:
    """Whether a sentence names all that is asked, and has what is asked for besides what was said."""
    if not all(_new_things(goes_on, place.text)) or lacks_what_is_asked(asked.text, place.text):
        return False
    if any(name not in place.text for name in asked.foreign_places):
        return False
    return asked.wanted is not Wanted.FIGURE or tells_figure_asked(asked, place.text, goes_on.last)


def tells_figure_asked(asked: Question, text: str, last: Turn) -> bool:
    """Whether a text has a figure of the kind asked for besides those that were said."""
    others = _figures(text) - _figures(last.answer)
    if units_asked(asked) or asks_rate(asked):
        return any(is_of_kind_asked(asked, unit) for _, unit in others)
    return bool(others)


def _figures(text: str) -> set[tuple[float, str]]:
    return {(each.value, each.unit) for each in quantities(text)}


def _entries(asker: Asker, goes_on: GoingOn) -> list[ToldBefore]:
    """The sentences of the glossary that explain the terms which the sentence uses."""
    return list(_sentences_of_entries(asker, goes_on))[:_MOST_ENTRIES]


def _sentences_of_entries(asker: Asker, goes_on: GoingOn) -> Iterator[ToldBefore]:
    told, text = goes_on.told, fold_name(goes_on.told.text)
    terms = [term for term in goes_on.document.terms if any(name in text for name in names_of(term))]
    for passage, sentences in zip(asker.store.passages, asker.store.sentences, strict=True) if terms else ():
        if passage.document_id != goes_on.document.id or told.is_in(passage):
            continue
        for term in terms:
            if passage.start <= term.start < passage.end:
                spans = sentences.spans
                yield from (ToldBefore(passage, *each, spans[0]) for each in spans if term.start <= each[0] < term.end)


def as_read(place: ToldBefore, reading: Reading) -> ScoredSpan:
    """A sentence as a reader finds it; its other scores tell nothing."""
    clauses = shares_of_clauses(place.text, place.start, reading)
    return ScoredSpan(place.passage, place.start, place.end, 1.0, 1.0, 1.0, 1.0, True, reading.answers, clauses)


def _cut(asker: Asker, asked: Question, whole: ScoredSpan, last: Turn) -> ScoredSpan:
    """The clauses that answer, without those that were said; the whole where they tell nothing new, or one part."""
    if asked.is_one_of_several and len(whole.text) <= _LONGEST:
        return whole
    brief = with_figure if asked.wanted is Wanted.FIGURE else concise
    span = _without_said(brief(asked, whole, asker.store.index.rarity), last)
    tells_less = not _is_new(span.text, last) or (
        asked.wanted is Wanted.FIGURE
        and tells_figure_asked(asked, whole.text, last)
        and not _figures(span.text) - _figures(last.answer)
    )
    return whole if tells_less and len(whole.text) <= _LONGEST else span


def _without_said(span: ScoredSpan, last: Turn) -> ScoredSpan:
    """A span without the clauses with figures that it opens with and that were said."""
    said = f"{last.question}{last.answer}"
    opening, *others = ((start, span.text[start:end]) for start, end in spans_with_marks(CLAUSE, span.text))
    while others and quantities(opening[1]) and share_of_pairs(opening[1], said) >= _SAID:
        opening, *others = others
    return replace(span, start=span.start + opening[0])


def _is_new(text: str, last: Turn) -> bool:
    said = fold(f"{last.question}{last.answer}")
    return sum(len(word) for word in _WORDS.findall(fold(text)) if word not in said) >= _FEWEST_NEW
