from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rag.e5_reader import STEPS
from training.groups import whole
from training.network import Network
from training.packing import TrainingData, save
from training.train_reader import Plan, all_logits, loss_of, main, mean_logits, train
from training.weights import read_weights, with_heads, with_layers

PLAN = Plan(epochs=10, seconds=60, batch=3, learning_rate=5e-4)


@pytest.fixture
def network(training_data: TrainingData) -> Network:
    torch.manual_seed(0)
    weights = with_heads(with_layers(training_data.encoder, [0]), np.random.default_rng(0))
    return Network(weights, torch.from_numpy(training_data.words))


@pytest.mark.parametrize("is_taught", [False, True])
def test_a_few_steps_lower_the_loss(network: Network, training_data: TrainingData, is_taught: bool) -> None:
    packed = training_data.examples
    taught = np.where(packed.is_right, 4, -4).astype(np.float32) if is_taught else None
    everything = whole(packed, np.arange(3))
    before = loss_of(network, packed, everything, taught).item()
    train(network, packed, PLAN, np.random.default_rng(0), taught=taught)
    assert loss_of(network, packed, everything, taught).item() < 0.9 * before


def test_training_stops_when_its_time_is_over(network: Network, training_data: TrainingData) -> None:
    before = all_logits(network, training_data.examples)
    train(network, training_data.examples, replace(PLAN, epochs=1e9, seconds=0.2), np.random.default_rng(0))
    assert (all_logits(network, training_data.examples) != before).any()


def test_a_student_has_layers_of_its_teacher_and_learns_from_its_logits(
    training_data: TrainingData, tmp_path: Path
) -> None:
    small = replace(training_data, encoder=with_layers(training_data.encoder, [0, 1]))
    examples, teacher, student, logits = (
        tmp_path / name for name in ("examples.npz", "teacher.safetensors", "student.safetensors", "logits.npy")
    )
    save(small, examples)
    main([str(examples), str(teacher), "--epochs", "1", "--batch", "2", "--logits", str(logits)])
    assert np.load(logits).shape == small.examples.candidates.shape
    start = ["--start", str(teacher), "--layers", "1", "--epochs", "0"]
    main([str(examples), str(student), *start, "--teachers", str(logits), str(logits)])
    learned, own = read_weights(teacher), read_weights(student)
    assert (own["l0.v.w"] == learned["l1.v.w"]).all()
    assert (own["answers.in.w"] == learned["answers.in.w"]).all()
    assert not any(name.startswith("l1.") for name in own)


def test_logits_about_other_examples_are_refused(training_data: TrainingData, tmp_path: Path) -> None:
    np.save(tmp_path / "logits.npy", np.zeros((7, 16), np.float32))
    with pytest.raises(SystemExit, match="other examples"):
        mean_logits([tmp_path / "logits.npy"], training_data.examples)


def test_teachers_are_averaged_and_not_believed_too_much(training_data: TrainingData, tmp_path: Path) -> None:
    shape = training_data.examples.candidates.shape
    for name, logit in (("one.npy", 1.0), ("other.npy", 99.0)):
        np.save(tmp_path / name, np.full(shape, logit, np.float32))
    both = mean_logits([tmp_path / "one.npy", tmp_path / "other.npy"], training_data.examples)
    assert both is not None
    assert (both == 12).all()
    assert mean_logits([], training_data.examples) is None


def test_a_reader_learns_in_integers_and_keeps_the_steps_that_were_measured(
    training_data: TrainingData, tmp_path: Path
) -> None:
    small = replace(training_data, encoder=with_layers(training_data.encoder, [0]))
    examples, exact, integers = (tmp_path / name for name in ("examples.npz", "exact.safetensors", "out.safetensors"))
    save(small, examples)
    main([str(examples), str(exact), "--epochs", "0"])
    main([str(examples), str(integers), "--start", str(exact), "--integers", "--epochs", "2", "--batch", "2"])
    before, after = read_weights(exact), read_weights(integers)
    assert {name for name in after if name.endswith(STEPS)} == {f"l0.{part}.in" for part in ("q", "ao", "fi", "fo")}
    assert (after["l0.fi.in"] > 0).all()
    assert after["l0.fi.in"].shape == (384,)
    assert (after["l0.fi.w"] != before["l0.fi.w"]).any()
