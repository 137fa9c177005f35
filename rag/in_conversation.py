"""A question in the conversation that it stands in: what it may mean, and which of that is answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.types import Document, Filter
from rag import wording
from rag.another_year import with_year_to_come
from rag.asker import Asker
from rag.beyond_limits import told_beyond
from rag.by_entries import told_by_entries
from rag.conversed import InConversation, conversed
from rag.draft import draft_answers
from rag.draft_calculated import draft_of_indicators
from rag.drafted import Drafted
from rag.english import is_english, parts_in_english
from rag.entry_told import told_by_entry
from rag.first_asked import SURE, first_asked
from rag.followup import readings
from rag.generate import Draft
from rag.going_on import GoingOn, against_year_in_words_of_report, going_on, told_there
from rag.meant import Read, meant
from rag.of_indicators import of_indicators, surely_asked
from rag.parts import parts_of, points_of, without_what_was_added
from rag.question import Question, readable, understand, years_of
from rag.scope import Scope, documents_of
from rag.shown import MARKER, NOT_TOLD
from rag.stopwatch import Stopwatch
from rag.told_before import ToldBefore
from rag.types import Turn

_SURELY = 0.6  # least confidence of what is told of another time than the part of a question before


@dataclass(frozen=True, slots=True)
class AskedIn:
    """A question, the ``texts`` that it may stand for, likelier ones first, and the first of them understood."""

    question: str
    last: Turn | None
    texts: tuple[str, ...]
    understood: Sequence[Question]
    goes_on: GoingOn | None
    conversation: InConversation | None = None


def asked_in(asker: Asker, question: str, history: Sequence[Turn], limit: Filter) -> AskedIn:
    """A question with what it takes from the turns before it."""
    question = with_year_to_come(question, history[-1].question) if history else question
    documents = documents_of(asker.store, limit)
    alone, *others = readings(question, history, _term_names(documents) if history else ())
    understood = _understood(alone, documents, limit)
    goes_on = going_on(asker, question, history, understood, limit)
    if goes_on is None:
        return AskedIn(question, history[-1] if history else None, (alone, *others), understood, None)
    in_its_words = against_year_in_words_of_report(goes_on)
    texts = (alone, *((in_its_words,) if in_its_words else ()), *others)
    near = _near(understood, goes_on.told if goes_on.is_near else None)
    conversation = _conversation(history, texts, goes_on) if not limit.years and limit.role is None else None
    return AskedIn(question, goes_on.last, texts, near, goes_on, conversation)


def _conversation(history: Sequence[Turn], texts: Sequence[str], goes_on: GoingOn) -> InConversation | None:
    """A follow-up behind the last turn that was answered, which stands alone; None where none was."""
    at = max((at for at, turn in enumerate(history) if NOT_TOLD not in turn.answer), default=None)
    if at is None:
        return None
    before, *_ = readings(history[at].question, history[:at])
    last = Turn(before, readable(MARKER.sub("", history[at].answer)))
    return InConversation(goes_on.question, last, texts, goes_on.told, goes_on.document)


def read_in_turn(asker: Asker, asked: AskedIn, limit: Filter, watch: Stopwatch) -> Read:
    """What is meant, and what was drafted for it."""
    read = _read_within_limits(asker, asked, limit, watch)
    read = told_beyond(asker, read, limit, watch, is_alone=asked.goes_on is None)
    return told_by_entries(asker, read, limit, watch)


def _read_within_limits(asker: Asker, asked: AskedIn, limit: Filter, watch: Stopwatch) -> Read:
    in_turn = _in_turn(asker, asked, limit, watch)
    if asked.last is None:
        return next(in_turn)
    goes_on = asked.goes_on
    if goes_on is None:
        return meant(asked.question, asked.last, None, in_turn)
    read = meant(asked.question, asked.last, told_there(asker, asked.understood[0], goes_on), in_turn)
    read = told_by_entry(read, goes_on) or read
    return conversed(asker, asked.conversation, read, watch) if asked.conversation is not None else read


def _drafted(
    asker: Asker, question: str, understood: Sequence[Question], limit: Filter, watch: Stopwatch
) -> list[Drafted]:
    """The answers to the parts of a question; of a long story that has none, to what it may come down to."""
    drafted = draft_answers(asker, understood, limit, watch)
    documents = documents_of(asker.store, limit)
    elsewhere = any(each.foreign_places for each in understood)
    is_calculated = any(each.is_computed for each in drafted)
    if len(drafted) > 1 and not all(each.draft.statements for each in drafted) and not is_calculated and not elsewhere:
        scope = Scope(understand(question, documents), limit, documents)
        whole = (draft_of_indicators(asker, scope, watch, made) for made in (surely_asked, of_indicators))
        calculated = next((each for each in whole if each is not None), None)
        if calculated is not None:
            return [calculated]
    if _is_answered(drafted):
        return [_told_of_any_time(asker, question, each, limit, watch) for each in drafted]
    for point in () if is_english(question) else points_of(question):
        # Else its story limits it, to another year or place.
        if years_of(point) == years_of(question) and not (elsewhere and wording.THERE.search(point)):
            found = draft_answers(asker, _understood(point, documents, limit), limit, watch)
            if _is_answered(found):
                return found
    return _first_told(asker, question, limit, watch) or drafted


def _told_of_any_time(asker: Asker, question: str, drafted: Drafted, limit: Filter, watch: Stopwatch) -> Drafted:
    """The answer to a part, or to it without the time of another part where nothing is told of that.

    Not of a figure, which is of one year, nor of another place.
    """
    asked = drafted.question
    own = without_what_was_added(asked.text, question)
    if own is None or drafted.draft.statements or asked.foreign_places or wording.HOW_MANY.search(own):
        return drafted
    found = draft_answers(asker, _understood(own, documents_of(asker.store, limit), limit), limit, watch)
    is_told = len(found) == 1 and found[0].draft.statements and found[0].confidence >= _SURELY
    return replace(found[0], question=asked) if is_told else drafted


def _first_told(asker: Asker, question: str, limit: Filter, watch: Stopwatch) -> list[Drafted]:
    """What is surely told of the first figure that a question asks for, the others missing; empty where nothing is."""
    parts = first_asked(question)
    if parts is None:
        return []
    documents = documents_of(asker.store, limit)
    first, rest = (_understood(part, documents, limit) for part in parts)
    found = draft_answers(asker, first, limit, watch)
    if not all(each.draft.statements and each.confidence >= SURE for each in found):
        return []
    return [*found, *(Drafted(each, documents, Draft(())) for each in rest)]


def _in_turn(asker: Asker, asked: AskedIn, limit: Filter, watch: Stopwatch) -> Iterator[Read]:
    """The first reading, and what a follow-up may mean as well, unless it is of a place that is not reported on."""
    texts, first = asked.texts, asked.understood
    yield Read(texts[0], first, _drafted(asker, texts[0], first, limit, watch))
    told = first[0].told
    elsewhere = [place for each in first for place in each.foreign_places if told is None or place not in told.text]
    for text in texts[1:] if not elsewhere else ():
        understood = _near(_understood(text, documents_of(asker.store, limit), limit), told)
        if not any(each.keywords for each in understood):  # 「某区,2032年呢」 is answered with whatever says the year
            continue
        yield Read(text, understood, draft_answers(asker, understood, limit, watch))


def _near(understood: Sequence[Question], told: ToldBefore | None) -> Sequence[Question]:
    """The questions with what the last answer was taken from, where they may go on about it."""
    return [replace(each, told=told) for each in understood] if told is not None else understood


def _is_answered(drafted: Sequence[Drafted]) -> bool:
    return any(each.draft.statements for each in drafted)


def _understood(question: str, documents: Sequence[Document], limit: Filter) -> Sequence[Question]:
    """The parts of a standalone question, each understood."""
    parts = parts_in_english(question) if is_english(question) else parts_of(question)
    understood = [_limited(understand(part, documents), limit) for part in parts]
    return [replace(each, is_one_of_several=len(parts) > 1) for each in understood]


def _term_names(documents: Sequence[Document]) -> tuple[str, ...]:
    return tuple(name for document in documents for term in document.terms for name in (term.name, *term.aliases))


def _limited(question: Question, limit: Filter) -> Question:
    """The question with the years and the part that the caller chose, where its own words say others."""
    years = question.years if set(limit.years) & set(question.years) else limit.years or question.years
    return replace(question, years=years, role=limit.role or question.role)
