"""Stand-ins for what the packages reach through a Protocol."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.encoder import Progress, Vectors
from index.readers.printed import Box
from rag.reader import Line, Reading, clause_spans
from rag.types import Turn


class NeutralReader:
    """The part of a reader that finds all sentences to answer a follow-up alike, and none to contradict a question."""

    def read_after(self, last: Turn, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        """See rag.reader.Reader."""
        return tuple(Reading(0.0, (0.0,) * len(clause_spans(line.text))) for line in lines)

    def contradictions(self, question: str, lines: Sequence[Line]) -> tuple[float, ...]:
        """See rag.reader.Reader."""
        return (0.0,) * len(lines)


class FakeEncoder:
    """Hashes a text into a unit vector, the same on every machine, and keeps what it was asked to encode."""

    def __init__(self, name: str = "fake", dimension: int = 16, max_tokens: int = 512) -> None:
        self.name = name
        self.dimension = dimension
        self.max_tokens = max_tokens
        self.encoded: list[str] = []

    def count_tokens(self, text: str) -> int:
        """One token a character."""
        return len(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See index.encoder.Encoder."""
        self.encoded.extend(texts)
        if progress is not None:
            progress(len(texts))
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(-1, self.dimension)

    def encode_query(self, text: str) -> Vectors:
        """The vector that the same text has as a passage."""
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(f"{self.name}\n{text}".encode()).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit


class FakeRecognizer:
    """Gives the same lines, 16 points high and 24 apart, for every image, and keeps the shapes of the images."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts
        self.images: list[tuple[int, ...]] = []

    def lines(self, image: np.ndarray[Any, Any]) -> list[tuple[Box, str]]:
        """See index.readers.recognition.Recognizer."""
        self.images.append(image.shape)
        unit = image.shape[1] / 595
        boxes = [
            Box(100 * unit, (700 - 24 * at) * unit, (100 + 16 * len(text)) * unit, (716 - 24 * at) * unit)
            for at, text in enumerate(self.texts)
        ]
        return list(zip(boxes, self.texts, strict=True))
