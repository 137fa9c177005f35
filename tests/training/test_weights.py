from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from rag.e5_reader import steps_of
from training.packing import TrainingData
from training.weights import Tensors, mixed, read_weights, rescaled, with_heads, with_layers, write_weights


def _weights(training_data: TrainingData) -> Tensors:
    return with_heads(with_layers(training_data.encoder, [0, 5]), np.random.default_rng(0))


def _with_steps(training_data: TrainingData) -> Tensors:
    weights, chance = _weights(training_data), np.random.default_rng(1)
    for name in [name for name in weights if name.endswith((".q.w", ".ao.w", ".fi.w", ".fo.w"))]:
        weights[f"{name[:-2]}.in"] = chance.uniform(0.01, 0.3, weights[name].shape[1]).astype(np.float32)
    return weights


def test_matrices_survive_as_integers_within_half_a_step_of_their_rows(
    training_data: TrainingData, tmp_path: Path
) -> None:
    weights = _with_steps(training_data)
    write_weights(weights, tmp_path / "reader.safetensors")
    read = read_weights(tmp_path / "reader.safetensors")
    assert read.keys() == weights.keys()
    for name in ("l0.k.w", "l1.fo.w"):
        steps = weights[steps_of(name[:-2])]
        scaled = weights[name] * steps
        errors = np.abs(read[name] * steps - scaled).max(1)
        assert (errors <= 0.501 * np.abs(scaled).max(1) / 127).all(), name
        assert errors.any(), name


def test_what_has_no_steps_is_written_in_half_precision(training_data: TrainingData, tmp_path: Path) -> None:
    weights = _weights(training_data)
    write_weights(weights, tmp_path / "teacher.safetensors")
    read = read_weights(tmp_path / "teacher.safetensors")
    assert read.keys() == weights.keys()
    assert all((read[name] == values.astype(np.float16)).all() for name, values in weights.items())


def test_what_was_read_is_written_the_same_again(training_data: TrainingData, tmp_path: Path) -> None:
    first, second = tmp_path / "first.safetensors", tmp_path / "second.safetensors"
    write_weights(_with_steps(training_data), first)
    write_weights(read_weights(first), second)
    once, again = load_file(first), load_file(second)
    assert all((again[name] == values).all() for name, values in once.items() if values.dtype == np.int8)
    assert all(np.allclose(again[name], values) for name, values in once.items())


def test_layers_are_taken_one_upon_the_other(training_data: TrainingData) -> None:
    few = with_layers(training_data.encoder, [3, 11])
    assert {name.split(".")[0] for name in few} == {"emb", "l0", "l1"}
    assert few["l1.fo.w"] is training_data.encoder["l11.fo.w"]
    assert few["l1.fo.w"].shape == (384, 1536)


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
