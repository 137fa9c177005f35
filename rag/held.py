"""The claims of a question, held against the clauses that name the very thing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from index.sentences import sentence_spans
from index.types import Passage, Role
from rag import wording
from rag.claims import Claim
from rag.clauses import CLAUSE
from rag.direction_claims import direction_claims
from rag.keyword_coverage import Rarity
from rag.question import Question
from rag.reader import SURE
from rag.same_thing import (
    Telling,
    Word,
    is_of_place_asked,
    names_thing,
    nearest,
    stands_in,
    tellings,
    tellings_of_measures,
    tellings_within,
    thing_in,
)
from rag.scored_span import ScoredSpan
from rag.side_claims import Sides, side_claims
from rag.supposed_values import Kind, values_in
from rag.units import RATES, of_its_kind
from rag.value_claims import SupposedValue, value_claims

_NAMED_SIDE = 0.55  # of the words for a thing, in the clause that tells the other side of a word; its sentence names it

_MAY_ANSWER = 0.0  # logit of a sentence that may tell of the thing in other words


def claims_of(question: Question) -> Iterator[Claim]:
    """What a question takes for so."""
    return chain(value_claims(question), direction_claims(question), side_claims(question))


@dataclass(frozen=True, slots=True)
class Held:
    """A claim, the clause that tells of it, and whether it tells what is claimed."""

    claim: Claim
    telling: Telling
    is_so: bool


def hold(question: Question, passages: Sequence[Passage], rarity: Rarity) -> Held | None:
    """The claims of a question, held against the clauses of passages that name the very thing."""
    return _held(question, lambda claim: [_told_of(question, claim, passages, rarity)])


def hold_in(question: Question, spans: Sequence[ScoredSpan], rarity: Rarity) -> Held | None:
    """The claims of a question, held against words that answer it, best first.

    Of the best the clause counts that the reader surely finds to tell it, else those that say most of the thing; of
    the others those that name it.
    """

    def told(claim: Claim) -> Iterator[Sequence[Telling]]:
        thing = thing_in(question, claim.words, rarity)
        for at, span in enumerate(spans):
            within = tellings_within(thing, span.passage, span.start, span.end)
            answers = at == 0 and (claim.is_asked or span.answers is None or span.answers >= _MAY_ANSWER)
            named = [each for each in within if answers or names_thing(thing, each.text)]
            read = _read(span, thing) if at == 0 else None
            if read is not None and _tells_more_of_it(claim, named, read):
                read = None
            if claim.is_of_time_of(span.passage):
                yield [read] if read is not None else named

    return _held(question, told)


def _read(span: ScoredSpan, thing: Sequence[Word]) -> Telling | None:
    """The clause that the reader surely finds to tell what is asked; not where only another one names the thing."""
    if span.answers is None or span.answers < SURE or not span.clauses:
        return None
    clauses = [(span.start + part.start(), span.start + part.end()) for part in CLAUSE.finditer(span.text)]
    telling = Telling(span.passage, (span.start, span.end), max(clauses, key=lambda each: span.told_within(*each)), 1.0)
    nouns = [word for word in thing if word.is_noun]
    is_of_another = len(nouns) == 1 and stands_in(nouns[0], span.text) and not stands_in(nouns[0], telling.text)
    return None if is_of_another else telling


def _tells_more_of_it(claim: Claim, named: Sequence[Telling], read: Telling) -> bool:
    """Whether another clause of the same kind of value says more of the words for the thing than the one read."""
    supposed = claim.supposed
    return isinstance(supposed, SupposedValue) and read not in supposed.of_the_thing([*named, read])


def _held(question: Question, told_of: Callable[[Claim], Iterable[Sequence[Telling]]]) -> Held | None:
    """The first claim that is told otherwise; else, where each of them is surely told so, the last that gives a value.

    Of several groups of clauses the first that tells of a claim decides.
    """
    confirmed = []
    for claim in claims_of(question):
        surely = None
        for clauses in told_of(claim):
            told = claim.supposed.of_the_thing(clauses) if isinstance(claim.supposed, SupposedValue) else clauses
            so = any(map(claim.supposed.agrees, told))
            otherwise = None if so else _otherwise(claim, told)
            if otherwise is not None:
                return Held(claim, otherwise, is_so=False)
            surely = next((found for each in told if (found := claim.supposed.confirmed(each)) is not None), None)
            if surely is not None and _is_otherwise_so_far(claim, surely, told):
                surely = None
            if so:
                break
        confirmed.append(None if surely is None else Held(claim, surely, is_so=True))
    sure = [each for each in confirmed if each is not None]
    if len(sure) < len(confirmed) or _says_more_figures(question, sure):
        return None
    values = [each for each in sure if isinstance(each.claim.supposed, SupposedValue)]
    return next(reversed(values or sure), None)


def _is_otherwise_so_far(claim: Claim, surely: Telling, told: Sequence[Telling]) -> bool:
    """Whether only the plan tells what is claimed of no time, and the review tells it otherwise."""
    if claim.years or claim.role is not None or surely.passage.period.role is not Role.PLAN:
        return False
    reviewed = [each for each in told if each.passage.period.role is Role.REVIEW]
    return any(claim.supposed.otherwise(each) is not None for each in reviewed)


def _says_more_figures(question: Question, confirmed: Sequence[Held]) -> bool:
    """Whether a question says figures that nothing was held against: 「由90%提高到95.4%」."""
    said = [each for each in values_in(question.text) if each.kind is Kind.FIGURE]
    values = [each.claim.supposed for each in confirmed]
    return len(said) > sum(isinstance(each, SupposedValue) and each.value.kind is Kind.FIGURE for each in values)


def _otherwise(claim: Claim, told: Sequence[Telling]) -> Telling | None:
    found = [otherwise for each in told if (otherwise := claim.supposed.otherwise(each)) is not None]
    others = [each for each in found if not each.is_beside] or found
    others.sort(key=lambda each: each.value[1] - each.clause[0] if each.value else 0)
    return nearest(claim.words, others)


def told_of_another_time(question: Question, role: Role, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """The clause of the other part of the report that tells the very figure which a question gives a thing."""
    for claim in value_claims(question):
        supposed = claim.supposed
        if not isinstance(supposed, SupposedValue) or supposed.value.kind is not Kind.FIGURE:
            continue
        if claim.role is not role or (role is Role.PLAN and not wording.DOING.search(question.text)):
            continue
        told = tellings(thing_in(question, claim.words, rarity), passages)
        if role is Role.REVIEW and _is_told_done(supposed, thing_in(question, claim.words, rarity), claim, passages):
            continue
        same = [each for each in told if supposed.tells_exactly(each)]
        if same and not any(claim.is_of_time_of(each.passage) for each in same):
            return same[0].valued
    return None


def _is_told_done(supposed: SupposedValue, thing: Sequence[Word], claim: Claim, passages: Sequence[Passage]) -> bool:
    """Whether a figure may be told, in units of its kind, of what was done of a thing; a rate is not still to come."""
    unit = supposed.value.measure.split(" ")[0]
    noun = max((word for word in thing if word.is_noun), key=lambda word: word.weight, default=None)
    if unit in RATES or noun is None:
        return True
    kind = of_its_kind(unit)
    return any(
        stands_in(noun, sentence)
        and any(each.kind is Kind.FIGURE and each.measure.split(" ")[0] in kind for each in values_in(sentence))
        for passage in passages
        if claim.is_of_time_of(passage)
        for sentence in (passage.text[start:end] for start, end in sentence_spans(passage.text))
    )


def _told_of(question: Question, claim: Claim, passages: Sequence[Passage], rarity: Rarity) -> list[Telling]:
    """The clauses that name the thing of a claim, of its time and of the place asked about."""
    thing = thing_in(question, claim.words, rarity)
    of_its_time = [passage for passage in passages if claim.is_of_time_of(passage)]
    if isinstance(claim.supposed, Sides):
        told = tellings(thing, of_its_time, _NAMED_SIDE) or tellings_of_measures(thing, of_its_time)
    else:
        told = tellings(thing, of_its_time)
    return [each for each in told if is_of_place_asked(question, each)]
