"""A follow-up answered by the sentence that a reader of conversations finds, where that is another than was found.

Rules make a question that stands alone of one that leans on the turn before (``rag.followup``); what people say in
a chat shares few words with the report (「换回来多少钱」). This reader sees the last question, its answer and the
follow-up as they are, beside the sentences around the last answer and those that one of the readings finds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from index.types import Document, Filter
from rag.asker import Asker
from rag.drafted import Drafted, checked
from rag.english import is_english
from rag.generate import Draft, generate
from rag.going_on import as_read, is_in_time
from rag.meant import Read
from rag.question import Question, understand
from rag.reader import Reading, line_of
from rag.reports import Reports
from rag.retrieve import retrieve
from rag.ruled_out import is_elsewhere
from rag.scored_span import Selection
from rag.select import select
from rag.stopwatch import Stopwatch
from rag.told_before import ToldBefore
from rag.types import Turn

_BESIDE = 3  # sentences on each side of the one that the last answer was taken from
_OF_READING = 6  # best sentences of each of the readings
_FIRST, _READ = 2, 10  # lines of the first two ways, which do where one surely answers; lines in all

# Logits, chosen on 540 follow-ups over three reports that it did not learn from, and on dev (docs/reader.md).
_ANSWERS, _AHEAD = 0.0, 2.0  # of what is told instead of what was found, and how far before that
_ANSWERS_ALONE = 2.0  # where nothing was found
_SURE = 4.0  # no other line need be read: of those above it 19 of 20 answer
_NOTHING_ANSWERS = -2.0  # below which what was found is not told either
_CONFIDENCE, _DOUBTED = 0.8, 0.6  # of what is told instead; of what was found and has a logit below 0
_WORKING = re.compile(r"[=≈]|更")  # of 「60个-45个=15个」, 「…更多」


@dataclass(frozen=True, slots=True)
class InConversation:
    """A follow-up in its own words, the last turn as it stands alone, and what the follow-up may mean."""

    question: str
    last: Turn
    readings: Sequence[str]
    told: ToldBefore | None  # the sentence that the last answer was taken from
    document: Document

    @property
    def understood(self) -> Question:
        """The likeliest reading."""
        return understand(self.readings[0], (self.document,))


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence as a reader of conversations reads it, and whether what was drafted rests on it."""

    place: ToldBefore
    reading: Reading
    is_drafted: bool


def conversed(asker: Asker, asked: InConversation, read: Read, watch: Stopwatch) -> Read:
    """What was read, or the sentence that answers rather; nothing where none does."""
    reader, settings = asker.reader, asker.settings.answer
    if reader is None or not settings.reader or not settings.conversations or not _may_be(asked, read):
        return read
    question, rested_on, found = asked.understood, list(_rested_on(asker, read)), list[_Found]()
    for near in (sentences_nearest(asker, asked), sentences_near(asker, asked)):
        with watch.step("retrieve"):
            places = [each for each in near if _may_tell(asked, question, each)][:_READ]
        with watch.step("generate"):
            known = [each.place for each in found]
            new = [each for each in dict.fromkeys((*rested_on, *places)) if each not in known]
            lines = [line_of(each.passage, each.start, each.end, each.lead) for each in new]
            readings = reader.read_after(asked.last, asked.question, lines)
            found += [_Found(place, reading, place in rested_on) for place, reading in zip(new, readings, strict=True)]
        if any(each.reading.answers >= _SURE for each in found):
            break
    best = max(found, key=lambda each: each.reading.answers, default=None)
    if best is None:
        return read
    if best.reading.answers < _NOTHING_ANSWERS:
        return replace(read, drafted=[replace(each, draft=Draft(())) for each in read.drafted])
    own = max((each.reading.answers for each in found if each.is_drafted), default=None)
    told = _told(asker, asked, question, best, watch) if _answers_rather(best, own, read) else None
    return told or (read if own is None or own >= 0 else _doubted(read))


def _may_be(asked: InConversation, read: Read) -> bool:
    """Whether another sentence may be told: not for what was worked out, nor where parts of a question are answered,
    nor in a language that was not learned.
    """
    texts = (statement.text for each in read.drafted if each.is_computed for statement in each.draft.statements)
    is_worked_out = any(_WORKING.search(text) for text in texts)
    return not is_worked_out and (len(read.questions) == 1 or not read.is_answered) and not is_english(asked.question)


