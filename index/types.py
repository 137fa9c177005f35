"""The values that the index reads, writes and hands on. Spans are ``[start, end)`` code points of ``Document.text``."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from index.quantities import Bound


class Role(StrEnum):
    """What a section does: it reviews what was done, or plans what is intended."""

    REVIEW = "review"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Period:
    """The years a section speaks of. ``role`` is None for cover, preface and glossary."""

    role: Role | None = None
    first_year: int | None = None
    last_year: int | None = None

    @property
    def years(self) -> range:
        """Every year from the first to the last; none where there is no first."""
        first = self.first_year
        return range(0) if first is None else range(first, (self.last_year or first) + 1)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: ``text[start:end]`` opens with the heading.

    Level 0 is a part of the document (cover, speech, glossary), 1 is ``一、``, 2 is ``(一)``; where a part opens with
    an unnumbered ``2030年工作回顾``, that is 1 and the numbers are one deeper.
    """

    level: int
    heading: str
    start: int
    end: int
    period: Period


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry; ``text[start:end]`` is the whole entry as printed, its number included.

    Of rank 2 it is an explanation in brackets inside the body.
    """

    name: str
    definition: str
    aliases: tuple[str, ...]
    start: int
    end: int
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the cover says. ``year`` is the year that the report plans for."""

    title: str
    place: str | None = None
    year: int | None = None
    date: str | None = None  # ISO 8601, as precise as printed
    speaker: str | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One report as published, after repair. ``text`` is canonical: every span points into it."""

    id: str
    source: str  # the file's name
    text: str
    metadata: Metadata
    sections: tuple[Section, ...]
    terms: tuple[Term, ...]
    warnings: tuple[str, ...] = ()
    page_starts: tuple[int, ...] = ()  # offset where page 1, 2, … begins; empty where the file has no pages

    def page_of(self, offset: int) -> int | None:
        """The 1-based page on which the character at ``offset`` stands."""
        return bisect_right(self.page_starts, offset) or None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed and cited: ``document.text[start:end] == text``.

    ``headings`` (outermost first) and ``period`` stand beside the text, not in it.
    """

    document_id: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...]
    period: Period
    page: int | None = None

    def between(self, start: int, end: int) -> str:
        """The words ``[start, end)`` of the document, which lie within the passage."""
        return self.text[start - self.start : end - self.start]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search is limited to; an empty tuple or None does not limit."""

    documents: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    role: Role | None = None
    section: str | None = None  # part of a heading


NO_LIMIT = Filter()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage by its position in the index, with both scores (higher is better)."""

    position: int
    dense: float  # cosine
    lexical: float  # BM25


class FigureKind(StrEnum):
    """Whether a figure was reached or is intended."""

    ACTUAL = "actual"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Change:
    """What a figure is to another value: ``up`` or ``down`` by it or to it, a ``share``, ``rank`` or ``times`` of it.

    ``base`` is that value as printed (同比, 比上年, 全省), ``origin`` the one it came from (「由41%提高到45%」: 41%).
    """

    direction: str
    base: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity of a document, one row of its table.

    ``value`` and ``unit`` are as printed (1900, 亿元); ``amount`` and ``measure`` the same for comparing (190000000000,
    元); ``upper`` the amount that ends a range. ``[start, end)`` is the quantity, ``[clause_start, clause_end)`` the
    words with metric and quantity.
    """

    text: str
    metric: str
    value: float
    unit: str
    amount: float
    measure: str
    upper: float | None
    bound: Bound | None
    change: Change | None
    year: int | None
    kind: FigureKind
    scope: str | None
    document_id: str
    start: int
    end: int
    clause_start: int
    clause_end: int
