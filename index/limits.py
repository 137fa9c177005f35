"""What a filter lets through."""

from collections.abc import Sequence

from index.types import Filter, Passage, Period


def passes(passage: Passage, place: str | None, limit: Filter) -> bool:
    """Whether the filter lets a passage of a document about ``place`` through."""
    return (
        (not limit.documents or passage.document_id in limit.documents)
        and (not limit.places or is_about(place, limit.places))
        and (not limit.years or any(_covers(passage.period, year) for year in limit.years))
        and (limit.role is None or passage.period.role is limit.role)
        and (limit.section is None or any(limit.section in heading for heading in passage.headings))
    )


def is_about(place: str | None, wanted: Sequence[str]) -> bool:
    """Whether a document's place is one of those wanted, with or without its kind (市, 区 …)."""
    return place is not None and any(place.startswith(other) or other.startswith(place) for other in wanted)


def _covers(period: Period, year: int) -> bool:
    return period.first_year is not None and period.first_year <= year <= (period.last_year or period.first_year)
