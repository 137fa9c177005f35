"""The seam to a language model: any that answers messages with text, piece by piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from index.errors import WenbaoError


class ModelError(WenbaoError):
    """The language model failed, was too slow, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user"]
    content: str


class ChatModel(Protocol):
    """Raises ModelError, also in the middle of a stream. Thread-safe."""

    name: str

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The model's text in pieces as they come."""
