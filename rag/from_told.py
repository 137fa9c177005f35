"""What a question asks for that follows from figures that stand together, the working shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from index.types import Role
from rag.calculation import Computed
from rag.from_pair import OF_MANY_YEARS, WAYS, is_denied, is_of_other, is_told_of_other, words_left_out
from rag.operand import worked
from rag.question import Question
from rag.retrieve import in_period
from rag.ruled_out import is_elsewhere, names_parts
from rag.scored_span import ScoredSpan, Selection
from rag.sentence_figures import FEWEST_PAIRS, Asked, as_asked, figures_of, pairs_of
from rag.sentence_shares import tells_both_sides
from rag.sentence_sides import asks_of_sides, of_sides
from rag.sentence_sums import asks_sum_of_row, sum_of_row
from rag.told import Kind, Told, all_told, told
from rag.types import Statement
from rag.units import RATES
from rag.unknown_asked import OF_MORE_THAN_OURS, Unknown, asks_before, asks_of_year, is_rough, unknowns_asked

_SENTENCES = 3  # of the best ones, that may hold the figures
_NEAR = 8  # sentences, one of which may tell how many there are in all
_LEAST_SURE = 0.4  # of a sentence whose figures the question names by one word alone
_NAMED = 0.6  # that a calculation answers whose figures the question names
# A later sentence costs half a pair that is said; a pair of the name that is not said costs an eighth.
_COST, _UNSAID = 0.5, 0.25
_SINCE = re.compile(r"(?:比|较)((?:19|20)\d\d)年")


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
        if unknown is Unknown.SHARE and spans and tells_share(asked, spans[0]):
            continue
        if unknown is Unknown.SHARE and OF_MORE_THAN_OURS.search(asked.text):
            continue
        if unknown is Unknown.REST and any(is_told_of_other(asked, span.text) for span in spans):
            continue
        found = [
            _Found(statement, _named(asked, one), rank + _UNSAID * _unsaid(asked, one))
            for rank, span in enumerate(spans)
            for one in told(span)
            if _is_in_time(question, span, one, unknown) and _is_own_part(asked, one, unknown)
            if (statement := WAYS[unknown](asked, one)) is not None
            if unknown is not Unknown.SHARE or tells_both_sides(asked.text, statement.text)
            if unknown is not Unknown.REST or not _is_left_out_rather(asked, one, told(span))
        ]
        best = max(found, key=lambda each: each.score, default=None)
        if best is not None and (best.named >= FEWEST_PAIRS or _is_sure(best, selection)):
            return Computed(best.statement, max(selection.answerability, _NAMED if best.named >= FEWEST_PAIRS else 0.0))
    return _rest_of_all(asked, question, selection) if Unknown.REST in unknowns_of(question) else None


def _is_left_out_rather(asked: Asked, one: Told, beside: Sequence[Told]) -> bool:
    """Whether what a question leaves out is named better by another figure: 工业增加值, and not 服务业增加值."""
    words = pairs_of(words_left_out(asked))
    return any(len(pairs_of(each.name) & words) > len(pairs_of(one.name) & words) for each in beside)


def _is_own_part(asked: Asked, one: Told, unknown: Unknown) -> bool:
    """Whether a part whose share or rest is asked for is said by words that are not those of its whole."""
    if unknown is not Unknown.SHARE or one.base is None or one.kind is not Kind.PART:
        return True
    own = pairs_of(one.name) - pairs_of(one.base.name)
    return not own or bool(own & pairs_of(asked.words))


def _rest_of_all(asked: Asked, question: Question, selection: Selection) -> Computed | None:
    """All there is less those that one sentence counts, where another tells how many there are in all."""
    near = [each for each in selection.spans[:_NEAR] if in_period(question, each.passage)]
    amounts = [each for each in all_told(near) if each.unit not in RATES and asked.is_in_unit(each.operand)]
    parts = [each for each in amounts if each.kind is Kind.AMOUNT and is_denied(asked, each.operand.clause)]
    wholes = [each for each in amounts if each.kind is Kind.TOTAL]
    pairs = [
        (part, whole)
        for part, whole in product(parts, wholes)
        if part.unit == whole.unit and part.value < whole.value and part.operand.year == whole.operand.year
        if pairs_of(part.name) & pairs_of(whole.name) & pairs_of(asked.words)
    ]
    if len(pairs) != 1:
        return None
    part, whole = pairs[0]
    value, unit = whole.operand.in_scale(whole.value - part.value)
    named = (whole.base.operand,) if whole.base is not None else ()  # 「新增公园141座、累计达到973座」
    operands = (*named, whole.operand, part.operand)
    left = worked(operands, f"{whole.operand.printed}-{part.operand.printed}", value, unit)
    return Computed(left, max(selection.answerability, _NAMED))


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


def tells_share(asked: Asked, span: ScoredSpan) -> bool:
    """Whether a sentence tells the very share that is asked for, and of no other thing than the one asked about."""
    shares = [each for each in told(span) if each.kind is Kind.SHARE and not is_of_other(asked, each.name)]
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
    if OF_MANY_YEARS.search(one.operand.clause) or one.operand.year is None:
        return None
    return one.operand.year - 1
