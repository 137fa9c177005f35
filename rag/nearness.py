"""How near the sentences of a report are to a question: the encoder's cosine, turned towards what answers.

The default encoder puts a question near sentences of the same words, and residents share few with reports. A matrix
that was learned from questions and the sentences that answer them (``training.train_nearness``) turns the vector of a
question; those of the sentences stay as the index has them. Other encoders are taken as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.encoder import Vectors
from index.encoders import DEFAULT_ENCODER

WEIGHTS = Path(__file__).parent / "data" / "nearness.npz"


@dataclass(frozen=True, slots=True)
class Projection:
    """What was learned: a question's vector times ``matrix``, shape (dimension, dimension), plus ``shift``.

    Cosines to what comes of it are of another size. Times ``scale``, plus ``offset``, those of the sentences nearest to
    answerable Chinese questions have the mean and the spread that they had before.
    """

    matrix: Vectors
    shift: Vectors
    scale: float
    offset: float

    def of(self, question: Vectors) -> Vectors:
        """The vector that sentences which answer are near, of length 1."""
        towards = question @ self.matrix + self.shift
        projected: Vectors = towards / np.linalg.norm(towards)
        return projected


def read(path: Path) -> Projection:
    """What ``training.train_nearness`` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        matrix, shift = (kept[name].astype(np.float32) for name in ("matrix", "shift"))
        return Projection(matrix, shift, float(kept["scale"]), float(kept["offset"]))


@cache
def learned() -> Projection:
    """What ships."""
    return read(WEIGHTS)


def nearness_to(question: Vectors, encoder: str) -> Callable[[Vectors], Vectors]:
    """What tells of the vectors of sentences, shape (n, dimension), how near each is to a question, shape (n,)."""
    if encoder != DEFAULT_ENCODER:
        return lambda sentences: sentences @ question
    projection = learned()
    projected = projection.of(question)
    return lambda sentences: projection.scale * (sentences @ projected) + projection.offset
