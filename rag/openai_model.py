"""Any OpenAI-compatible endpoint as a ChatModel, through the ``openai`` package. Its one importer."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.chat_model import Message, ModelError

if TYPE_CHECKING:
    from openai import OpenAI

_RETRIES = 1  # the package's own, for a lost connection and a busy server; more would pass any time limit
_MOST_TOKENS = 700  # of an answer: twice the longest that is let through


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is. ``timeout_seconds`` is for the whole answer, connecting included."""

    base_url: str
    model: str
    api_key: str
    timeout_seconds: float


class OpenAIModel:
    """A model behind an endpoint. Raises ModelError where the ``openai`` package is not installed."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.name = endpoint.model
        self._endpoint = endpoint
        self._client = _client(endpoint)

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """See ChatModel."""
        import httpx
        import openai

        ends = time.monotonic() + self._endpoint.timeout_seconds
        try:
            with closing(self._chunks(messages)) as chunks:
                for chunk in chunks:
                    if time.monotonic() > ends:
                        raise ModelError(f"the language model took over {self._endpoint.timeout_seconds:g} seconds")
                    if chunk.choices and chunk.choices[0].delta.content:
                        yield chunk.choices[0].delta.content
        except (openai.OpenAIError, httpx.HTTPError) as error:
            raise ModelError(f"the language model failed: {type(error).__name__}") from error

    def _chunks(self, messages: Sequence[Message]) -> Any:
        sent: Any = [{"role": message.role, "content": message.content} for message in messages]
        return self._client.chat.completions.create(
            model=self._endpoint.model, messages=sent, stream=True, temperature=0, max_tokens=_MOST_TOKENS
        )


def _client(endpoint: Endpoint) -> "OpenAI":
    try:
        import openai
    except ImportError:
        raise ModelError("a language model needs the package openai. Install it with: pip install '.[llm]'") from None
    return openai.OpenAI(
        base_url=endpoint.base_url,
        api_key=endpoint.api_key,
        timeout=endpoint.timeout_seconds,
        max_retries=_RETRIES,
    )
