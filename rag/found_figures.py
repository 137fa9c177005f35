"""The figures of the sentences that were found, to be calculated with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.types import Document, Figure
from rag.operand import Operand
from rag.operands import operand_of
from rag.scored_span import Selection
from rag.sentence_figures import pairs_of
from rag.units import RATES

_SENTENCES = 5  # of the best ones, that may hold the figures
SURE = 0.85  # that figures are those asked for whose common words the question says


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure of a sentence that was found, the pairs of characters of its metric, and the place of the sentence."""

    operand: Operand
    name: str
    metric: frozenset[str]
    rank: int

    @property
    def is_rate(self) -> bool:
        """Whether it is a growth or a share."""
        return self.operand.figure.unit in RATES


def found_figures(
    selection: Selection, figures: Sequence[Figure], documents: Sequence[Document]
) -> Iterator[FoundFigure]:
    """Of ``figures``, those of the best sentences."""
    texts = {document.id: document.text for document in documents}
    for rank, span in enumerate(selection.spans[:_SENTENCES]):
        for figure in figures:
            inside = figure.document_id == span.passage.document_id and span.start <= figure.start < span.end
            operand = operand_of(figure, texts[figure.document_id], SURE) if inside else None
            if operand is not None and operand.figure.value:
                name = f"{figure.scope or ''}{figure.metric}"
                yield FoundFigure(operand, name, pairs_of(name), rank)


def are_of_one_report(one: Operand, other: Operand) -> bool:
    """Whether two figures are of one document."""
    return one.span.document_id == other.span.document_id


def shared(one: FoundFigure, other: FoundFigure) -> frozenset[str]:
    """The pairs of characters that the metrics of both have."""
    return one.metric & other.metric
