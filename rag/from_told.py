"""What a question asks for that follows from two figures that stand together, the working shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from index.types import Role
from rag.calculation import Computed, year_before
from rag.operand import Operand, worked
from rag.question import Question
from rag.retrieve import in_period
from rag.select import ScoredSpan, Selection, is_elsewhere, names_parts
from rag.sentence_figures import FEWEST_PAIRS, Asked, as_asked, figures_of, pairs_of
from rag.sentence_rates import times_from_to
from rag.sentence_sides import asks_of_sides, of_sides
from rag.sentence_sums import asks_sum_of_row, sum_of_row
from rag.told import Kind, Told, told
from rag.types import Statement
from rag.units import RATES
from rag.unknown_asked import Unknown, asks_before, asks_of_year, denied, is_rough, unknowns_asked

_SENTENCES = 3  # of the best ones, that may hold the figures
_LEAST_SURE = 0.4  # of a sentence whose figures the question names by one word alone
_NAMED = 0.6  # that a calculation answers whose figures the question names
# A later sentence costs half a pair that is said; a pair of the name that is not said costs an eighth.
_COST, _UNSAID = 0.5, 0.25
_SINCE = re.compile(r"(?:比|较)((?:19|20)\d\d)年")
_OF_MANY_YEARS = re.compile(r"年均|[两三四五]年来?|五年")
_OTHER_THAN = re.compile(r"非(?!常|遗|洲)([\u3400-\u9fff])")
_NEGATED = re.compile(r"[非不未没]$")
_WITHOUT = re.compile(
    r"(?:扣[掉除去]|刨[掉除去]|除[去掉开了]|减[去掉]|去掉|剔除|不算|不含)(?:了)?(?P<part>[^,，。?？]{1,12})|(?P<other>[^,，。?？]{2,12}?)(?:以外|之外)"
)
_COUNTED_IN = re.compile(r"占(?P<whole>[^,，\d]{1,12}?)的?(?:比[重例])?(?:达到?|[约近超为]过?|$)")


@dataclass(frozen=True, slots=True)
class _Found:
    """A calculation, and how well the question names its figures."""

    statement: Statement
    named: int
    cost: float

    @property
    def score(self) -> float:
        """Higher is better."""
        return self.named - _COST * self.cost


def follows(question: Question, selection: Selection) -> Computed | None:
    """The statement that tells what a question asks for and one sentence implies; None where none does."""
    asked = as_asked(question.text)
    spans = [each for each in selection.spans if not is_elsewhere(question, each.passage)][:_SENTENCES]
    spans = [each for each in spans if names_parts(question, each)]
    for span in spans:
        of_both = _of_both(asked, span) if in_period(question, span.passage) else None
        if of_both is not None:
            return Computed(of_both, max(selection.answerability, _NAMED))
    for unknown in unknowns_of(question):
        if unknown is Unknown.SHARE and spans and _tells_share(asked, spans[0]):
            continue
        found = [
            _Found(statement, _named(asked, one), rank + _UNSAID * _unsaid(asked, one))
            for rank, span in enumerate(spans)
            for one in told(span)
            if _is_in_time(question, span, one, unknown)
            if (statement := _WAYS[unknown](asked, one)) is not None
        ]
        best = max(found, key=lambda each: each.score, default=None)
        if best is not None and (best.named >= FEWEST_PAIRS or _is_sure(best, selection)):
            return Computed(best.statement, max(selection.answerability, _NAMED if best.named >= FEWEST_PAIRS else 0.0))
    return None


def may_follow(question: Question) -> bool:
    """Whether a question may ask for what follows from figures that stand together."""
    return bool(unknowns_of(question)) or asks_of_sides(question.text) or asks_sum_of_row(question.text)


def _of_both(asked: Asked, span: ScoredSpan) -> Statement | None:
    """What is made of two figures that the question names a side each."""
    return of_sides(asked, told(span)) or sum_of_row(asked, figures_of(span))


def unknowns_of(question: Question) -> tuple[Unknown, ...]:
    """What may be asked for; what there was before, too, where an amount of a year is that a report may not tell."""
    found = unknowns_asked(question.text)
    may_be_before = len(question.years) == 1 and asks_of_year(question.text) and Unknown.BEFORE not in found
    return (*found, Unknown.BEFORE) if may_be_before else found


def _tells_share(asked: Asked, span: ScoredSpan) -> bool:
    """Whether a sentence tells the very share that is asked for, and of no other thing than the one asked about."""
    shares = [each for each in told(span) if each.kind is Kind.SHARE and not _is_of_other(asked, each.name)]
    return any(_named(asked, each) >= FEWEST_PAIRS for each in shares)


def _is_sure(found: _Found, selection: Selection) -> bool:
    return found.named > 0 and selection.answerability >= _LEAST_SURE


def _named(asked: Asked, one: Told) -> int:
    """How many pairs of characters of a figure's name the question says."""
    return len(_words(one) & pairs_of(asked.words))


