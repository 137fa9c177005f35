import numpy as np

from index.e5.rounding import GROUP, rounded


def test_integers_are_within_half_a_step_of_the_weights() -> None:
    weights = np.random.default_rng(0).normal(size=(2, 2 * GROUP)).astype(np.float32)
    integers, scales = rounded(weights)
    assert integers.shape == (4, GROUP)
    errors = np.abs(integers * scales.astype(np.float32) - weights.reshape(-1, GROUP))
    assert errors.max() <= 0.51 * scales.max()


def test_weights_of_nothing_are_rounded_to_nothing() -> None:
    integers, _ = rounded(np.zeros(GROUP, np.float32))
    assert not integers.any()
