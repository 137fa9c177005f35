"""What reading a report told, in Chinese: ``index`` says it in English, for the terminal and the log."""

import json
import re
from functools import cache
from pathlib import Path

from ui.languages import Say, chinese

_TABLE = Path(__file__).parent / "data" / "reading_chinese.json"


def reading_words(told: str, say: Say) -> str:
    """A warning or an error in the page's language; what the table does not have stays as it is."""
    if say is not chinese:
        return told if "." in told.split(" ", maxsplit=1)[0] else told[:1].upper() + told[1:]  # but for a file's name
    for pattern, words in _patterns():
        told = pattern.sub(words, told)
    return told


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows: list[list[str]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return tuple((re.compile(pattern), words) for pattern, words in rows)