def _unsaid(asked: Asked, one: Told) -> int:
    """How many it does not say."""
    return len(_words(one) - pairs_of(asked.words))


def _words(one: Told) -> frozenset[str]:
    return pairs_of(f"{one.name} {one.base.name}" if one.base is not None else one.name)


def _is_in_time(question: Question, span: ScoredSpan, one: Told, unknown: Unknown) -> bool:
    """Whether a figure is of the year asked about; what there was before, of one that began with it."""
    if unknown is Unknown.PLANNED:  # of what was done, though it asks for a plan
        question = replace(question, role=Role.REVIEW)
    if unknown is not Unknown.BEFORE or not question.years:
        return in_period(question, span.passage)
    if len(question.years) == 1 and _begun(one) in question.years and one.operand.year not in question.years:
        return one.kind is not Kind.GROWTH or is_rough(question.text) or asks_before(question.text)
    return asks_before(question.text) and in_period(question, span.passage)


def _begun(one: Told) -> int | None:
    """The year before which a change was not: the one that it names, or the one before its own."""
    said = _SINCE.search(one.operand.clause)
    if said is not None:
        return int(said[1])
    if _OF_MANY_YEARS.search(one.operand.clause) or one.operand.year is None:
        return None
    return one.operand.year - 1


def _before(asked: Asked, one: Told) -> Statement | None:
    base = one.base
    if base is None or not asked.is_in_unit(base.operand):
        return None
    if one.kind is Kind.GROWTH and not _OF_MANY_YEARS.search(one.operand.clause):
        found = year_before(base.operand, one.operand)
        return worked((base.operand, one.operand), *found, 1) if found is not None else None
    if one.kind in (Kind.CHANGE, Kind.POINTS):
        return _changed_back(base.operand, one.operand)
    pair = _added_and_total(one)
    return None if pair is None else _less(pair[1], pair[0])


def _changed_back(now: Operand, change: Operand) -> Statement | None:
    """「88.5%-0.8个百分点」: what there was before a rise or a fall by so much."""
    sign = 1 if change.falls else -1
    value = now.figure.value + sign * change.figure.value
    if value <= 0:
        return None
    shown, unit = (value, "%") if now.figure.unit == "%" else now.in_scale(value)
    return worked((now, change), f"{now.printed}{'+' if change.falls else '-'}{change.printed}", shown, unit)


def _less(whole: Operand, part: Operand) -> Statement | None:
    if part.figure.value >= whole.figure.value:
        return None
    value, unit = whole.in_scale(whole.figure.value - part.figure.value)
    return worked((part, whole), f"{whole.printed}-{part.printed}", value, unit)


def _added_and_total(one: Told) -> tuple[Operand, Operand] | None:
    """What was added, and what there is in all with it."""
    base = one.base
    if base is None or {one.kind, base.kind} != {Kind.ADDED, Kind.TOTAL}:
        return None
    added, total = (one, base) if one.kind is Kind.ADDED else (base, one)
    return (added.operand, total.operand) if added.value < total.value else None


def _part_and_whole(one: Told) -> tuple[Operand, Operand] | None:
    if one.kind is Kind.PART and one.base is not None and one.value < one.base.value:
        return one.operand, one.base.operand
    return _added_and_total(one)


def _rest(asked: Asked, one: Told) -> Statement | None:
    if one.kind is Kind.SHARE and one.unit == "%" and one.value < 100:
        return _rest_of_share(asked, one)
    pair = _part_and_whole(one)
    if pair is None or not asked.is_in_unit(pair[1]):
        return None
    left_out = _WITHOUT.search(asked.text)
    is_left_out = left_out is not None and _says(left_out["part"] or left_out["other"], pair[0].clause)
    return _less(pair[1], pair[0]) if is_left_out or _is_denied(asked, one.name) else None


