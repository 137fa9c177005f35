"""Stand-ins for what is slow or outside."""

import hashlib
from collections.abc import Sequence

import numpy as np

from index.encoder import Progress, Vectors


class FakeEncoder:
    """A unit vector per text, from its hash. Counts the texts it encodes."""

    name = "fake"
    dimension = 32
    max_tokens = 512

    def __init__(self) -> None:
        self.encoded = 0

    def count_tokens(self, text: str) -> int:
        return len(text) + 2

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded += len(texts)
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        vector = np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
        return vector / np.linalg.norm(vector)
