"""The words of a question that tell its topic, each with its weight and the official words that may stand for it."""

import re
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from index.quantities import quantities
from index.words import fold, tagged_words
from rag import wording
from rag.lexicon import said_twice, usages_in, without_word

_HOW_MANY = re.compile(r"^[几多好数半两]+\w?$")  # 「好多个」, 「几户」
_COUNTED = re.compile(r"(\w{2,})(?:人数|户数|个数|数量|总数|数)$")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that an answer should share, or one of its ``alternatives`` (official words for an everyday one)."""

    word: str
    importance: float  # 0–1: names and nouns tell more than verbs, which residents paraphrase
    alternatives: tuple[str, ...] = ()


def content_words(text: str) -> tuple[str, ...]:
    """The words of a text that carry meaning."""
    return tuple(keyword.word for keyword in keywords_of(text))


@lru_cache(maxsize=256)  # the parts of a question are asked for again and again
def keywords_of(topic: str) -> tuple[Keyword, ...]:
    """The words of a topic that an answer should share."""
    folded = fold(topic)
    usages = usages_in(folded)
    for usage in usages:
        folded = without_word(folded, usage.said)
    for said in said_twice(folded):
        folded = folded.replace(said, " ")
    found = {usage.said: Keyword(usage.said, 1.0, usage.official) for usage in usages}
    folded = without_amounts(folded)
    in_english = not _HAN.search(folded)  # its other words cannot stand in a Chinese report
    for word, tag in _words_of_meaning(folded):
        importance = 0.0 if in_english and tag == "eng" else _importance(word, tag)
        if importance:
            counted = _COUNTED.match(word)  # 「就业人数」: reports say 「新增就业2万人」
            found.setdefault(word, Keyword(word, importance, (counted.group(1),) if counted else ()))
    return tuple(found.values())


def without_amounts(text: str) -> str:
    """A question without amounts: what it supposes is checked against the report, which may say another number."""
    for each in reversed(quantities(text)):
        if each.unit not in ("", "年", "分钟"):
            text = f"{text[: each.start]} {text[each.end :]}"
    return text


def _words_of_meaning(text: str) -> list[tuple[str, str]]:
    """The tagged words, with two slips of the tagger mended.

    「桩」 of 「充电桩」 measures nothing, as no number stands before it: it ends a noun. 「会建」 is no word but a verb
    behind one that only helps.
    """
    words: list[tuple[str, str]] = []
    for word, tag in tagged_words(text):
        before, tag_before = words[-1] if words else ("", "u")
        if tag == "q" and len(word) == 1 < len(before) and tag_before[0] in "nv" and before + word in text:
            words[-1] = (before + word, "n")
        elif len(word) == 2 and tag[0] == "v" and word[0] in wording.FUNCTION_WORDS and not rjieba.has_word(word):
            words.append((word[1], tag))
        else:
            words.append((word, tag))
    return words


def _importance(word: str, tag: str) -> float:
    """Particles, pronouns, prepositions and the like say nothing of the topic; a verb half of what a noun says."""
    if tag == "eng" and word not in wording.FUNCTION_WORDS:
        return 1.0
    if word in wording.FUNCTION_WORDS or tag[0] in "urcpyeoqkh" or _HOW_MANY.match(word):
        return 0.0
    if wording.FALLS.fullmatch(word):  # what a question wrongly supposes does not stand in the report
        return 0.1
    return 0.5 if tag[0] in "vdmft" or word in wording.DOING_WORDS else 1.0