def _rest_of_share(asked: Asked, one: Told) -> Statement | None:
    """「100%-84.4%」 of what is not the part whose share is told."""
    if asked.unit not in (None, "%", "百分点") or not _is_denied(asked, one.name):
        return None
    return rest_of_share(one)


def rest_of_share(one: Told) -> Statement:
    """「100%-84.4%」."""
    operands = (one.operand,) if one.base is None else (one.base.operand, one.operand)
    return worked(operands, f"100%-{one.operand.printed}", 100 - one.value, "%")


def _is_of_other(asked: Asked, name: str) -> bool:
    """Whether a share is told of what is not the thing that the question names: 「非烟生产总值…占61.4%」."""
    what = _OTHER_THAN.search(name)
    return what is not None and what[1] in asked.text and what.group() not in asked.text


def _is_denied(asked: Asked, name: str) -> bool:
    """Whether the question says that it means what is not of this name."""
    if (other := _OTHER_THAN.search(name)) is not None and other.group() in asked.text:
        return False
    return any(_says(each, name) for each in denied(asked.text))


def _says(words: str, name: str) -> bool:
    """Whether words name the thing: by a pair of characters, or by the one that they begin with."""
    pairs = pairs_of(as_asked(words).words)
    return any(part in name and not _NEGATED.search(name[: name.index(part)]) for part in (*pairs, words[0]))


def _share(asked: Asked, one: Told) -> Statement | None:
    if one.kind is Kind.SHARE and _is_of_other(asked, one.name):
        return rest_of_share(one)
    pair = _part_and_whole(one)
    if pair is None or pair[0].figure.unit in RATES:
        return None
    part, whole = pair
    return worked(
        (part, whole), f"{part.printed}÷{whole.printed}", part.figure.value / whole.figure.value * 100, "%", 1
    )


def _times(asked: Asked, one: Told) -> Statement | None:
    """How many times what there was before: 「213家÷(213家-107家)」."""
    if one.kind is Kind.CHANGE and one.base is not None and one.base.value > one.value and not one.operand.falls:
        now, more = one.base.operand, one.operand
    elif (pair := _added_and_total(one)) is not None:
        more, now = pair
    else:
        return times_from_to(one.operand)
    times = now.figure.value / (now.figure.value - more.figure.value)
    return worked((more, now), f"{now.printed}÷({now.printed}-{more.printed})", times, "倍", 2)


def _whole(asked: Asked, one: Told) -> Statement | None:
    """The whole of which a part and its share are told: 「255.2亿元÷61.4%」."""
    counted = _COUNTED_IN.search(one.operand.clause[: one.operand.figure.start])
    if one.kind is not Kind.SHARE or one.base is None or counted is None or not one.value:
        return None
    of_whole = pairs_of(as_asked(counted["whole"]).words) & pairs_of(asked.words)
    if not of_whole or not asked.is_in_unit(one.base.operand):
        return None
    part = one.base.operand
    value, unit = part.in_scale(part.figure.value / one.value * 100)
    return worked((part, one.operand), f"{part.printed}÷{one.operand.printed}", value, unit, 1)


def _planned(asked: Asked, one: Told) -> Statement | None:
    """What was planned of what was done: 「21个÷2.1倍」, 「1.4万亿元÷129.6%」."""
    if one.kind is not Kind.COMPLETION or one.base is None or not one.value or not asked.is_in_unit(one.base.operand):
        return None
    done = one.base.operand
    value, unit = done.in_scale(done.figure.value / one.value * (100 if one.unit == "%" else 1))
    working = f"{done.printed}÷{one.operand.printed if one.unit == '%' else one.operand.printed.removesuffix('倍')}"
    return worked((done, one.operand), working, value, unit, 1)


_WAYS: dict[Unknown, Callable[[Asked, Told], Statement | None]] = {
    Unknown.PLANNED: _planned,
    Unknown.WHOLE: _whole,
    Unknown.REST: _rest,
    Unknown.TIMES: _times,
    Unknown.SHARE: _share,
    Unknown.BEFORE: _before,
}
