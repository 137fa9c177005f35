"""What the HTTP API takes. A wrong type or an unknown key is 422."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from index.types import Filter, Role
from rag.types import Turn

Year = Annotated[int, Field(ge=1900, le=2200)]
Text = Annotated[str, Field(max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Filters(_Strict):
    """What an answer is limited to."""

    documents: list[Text] = []
    places: list[Text] = []
    years: list[Year] = []
    role: Annotated[Role | None, Field(strict=False)] = None
    section: Text | None = None


class SlotValues(_Strict):
    """What was understood, overridden by the caller."""

    document: Text | None = None
    place: Text | None = None
    years: list[Year] = []
    role: Annotated[Role | None, Field(strict=False)] = None


class AskRequest(_Strict):
    """A question with its conversation, oldest turn first."""

    question: str
    history: list[Annotated[list[str], Field(min_length=2, max_length=2)]] = []
    document: Text | None = None
    filters: Filters = Filters()
    slots: SlotValues = SlotValues()

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
    document: Text | None = None
    filters: Filters = Filters()

    def limit(self) -> Filter:
        """Filters and document as one."""
        return _limit(self.filters, self.document, SlotValues())


def _limit(filters: Filters, document: str | None, slots: SlotValues) -> Filter:
    return Filter(
        documents=(document,) if document else tuple(filters.documents),
        places=(slots.place,) if slots.place else tuple(filters.places),
        years=tuple(slots.years) or tuple(filters.years),
        role=slots.role or filters.role,
        section=filters.section,
    )
