"""Weights as 8-bit integers with a scale for every 64 of them."""

import numpy as np
from numpy.typing import NDArray

from index.e5.source import Weights

GROUP = 64

Integers = NDArray[np.int8]
Scales = NDArray[np.float16]


def rounded(weights: Weights) -> tuple[Integers, Scales]:
    """Integers of shape (groups, 64) and scales of shape (groups, 1)."""
    groups = weights.reshape(-1, GROUP)
    largest = np.abs(groups).max(axis=1, keepdims=True)
    scales = np.maximum(largest / 127, np.finfo(np.float16).tiny).astype(np.float16)
    return np.rint(groups / scales.astype(np.float32)).clip(-127, 127).astype(np.int8), scales
