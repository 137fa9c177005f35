"""The one analyser of words: questions and passages go through it alike."""

import re
import unicodedata
from functools import cache, lru_cache

import opencc
import rjieba

# Named in the manifest: a store built by another analyser is rebuilt.
ANALYSER = "rjieba-search+han-bigrams-1"

_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_HAN_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))")
SPACE_IN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def simplified(text: str) -> str:
    """``text`` in simplified characters."""
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(8_192)  # of sentences and clauses, the same ones for one question after another
def fold(text: str) -> str:
    """``text`` for comparing: full-width forms, case, and spaces between Chinese characters do not count."""
    return SPACE_IN_HAN.sub("", unicodedata.normalize("NFKC", text).casefold())


def han_pairs(text: str) -> list[str]:
    """Every pair of neighbouring Chinese characters."""
    return _HAN_PAIR.findall(text)


def words_of(text: str) -> tuple[str, ...]:
    """Dictionary words in search mode, numbers whole, and every pair of neighbouring Chinese characters.

    The pairs find what the dictionary cuts otherwise in question and passage (docs/architecture.md has the table).
    """
    folded = fold(text)
    words = [word for word in rjieba.cut_for_search(folded) if _WORD.search(word)]
    return (*words, *han_pairs(folded))


@lru_cache(4_096)
def tagged_words(text: str) -> tuple[tuple[str, str], ...]:
    """Words of folded ``text`` in order with their part of speech (the ICTCLAS letters that jieba uses)."""
    return tuple((word, tag) for word, tag in rjieba.tag(fold(text)) if _WORD.search(word))


def word_at(text: str, at: int) -> tuple[str, str]:
    """The word of the dictionary that begins at a place of a text, with its part of speech; none is guessed."""
    word, tag = rjieba.tag(text[at:], hmm=False)[0]
    return word, tag


def begins_word(text: str, at: int) -> bool:
    """Whether a word begins at a place of a text: at 合 of 「算下来合一天」, not at that of 「综合一天」."""
    return any(start == at for _, start, _ in rjieba.tokenize(text))
