from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from index.e5.encoder import E5Encoder
from rag.e5_reader import SHIPPED, STEPS, E5Reader, steps_of
from tests.training.examples import EXAMPLES
from training.groups import Groups, judged, of_read, whole
from training.network import Network
from training.packing import TrainingData
from training.weights import Tensors, read_weights, with_layers, write_weights

_Both = tuple[Network, E5Reader]


@pytest.fixture(scope="module")
def shipped(training_data: TrainingData) -> Network:
    return Network(read_weights(SHIPPED), torch.from_numpy(training_data.words))


@pytest.fixture
def both(training_data: TrainingData, e5_encoder: E5Encoder, tmp_path: Path) -> Callable[[Tensors], _Both]:
    """Weights of a reader as they are trained and as they ask."""

    def with_these(weights: Tensors) -> _Both:
        write_weights(weights, tmp_path / "reader.safetensors")
        network = Network(weights, torch.from_numpy(training_data.words))
        return network, E5Reader(e5_encoder.folder, e5_encoder.tokenizer, tmp_path / "reader.safetensors")

    return with_these


@pytest.mark.parametrize(("layers", "most"), [([0], 0.05), ([0, 1, 2, 3], 0.4)])
def test_training_and_asking_give_the_same_logits(
    training_data: TrainingData, both: Callable[[Tensors], _Both], layers: list[int], most: float
) -> None:
    """Where a state stands at the edge of two integers it may be rounded to either, and four layers add that up."""
    _same_logits(*both(with_layers(read_weights(SHIPPED), layers)), training_data, most)


def test_the_largest_integers_do_not_overflow(training_data: TrainingData, both: Callable[[Tensors], _Both]) -> None:
    weights = with_layers(read_weights(SHIPPED), [0])
    for name in ("l0.fi.w", "l0.fo.w"):
        steps = weights[steps_of(name[:-2])]
        weights[name] = np.sign(weights[name]) * np.abs(weights[name] * steps).mean() / steps
    _same_logits(*both(weights), training_data, 0.05)


def _same_logits(network: Network, reader: E5Reader, training_data: TrainingData, most: float) -> None:
    everything = whole(training_data.examples, np.arange(len(EXAMPLES)))
    with torch.no_grad():
        judgement = judged(network, training_data.examples, everything)
    clauses = of_read(training_data.examples.candidates, everything)
    told = iter(zip(judgement.tells, training_data.examples.clauses[clauses], strict=True))
    for example, answers in zip(EXAMPLES, judgement.answers, strict=True):
        candidates = sorted((*example.candidates, *example.beyond), key=lambda each: not each.is_right)
        readings = reader.read(example.question, [each.line for each in candidates])
        assert [reading.answers for reading in readings] == pytest.approx(answers[: len(readings)].tolist(), abs=most)
        for reading in readings:
            tells, numbers = next(told)
            highest = [float(tells[numbers == number].max()) for number in range(len(reading.clauses))]
            assert reading.clauses == pytest.approx(highest, abs=most)


def test_a_line_is_read_the_same_beside_longer_lines_and_other_questions(
    shipped: Network, training_data: TrainingData
) -> None:
    packed = training_data.examples
    with torch.no_grad():
        together = judged(shipped, packed, whole(packed, np.arange(len(EXAMPLES)))).answers
        for example in range(len(EXAMPLES)):
            alone = np.zeros((1, packed.candidates.shape[1]), bool)
            alone[0, 0] = True
            one = judged(shipped, packed, Groups(np.array([example]), np.array([0]), alone)).answers
            assert one[0, 0].item() == pytest.approx(together[example, 0].item(), abs=1e-3)


def test_integers_of_eight_bits_say_nearly_what_the_weights_say(shipped: Network, training_data: TrainingData) -> None:
    packed = training_data.examples
    exact = Network(
        {name: values for name, values in read_weights(SHIPPED).items() if not name.endswith(STEPS)},
        torch.from_numpy(training_data.words),
    )
    everything = whole(packed, np.arange(len(EXAMPLES)))
    with torch.no_grad():
        rounded, as_they_are = (judged(each, packed, everything).answers for each in (shipped, exact))
    errors = (rounded - as_they_are).abs()
    assert 0 < errors.max() < 0.5
