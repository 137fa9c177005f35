"""The reports of a store as the guard and the tracing of figures need them."""

from dataclasses import dataclass

from index.store import Store
from index.types import Figure, Period, Role, Section
from rag.types import Span


@dataclass(frozen=True, slots=True)
class Reports:
    """What the reports of a store say at a span."""

    store: Store

    def quote(self, span: Span) -> str:
        """The words themselves."""
        return self.store.document(span.document_id).text[span.start : span.end]

    def headings(self, span: Span) -> str:
        """The headings above them."""
        return " ".join(section.heading for section in self._around(span))

    def years(self, span: Span) -> tuple[int, ...]:
        """The years of the section that they stand in."""
        period = self._period(span)
        years = (period.first_year, period.last_year) if period else ()
        return tuple(year for year in years if year is not None)

    def role(self, span: Span) -> Role | None:
        """Whether they stand in the review or in the plan."""
        period = self._period(span)
        return period.role if period else None

    def figures(self, span: Span) -> tuple[Figure, ...]:
        """The figures that they state."""
        return tuple(
            figure for figure in self.store.figures_of(span.document_id) if span.start <= figure.start < span.end
        )

    def _period(self, span: Span) -> Period | None:
        innermost = max(self._around(span), key=lambda section: section.level, default=None)
        return innermost.period if innermost else None

    def _around(self, span: Span) -> list[Section]:
        sections = self.store.document(span.document_id).sections
        return [section for section in sections if section.start <= span.start < section.end]
