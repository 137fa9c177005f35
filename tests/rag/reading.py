"""Reports as the guard sees them, without a store: words, headings, years and figures at a span."""

from dataclasses import dataclass

from index.figures import read_figures
from index.types import Document, Figure, Section
from rag.types import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """One document and its figures."""

    document: Document
    all_figures: tuple[Figure, ...]

    def quote(self, span: Span) -> str:
        """The words themselves."""
        return self.document.text[span.start : span.end]

    def headings(self, span: Span) -> str:
        """The headings above them."""
        return " ".join(section.heading for section in self._around(span))

    def years(self, span: Span) -> tuple[int, ...]:
        """The years of the innermost section."""
        around = self._around(span)
        period = max(around, key=lambda section: section.level).period if around else None
        years = (period.first_year, period.last_year) if period else ()
        return tuple(year for year in years if year is not None)

    def figures(self, span: Span) -> tuple[Figure, ...]:
        """The figures that they state."""
        return tuple(each for each in self.all_figures if span.start <= each.start < span.end)

    def _around(self, span: Span) -> list[Section]:
        return [section for section in self.document.sections if section.start <= span.start < section.end]


def reading(document: Document) -> Reading:
    """The document with its figures read."""
    return Reading(document, read_figures(document))
