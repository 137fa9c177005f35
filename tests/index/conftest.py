from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import bundled_report
from index.read import read_document
from index.types import Document

DATA = Path(__file__).parent / "data"
_REPORTS = Path(__file__).parents[3] / "shared" / "data" / "reports"


def quiet(_: str) -> None:
    """Take a line of progress and say nothing."""


@pytest.fixture(scope="session")
def bundled() -> Document:
    path = bundled_report()
    return read_document(path.name, path.read_bytes())


@pytest.fixture(scope="session")
def town() -> Document:
    return read_document("town.txt", (DATA / "town.txt").read_bytes())


@pytest.fixture(scope="session")
def other_reports() -> dict[str, str]:
    """Real reports by file name: not part of the project, so a checkout of its own does without."""
    files = sorted(_REPORTS.glob("*.txt"))
    if not files:
        pytest.skip("the folder of other reports is not beside this checkout")
    return {file.name: file.read_text(encoding="utf-8-sig") for file in files}


@pytest.fixture
def report_lines() -> tuple[list[str], Callable[[str], None]]:
    """Where progress goes, and the function that takes it."""
    lines: list[str] = []
    return lines, lines.append
