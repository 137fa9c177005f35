"""What asking needs, opened once."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from index.encoder import Encoder, FirstVectorEncoder, RememberingEncoder
from index.errors import EncoderError
from index.manifest import REBUILD
from index.store import Store
from rag.chat_model import ChatModel
from rag.reader import Reader, RememberingReader
from rag.settings import DEFAULT_SETTINGS, AskerSettings

_Found = TypeVar("_Found")


class Memory:
    """What was worked out for one answer, by what it was worked out from."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was worked out yet."""
        return not self._known

    def once(self, key: Hashable, work_out: Callable[[], _Found]) -> _Found:
        """What ``work_out`` gives, the first time; the same for the same key ever after."""
        if key not in self._known:
            self._known[key] = work_out()
        found: _Found = self._known[key]
        return found


@dataclass(frozen=True, slots=True)
class Asker:
    """An open store, its encoder and the reader, all thread-safe. A hot switch replaces the whole value."""

    store: Store
    encoder: Encoder
    settings: AskerSettings = DEFAULT_SETTINGS
    model: ChatModel | None = None  # words the answers; without one they are the report's own words
    reader: Reader | None = None  # reads the best sentences again; without one their first scores stand
    memory: Memory | None = None  # of one answer, whose parts may look for the same again

    def __post_init__(self) -> None:
        if self.store.encoder_name != self.encoder.name:
            raise EncoderError(
                f'the store was built with the encoder "{self.store.encoder_name}", not "{self.encoder.name}". '
                f"Set WENBAO_ENCODER={self.store.encoder_name}, or rebuild with: {REBUILD}"
            )

    def for_one_answer(self) -> "Asker":
        """The same, that encodes, reads and selects nothing twice. Kept for longer it would remember ever more."""
        reader = None if self.reader is None else RememberingReader(self.reader)
        return replace(self, encoder=RememberingEncoder(self.encoder), reader=reader, memory=Memory())

    def for_one_part(self) -> "Asker":
        """The same, that searches with one vector, of what is searched for first."""
        return replace(self, encoder=FirstVectorEncoder(self.encoder))
