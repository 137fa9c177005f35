"""Read the sentences that scored best again with the trained reader: their order, and whether the best one answers."""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.quantities import quantities
from index.terms import fold_name, names_of
from rag import wording
from rag.asker import Asker
from rag.english import is_english
from rag.figure_asked import fits_figure_asked, units_asked
from rag.needs import lacks_what_is_asked
from rag.of_topic import achieved_of_topic, names_topic
from rag.question import Question, Wanted
from rag.quoted import QUOTED
from rag.reader import LEAD_CHARS, Reader, Reading, clause_spans, line_of
from rag.retrieve import Evidence, in_period, is_entry
from rag.ruled_out import is_ruled_out
from rag.scored_span import ScoredSpan, Selection
from rag.select import admits_what_is_asked, select
from rag.shown import share_of_pairs

# The right one comes first as often as with twelve. Reading is most of what asking costs: two are read at once, and
# those near the first, the others where one of them may still come first; all where several are wanted. Where a part of
# a question or another reading of it is looked for, four do (of 5,529 dev cases three more were right than with eight).
READ, READ_AGAIN, _AT_ONCE = 8, 4, 2
_NEAR = 0.3  # of scores: reading those twice that come so near costs more than reading some of them in vain
_HIGH = 2.0  # logit, as seven in a thousand of the third to eighth have; with 5.5 one of 6,045 dev cases more was right
# Chosen on dev (docs/reader.md). On the first report the words of the question tell more, on others the reader.
_READER_WEIGHT = 0.1

_AS_NEAR = 0.2  # of scores

_OF_SEVERAL = frozenset({Wanted.LIST, Wanted.COMPARISON, Wanted.USE})

_DEFINED = 0.95  # that the entry of a term says what it means
_UNDER_ITS_TOPIC = 0.8  # that a paragraph answers what is done about the very topic that its first sentence names
_OF_ITS_RESULTS = 0.75  # that sentences which all name the topic tell its results
_ADMITTED = 0.8  # that the sentence which admits faults tells those that are asked for, of no one field
_QUOTES_NAME = 0.75  # that a sentence with the very name that the question puts in quotation marks answers
_NAME_CHARS, _BESIDE_THE_POINT = 3, -4.2
_USE = 0.8  # that a sentence with the term answers where it is used

# Logistic regression of whether the best span answers, fitted on questions over reports that the reader was not trained
# on: docs/reader.md.
_INTERCEPT = -1.982
_WEIGHTS = {
    "reader": 0.32,  # its logit for the best span, and how far it is ahead of the next
    "ahead": 0.147,
    "score": 1.717,  # without the reader
    "rank": -0.283,  # of the passage, 0 for the first
    "coverage": -2.376,  # counted in the score already
    "matched": 0.082,
    "words": 0.044,
    "cosine": -0.007,
    "pairs": -0.38,
    "no figure": -0.016,
    "other unit": -1.203,
    "unit asked": -0.119,
    "passage": 0.08,
    "terms": 0.504,
    "list": 1.679,
    "yes or no": 1.473,
    "fact": 1.484,
}


def selected(asker: Asker, question: Question, evidence: Sequence[Evidence], most: int = READ) -> Selection:
    """The scored spans of the evidence, the best ones, ``most`` of them, read again where there is a reader."""
    found = select(question, evidence, asker.store.index.rarity)
    if asker.reader is None or not asker.settings.answer.reader:
        return found
    return reread(question, found, evidence, asker.reader, most)


def reread(
    question: Question, selection: Selection, evidence: Sequence[Evidence], reader: Reader, most: int = READ
) -> Selection:
    """The selection in the order that the reader's judgement gives, with its probability that the best one answers."""
    first = selection.spans[:most]
    if not first:
        return selection
    leads = {each.passage: each.sentences[0] for each in evidence if each.sentences}

    def read(spans: Sequence[ScoredSpan]) -> list[ScoredSpan]:
        lines = [line_of(each.passage, each.start, each.end, leads[each.passage]) for each in spans]
        readings = reader.read(_asked(question), lines)
        return [_read(span, reading) for span, reading in zip(spans, readings, strict=True)]

    at_once = _read_at_once(question, first)
    spans = read(first[:at_once])
    spans += read([each for each in first[at_once:] if _may_lead(each, spans)])
    least = min(span.answers for span in spans if span.answers is not None)
    starts = {(span.passage.document_id, span.start) for span in spans}
    unread = [span for span in selection.spans if (span.passage.document_id, span.start) not in starts]
    spans += [span.rescored(span.score + _READER_WEIGHT * least) for span in unread]
    spans.sort(key=lambda span: (_is_beside(question, span), -span.score))
    return Selection(tuple(spans), _answerability(question, spans, evidence))


def _read_at_once(question: Question, spans: Sequence[ScoredSpan]) -> int:
    """How many of the best sentences are read first: the two best and what scores nearly as well, or all."""
    if question.wanted in _OF_SEVERAL:
        return len(spans)
    near = sum(each.score > spans[0].score - _NEAR for each in spans)
    return max(_AT_ONCE, near)


def _is_beside(question: Question, span: ScoredSpan) -> bool:
    """Whether a sentence cannot tell what is asked, or is of another time, of which the reader knows nothing."""
    return lacks_what_is_asked(question.text, span.text) or not in_period(question, span.passage)


def _is_nearer(question: Question, span: ScoredSpan, best: ScoredSpan) -> bool:
    """Whether a sentence that cannot tell what is asked is nearer than the best of those that may.

    Of 18 answers given all the same, three were right, all calculated. What else an entry tells is about its term, too.
    """
    if span.passage == best.passage and is_entry(span.passage):
        return False
    return span.score > best.score - _AS_NEAR and lacks_what_is_asked(question.text, span.text)


