"""The page's own words in two languages. They are written in Chinese where they are used; this table has the other."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

ENGLISH_PATH = "/en"  # below which the page is English
Say = Callable[[str], str]
Language = Literal["zh", "en"]
_TABLE = Path(__file__).parent / "data" / "english.json"


def chinese(text: str) -> str:
    """The words as they are written."""
    return text


def english(text: str) -> str:
    """The same in English; a test holds every text of the page against the table."""
    return english_words().get(text, text)


def say_in(language: Language) -> Say:
    """The words in a language that is asked for by its name."""
    return english if language == "en" else chinese


def language_of(say: Say) -> Language:
    """The name of the language that words are in."""
    return "en" if say is english else "zh"


@cache
def english_words() -> dict[str, str]:
    """Every text of the page with its English."""
    words: dict[str, str] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return words
