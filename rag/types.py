"""The values that answering hands on. They serialise to the JSON of ``POST /api/ask`` field by field."""

from dataclasses import dataclass, field
from enum import StrEnum

from index.types import Change, FigureKind, Passage, Role


class Status(StrEnum):
    """How far the answer goes."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question with its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Slots:
    """What was understood of the question besides its words; ``indicator`` is the metric of the figure given."""

    document: str | None = None
    place: str | None = None
    years: tuple[int, ...] = ()
    role: Role | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and how well it matched (higher is better)."""

    passage: Passage
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document that a statement rests on: ``document.text[start:end]``."""

    document_id: str
    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Whether the words of another span are among these."""
        return self.document_id == other.document_id and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, without markers, and the spans it rests on."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """What the marker ``[number]`` points at: ``document.text[start:end] == quote``."""

    number: int
    document_id: str
    title: str
    headings: tuple[str, ...]
    page: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """A glossary term named in the question or used in the answer."""

    name: str
    definition: str
    document_id: str


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A quantity of the answer and where a report states it; fields as in ``index.types.Figure``."""

    text: str
    metric: str
    value: float
    unit: str
    change: Change | None
    year: int | None
    kind: FigureKind
    scope: str | None
    document_id: str
    start: int
    end: int
    citation: int  # the number of the citation whose words hold it


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds per step."""

    understand: float = 0.0
    retrieve: float = 0.0
    generate: float = 0.0
    verify: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer. ``text`` carries a marker ``[n]`` before each statement's final punctuation."""

    id: str
    question: str
    standalone_question: str
    slots: Slots
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    terms: tuple[TermDefinition, ...] = ()
    figures: tuple[TracedFigure, ...] = ()
    confidence: float | None = None  # probability that the text is right; None unless answered or partial
    generator: str = "extractive"
    related: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    timings_ms: Timings = field(default_factory=Timings)
