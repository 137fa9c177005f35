"""Which calculation over a report's figures a question asks for, told by its meaning and its characters.

Learned from questions of writers who saw no code (``training/pairs/calculations.jsonl``, by
``training.train_calculations``): multinomial logistic regression over the encoder's vector of the question and its
runs of up to four characters.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.words import fold
from rag.operation import BUCKETS, bare, buckets_of
from rag.possible import MAKINGS, Making

WEIGHTS = Path(__file__).parent / "data" / "calculations.npz"

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: which kind is asked for, and how well a calculation fits (``fitness``).

    ``runs`` have a column for each bucket and one for what is added: shape ``[makings, BUCKETS + 1]``; ``meaning`` has
    one for each number of the question's vector less ``mean``. ``fits`` weighs the numbers of a calculation, ``none``
    those that speak for making nothing.
    """

    runs: Vector
    meaning: Vector
    mean: Vector
    fits: Vector
    none: Vector


@cache
def weights() -> Weights:
    """What ships."""
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return Weights(*(kept[name].astype(np.float32) for name in ("runs", "meaning", "mean", "fits", "none")))


def making_asked(question: str, vector: Vector, runs: Vector, meaning: Vector, mean: Vector) -> Vector:
    """The log-probability of each kind of calculation, in the order of ``MAKINGS``."""
    said = runs_of(question)
    logits = runs[:, said].sum(axis=1) / np.sqrt(len(said)) + runs[:, BUCKETS] + meaning @ (vector - mean)
    logits -= logits.max()
    return np.asarray(logits - np.log(np.exp(logits).sum()), np.float32)


def runs_of(question: str) -> NDArray[np.int64]:
    """The buckets of the runs of characters that a question has, whatever its numbers are."""
    return np.array(sorted(buckets_of(bare(fold(question)))))


def likely_makings(logs: Vector, least: float) -> frozenset[Making]:
    """The kinds that are at least so likely, and can be made."""
    return frozenset(
        making
        for making, log in zip(MAKINGS, logs, strict=True)
        if log > np.log(least) and making not in (Making.NONE, Making.CONVERT)
    )
