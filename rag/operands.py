"""Look up one figure of the reports for a computed answer, the way a question for it alone would find it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.quantities import quantities
from index.types import Figure, FigureKind, Filter, Role
from rag import figure_match
from rag.asker import Asker
from rag.calculation import STAGE, Wish
from rag.figure_asked import units_asked
from rag.figure_match import Kind, MatchedFigure, grants, match_figures, named_figures, stated
from rag.indicators import figure_named, name_of
from rag.operand import Operand
from rag.question import Question, Wanted, understand
from rag.reread import selected
from rag.retrieve import retrieve
from rag.scope import documents_of
from rag.scored_span import ScoredSpan, Selection
from rag.shown import display
from rag.types import Span
from rag.units import RATES, same_unit

# Passages and sentences, fewer than a question reads: an operand is named plainly, and each costs a search.
_PASSAGES, _READ = 5, 3
_NAMED_COVERAGE = 0.5  # of the question, by a metric: else the unit asked for tells more
_SURE_COVERAGE, _SURE = 0.7, 0.85  # as for a figure that is asked for alone
# A metric as short names nothing by itself: 「投资」 of the clause before, which is no longer than this.
_BARE_CHARS, _LONGEST_CLAUSE = 2, 30
_CLAUSE_BEFORE = re.compile(r"(?<=[,，;；。:：、])[^,，;；。:：]{2,}[,，]$")
_BOUNDS = ("过", "超", "达")  # with which a metric ends that is said of the amount behind it alone
_MARKS_PASSED = ("关口", "大关", "门槛")
_SURELY_READ, _TOLD_SHARE = 1.0, 0.6  # logit of a sentence whose figure need not be named, and the share of its clause


def look_up(
    asker: Asker,
    question: Question,
    limit: Filter,
    wish: Wish,
    near: Callable[[], Sequence[ScoredSpan]] = tuple,
) -> Operand | None:
    """The figure wished for, within the years that ``question`` asks about; None when the reports do not state it.

    What a sentence ``near`` the question surely tells costs no search.
    """
    unit = next((unit for unit in units_asked(question) if unit not in RATES), "")
    asked = understand(f"{wish.topic}{'增长多少' if wish.rate else f'是多少{unit}'}", asker.store.documents)
    years = () if wish.role else asked.years or question.years
    role = wish.role or asked.role or question.role or (None if years else Role.REVIEW)
    asked = replace(asked, wanted=Wanted.FIGURE, years=years, role=role)
    if not asked.keywords:
        return None
    in_full = _named_in_full(asker, asked, limit, wish, unit)
    if in_full is not None:
        return in_full
    told = _told_near(asker, asked, near(), wish, unit)
    if told is not None:
        return operand_of(told.figure, asker.store.document(told.figure.document_id).text, _SURE)
    rarity = asker.store.index.rarity
    selection = selected(asker, asked, retrieve(asker, asked, limit, _PASSAGES), _READ)
    matched = match_figures(asked, selection.spans, _figures_beside(asker, selection.spans), rarity)
    fitting = [each for each in matched if _is_wished(each.figure, wish)]
    fitting = _at_stage(wish.topic, fitting, asker) or fitting
    named = [each for each in named_figures(asked, selection.spans, matched, rarity) if each in fitting]
    in_unit = [each for each in fitting if unit and each.figure.measure == unit]
    of_best = [each for each in in_unit if each.span is selection.spans[0]]
    found = next((each for each in named if each.metric_coverage >= _NAMED_COVERAGE or each in in_unit), None)
    found = found or (of_best[0] if len(of_best) == 1 else next(iter(named), None)) or _told(fitting, selection)
    if found is None or (confidence := _confidence(found, selection.answerability)) < asker.settings.answer.operand:
        return None
    return operand_of(found.figure, asker.store.document(found.figure.document_id).text, confidence)


def _told_near(
    asker: Asker, asked: Question, spans: Sequence[ScoredSpan], wish: Wish, unit: str
) -> MatchedFigure | None:
    """The figure that a sentence surely tells of what is wished for, in the unit that is asked for."""
    rarity = asker.store.index.rarity
    matched = match_figures(asked, spans, _figures_beside(asker, spans), rarity)
    for each in named_figures(asked, spans, matched, rarity):
        in_unit = not unit or wish.rate or same_unit(unit, (each.figure.measure,))
        if each.metric_coverage >= _SURE_COVERAGE and in_unit and _is_wished(each.figure, wish):
            return each if not STAGE.search(wish.topic) or _at_stage(wish.topic, [each], asker) else None
    return None


def _figures_beside(asker: Asker, spans: Sequence[ScoredSpan]) -> list[Figure]:
    """The figures of the documents that some sentences are of, but for those that are only passed: 「千亿元关口」."""
    ids = dict.fromkeys(span.passage.document_id for span in spans)
    texts = {document_id: asker.store.document(document_id).text for document_id in ids}
    figures = (figure for document_id in ids for figure in asker.store.figures_of(document_id))
    return [each for each in figures if not texts[each.document_id].startswith(_MARKS_PASSED, each.end)]


def _is_wished(figure: Figure, wish: Wish) -> bool:
    """Whether a figure is the rate or the amount that is wished for."""
    kind = figure_match.Wish(Kind.RATE if wish.rate else Kind.AMOUNT)
    return grants(kind, figure) and (figure.measure in RATES) == wish.rate


def _named_in_full(asker: Asker, asked: Question, limit: Filter, wish: Wish, unit: str) -> Operand | None:
    """The figure of the indicator whose name is the very topic, wherever the one report tells it."""
    documents = documents_of(asker.store, limit)
    if len(documents) != 1:
        return None
    kind = FigureKind.TARGET if asked.role is Role.PLAN else FigureKind.ACTUAL
    figures = [each for each in asker.store.figures_of(documents[0].id) if not asked.years or each.year in asked.years]
    found = figure_named(wish.topic, figures, kind, rate=wish.rate)
    if found is None or (unit and not wish.rate and not same_unit(unit, (found.measure,))):
        return None
    return operand_of(found, documents[0].text, _SURE)


def _at_stage(topic: str, fitting: Sequence[MatchedFigure], asker: Asker) -> list[MatchedFigure]:
    """Those that tell of a stage which the topic names, 「完工的项目」; none where it names none."""
    said = STAGE.findall(topic)

    def clause(figure: Figure) -> str:
        return asker.store.document(figure.document_id).text[figure.clause_start : figure.clause_end]

    return [each for each in fitting if any(stage in clause(each.figure) for stage in said)]


def _told(fitting: Sequence[MatchedFigure], selection: Selection) -> MatchedFigure | None:
    """The figure of the clause that the reader surely finds to tell what is asked, in whatever words."""
    best = next(iter(selection.spans), None)
    if best is None or best.answers is None or best.answers < _SURELY_READ:
        return None
    return next((each for each in fitting if each.span is best and _share(each) >= _TOLD_SHARE), None)


def _share(matched: MatchedFigure) -> float:
    """How much of the answer the reader sees in the clause of a figure."""
    return matched.span.told_within(matched.figure.start, matched.figure.end)


def _confidence(matched: MatchedFigure, answerability: float) -> float:
    return max(answerability, _SURE if matched.metric_coverage >= _SURE_COVERAGE else 0.0)


def operand_of(figure: Figure, text: str, confidence: float) -> Operand | None:
    """The figure as an operand; None where its own clause does not show it as one quantity."""
    if text.startswith("内", figure.end):  # 「50米内换乘比例」 is a name
        return None
    bound = figure.metric[-1:]
    if bound in _BOUNDS and not text[: figure.start].endswith(bound):  # 「30个产值过10亿元、20个过亿元」
        return None
    start = _subject_start(figure, text)
    clause = display(f"{text[start : figure.clause_start]}{stated(text, figure)}")
    printed = display(figure.text)
    told = [each for each in quantities(clause) if clause[each.start : each.end] in printed]
    quantity = max(told, key=lambda each: each.end - each.start, default=None)  # 「第1位，达1100亿元」
    if quantity is None:
        return None
    span = Span(figure.document_id, start, figure.clause_end)
    role = Role.PLAN if figure.kind is FigureKind.TARGET else Role.REVIEW
    return Operand(clause, quantity, span, role, figure.year, confidence)


def _subject_start(figure: Figure, text: str) -> int:
    """Where the clause before begins that says whose a bare metric is: 「甲项目全面建设，完成投资50亿元」."""
    if len(name_of(figure.metric)) > _BARE_CHARS:
        return figure.clause_start
    before = _CLAUSE_BEFORE.search(text, max(0, figure.clause_start - _LONGEST_CLAUSE), figure.clause_start)
    return figure.clause_start if before is None or quantities(before.group()) else before.start()
