"""How much of a question's keywords a text holds, by how rare they are."""

from collections.abc import Callable
from functools import lru_cache

from index.words import fold
from rag.question import Question

Rarity = Callable[[str], float]
Weights = tuple[tuple[tuple[str, ...], float], ...]  # per keyword: the words that stand for it, and its weight
_folded = lru_cache(8_192)(fold)  # of sentences, the same ones for one question after another
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
    total = sum(weight for _, weight in weights)
    if not total:
        return 0.0
    here, there = _folded(text), _folded(above)
    found = sum(weight * _most_present(words, here, there) for words, weight in weights)
    return found / total


def _most_present(words: tuple[str, ...], here: str, there: str) -> float:
    most = max(presence(word, here) for word in words)
    if most >= _CONTEXT_SHARE:
        return most
    return max(most, _CONTEXT_SHARE * max(presence(word, there) for word in words))


def presence(word: str, text: str) -> float:
    """1 when the word stands in the text; of a longer word, the share of its pairs of characters that do."""
    if word in text:
        return 1.0
    if len(word) <= 2:
        return 0.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return sum([pair in text for pair in pairs]) / len(pairs)
