"""Mend homophone slips of the pinyin keyboard, 「环竟」 for 「环境」, by the words that the reports themselves use."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import rjieba

from index.passage_index import PassageIndex
from index.pinyin import syllables
from index.words import fold, han_pairs, tagged_words
from rag.lexicon import usages_in
from rag.wording import FUNCTION_WORDS

_BEFORE_VERBS = frozenset("多少再又还也都先各才就")
_BEFORE_QUALITIES = frozenset("多大")  # 「多远」 is not 多元
_PLAIN = frozenset("得几去不没只吗呢带坐")  # said so often by themselves that none is a slip
# Rarity of a word that is far likelier than two characters that may stand side by side by chance; a word that no
# dictionary knows has to be said more often. Of 200 slips and other pairs in questions, 3 of 90 told so are none.
_RAREST, _RAREST_UNKNOWN = 4.8, 3.5
_UNKNOWN_COST = 1.0
_NO_WORDS_ALONE = ("nr", "ng")  # parts of speech of characters that stand only in names and in longer words
_NEW = re.compile(r"新([\u3400-\u9fff])")


def corrected(text: str, index: PassageIndex) -> str:
    """``text`` with every pair of characters that no dictionary and no report knows exchanged for its homophone.

    The homophone must stand in the reports and share a character with what was typed: one slip of a key, no more.
    """
    pieces = rjieba.cut(text, False)
    joined = [piece for piece in pieces if len(piece) == 1]
    suspects = {pair for pair in han_pairs(text) if pair[0] in joined and pair[1] in joined}
    for pair in sorted(suspects):
        if pair in text and _may_be_a_slip(pair, text, index):  # not mended with its neighbour
            text = text.replace(pair, _best_homophone(pair, text, index) or pair)
    return text


def prepare(index: PassageIndex) -> None:
    """Load what the first slip would wait 0.4 s for: the sounds of the characters, and of the words of the reports."""
    _by_sound(index)  # type: ignore[arg-type]  # as below


def _may_be_a_slip(pair: str, text: str, index: PassageIndex) -> bool:
    if pair in index.vocabulary or rjieba.has_word(pair) or set(pair) & FUNCTION_WORDS:
        return False
    if pair[0] in _BEFORE_QUALITIES or _is_word_with_its_neighbour(pair, text, index):
        return False
    if pair[0] in _BEFORE_VERBS and tagged_words(pair[1])[0][1] == "v":  # 「多投了多少」
        return False
    if any(pair in usage.said for usage in usages_in(fold(text))):  # 「社零」, which reports seldom say in short
        return False
    new = next((found for found in _NEW.finditer(text, text.index(pair)) if found.start() < text.index(pair) + 2), None)
    return new is None or tagged_words(new[1])[0][1] != "v"  # 「新评上」, 「跟新评的」; 「新曾」 is a slip


def _is_word_with_its_neighbour(pair: str, text: str, index: PassageIndex) -> bool:
    """Whether both characters belong to words with those around them: 「老人失能」 is not 人士."""
    at = text.index(pair)
    around = (text[max(0, at - 1) : at + 1], text[at + 1 : at + 3])
    return all(rjieba.has_word(each) for each in around)


def _best_homophone(pair: str, text: str, index: PassageIndex) -> str | None:
    """Of the words that are said often enough one that sounds exactly the same, then the one that is said most; one of
    the dictionary before another.
    """
    sounding = _by_sound(index)  # type: ignore[arg-type]  # a protocol says nothing of hashes; identity will do
    alike = [word for word in sounding.get(_sound(pair), ()) if _is_one_slip(pair, word)]
    may_be_meant = (word for word in alike if _is_likely(word, pair, text, index))
    return min(
        may_be_meant,
        key=lambda word: (
            not _sounds_exactly_the_same(pair, word),  # 新彊 is rather 新疆 than 新建
            index.rarity(word) + (0 if rjieba.has_word(word) else _UNKNOWN_COST),
            word,
        ),
        default=None,
    )


def _sounds_exactly_the_same(pair: str, word: str) -> bool:
    """Whether the syllables are the same, and not only to southern ears."""
    return all(syllables(typed)[0] == syllables(meant)[0] for typed, meant in zip(pair, word, strict=True))


def _is_one_slip(pair: str, word: str) -> bool:
    """Whether one character is exchanged, and not one that is a plain word by itself."""
    exchanged = [typed for typed, meant in zip(pair, word, strict=True) if typed != meant]
    return len(exchanged) == 1 and exchanged[0] not in _PLAIN and pair[1] != "得"


def _is_likely(word: str, pair: str, text: str, index: PassageIndex) -> bool:
    """Whether a word would stand there, and is said often or exchanges what is no word: 「没人带」 is not 人代."""
    is_known = rjieba.has_word(word)
    if not is_known and (set(word) & FUNCTION_WORDS or not _goes_on(word, pair, text, index)):
        return False
    mended = text.replace(pair, word, 1)
    if is_known and not any(word in piece for piece in rjieba.cut(mended, False)):
        return False
    typed = next(typed for typed, meant in zip(pair, word, strict=True) if typed != meant)
    is_no_word = tagged_words(typed)[0][1] in _NO_WORDS_ALONE
    return is_no_word or index.rarity(word) < (_RAREST if is_known else _RAREST_UNKNOWN)


def _goes_on(word: str, pair: str, text: str, index: PassageIndex) -> bool:
    """Whether the reports know ``word`` before what stands behind the pair, else behind what stands before it.

    Reports are indexed by all their pairs of characters: 「新阶」 of 新阶段 is no word for 「新结了友好城市」.
    """
    at = text.index(pair)
    before, behind = text[max(0, at - 1) : at], text[at + 2 : at + 3]
    beside = next((both for both in (word[1] + behind, before + word[0]) if han_pairs(both)), None)
    return beside is None or beside in index.vocabulary


@lru_cache(maxsize=1)  # of the store that is open: going through its words for every pair took 16 s over 15 reports
def _by_sound(index: PassageIndex) -> Mapping[tuple[str, ...], Sequence[str]]:
    """The pairs of Chinese characters among the words of the reports, by how they sound."""
    alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for word in index.vocabulary:
        if len(word) == 2 and han_pairs(word):
            alike[_sound(word)].append(word)
    return alike


def _sound(pair: str) -> tuple[str, ...]:
    """The syllables without their tones."""
    return tuple(_syllable(character) for character in pair)


@cache
def _syllable(character: str) -> str:
    """As keyboards and southern ears take it: 绿 like 录, 章 like 赞, 京 like 金."""
    sound = syllables(character)[0].replace("v", "u")
    return re.sub(r"(?<=[aei]n)g$", "", re.sub(r"^([zcs])h", r"\1", sound))
