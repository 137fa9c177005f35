"""Public question sets by their path: SQuAD-style JSON and BEIR folders. Each brings its own paragraphs."""

from pathlib import Path

from evals.beir import CORPUS, read_beir
from evals.public_set import PublicSet
from evals.squad import read_squad


def read_public_set(path: Path) -> PublicSet | None:
    """The set at a path; None where it is cases of our own. Raises DatasetError for one that cannot be read."""
    if path.is_dir() and (path / CORPUS).is_file():
        return read_beir(path)
    return read_squad(path) if path.is_file() and path.suffix.lower() == ".json" else None
