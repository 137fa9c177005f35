"""What all tests share."""

import os
from pathlib import Path

import platformdirs
import pytest


@pytest.fixture(scope="session")
def encoder_cache() -> Path:
    """Where the prepared encoder lies, as for a user: prepared once per machine."""
    return Path(os.environ.get("WENBAO_CACHE") or platformdirs.user_cache_path("wenbao"))
