"""What is told of another time or place than a question is taken to be of, where nothing is told of that.

People speak of what was done as of something to come (「往后有没有…」), and take a thing to stand elsewhere or to be
done already. What answers says its own year and names its own place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.types import Filter
from rag import wording
from rag.asker import Asker
from rag.draft import draft_answers
from rag.drafted import Drafted
from rag.meant import Read
from rag.question import Question, Wanted
from rag.stopwatch import Stopwatch
from rag.verdict import NO, NOT_SO, NOT_YET

# Least confidences, chosen on the questions of dev that were refused before (docs/architecture.md).
_LIKELY = 0.7  # where only words like 「打算」 point at a part of the report
_SURE = 0.9  # where a year or a place is named
_UNSURE, _SURER = 0.75, 0.2  # of what is told within the limits, and how much surer than that
_DENIALS = (NO, NOT_SO, NOT_YET)  # which take the time and the place of the question into account


def told_beyond(asker: Asker, read: Read, limit: Filter, watch: Stopwatch, *, is_alone: bool) -> Read:
    """What was read; where nothing was answered, what the reports surely tell beyond its time and place.

    A question that stands ``alone`` is answered so, too, where it is answered unsurely; the time of a follow-up was
    chosen in the conversation.
    """
    if limit.years or limit.role is not None:
        return read
    if read.is_answered and (not is_alone or read.confidence >= _UNSURE or _denies(read)):
        return read
    for questions, least in _wider(read.questions):
        found = draft_answers(asker, questions, limit, watch)
        sure = _least_sure(found)
        if sure >= (max(_SURE, read.confidence + _SURER) if read.is_answered else least):
            return Read(read.text, questions, found)
    return read


def _denies(read: Read) -> bool:
    return any(statement.text.startswith(_DENIALS) for each in read.drafted for statement in each.draft.statements)


def _wider(questions: Sequence[Question]) -> Iterator[tuple[Sequence[Question], float]]:
    """The questions without what limits them, and how sure an answer has to be."""
    if any(each.role is not None for each in questions) and not any(map(_names_time, questions)):
        questions = [replace(each, role=None) for each in questions]
        yield questions, _LIKELY
    if not any(map(_asks_figure, questions)):  # which is of one place and one year
        wider = [replace(each, role=None, years=(), foreign_places=()) for each in questions]
        if wider != list(questions):
            yield wider, _SURE


def _names_time(question: Question) -> bool:
    text = question.text  # what is aimed at is of one year, too
    return bool(question.years) or any(names.search(text) for names in (wording.RELATIVE_YEAR, wording.AIM))


def _asks_figure(question: Question) -> bool:
    text = question.text
    return question.wanted is Wanted.FIGURE or any(asks.search(text) for asks in (wording.HOW_MANY, wording.AIM))


def _least_sure(drafted: Sequence[Drafted]) -> float:
    """The confidence of the least sure part; 0 where one is not answered."""
    return min((each.confidence if each.draft.statements else 0.0 for each in drafted), default=0.0)
