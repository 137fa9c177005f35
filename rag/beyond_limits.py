"""What is told of another time or place than a question is taken to be of, where nothing is told of that.

People speak of what was done as of something to come (「打算什么时候复航」), and take a thing to stand elsewhere or to
be done already. Neither figures nor what is of a year that the question names are told so: the two years of a report,
and two places, are never mixed up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.quantities import quantities
from index.types import Filter
from rag import wording
from rag.asker import Asker
from rag.draft import draft_answers
from rag.drafted import Drafted
from rag.meant import Read
from rag.places import names_another_place
from rag.question import Question, Wanted
from rag.reports import Reports
from rag.stopwatch import Stopwatch
from rag.verdict import NO, NOT_SO, NOT_YET, YES

# Least confidences, chosen on the questions of dev that were refused before.
_LIKELY = 0.7  # where only words like 「打算」 point at a part of the report
_SURE = 0.9  # where 「去年」, 「今年」 or a place is named
_UNSURE, _SURER = 0.75, 0.2  # of what is told within the limits, and how much surer than that
_DENIALS = (NO, NOT_SO, NOT_YET)  # which take the time and the place of the question into account
_OF_AGE = "岁"  # of who asks: 「我家娃5岁」
_OF_COVER = (Wanted.SPEAKER, Wanted.DATE, Wanted.NUMBER, Wanted.PLACE)


def told_beyond(asker: Asker, read: Read, limit: Filter, watch: Stopwatch, *, is_alone: bool) -> Read:
    """What was read; where nothing was answered, what the reports surely tell beyond its time and place.

    A question that stands ``alone`` is answered so, too, where it is answered unsurely. The time and place of a
    follow-up are those of the conversation.
    """
    if limit.years or limit.role is not None or any(map(_is_of_its_time, read.questions)):
        return read
    if read.is_answered and (not is_alone or read.confidence >= _UNSURE or _says(read.drafted, _DENIALS)):
        return read
    is_of_one = is_alone and all(len(each.documents) == 1 for each in read.drafted)  # else another report would answer
    for questions, least in _wider(read.questions, of_any_place=is_of_one, is_alone=is_alone):
        found = draft_answers(asker, questions, limit, watch)
        sure = _least_sure(found)
        is_surer = sure >= (max(_SURE, read.confidence + _SURER) if read.is_answered else least)
        if is_surer and len(found) == len(questions) and _may_be_told(asker, read.questions, questions, found):
            drafted = [replace(each, question=asked) for each, asked in zip(found, read.questions, strict=True)]
            return Read(read.text, read.questions, drafted)
    return read


def _is_of_its_time(question: Question) -> bool:
    """Whether a year is named, or a figure, a rank or a fact of the cover asked for: they are of one year and place."""
    says_figure = any(each.unit != _OF_AGE for each in quantities(question.topic))
    asks_figure = question.wanted is Wanted.FIGURE or says_figure
    asks = (wording.HOW_MANY, wording.AIM, wording.RANK)
    is_of_cover = question.wanted in _OF_COVER
    return bool(question.years) or asks_figure or is_of_cover or any(each.search(question.text) for each in asks)


def _wider(
    questions: Sequence[Question], *, of_any_place: bool, is_alone: bool
) -> Iterator[tuple[Sequence[Question], float]]:
    """The questions without what limits them, and how sure an answer has to be."""
    of_any_part = [replace(each, role=None) for each in questions]
    names_part = any(wording.RELATIVE_YEAR.search(each.text) for each in questions)
    if of_any_part != list(questions) and not names_part:
        yield of_any_part, _LIKELY
    elif of_any_part != list(questions) and is_alone and all(each.wanted is Wanted.YES_NO for each in questions):
        yield of_any_part, _SURE
    if of_any_place and any(each.foreign_places for each in questions):
        yield [replace(each, foreign_places=()) for each in questions], _SURE


def _may_be_told(asker: Asker, asked: Sequence[Question], wider: Sequence[Question], found: Sequence[Drafted]) -> bool:
    """Whether what was found does not affirm what was asked, and names another place than the one that was named."""
    reports = Reports(asker.store)
    for question, without, each in zip(asked, wider, found, strict=True):
        if question.foreign_places != without.foreign_places and not _names_another_place(question, each, reports):
            return False
    return not _says(found, (YES,))


def _names_another_place(question: Question, told: Drafted, reports: Reports) -> bool:
    """Whether what is told names a place that is neither the report's own nor said in the question."""
    spans = [span for statement in told.draft.statements for span in statement.spans]
    own = [place for document in told.documents if (place := document.metadata.place) is not None]
    return any(names_another_place(reports.quote(span), question.text, own) for span in spans)


def _says(drafted: Sequence[Drafted], words: tuple[str, ...]) -> bool:
    return any(statement.text.startswith(words) for each in drafted for statement in each.draft.statements)


def _least_sure(drafted: Sequence[Drafted]) -> float:
    """The confidence of the least sure part; 0 where one is not answered."""
    return min((each.confidence if each.draft.statements else 0.0 for each in drafted), default=0.0)
