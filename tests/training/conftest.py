"""The examples of examples.py, packed with the real tokenizer."""

import numpy as np
import pytest

from index.e5.encoder import E5Encoder
from index.e5.names import WEIGHTS_FILE
from index.e5.network import WordEmbeddings
from index.e5.source import find_source, read_source
from index.encoder import Encoder
from tests.training.examples import EXAMPLES, packed_examples
from training.packing import TrainingData
from training.weights import encoder_weights


@pytest.fixture(scope="session")
def e5_encoder(default_encoder: Encoder) -> E5Encoder:
    assert isinstance(default_encoder, E5Encoder)
    return default_encoder


@pytest.fixture(scope="session")
def training_data(e5_encoder: E5Encoder) -> TrainingData:
    packed, used = packed_examples(EXAMPLES, e5_encoder.tokenizer)
    words = WordEmbeddings(e5_encoder.folder / WEIGHTS_FILE).rows(used).astype(np.float16)
    return TrainingData(packed, words, encoder_weights(read_source(find_source())))
