"""A language model whose tokens are counted, and priced where prices are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.budget import count_tokens
from rag.chat_model import ChatModel, Message

_PRICED_TOKENS = 1_000_000  # what endpoints publish their prices for


@dataclass(frozen=True, slots=True)
class Prices:
    """Of a million tokens, in whatever currency they are given in."""

    prompt: float
    reply: float


class MeteredModel:
    """Counts, in cl100k, what one question after another sends and gets; not for two questions at once."""

    def __init__(self, model: ChatModel, prices: Prices | None = None) -> None:
        self.name = model.name
        self._model = model
        self._prices = prices
        self._prompt_tokens = self._reply_tokens = 0

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """See ChatModel. A reply that is not read to its end is counted as far as it was read."""
        self._prompt_tokens += sum(count_tokens(message.content) for message in messages)
        pieces: list[str] = []
        try:
            for piece in self._model.stream(messages):
                pieces.append(piece)
                yield piece
        finally:
            self._reply_tokens += count_tokens("".join(pieces))

    def spent(self) -> dict[str, float]:
        """``prompt_tokens``, ``reply_tokens`` and, with prices, ``cost`` since the last call."""
        values = {"prompt_tokens": float(self._prompt_tokens), "reply_tokens": float(self._reply_tokens)}
        if self._prices is not None:
            whole = self._prompt_tokens * self._prices.prompt + self._reply_tokens * self._prices.reply
            values["cost"] = whole / _PRICED_TOKENS
        self._prompt_tokens = self._reply_tokens = 0
        return values