def _may_tell(asked: InConversation, question: Question, place: ToldBefore) -> bool:
    """Whether a sentence is of the time and place that a follow-up names."""
    return is_in_time(asked.question, place) and not is_elsewhere(question, place.passage)


def _answers_rather(best: _Found, own: float | None, read: Read) -> bool:
    """Whether the best sentence is well ahead of those that the answer rests on, or surely answers where none does."""
    if not read.is_answered:
        return best.reading.answers >= _ANSWERS_ALONE
    return own is not None and best.reading.answers >= max(_ANSWERS, own + _AHEAD)


def _doubted(read: Read) -> Read:
    return replace(read, drafted=[replace(each, confidence=min(each.confidence, _DOUBTED)) for each in read.drafted])


def _told(asker: Asker, asked: InConversation, question: Question, best: _Found, watch: Stopwatch) -> Read | None:
    """As much of the sentence as answers, checked; None where nothing of it holds."""
    span = as_read(best.place, best.reading)
    with watch.step("generate"):
        draft = generate(question, Selection((span,), _CONFIDENCE), asker.store.index.rarity, (asked.document,))
    with watch.step("verify"):
        statements = checked(question, draft.statements, span, Reports(asker.store))
    if not statements:
        return None
    drafted = Drafted(question, (asked.document,), replace(draft, statements=statements), _CONFIDENCE, span)
    return Read(asked.readings[0], (question,), (drafted,))


def _rested_on(asker: Asker, read: Read) -> Iterator[ToldBefore]:
    """The sentences that what was drafted rests on."""
    spans = [span for each in read.drafted for statement in each.draft.statements for span in statement.spans]
    for passage, sentences in zip(asker.store.passages, asker.store.sentences, strict=True) if spans else ():
        own = [span for span in spans if span.document_id == passage.document_id]
        for start, end in sentences.spans if own else ():
            if any(start < span.end and span.start < end for span in own):
                yield ToldBefore(passage, start, end, sentences.spans[0])


def sentences_nearest(asker: Asker, asked: InConversation) -> Iterator[ToldBefore]:
    """The sentence of the last answer, those next to it, and the best ones for the likeliest reading."""
    if asked.told is not None:
        yield from _beside(asker, asked.told)[:_FIRST]
    yield from _of_reading(asker, asked.readings[0], asked.document)[:_FIRST]


def sentences_near(asker: Asker, asked: InConversation) -> Iterator[ToldBefore]:
    """The sentences beside the last answer and the best ones for each reading, in turn, each once."""
    ways = [_beside(asker, asked.told)] if asked.told is not None else []
    ways += [_of_reading(asker, reading, asked.document) for reading in asked.readings]
    in_turn = chain.from_iterable(zip_longest(*ways))
    yield from dict.fromkeys(each for each in in_turn if each is not None)


def _beside(asker: Asker, told: ToldBefore) -> list[ToldBefore]:
    """The sentence of the last answer and those around it, nearest first."""
    for passage, sentences in zip(asker.store.passages, asker.store.sentences, strict=True):
        if told.is_in(passage):
            spans = sentences.spans
            at = next(at for at, (start, _) in enumerate(spans) if start == told.start)
            around = sorted(range(len(spans)), key=lambda each: abs(each - at))
            return [ToldBefore(passage, *spans[each], spans[0]) for each in around if abs(each - at) <= _BESIDE]
    return []


def _of_reading(asker: Asker, text: str, document: Document) -> list[ToldBefore]:
    """The best sentences of a report for a standalone question."""

    def search() -> list[ToldBefore]:
        question = understand(text, (document,))
        found = retrieve(asker, question, Filter(documents=(document.id,)), asker.settings.answer.passages)
        leads = {each.passage: each.sentences[0] for each in found if each.sentences}
        spans = select(question, found, asker.store.index.rarity).spans[:_OF_READING]
        return [ToldBefore(each.passage, each.start, each.end, leads[each.passage]) for each in spans]

    return search() if asker.memory is None else asker.memory.once((text, document.id), search)
