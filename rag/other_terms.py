"""What a sentence tells in one way and a question asks for in another: a rise as a share, a fraction as an amount."""

import re
from collections.abc import Callable, Sequence

from index.numerals import NUMERALS, numeral_value
from index.quantities import quantities
from rag import wording
from rag.calculation import Computed, may_be_calculated
from rag.clauses import UNBROKEN
from rag.operand import Operand, cited, clauses, result, worked
from rag.question import Question
from rag.retrieve import in_period
from rag.ruled_out import is_elsewhere, names_parts
from rag.scored_span import ScoredSpan, Selection
from rag.sentence_figures import FEWEST_PAIRS, Asked, as_asked, pairs_of
from rag.shown import display
from rag.told import Kind, Told, told
from rag.types import Span, Statement
from rag.units import RATES

_SENTENCES = 3  # of the best ones, that may tell it
_LEAST_SURE = 0.4  # of a sentence that the question names by one word alone
_NAMED = 0.6  # that a calculation answers whose words the question says
_CHANGED = r"[升降涨跌增减多少高低缩压]"
_BY_WHAT_SHARE = re.compile(
    rf"{_CHANGED}[^,，。?？]{{0,10}}(?:百分之(?:几|多少)|几成|几个点)|{_CHANGED}幅|幅度"
    rf"|{_CHANGED}[^。?？]{{0,16}}(?:折合?|换算|算)[^,，。?？]{{0,6}}(?:百分|比例)"
)
_FROM_TO = re.compile(r"[由从](?P<from>[^,，;；。]*?\d[^,，;；。]*?)[\u3400-\u9fff]{1,6}[到至为](?P<to>\d[^,，;；。]*)")
_TIMES = re.compile(
    r"(?:是|为|相当于|等于|顶)[^,，。?？]{0,10}?(?:前|上|头|去|往|同期|原|以前|之前)[^,，。?？]{0,6}?(?:几|多少)倍"
)
_ASKS_AMOUNT = re.compile(r"多少|几(?!成|分之)")
_FRACTION = re.compile(rf"(?P<below>[{NUMERALS}]+)分之(?P<above>[{NUMERALS}]+)")
_WHOLE_PARTS = range(2, 11)  # of which a fraction tells some: 百分之三 is a rate
_SINCE_WHEN = re.compile(
    r"(?:从|自|打|始于|最早|追溯)[^,，。?？]{0,8}?(?:哪一?年|什么时候|何时|哪个年)|哪一?年(?:开始|起|算起)"
)
_ON_END = re.compile(r"(?:连续|蝉联|连获|连冠)[^,，。\d]{0,4}(?P<years>\d+)(?:个?年|次|届)")


def in_other_terms(question: Question, selection: Selection) -> Computed | None:
    """What is asked for in other terms than those of one of the best sentences; None where none tells of it."""
    ways = [way for asks, way in _WAYS if asks.search(question.text)] if may_be_calculated(question.text) else []
    if not ways:
        return None
    asked = as_asked(question.text)
    spans = [each for each in selection.spans if not is_elsewhere(question, each.passage)][:_SENTENCES]
    for way in ways:
        for span in spans:
            if in_period(question, span.passage) and names_parts(question, span):
                found = way(asked, span)
                if found is not None and (named := _says(asked, found.text, selection)):
                    return Computed(found, max(selection.answerability, named))
    return None


def _says(asked: Asked, text: str, selection: Selection) -> float:
    """How sure it is that what is told is what the question asks for; 0 where it says too little of it."""
    said = len(pairs_of(text) & pairs_of(asked.words))
    if said >= FEWEST_PAIRS:
        return _NAMED
    return selection.answerability if said and selection.answerability >= _LEAST_SURE else 0.0


