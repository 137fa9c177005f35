"""A question as others would word it: with the year of its answer, with a place, which the pairs seldom name."""

import random
import re

from training.candidates import Example

WORDINGS = 4  # of a question, the first as it is
_YEAR_SHARE, _PLACE_SHARE, _YEAR_FIRST_SHARE = 0.7, 0.3, 0.8
_NAMES_YEAR = re.compile(r"(?:19|20)\d\d|去年|今年|明年|来年|上年|过去一年|新的一年")
_PERIOD = re.compile(r"(\d{4})年(回顾|计划) ")
_RELATIVE = {"回顾": ("去年", "上一年", "过去一年"), "计划": ("今年", "新的一年", "明年", "今年计划")}


def wordings(example: Example, chance: random.Random) -> list[str]:
    """The question, and three wordings of it, some of which add nothing."""
    return [example.question, *(_reworded(example, chance) for _ in range(WORDINGS - 1))]


def _reworded(example: Example, chance: random.Random) -> str:
    question, period, place = example.question, _period(example), example.place
    if period and not _NAMES_YEAR.search(question) and chance.random() < _YEAR_SHARE:
        year, part = period.groups()
        when = chance.choice([*[f"{year}年"] * 3, *_RELATIVE[part]])
        question = f"{when}{question}" if chance.random() < _YEAR_FIRST_SHARE else f"{question}，{when}"
    if place and place[:2] not in question and chance.random() < _PLACE_SHARE:
        question = chance.choice([place, place, f"我们{place[-1]}", f"全{place[-1]}", f"咱{place[-1]}"]) + question
    return question


def _period(example: Example) -> re.Match[str] | None:
    """Of the right sentence, or of the best one where none is right."""
    right = [each for each in (*example.candidates, *example.beyond) if each.is_right]
    return _PERIOD.match((right or example.candidates)[0].line.above)
