"""Answer a question for a figure from the figures that its evidence states."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Document, Figure, FigureKind
from rag.figure_match import MatchedFigure, match_figures, stated
from rag.question import Question, Wanted
from rag.select import Rarity, Selection
from rag.shown import display
from rag.types import Span, Statement

# Another figure is of the same indicator when the question's words fit it as well.
_AS_GOOD = 0.85
# Chosen on dev: a metric that holds so much of the question is what was asked for, however the sentence is worded.
_SURE_COVERAGE, _SURE = 0.7, 0.85


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """The statements, one a figure, and the probability that they answer."""

    statements: tuple[Statement, ...]
    confidence: float


def answer_figure(
    question: Question, selection: Selection, figures: Sequence[Figure], documents: Sequence[Document], rarity: Rarity
) -> FigureAnswer | None:
    """The figure asked for; of both years where the question names none and both have it. None if none fits."""
    if question.wanted is not Wanted.FIGURE or len(question.years) > 1:
        return None
    matched = match_figures(question, selection.spans, figures, rarity)
    if not matched or matched[0].score <= 0:
        return None
    best = matched[0]
    chosen = [best]
    if not question.years and question.role is None:
        twin = next((each for each in matched if _is_twin(each, best)), None)
        chosen = sorted([best, twin] if twin else [best], key=lambda each: (each.figure.year or 0, each.figure.start))
    texts = {document.id: document.text for document in documents}
    confidence = max(selection.answerability, _SURE if best.metric_coverage >= _SURE_COVERAGE else 0.0)
    return FigureAnswer(tuple(_statement(each.figure, texts[each.figure.document_id]) for each in chosen), confidence)


def _is_twin(other: MatchedFigure, best: MatchedFigure) -> bool:
    one, two = other.figure, best.figure
    return (
        one.kind is not two.kind
        and one.document_id == two.document_id
        and one.measure == two.measure
        and other.metric_coverage >= _AS_GOOD * best.metric_coverage
    )


def _statement(figure: Figure, text: str) -> Statement:
    shown = display(stated(text, figure))
    label = "" if figure.year is None or f"{figure.year}年" in shown else f"{figure.year}年"
    if label:
        label += "计划：" if figure.kind is FigureKind.TARGET else "："
    return Statement(f"{label}{shown}", (Span(figure.document_id, figure.clause_start, figure.clause_end),))
