"""What was heard from people: a question with what it was told and what somebody thought of that; nothing of who."""

from dataclasses import dataclass
from enum import StrEnum

from rag.types import Status


class Vote(StrEnum):
    """What somebody thought of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Heard:
    """One question that was asked and what it was told."""

    question: str  # as it stands without its conversation
    status: Status
    answer: str
    quotes: tuple[str, ...] = ()
    vote: Vote | None = None
    reason: str = ""


def is_unanswered(status: Status) -> bool:
    """Whether a question got no answer: it is kept although nobody voted."""
    return status in (Status.NOT_FOUND, Status.REFUSED)
