"""What a report says to the contrary of a question that it does not answer: 「不是，…」."""

from collections.abc import Sequence
from dataclasses import replace

from index.sentences import sentence_spans
from index.types import Filter, Passage
from rag.asker import Asker
from rag.concise import concise
from rag.draft_calculated import found_near
from rag.drafted import Drafted
from rag.english import is_english
from rag.generate import Draft, in_front
from rag.keyword_coverage import Rarity
from rag.meant import Read
from rag.question import Question, Wanted
from rag.reader import Line, Reader, line_of
from rag.reports import Reports
from rag.retrieve import in_period
from rag.scope import Scope
from rag.scored_span import ScoredSpan, Selection
from rag.statements import statement_of
from rag.stopwatch import Stopwatch
from rag.types import Statement
from rag.verdict import NOT_SO
from rag.verify import verify

# The probability that a sentence contradicts. Of dev questions that were refused 18 were told the truth so, 5 that the
# report does not answer were answered, and 3 wrongly; at 0.9 20, 6 and 3.
_SURE = 0.95
_CONFIDENCE = 0.69  # 18 of 26
# Of other kinds one dev question more would have been told the truth, and four comparisons something beside it.
_OF_KINDS = (Wanted.FIGURE, Wanted.FACT, Wanted.LIST, Wanted.YES_NO)


def contradicted(asker: Asker, read: Read, limit: Filter, watch: Stopwatch) -> Sequence[Drafted]:
    """What was drafted for a question; where that answers no part of it, for one of them what contradicts it."""
    reader, settings = asker.reader, asker.settings.answer
    if reader is None or not settings.reader or not settings.contradictions or read.is_answered:
        return read.drafted
    for at, drafted in enumerate(read.drafted):
        if not _may_be(drafted):
            continue
        (document,) = drafted.documents
        scope = Scope(drafted.question, replace(limit, documents=(document.id,)), drafted.documents)
        selection = found_near(asker, scope, watch)  # mostly found before
        with watch.step("generate"):
            own, whole, rarity = drafted.question.text, read.text, asker.store.index.rarity
            told = _told(own, drafted.question, selection, reader, rarity)
            if not told and whole != own:  # what another part supposes may be what this one asks of
                told = _told(whole, drafted.question, selection, reader, rarity)
        with watch.step("verify"):
            checked = (verify((each,), Reports(asker.store)) for each in told)
            statements = next(filter(None, checked), ())
        if statements:
            found = replace(drafted, draft=Draft(statements), confidence=_CONFIDENCE)
            return [*read.drafted[:at], found, *read.drafted[at + 1 :]]
    return read.drafted


def _may_be(drafted: Drafted) -> bool:
    """Whether one report may contradict what is asked: of its own place, in the language that the reader learned."""
    question = drafted.question
    is_of_it = len(drafted.documents) == 1 and not question.foreign_places
    return is_of_it and question.wanted in _OF_KINDS and not is_english(question.text)


def _told(text: str, question: Question, selection: Selection, reader: Reader, rarity: Rarity) -> tuple[Statement, ...]:
    """「不是，」 and as much of the sentence as answers, where that contradicts the text by itself; or the sentence."""
    span = contradiction(text, question, selection, reader)
    if span is None:
        return ()
    brief = concise(question, span, rarity)
    if brief == span:
        return (in_front(NOT_SO, statement_of(span)),)
    told = [brief, span] if _contradicts(text, [brief], reader)[0] >= _SURE else [span]
    return tuple(in_front(NOT_SO, statement_of(each)) for each in told)


def contradiction(text: str, question: Question, selection: Selection, reader: Reader) -> ScoredSpan | None:
    """The sentence near a question, or a part of it, that most surely contradicts its text; None where none does.

    The best one, or the one with the best score, which may lack what is asked for.
    """
    if not selection.spans:
        return None
    first, nearest = selection.spans[0], max(selection.spans, key=lambda span: span.score)
    spans = [span for span in dict.fromkeys((first, nearest)) if in_period(question, span.passage)]
    found = zip(_contradicts(text, spans, reader), spans, strict=True)
    share, span = max(found, key=lambda each: each[0], default=(0.0, first))
    return span if share >= _SURE else None


def _contradicts(text: str, spans: Sequence[ScoredSpan], reader: Reader) -> tuple[float, ...]:
    return reader.contradictions(text, [_line(span) for span in spans])


def _line(span: ScoredSpan) -> Line:
    return line_of(span.passage, span.start, span.end, _lead(span.passage))


def _lead(passage: Passage) -> tuple[int, int]:
    start, end = next(iter(sentence_spans(passage.text)), (0, 0))
    return passage.start + start, passage.start + end
