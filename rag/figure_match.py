"""Match a question for a figure with the figures that its evidence states: metric, kind of unit, year."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.quantities import quantities
from index.types import Figure, FigureKind, Role
from rag import wording
from rag.question import Question
from rag.select import RATES, Rarity, ScoredSpan, asks_rate, covered, same_unit, unit_asked

# Chosen on dev. A word of the question that stands in the sentence but not with the metric counts a third.
_BESIDE_SHARE = 1 / 3
_LEAST_METRIC = 0.3  # share of the question's words that the metric must hold itself
_OTHER_TIME_COST, _RANK_COST = 1.0, 0.05
_CHANGES = ("up", "down")


@dataclass(frozen=True, slots=True)
class MatchedFigure:
    """A figure, the sentence that states it, and how well it fits what is asked (higher is better)."""

    figure: Figure
    span: ScoredSpan
    score: float
    metric_coverage: float  # of the question's words, by metric and clause


def match_figures(
    question: Question, spans: Sequence[ScoredSpan], figures: Sequence[Figure], rarity: Rarity
) -> tuple[MatchedFigure, ...]:
    """The figures of ``spans`` that measure what is asked, best first."""
    found = []
    for rank, span in enumerate(spans):
        for figure in figures:
            if figure.document_id == span.passage.document_id and span.start <= figure.start < span.end:
                matched = _matched(question, span, figure, rarity)
                found.append(MatchedFigure(figure, span, matched[0] - _RANK_COST * rank, matched[1]))
    fitting = [each for each in found if each.metric_coverage >= _LEAST_METRIC and fits_kind(question, each.figure)]
    return tuple(sorted(fitting, key=lambda each: -each.score))


def fits_kind(question: Question, figure: Figure) -> bool:
    """Whether a figure is of the kind asked for: a rate, a rank, or an amount in a unit of its kind."""
    if asks_rate(question):
        return figure.measure in RATES or (figure.change is not None and figure.change.direction in _CHANGES)
    if wording.RANK.search(question.text):
        return figure.change is not None and figure.change.direction == "rank"
    if figure.change is not None and figure.change.direction == "rank":
        return False
    return same_unit(unit_asked(question), (figure.measure,))


def _matched(question: Question, span: ScoredSpan, figure: Figure, rarity: Rarity) -> tuple[float, float]:
    metric = f"{figure.scope or ''}{figure.metric}"
    of_metric = covered(question, rarity, metric)
    of_sentence = covered(question, rarity, span.text, " ".join(span.passage.headings))
    score = of_metric + _BESIDE_SHARE * max(0.0, of_sentence - of_metric)
    return score - (0.0 if _in_time(question, figure) else _OTHER_TIME_COST), of_metric


def _in_time(question: Question, figure: Figure) -> bool:
    if question.years:
        return figure.year in question.years
    if question.role is None:
        return True
    return (figure.kind is FigureKind.TARGET) == (question.role is Role.PLAN)


def stated(text: str, figure: Figure) -> str:
    """The figure with its metric in the report's words, without other figures of the clause: 「地区生产总值增长7.4%」."""
    before = text[figure.clause_start : figure.start]
    others = quantities(before)
    if not others:
        behind = text[figure.end : figure.clause_end]
        cut = next((at for at, character in enumerate(behind) if character in "，,、；;。"), len(behind))
        return text[figure.clause_start : figure.end + cut]
    tail = before[others[-1].end :].lstrip("，,、；;和及并且 ") + figure.text
    return figure.metric + (figure.text if figure.metric[-2:] in tail else tail)
