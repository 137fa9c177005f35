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
class Turn:
    """What was learned: a question's vector times ``matrix``, shape (dimension, dimension), plus ``shift``.

    Cosines to what comes of it are of another size. Times ``scale``, plus ``offset``, the nearest sentences of
    questions have the mean and the spread that they had before, so that cosines weigh what they did.
    """

    matrix: Vectors
    shift: Vectors
    scale: float
    offset: float

    def turned(self, question: Vectors) -> Vectors:
        """The vector that sentences which answer are near, of length 1."""
        towards = question @ self.matrix + self.shift
        turned: Vectors = towards / np.linalg.norm(towards)
        return turned


@cache
def learned() -> Turn:
    """What ships."""
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        matrix, shift = (kept[name].astype(np.float32) for name in ("matrix", "shift"))
        return Turn(matrix, shift, float(kept["scale"]), float(kept["offset"]))


def nearness_to(question: Vectors, encoder: str) -> Callable[[Vectors], Vectors]:
    """What tells of the vectors of sentences, shape (n, dimension), how near each is to a question, shape (n,)."""
    if encoder != DEFAULT_ENCODER:
        return lambda sentences: sentences @ question
    turn = learned()
    turned = turn.turned(question)
    return lambda sentences: turn.scale * (sentences @ turned) + turn.offset
