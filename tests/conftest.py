"""What all tests share."""

import os
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings

from index.encoder import Encoder
from index.encoders import load_encoder

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
