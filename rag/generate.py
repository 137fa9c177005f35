"""The extractive generator: statements in the report's own words, each with the spans it rests on."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.quantities import quantities
from index.types import Document, Role
from rag import wording
from rag.about_terms import about_terms
from rag.admitted import ADMITS, ASKS_OF_FAULTS, admitted_beside, asks_what_is_admitted
from rag.all_of import rate_short_of_all
from rag.by_period import MAY_ANSWER, SAME_TOPIC, by_period, is_as_near
from rag.concise import concise, of_its_subject, with_figure
from rag.entry_beside import with_entry
from rag.keyword_coverage import Rarity
from rag.of_topic import achieved_of_topic, names_topic
from rag.question import Question, Wanted
from rag.scored_span import ScoredSpan, Selection
from rag.statements import statement_of
from rag.types import Statement
from rag.verdict import NO, verdict

# DESIGN.md caps a list at 360 characters without markers, a fact at 120; the labels need some of it.
_LIST_CHARS = 330
_LONG_CHARS = 110  # of a sentence that is cut where several are told
_WHOLE_CHARS = 290  # with the best of its sentences told whole
_OPEN_CHARS = 240  # of all that is planned about a topic: a paragraph that is read at a glance
_LIST_SHARE = 0.75  # of the best score, for a sentence of one list
_SURELY_ANSWERS = -1.0  # logit of the reader
_MAY_ANSWER_ELSEWHERE = -4.5  # of a sentence that does not stand beside the best; chosen as MAY_ANSWER
_WITHIN = 9.0  # logits of the one that answers surely
_OWN_SHARE = 0.5  # of the best score, for a sentence of another paragraph
_FEWEST_NEAR = 2  # sentences that may answer show that a paragraph has one topic
_ANNOUNCES = re.compile(r"[:：]")
_FEWEST_ITEMS = 3  # sentences parted by semicolons that make an enumeration
_LEAD_CHARS = 40  # a paragraph's lead sentence (「城市更新统筹推进。」) only announces it


_LABEL = re.compile(r"^(.{0,12}年(?:计划)?)：")


Brief = Callable[[ScoredSpan], ScoredSpan]


@dataclass(frozen=True, slots=True)
class Draft:
    """The statements of an answer, and what was asked for and is not in them."""

    statements: tuple[Statement, ...]
    missing: tuple[str, ...] = ()


def generate(question: Question, selection: Selection, rarity: Rarity, documents: Sequence[Document]) -> Draft:
    """Answer in the fewest words that are right, by the kind of answer wanted."""
    told = about_terms(question, selection, documents)
    if told:
        return Draft(told)
    if question.wanted is Wanted.COMPARISON or len(question.years) > 1:
        return Draft(*by_period(question, selection, rarity))
    if question.wanted is Wanted.FIGURE:
        return Draft(_figures(question, selection, rarity))
    best, *others = selection.spans
    selection = replace(selection, spans=(of_its_subject(question, best), *others))
    improves = question.wanted is Wanted.YES_NO and wording.IMPROVES.search(question.text) is not None
    if question.wanted is Wanted.YES_NO and not (improves and _is_open(question, selection)):
        reason = _yes_or_no(question, selection.spans[0], rarity)
        return Draft(with_entry(question, selection, reason, documents, rarity))
    of_all = question.wanted is Wanted.FACT and (_is_open(question, selection) or _tells_faults(question, best))
    if question.wanted is Wanted.LIST or improves or of_all:
        return Draft(_list(question, selection, lambda span: _brief(question, span, rarity)))
    fact = (statement_of(concise(question, selection.spans[0], rarity)),)
    return Draft(with_entry(question, selection, fact, documents, rarity))


def _figures(question: Question, selection: Selection, rarity: Rarity) -> tuple[Statement, ...]:
    """The figure; without a year in the question, the one of the other period too if it has the same indicator."""
    best = selection.spans[0]
    statements = [statement_of(with_figure(question, best, rarity))]
    if not question.years and question.role is None and best.passage.period.role is not None:
        twin = next((span for span in selection.spans if span.has_figure and _is_twin(span, best)), None)
        if twin is not None:
            statements.append(statement_of(with_figure(question, twin, rarity)))
            statements.sort(key=lambda statement: statement.text)
    return tuple(statements)


def judged(question: Question, said: str, span: ScoredSpan, rarity: Rarity) -> Statement:
    """「没有」 or the like, and what the report tells."""
    return in_front(said, statement_of(concise(question, span, rarity)))


def _yes_or_no(question: Question, span: ScoredSpan, rarity: Rarity) -> tuple[Statement, ...]:
    """The reason, with 是的 or 不是 in front where the report decides it."""
    short_of_all = rate_short_of_all(question, span)
    if short_of_all is not None:
        return (in_front(NO, statement_of(short_of_all)),)
    reason = statement_of(concise(question, span, rarity))
    said = verdict(question, span)
    return (in_front(said, reason) if said else reason,)


def in_front(said: str, reason: Statement) -> Statement:
    """「没有，2030年新增…」"""
    shown = _LABEL.sub(r"\1", reason.text)
    return replace(reason, text=f"{said}，{shown}")


def _is_twin(span: ScoredSpan, best: ScoredSpan) -> bool:
    return (
        is_as_near(span, best)
        and span.passage.period.role not in (None, best.passage.period.role)
        and span.score >= SAME_TOPIC * best.score
    )


def _brief(question: Question, span: ScoredSpan, rarity: Rarity) -> ScoredSpan:
    """What of a long sentence answers, beside others that do."""
    return concise(question, span, rarity) if len(span.text) > _LONG_CHARS else span


def _list(question: Question, selection: Selection, brief: Brief) -> tuple[Statement, ...]:
    """The sentences of the best passage that speak of the topic; all of them when its lead sentence names it."""
    best = selection.spans[0]
    results = achieved_of_topic(question, selection.spans)
    if results:
        return _within([best, *(span for span in results if span is not best)], _LIST_CHARS, best)
    same = sorted((span for span in selection.spans if span.passage == best.passage), key=lambda span: span.start)
    if _tells_faults(question, best):
        told = admitted_beside([span.text for span in same], same.index(best))
        return _within([same[at] for at in told], _LIST_CHARS, best)
    items = _items_beside(best, same)
    if len(items) >= _FEWEST_ITEMS:
        return _within(items, _LIST_CHARS, best)
    lead = same[0]
    announces = len(lead.text) <= _LEAD_CHARS and not quantities(lead.text)
    whole = announces and (lead is best or names_topic(question, lead.text))
    kept = [span for span in same if whole or span is best or span.score >= _LIST_SHARE * best.score]
    if whole and len(kept) > 1:
        kept = kept[1:]
    kept += [span for span in selection.spans if span.passage != best.passage and _answers_too(span, best)]
    if _is_open(question, selection):
        first = best if best in kept else kept[0]
        filled = _filled_up([first, *(each for each in kept if each is not first)], same, selection.spans, brief)
        filled = filled if question.is_one_of_several else _with_first_whole(first, filled)
        return _within(filled, _LIST_CHARS, filled[0])
    return _within(kept, _LIST_CHARS, best)


def _tells_faults(question: Question, best: ScoredSpan) -> bool:
    """Whether the faults that a report admits are asked for, and a sentence begins to tell them."""
    asks = question.wanted is Wanted.LIST or asks_what_is_admitted(question.text, question.topic)
    return asks and ASKS_OF_FAULTS.search(question.text) is not None and ADMITS.search(best.text) is not None


def _is_open(question: Question, selection: Selection) -> bool:
    """Whether all that is planned about something is asked for, with nothing supposed of it."""
    supposes = wording.FALLS.search(question.text) is not None or any(
        each.unit not in ("", "年") for each in quantities(question.text)
    )
    planned = selection.spans[0].passage.period.role is Role.PLAN
    asks = any(words.search(question.text) for words in (wording.OPEN, wording.IMPROVES))
    return planned and not supposes and asks


def _filled_up(
    kept: Sequence[ScoredSpan], beside: Sequence[ScoredSpan], found: Sequence[ScoredSpan], brief: Brief
) -> list[ScoredSpan]:
    """With what else of the plan may answer, the best first, as much as is read at a glance.

    The sentences beside that the reader did not come to belong to it where several that it read do: then it is the
    paragraph's topic.
    """
    sure = max((span.answers for span in kept if span.answers is not None), default=0.0)
    least, least_elsewhere = (max(bar, sure - _WITHIN) for bar in (MAY_ANSWER, _MAY_ANSWER_ELSEWHERE))
    near = [
        span
        for span in found
        if span not in kept and span.answers is not None and _is_of_plan(span, kept[0])
        if span.answers >= (least if span in beside else least_elsewhere)
    ]
    if sum(span in beside for span in near) >= _FEWEST_NEAR:
        near += [span for span in beside[1:] if span.answers is None and span not in kept]
    filled = [brief(span) for span in kept]
    for span in map(brief, near):
        if sum(len(each.text) for each in filled) + len(span.text) <= _OPEN_CHARS:
            filled.append(span)
    return filled


def _with_first_whole(first: ScoredSpan, filled: list[ScoredSpan]) -> list[ScoredSpan]:
    """With the whole of the sentence that answers best, where there is room: all its clauses may be planned for it."""
    others = filled[1:]
    fits = len(first.text) + sum(len(each.text) for each in others) <= _WHOLE_CHARS
    return [first if fits else filled[0], *others]


def _is_of_plan(span: ScoredSpan, best: ScoredSpan) -> bool:
    return span.passage.document_id == best.passage.document_id and span.passage.period == best.passage.period


def _answers_too(span: ScoredSpan, best: ScoredSpan) -> bool:
    """Whether the reader is sure that a sentence elsewhere in the same part of the report answers as well."""
    return (
        span.answers is not None
        and span.answers >= _SURELY_ANSWERS
        and span.score >= _OWN_SHARE * best.score
        and span.passage.document_id == best.passage.document_id
        and span.passage.period == best.passage.period
    )


def _items_beside(best: ScoredSpan, same: Sequence[ScoredSpan]) -> Sequence[ScoredSpan]:
    """The items of the enumeration that ``best`` belongs to: sentences parted by semicolons, up to a full stop."""
    groups: list[list[ScoredSpan]] = [[]]
    for span in same:
        groups[-1].append(span)
        if not span.text.rstrip().endswith(("；", ";")):
            groups.append([])
    own = next(group for group in groups if best in group)
    return own if _ANNOUNCES.search(own[0].text) else ()


def _within(spans: Sequence[ScoredSpan], max_chars: int, best: ScoredSpan) -> tuple[Statement, ...]:
    """As many spans in order as fit; the best one is always among them."""
    budget = max_chars - (len(best.text) if best in spans else 0)
    kept = []
    for span in spans:
        if span is not best:
            budget -= len(span.text)
            if budget < 0:
                continue
        kept.append(span)
    return tuple(statement_of(span, label=at == 0) for at, span in enumerate(kept))
