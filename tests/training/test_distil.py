from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from index.e5.tokenizer import PADDING
from rag.e5_reader import STEPS
from training.distil import Lesson, batches, distil, losses_of, main
from training.network import Network
from training.packing import TrainingData, save
from training.weights import read_weights, with_heads, with_layers, write_weights


@pytest.fixture
def lesson(training_data: TrainingData) -> Lesson:
    weights = with_heads(with_layers(training_data.encoder, [0, 1]), np.random.default_rng(0))
    words = torch.from_numpy(training_data.words)
    return Lesson(Network(with_layers(weights, [1]), words), Network(weights, words), [1])


def test_a_batch_holds_each_line_once_beside_its_question(training_data: TrainingData) -> None:
    packed = training_data.examples
    batch = next(batches(packed, 3, np.random.default_rng(0)))
    assert batch.questions.shape[0] == 3
    assert batch.most == packed.candidates.shape[1]
    places = [each for part in batch.parts for each in zip(part.owners.tolist(), part.slots.tolist(), strict=True)]
    assert len(set(places)) == len(places)
    lengths = [int((line != PADDING).sum()) for part in batch.parts for line in part.lines]
    assert lengths == sorted(lengths)


def test_a_teacher_has_nothing_to_tell_itself(lesson: Lesson, training_data: TrainingData) -> None:
    itself = Lesson(lesson.teacher, lesson.teacher, [0, 1])
    batch = next(batches(training_data.examples, 3, np.random.default_rng(0)))
    with torch.no_grad():
        mine, theirs = losses_of(itself, batch), losses_of(lesson, batch)
    assert mine[2:].tolist() == [0, 0]
    assert (theirs[2:] > 0).all()


def test_a_student_comes_to_resemble_its_teacher(lesson: Lesson, training_data: TrainingData) -> None:
    batch = next(batches(training_data.examples, 3, np.random.default_rng(0)))
    with torch.no_grad():
        before = losses_of(lesson, batch)
    steps = islice(batches(training_data.examples, 3, np.random.default_rng(1)), 40)
    distil(lesson, steps, seconds=600, rate=5e-4)
    with torch.no_grad():
        assert losses_of(lesson, batch)[3] < 0.8 * before[3]


def test_what_is_learned_is_written_in_integers(lesson: Lesson, training_data: TrainingData, tmp_path: Path) -> None:
    examples, teacher, student = (tmp_path / name for name in ("examples.npz", "teacher.safetensors", "s.safetensors"))
    save(replace(training_data, encoder={}), examples)
    write_weights({name: each.detach().numpy() for name, each in lesson.teacher.tensors.items()}, teacher)
    written, of_integers = [], ["--seconds-in-integers", "1e-9"]
    for seconds in ("1e-9", "0.5"):
        main(
            [
                str(examples),
                str(teacher),
                str(student),
                "--layers",
                "0",
                "--batch",
                "2",
                "--seconds",
                seconds,
                *of_integers,
            ]
        )
        written.append(read_weights(student))
    untaught, taught = written
    assert {name for name in taught if name.endswith(STEPS)} == {f"l0.{part}.in" for part in ("q", "ao", "fi", "fo")}
    assert (taught["l0.fi.w"] != untaught["l0.fi.w"]).any()


def test_questions_are_drawn_without_end(training_data: TrainingData) -> None:
    assert len(list(islice(batches(training_data.examples, 2, np.random.default_rng(0)), 7))) == 7
