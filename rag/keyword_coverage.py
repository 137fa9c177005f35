"""How much of a question's keywords a text holds, by how rare they are."""

from collections.abc import Callable
from functools import lru_cache

from index.words import fold
from rag.question import Question

Rarity = Callable[[str], float]
Weights = tuple[tuple[tuple[str, ...], float], ...]  # per keyword: the words that stand for it, and its weight
_CONTEXT_SHARE = 0.5  # a topic word in the headings or the lead sentence counts half of one in the sentence


def weights_of(question: Question, rarity: Rarity) -> Weights:
    """The weight of each keyword: its importance by its rarity."""
    return tuple(
        ((each.word, *each.alternatives), each.importance * _rarity((each.alternatives or (each.word,))[0], rarity))
        for each in question.keywords
    )


def _rarity(word: str, rarity: Rarity) -> float:
    """A word the dictionary does not cut from passages is as rare as its rarest pair of characters."""
    return max(rarity(word[at : at + 2]) for at in range(max(1, len(word) - 1))) if len(word) > 2 else rarity(word)


def coverage_of(weights: Weights, text: str, above: str) -> float:
    """Share of the keywords' weight found in ``text``, and by half in what stands ``above`` it."""
    here, there = fold(text), fold(above)
    total = found = 0.0
    for words, weight in weights:  # a plain loop: it runs for every word of a question over every sentence
        total += weight
        most = _presence_of_any(words, here)
        if most < _CONTEXT_SHARE:
            most = max(most, _CONTEXT_SHARE * _presence_above(words, there))
        found += weight * most
    return found / total if total else 0.0


def _presence_of_any(words: tuple[str, ...], text: str) -> float:
    most = 0.0
    for word in words:
        if word in text:
            return 1.0
        if len(word) > 2:
            most = max(most, presence(word, text))
    return most


_presence_above = lru_cache(2_048)(_presence_of_any)  # the sentences of a passage stand under the same words


def presence(word: str, text: str) -> float:
    """1 when the word stands in the text; of a longer word, the share of its pairs of characters that do."""
    if word in text:
        return 1.0
    if len(word) <= 2:
        return 0.0
    pairs = _pairs_of(word)
    return sum([pair in text for pair in pairs]) / len(pairs)


@lru_cache(1_024)
def _pairs_of(word: str) -> tuple[str, ...]:
    return tuple(word[at : at + 2] for at in range(len(word) - 1))
