"""What the HTTP API takes and gives. In a request a wrong type or an unknown key is 422."""

from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from evals.heard import Vote
from index.quantities import Bound
from index.types import Change, FigureKind, Filter, Period, Role, Section, Term
from rag.types import Status, Turn
from ui.feedback import MAX_REASON_CHARS

Year = Annotated[int, Field(ge=1900, le=2200)]
Text = Annotated[str, Field(max_length=200)]
Id = Annotated[str, Field(min_length=1, max_length=200)]
Most = Field(max_length=100)  # values of one filter: each is held against every passage
RoleName = Annotated[Role | None, Field(strict=False)]  # in JSON a role is its name


def _listed(value: Any) -> Any:
    """One value as a list of one, as the command line has ``--year`` and not ``--years``."""
    return [value] if isinstance(value, str | int) else value


def _named(*names: str) -> Any:
    """A field that is understood under each of these names."""
    return Field(validation_alias=AliasChoices(*names))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Filters(_Strict):
    """What an answer is limited to. ``documents``, ``places`` and ``years`` may be written for one: ``year: 2024``."""

    documents: Annotated[list[Id], Most, BeforeValidator(_listed), _named("documents", "document")] = []
    places: Annotated[list[Id], Most, BeforeValidator(_listed), _named("places", "place")] = []
    years: Annotated[list[Year], Most, BeforeValidator(_listed), _named("years", "year")] = []
    role: RoleName = None
    section: Text | None = None


class SlotValues(_Strict):
    """What was understood, overridden by the caller."""

    document: Id | None = None
    place: Id | None = None
    years: Annotated[list[Year], Most] = []
    role: RoleName = None
    indicator: Text | None = None


class AskRequest(_Strict):
    """A question with its conversation, oldest turn first."""

    question: str
    history: list[Annotated[list[str], Field(min_length=2, max_length=2)]] = []
    document: Id | None = None
    filters: Filters = Filters()
    slots: SlotValues = SlotValues()

    def asked(self) -> str:
        """The question, of the indicator that the caller chose: 「那2024年呢」 of 「新增就业」."""
        indicator = self.slots.indicator
        return self.question if not indicator or indicator in self.question else f"{indicator} {self.question}"

    def turns(self) -> tuple[Turn, ...]:
        """The history as the answerer takes it."""
        return tuple(Turn(question, answer) for question, answer in self.history)

    def limit(self) -> Filter:
        """Filters, document and slots as one."""
        return _limit(self.filters, self.document or self.slots.document, self.slots)


class SearchRequest(_Strict):
    """A question to search for."""

    question: str
    k: Annotated[int, Field(ge=1, le=100)] = 10
    document: Id | None = None
    filters: Filters = Filters()

    def limit(self) -> Filter:
        """Filters and document as one."""
        return _limit(self.filters, self.document, SlotValues())


class FeedbackRequest(_Strict):
    """A vote on an answer that was given not long ago."""

    answer_id: Annotated[str, Field(min_length=1, max_length=64)]
    vote: Annotated[Vote, Field(strict=False)]
    reason: Annotated[str, Field(max_length=MAX_REASON_CHARS)] = ""


def _limit(filters: Filters, document: str | None, slots: SlotValues) -> Filter:
    return Filter(
        documents=(document,) if document else tuple(filters.documents),
        places=(slots.place,) if slots.place else tuple(filters.places),
        years=tuple(slots.years) or tuple(filters.years),
        role=slots.role or filters.role,
        section=filters.section,
    )


# What it gives. The values are made by ui.views, for the command line too, which does without Pydantic; a test holds
# the two together.


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SearchHit(_Given):
    """A passage and how well it matched: higher is better."""

    document_id: str
    title: str
    headings: list[str]
    period: Period
    page: int | None
    start: int
    end: int
    text: str
    score: float


class SearchHits(_Given):
    """The best passages, best first."""

    hits: list[SearchHit]


class DocumentSummary(_Given):
    """A document of the store without its text."""

    id: str
    title: str
    place: str | None
    year: int | None
    date: str | None
    speaker: str | None
    source: str
    pages: int | None
    warnings: list[str]


class DocumentSummaries(_Given):
    """The documents of the store."""

    documents: list[DocumentSummary]


class WholeDocument(DocumentSummary):
    """A document with text, outline and terms. Spans are ``[start, end)`` code points of ``text``."""

    text: str
    outline: list[Section]
    terms: list[Term]


class ShelfDocument(DocumentSummary):
    """A document with how much was read of it."""

    sections: int
    passages: int
    terms: int
    figures: int


class ShelfDocuments(_Given):
    """The documents that a maintainer may replace or remove."""

    documents: list[ShelfDocument]


class FeedbackQuery(BaseModel):
    """Which questions of people are asked for. ``vote`` empty: all."""

    model_config = ConfigDict(extra="forbid")

    vote: Literal["", "up", "down", "unanswered"] = ""
    days: Annotated[int, Field(ge=1, le=3650)] | None = None
    format: Literal["json", "csv"] = "json"


class HeardQuestion(_Given):
    """A question with the latest answer it got, and how often it was asked, liked and disliked."""

    question: str = Field(description="as it was typed")
    standalone_question: str = Field(description="as it was understood in its conversation")
    status: Status
    answer: str
    quotes: list[str]
    asked: int
    up: int
    down: int
    reasons: list[str]


class HeardQuestions(_Given):
    """The most disliked and most asked first."""

    feedback: list[HeardQuestion]


class GlossaryTerm(_Given):
    """A term and the document that defines it."""

    name: str
    definition: str
    aliases: list[str]
    start: int
    end: int
    rank: int = Field(description="2: an explanation in brackets inside the body")
    document_id: str


class GlossaryTerms(_Given):
    """Terms in the order of the glossaries, or the best match first."""

    terms: list[GlossaryTerm]


class FigureQuery(BaseModel):
    """What figures are asked for; ``year`` and ``document`` may be repeated."""

    model_config = ConfigDict(extra="forbid")

    q: Text = ""
    year: Annotated[list[Year], Most] = []
    document: Annotated[list[Id], Most] = []
    role: Role | None = None


class StatedFigure(_Given):
    """A quantity that a report states. ``value`` and ``unit`` are as printed, ``amount`` and ``measure`` for comparing.

    ``change`` says what the figure is to another value: up or down by it or to it, a share, a rank, or times of it.
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
    title: str
    headings: list[str]
    role: Role | None
    page: int | None
    quote: str


class Figures(_Given):
    """Figures in the order of the reports, or the best match first."""

    figures: list[StatedFigure]


class Kept(_Given):
    """A vote was kept."""

    kept: bool


class Problem(_Given):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    nearest: list[str] = Field(default=[], description="for an unknown term: the nearest names")
