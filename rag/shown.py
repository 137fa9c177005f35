"""How words of a report are set in an answer."""

import re
from functools import lru_cache
from itertools import pairwise

from index.types import Passage, Role
from index.words import fold

MARKER = re.compile(r"\[\d+\]")  # of a citation
NOT_TOLD = "没有说到这一点。报告里最接近的内容是："  # before the nearest sentence, where nothing answers
YEAR_LABEL = re.compile(r"(?:19|20)\d{2}年(?:计划)?[:：]?")
_FULL_WIDTH = str.maketrans({",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"})
_AT_THE_END = re.compile(r"[,，、;；:：。.!！\s]+$")
_NO_LETTER = re.compile(r"\W|_")
_YEAR_OR_NO_LETTER = re.compile(r"(?:19|20)\d{2}年|\W|_")
_BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff”\"）)%])[,;:!?()]|[,;:!?()](?=[\u3400-\u9fff“\"（(])")


def display(text: str) -> str:
    """A quote as it is set in an answer: full-width punctuation between Chinese characters, no mark at the end."""
    shown = _BETWEEN_CHINESE.sub(lambda match: match.group().translate(_FULL_WIDTH), text.replace("\n", " "))
    return _AT_THE_END.sub("", shown)


def period_label(passage: Passage, text: str) -> str:
    """「2030年：」 or 「2031年计划：」 for a quote that does not itself name the year; empty without a period."""
    period = passage.period
    if period.role is None or period.first_year is None or f"{period.first_year}年" in text[:12]:
        return ""
    years = f"{period.first_year}年"
    if period.last_year is not None and period.last_year != period.first_year:
        years = f"{period.first_year}—{period.last_year}年"
    return f"{years}{'计划' if period.role is Role.PLAN else ''}："


def share_of_pairs(words: str, text: str) -> float:
    """The share of the pairs of neighbouring letters of ``words``, years and marks aside, that stand in ``text``."""
    pairs, letters = _pairs(words), _letters(text)
    return sum([pair in letters for pair in pairs]) / len(pairs) if pairs else 1.0


@lru_cache(2_048)  # of metrics and questions, asked of one another
def _pairs(words: str) -> tuple[str, ...]:
    return tuple(map("".join, pairwise(_YEAR_OR_NO_LETTER.sub("", fold(words)))))


@lru_cache(2_048)
def _letters(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))
