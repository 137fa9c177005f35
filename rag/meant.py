"""Which reading of a follow-up is meant: the first that the reports answer with more than was said before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from index.quantities import quantities
from index.words import fold
from rag import wording
from rag.another_year import PERIOD, asked_against_year
from rag.drafted import Drafted
from rag.figure_asked import asks_rate, units_asked
from rag.generate import Draft
from rag.keywords import keywords_of
from rag.needs import asks_day, lacks_what_is_asked
from rag.question import Question, Wanted
from rag.retrieve import in_period
from rag.scored_span import ScoredSpan
from rag.shown import MARKER, share_of_pairs
from rag.statements import statement_of
from rag.types import Turn
from rag.units import same_unit

# Of 222 follow-ups, 3 of the 4 answers that say again what was said were wrong; at 0.6 to 0.9 the same ones are found.
_SAID_AGAIN = 0.8
_SAID_THERE = 0.7  # of the last answer in the sentence: people shorten what they repeat
_CONFIDENCE = 0.6  # of the sentence that the last answer was taken from, where nothing else answers
# Of 248 follow-ups, five of the first readings below the one were wrong where a later one above the other was right,
# and one was right where the later was wrong.
_UNSURE, _SURE = 0.8, 0.95
# Of 46 readings between this and the one above that another might replace, two were replaced by the next, and rightly;
# none by one behind that, each of which costs a search.
_RATHER_UNSURE = 0.6
SURE = 0.9  # of the sentence of the last answer, where no other reading need be tried
_LABEL = re.compile(r"^(?:.{2,3}，)?(?:.{0,12}年(?:计划)?[：，])?")
_ENDS = "?？。"
_WHEN = re.compile(r"什么时候|何时|几时|哪年")


@dataclass(frozen=True, slots=True)
class Read:
    """A standalone question, as it is understood part by part, and what was drafted for it."""

    text: str
    questions: Sequence[Question]
    drafted: Sequence[Drafted]

    @property
    def is_answered(self) -> bool:
        """Whether the reports answer a part of it."""
        return any(each.draft.statements for each in self.drafted)

    @property
    def confidence(self) -> float:
        """Of the least sure part that is answered; 0 where none is."""
        return min((each.confidence for each in self.drafted if each.draft.statements), default=0.0)


def meant(question: str, last: Turn, beside: Read | None, in_turn: Iterator[Read]) -> Read:
    """What surely stands ``beside`` the last answer, else the first reading that is answered with something new.

    A later one where it is surely answered, and the first is not; what may stand beside before those.
    """
    if beside is not None and beside.confidence >= SURE:
        return beside
    first = next(in_turn)
    if first.text.rstrip(_ENDS) == question.rstrip(_ENDS):  # it may be about something else
        in_turn = (read for read in in_turn if not _is_of_last_alone(question, read, last.answer))
    if beside is not None and _is_worked_out_elsewhere(first, beside):
        return beside
    if _is_new(question, first, last):
        return first if first.confidence >= _UNSURE else _surer(question, last, first, in_turn)
    return beside or _told_beside(question, first, last.answer) or _first_new(question, last, in_turn) or first


def _is_worked_out_elsewhere(first: Read, beside: Read) -> bool:
    """Whether a number is worked out of other sentences than the one that tells it: 「其中企业占多少」."""
    places = [each.nearest for each in beside.drafted if each.nearest is not None]
    spans = [span for each in first.drafted for statement in each.draft.statements for span in statement.spans]
    near = any(
        place.passage.document_id == span.document_id and place.start <= span.start < place.end
        for place in places
        for span in spans
    )
    return bool(places and spans) and not near and all(each.is_computed for each in first.drafted)


def _first_new(question: str, last: Turn, in_turn: Iterator[Read]) -> Read | None:
    """The first of the later readings that is answered, or told beside the last answer."""
    for read in in_turn:
        if _is_new(question, read, last):
            return read if read.confidence >= _UNSURE else _surer(question, last, read, in_turn)
        told = _told_beside(question, read, last.answer)
        if told is not None:
            return told
    return None


def _surer(question: str, last: Turn, unsure: Read, in_turn: Iterator[Read]) -> Read:
    """A later reading that is surely answered, with other words than one that is not; else that one."""
    return next(
        (
            read
            for read in (in_turn if unsure.confidence < _RATHER_UNSURE else islice(in_turn, 1))
            if _is_new(question, read, last) and not _tells_as_much(read, unsure) and read.confidence >= _SURE
        ),
        unsure,
    )


def _is_new(question: str, read: Read, last: Turn) -> bool:
    if not read.is_answered:
        return False
    if asked_against_year(question, "", "", "") is not None:
        return _is_of_both_years(read, last.answer)
    return not _says_again(question, read, last.answer)


def _is_of_both_years(read: Read, answer: str) -> bool:
    """Whether what is held against another year is what was told, and something is told of that year."""
    told = {
        figure for each in read.drafted for statement in each.draft.statements for figure in _figures(statement.text)
    }
    said = _figures(answer)
    return not said or (bool(told & said) and bool(told - said))


def _tells_as_much(later: Read, first: Read) -> bool:
    """Whether a later reading only finds the words that the first was answered with, and those around them."""
    if any(each.is_computed for each in later.drafted):
        return False
    found, told = (
        [span for each in read.drafted for statement in each.draft.statements for span in statement.spans]
        for read in (later, first)
    )
    holds = all(any(around.holds(span) for around in found) for span in told)
    return bool(told) and holds and all(any(around.holds(span) for span in told) for around in found)


def _says_again(question: str, read: Read, answer: str) -> bool:
    """Whether an answer is the last one again, which was not asked for; of another year it may read the same."""
    statements = [statement for each in read.drafted for statement in each.draft.statements]
    if len(statements) != 1 or wording.YES_NO.search(question) or PERIOD.search(question):
        return False
    if asks_day(question) or _WHEN.search(question):
        return False
    said = _LABEL.sub("", statements[0].text)
    figures = _figures(said)
    if len(figures) > 1 or not figures <= _figures(answer):
        return False
    return share_of_pairs(said, answer) >= _SAID_AGAIN or (
        bool(figures) and share_of_pairs(_LABEL.sub("", MARKER.sub("", answer)), said) >= _SAID_AGAIN
    )


def _is_of_last_alone(question: str, read: Read, answer: str) -> bool:
    """Whether a reading that leans on the turn before tells its answer again and nothing that the question names.

    「公厕今年改几座」 behind 「充电桩5500个」 asks of another thing.
    """
    bare = _LABEL.sub("", MARKER.sub("", answer))
    texts = [_LABEL.sub("", statement.text) for each in read.drafted for statement in each.draft.statements]
    named = _nouns_of(question)
    is_again = any(share_of_pairs(text, bare) >= _SAID_AGAIN for text in texts)
    return bool(named) and is_again and not any(_says(words, text) for words in named for text in texts)


def _told_beside(question: str, read: Read, answer: str) -> Read | None:
    """The whole sentence that the last answer was taken from, where a figure is asked for and it has others."""
    for at, each in enumerate(read.drafted):
        span = each.nearest
        if (
            each.question.wanted is Wanted.FIGURE
            and span is not None
            and in_period(each.question, span.passage)
            and _tells_more(question, each.question, span, answer)
        ):
            whole = replace(each, draft=Draft((statement_of(span),)), confidence=_CONFIDENCE)
            return replace(read, drafted=[*read.drafted[:at], whole, *read.drafted[at + 1 :]])
    return None


def _tells_more(question: str, asked: Question, span: ScoredSpan, answer: str) -> bool:
    """Whether a sentence that says the last answer names all that is asked now, and has another figure of its kind."""
    said = MARKER.sub("", answer)
    if share_of_pairs(_LABEL.sub("", said), span.text) < _SAID_THERE or lacks_what_is_asked(question, span.text):
        return False
    if wording.RANK.search(question) and not wording.RANK.search(span.text):
        return False
    named = _nouns_of(question)
    if not all(_says(words, span.text) for words in named):
        return False
    units = [unit for _, unit in _figures(span.text) - _figures(said)]
    if asks_rate(asked):
        return any(same_unit("%", (unit,)) for unit in units)
    wanted = units_asked(asked)
    return any(same_unit(each, units) for each in wanted) or (not wanted and bool(named) and bool(units))


def _nouns_of(question: str) -> list[tuple[str, ...]]:
    """The nouns of a question without its time, each with the words that may stand for it."""
    topic = wording.ASKING.sub(" ", wording.TIME.sub(" ", question))
    return [(each.word, *each.alternatives) for each in keywords_of(topic) if each.importance == 1]


def _says(words: Sequence[str], text: str) -> bool:
    return any(word in fold(text) for word in words)


def _figures(text: str) -> set[tuple[float, str]]:
    return {(each.value, each.unit) for each in quantities(MARKER.sub("", text)) if each.unit != "年"}
