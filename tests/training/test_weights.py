from pathlib import Path

import numpy as np

from index.e5.rounding import GROUP, restored, rounded
from training.packing import TrainingData
from training.weights import Tensors, mixed, read_weights, rescaled, with_heads, with_layers, write_weights


def _weights(training_data: TrainingData) -> Tensors:
    return with_heads(with_layers(training_data.encoder, [0, 5]), np.random.default_rng(0))


def test_weights_survive_the_shipped_format_within_its_rounding(training_data: TrainingData, tmp_path: Path) -> None:
    weights = _weights(training_data)
    write_weights(weights, tmp_path / "reader.safetensors")
    read = read_weights(tmp_path / "reader.safetensors")
    assert read.keys() == weights.keys()
    for name, values in weights.items():
        assert read[name].shape == values.shape
        step = np.abs(values).max() / 127 if name.endswith((".q.w", ".k.w", ".ao.w", ".fi.w", ".fo.w")) else 1e-3
        assert np.abs(read[name] - values).max() <= step * max(1, np.abs(values).max()), name


def test_what_was_read_is_written_the_same_again(training_data: TrainingData, tmp_path: Path) -> None:
    first, second = tmp_path / "first.safetensors", tmp_path / "second.safetensors"
    write_weights(_weights(training_data), first)
    write_weights(read_weights(first), second)
    assert first.read_bytes() == second.read_bytes()


def test_layers_are_taken_one_upon_the_other(training_data: TrainingData) -> None:
    few = with_layers(training_data.encoder, [3, 11])
    assert {name.split(".")[0] for name in few} == {"emb", "l0", "l1"}
    assert few["l1.fo.w"] is training_data.encoder["l11.fo.w"]
    assert few["l1.fo.w"].shape == (384, 1536)


def test_integers_are_within_half_a_step_of_the_weights() -> None:
    weights = np.random.default_rng(0).normal(size=(2, 2 * GROUP)).astype(np.float32)
    integers, scales = rounded(weights)
    assert integers.shape == (4, GROUP)
    back = restored(integers.reshape(weights.shape), scales)
    assert np.abs(back - weights).max() <= 0.51 * scales.max()


def test_weights_of_nothing_are_rounded_to_nothing() -> None:
    integers, scales = rounded(np.zeros(GROUP, np.float32))
    assert not restored(integers, scales).any()


def test_weights_are_mixed() -> None:
    one, other = ({"l0.q.b": np.full(2, value, np.float32)} for value in (1, 5))
    np.testing.assert_allclose(mixed(one, other, 0.25)["l0.q.b"], 2)


def test_logits_are_told_in_another_scale(training_data: TrainingData) -> None:
    weights = with_heads(training_data.encoder, np.random.default_rng(0))
    state = np.ones(len(weights["emb.ln.w"]), np.float32)
    before, after = (
        each["answers.out.w"] @ state + each["answers.out.b"] for each in (weights, rescaled(weights, 0.5, 2.0))
    )
    np.testing.assert_allclose(after, 0.5 * before + 2, rtol=1e-5)
