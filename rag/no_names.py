"""Words that the tagger takes for names and that every report says."""

from functools import cache
from pathlib import Path


@cache
def no_names() -> frozenset[str]:
    """These words: 「力争」, 「养老」, 「智慧」."""
    lines = (Path(__file__).parent / "data" / "no_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
