"""What all tests share."""

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings

from index.encoder import Encoder
from index.encoders import load_encoder
from rag.e5_reader import load_reader
from rag.reader import Reader

# No deadline: the machines are noisy, and the first example pays for what is loaded once.
settings.register_profile("wenbao", deadline=None)
settings.load_profile("wenbao")


@pytest.fixture(scope="session")
def encoder_cache() -> Path:
    """Where the prepared encoder lies, as for a user: prepared once per machine."""
    return Path(os.environ.get("WENBAO_CACHE") or platformdirs.user_cache_path("wenbao"))


@pytest.fixture(scope="session")
def default_encoder(encoder_cache: Path) -> Encoder:
    """The real one, prepared by whichever test needs it first."""
    return load_encoder(None, encoder_cache)


@pytest.fixture(scope="session")
def reader(default_encoder: Encoder, encoder_cache: Path) -> Reader:
    """The real one."""
    return load_reader(default_encoder, encoder_cache, lambda line: None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; read them as a diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file in the folder ``golden`` beside the test."""

    def compare(name: str, text: str) -> None:
        file = request.path.parent / "golden" / name
        if request.config.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
