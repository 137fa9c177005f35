"""The page's own words in two languages. They are written in Chinese where they are used; this table has the other."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

ENGLISH_PATH = "/en"  # below which the page is English
Say = Callable[[str], str]
_TABLE = Path(__file__).parent / "data" / "english.json"


def chinese(text: str) -> str:
    """The words as they are written."""
    return text


def english(text: str) -> str:
    """The same in English; a test holds every text of the page against the table."""
    return english_words().get(text, text)


@cache
def english_words() -> dict[str, str]:
    """Every text of the page with its English."""
    words: dict[str, str] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return words
