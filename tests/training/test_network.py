import json
from pathlib import Path

import numpy as np
import pytest
import torch

from index.e5.encoder import E5Encoder
from index.e5.names import ASKING, WEIGHTS_FILE
from rag import e5_reader
from rag.e5_reader import E5Reader
from tests.training.examples import EXAMPLES
from training.groups import Groups, judged, of_read, whole
from training.network import Network
from training.packing import TrainingData
from training.weights import read_weights

SHIPPED = Path(e5_reader.__file__).parent / "data" / "reader.safetensors"


@pytest.fixture(scope="module")
def shipped(training_data: TrainingData) -> Network:
    return Network(read_weights(SHIPPED), torch.from_numpy(training_data.words))


@pytest.fixture
def exact_reader(e5_encoder: E5Encoder, tmp_path: Path) -> E5Reader:
    """The compiled reader, its activations not rounded."""
    (tmp_path / WEIGHTS_FILE).symlink_to(e5_encoder.folder / WEIGHTS_FILE)
    settings = {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": "0"}
    (tmp_path / ASKING).mkdir()
    (tmp_path / ASKING / "settings.json").write_text(json.dumps(settings))
    return E5Reader(tmp_path, e5_encoder.tokenizer)


def test_training_and_asking_give_the_same_logits(
    shipped: Network, training_data: TrainingData, exact_reader: E5Reader
) -> None:
    everything = whole(training_data.examples, np.arange(len(EXAMPLES)))
    with torch.no_grad():
        judgement = judged(shipped, training_data.examples, everything)
    clauses = of_read(training_data.examples.candidates, everything)
    told = iter(zip(judgement.tells, training_data.examples.clauses[clauses], strict=True))
    for example, answers in zip(EXAMPLES, judgement.answers, strict=True):
        candidates = sorted((*example.candidates, *example.beyond), key=lambda each: not each.is_right)
        readings = exact_reader.read(example.question, [each.line for each in candidates])
        assert [reading.answers for reading in readings] == pytest.approx(answers[: len(readings)].tolist(), abs=0.01)
        for reading in readings:
            tells, numbers = next(told)
            highest = [float(tells[numbers == number].max()) for number in range(len(reading.clauses))]
            assert reading.clauses == pytest.approx(highest, abs=0.01)


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