def _share_from_to(asked: Asked, span: ScoredSpan) -> Statement | None:
    """By what share something rose or fell of which both ends are told: 「从6.32下降至6.08」."""
    for clause in UNBROKEN.finditer(span.text):
        ends = _FROM_TO.search(clause.group())
        start, end = ((quantities(ends[side]) or (None,))[0] for side in ("from", "to")) if ends else (None, None)
        if ends is None or start is None or end is None or start.unit != end.unit or start.unit in RATES:
            continue
        if not start.value or len(pairs_of(clause.group()) & pairs_of(asked.words)) < FEWEST_PAIRS:
            continue
        first, last = ends["from"][start.start : start.end], ends["to"][end.start : end.end]
        more, less = (last, first) if end.value > start.value else (first, last)
        share = abs(end.value - start.value) / start.value * 100
        return _told(span, clause.group(), f"({more}-{less})÷{first}{result(share, '%', 1)}")
    return None


def _times_by_growth(asked: Asked, span: ScoredSpan) -> Statement | None:
    """How many times what there was before, of a growth: 「增长186.8%」."""
    grown = [each for each in told(span) if each.kind is Kind.GROWTH and not each.operand.falls]
    best = max(grown, key=lambda each: _pairs_said(asked, each), default=None)
    if best is None or not _pairs_said(asked, best):
        return None
    return worked((best.operand,), f"1+{best.operand.printed}", 1 + best.value / 100, "倍")


def _amount_of_fraction(asked: Asked, span: ScoredSpan) -> Statement | None:
    """How many a fraction of them is: 「总数达1100个，三分之二…」."""
    if wording.ASKS_SHARE.search(asked.text):
        return None
    for clause in UNBROKEN.finditer(span.text):
        fraction = _FRACTION.search(clause.group())
        of_part = fraction and pairs_of(clause.group()[fraction.end() :]) & pairs_of(asked.words)
        if fraction is None or not of_part:
            continue
        above, below = (int(numeral_value(fraction[side]) or 0) for side in ("above", "below"))
        whole = _amount_before(asked, span, fraction.group())
        if whole is None or not 0 < above < below or below not in _WHOLE_PARTS:
            continue
        value, unit = whole.in_scale(whole.figure.value * above / below)
        shown = result(value, unit, 0 if value >= below else 2)
        told_of = clause.group().strip("、 ")
        text = clauses((whole,)) if told_of in whole.clause else f"{clauses((whole,))}，{told_of}"
        return cited((whole,), f"{text}，{whole.printed}×{above}÷{below}{shown}")
    return None


def _amount_before(asked: Asked, span: ScoredSpan, fraction: str) -> Operand | None:
    """The amount of which a fraction is told behind it."""
    before = [each for each in told(span) if span.text.find(each.operand.printed) < span.text.find(fraction)]
    amounts = [each.operand for each in before if each.unit not in RATES and each.kind is not Kind.CHANGE]
    return next((each for each in reversed(amounts) if asked.is_in_unit(each)), None)


def _first_of_run(asked: Asked, span: ScoredSpan) -> Statement | None:
    """The year with which something began that has been so for many years on end: 「连续16年」."""
    year = span.passage.period.first_year
    for clause in UNBROKEN.finditer(span.text) if year is not None and span.passage.period.last_year == year else ():
        run = _ON_END.search(clause.group())
        if run is not None and year is not None and pairs_of(clause.group()) & pairs_of(asked.words):
            years = int(run["years"])
            return _told(span, clause.group().strip("—"), f"{year}-{years}+1={year - years + 1}年")
    return None


def _pairs_said(asked: Asked, one: Told) -> int:
    return len(pairs_of(one.name) & pairs_of(asked.words))


def _told(span: ScoredSpan, clause: str, working: str) -> Statement:
    year = span.passage.period.first_year
    text = f"{'' if year is None else f'{year}年'}{display(clause)}，{working}"
    return Statement(text, (Span(span.passage.document_id, span.start, span.end),))


_WAYS: Sequence[tuple[re.Pattern[str], Callable[[Asked, ScoredSpan], Statement | None]]] = (
    (_BY_WHAT_SHARE, _share_from_to),
    (_TIMES, _times_by_growth),
    (_SINCE_WHEN, _first_of_run),
    (_ASKS_AMOUNT, _amount_of_fraction),
)