def _may_lead(unread: ScoredSpan, read: Sequence[ScoredSpan]) -> bool:
    """Whether a sentence may still come before all that were read of its part of the report, review or plan."""
    role = unread.passage.period.role
    best = max((span.score for span in read if span.passage.period.role is role), default=-math.inf)
    return unread.score + _READER_WEIGHT * _HIGH > best


def _asked(question: Question) -> str:
    """Without the place that selects the report: its sentences seldom name it. English with the official words."""
    text = question.in_official_words if is_english(question.text) else question.text
    for place in question.places:
        text = text.replace(place, "")
    return text


def _read(span: ScoredSpan, reading: Reading) -> ScoredSpan:
    score = span.score + _READER_WEIGHT * reading.answers
    clauses = shares_of_clauses(span.text, span.start, reading)
    return replace(span, score=score, answers=reading.answers, clauses=clauses)


def shares_of_clauses(text: str, at: int, reading: Reading) -> tuple[tuple[int, int, float], ...]:
    """The clauses of a sentence that stands ``at`` a place of its document, each with its share of the answer."""
    highest = max(reading.clauses, default=-math.inf)
    read = math.isfinite(highest)  # a first clause longer than a row is not
    odds = [math.exp(each - highest) if read else 1.0 for each in reading.clauses]
    return tuple(
        (at + start, at + end, each / sum(odds)) for (start, end), each in zip(clause_spans(text), odds, strict=True)
    )


def _answerability(question: Question, spans: Sequence[ScoredSpan], evidence: Sequence[Evidence]) -> float:
    """Probability that the best span answers."""
    if is_ruled_out(question, spans[0]) or any(_is_nearer(question, span, spans[0]) for span in spans[1:]):
        return 0.0
    of_its_kind = _of_its_kind(question, spans, evidence)
    if of_its_kind is not None:
        return of_its_kind
    features = features_of_best(question, spans, evidence)
    if _quotes_name(question, spans[0]) and not features["no figure"] and not features["other unit"]:
        return _QUOTES_NAME
    logit = _INTERCEPT + sum(weight * features[name] for name, weight in _WEIGHTS.items())
    return 1 / (1 + math.exp(-logit))


def _of_its_kind(question: Question, spans: Sequence[ScoredSpan], evidence: Sequence[Evidence]) -> float | None:
    """The probability where the kind of question and the names in the best span tell it; else None."""
    if question.wanted is Wanted.DEFINITION and question.terms:
        return _DEFINED
    if question.wanted is Wanted.LIST and _is_under_its_topic(question, spans[0], evidence):
        return _UNDER_ITS_TOPIC
    if achieved_of_topic(question, spans):
        return _OF_ITS_RESULTS
    if question.wanted is Wanted.LIST and admits_what_is_asked(question, spans[0].text):
        return _ADMITTED
    if question.wanted is Wanted.USE and _names_term(question, spans[0]):
        return _USE
    return None


def _is_under_its_topic(question: Question, span: ScoredSpan, evidence: Sequence[Evidence]) -> bool:
    passage = span.passage
    leads = (each.sentences[0] for each in evidence if each.passage == passage and len(each.sentences) > 1)
    return any(
        end - start <= LEAD_CHARS and names_topic(question, passage.text[start - passage.start : end - passage.start])
        for start, end in leads
    )


def _quotes_name(question: Question, span: ScoredSpan) -> bool:
    """Whether a sentence says the name that the question quotes, and the reader does not find it beside the point."""
    said = fold_name(span.text)
    names = [name for name in map(fold_name, QUOTED.findall(question.text)) if len(name) >= _NAME_CHARS]
    near = span.answers is None or span.answers >= _BESIDE_THE_POINT
    return near and any(name in said and not wording.FIVE_YEARS.fullmatch(name) for name in names)


def _names_term(question: Question, span: ScoredSpan) -> bool:
    said = fold_name(span.text)
    return any(name in said for named in question.terms for name in names_of(named.term))


def features_of_best(question: Question, spans: Sequence[ScoredSpan], evidence: Sequence[Evidence]) -> dict[str, float]:
    """What tells whether the best of spans that were read answers, by the names of the weights."""
    best = spans[0]
    read = sorted((each.answers for each in spans if each.answers is not None), reverse=True)
    answers = best.answers if best.answers is not None else read[-1]
    own = next(each.score for each in evidence if each.passage == best.passage)
    asks_figure = question.wanted in (Wanted.FIGURE, Wanted.COMPARISON)
    has_figure, fits = bool(quantities(best.text)), fits_figure_asked(question, best.text)
    return {
        "reader": answers,
        "ahead": read[0] - read[min(1, len(read) - 1)],
        "score": best.score - _READER_WEIGHT * answers,
        "rank": sum(passage.score > own for passage in evidence),
        "coverage": best.coverage,
        "matched": min(best.matched, 12.0),
        "words": len(question.keywords),
        "cosine": (best.cosine - 0.88) * 20,
        "pairs": share_of_pairs(question.topic or question.text, best.text),
        "no figure": float(asks_figure and not has_figure),
        "other unit": float(asks_figure and has_figure and not fits),
        "unit asked": float(fits and bool(units_asked(question))),
        "passage": own,
        "terms": float(bool(question.terms)),
        "list": float(question.wanted is Wanted.LIST),
        "yes or no": float(question.wanted is Wanted.YES_NO),
        "fact": float(question.wanted is Wanted.FACT),
    }
