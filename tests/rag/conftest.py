"""The bundled report, asked for real: the default encoder, its store, an Asker."""

from pathlib import Path

import pytest

from index.build import build_store
from index.encoder import Encoder
from index.encoders import load_encoder
from index.store import open_store
from rag.asker import Asker
from rag.reader import Reader


@pytest.fixture(scope="session")
def default_encoder(encoder_cache: Path) -> Encoder:
    return load_encoder(None, encoder_cache)


@pytest.fixture(scope="session")
def asker(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    store = tmp_path_factory.mktemp("store")
    build_store((), store, default_encoder, lambda line: None)
    return Asker(open_store(store), default_encoder, reader=reader)
