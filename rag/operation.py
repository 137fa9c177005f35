"""Which calculation a question asks for, told by what it says beside the names of its indicators.

People put one calculation in more ways than a list of words holds. So the ways are learned from wordings
(``training/pairs/operation_wordings.jsonl``, by ``training.train_operations``): multinomial logistic regression over
the pairs, triples and quadruples of characters of what is left when the indicators are letters and the years words.
"""

import re
import zlib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.words import fold

WEIGHTS = Path(__file__).parent / "data" / "operations.npy"
BUCKETS = 1 << 13
LETTERS = "AB"
_LONGEST_RUN = 4
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_NUMBER = re.compile(r"\d[\d.,]*")
_NO_WORDS = re.compile(r"[\s，,。.？?！!；;：:、“”\"‘’「」《》()（）~…]+")
_RELATIVE = {-1: "前年", 0: "去年", 1: "今年"}  # to the year that is reviewed

Features = NDArray[np.float32]


class Operation(StrEnum):
    """What is to be made of one or two indicators; ``NONE`` where nothing is."""

    NONE = "none"
    EACH = "each"  # the amounts of both
    SUM = "sum"
    DIFFERENCE = "difference"
    TIMES = "times"
    SHARE = "share"  # of one in the other, in per cent
    GROWS_FASTER = "grows_faster"
    GROWTH_GAP = "growth_gap"  # between the growths of both, in percentage points
    AIM_BY_GROWTH = "aim_by_growth"  # what it comes to with the growth that is planned
    YEAR_BEFORE = "year_before"  # what it was before its growth
    LACKS = "lacks"  # from what was reached to what is planned
    TARGET_GAP = "target_gap"  # between planned and reached growth, in percentage points


OPERATIONS = tuple(Operation)


def masked(question: str, names: Sequence[Sequence[str]], reviewed: int | None) -> str:
    """The question with a letter for each indicator, whatever it is called, and words for years beside ``reviewed``."""
    said = fold(question)
    letters = [(word, letter) for words, letter in zip(names, LETTERS, strict=False) for word in words if word]
    for word, letter in sorted(letters, key=lambda each: len(each[0]), reverse=True):
        said = said.replace(word, letter)
    if reviewed is not None:
        said = _YEAR.sub(lambda year: _RELATIVE.get(int(year[1]) - reviewed, year[0]), said)
    return bare(said)


@lru_cache(256)
def operation_in(left: str) -> tuple[Operation, float]:
    """The likeliest operation of a masked question, and how likely it is."""
    weights = _weights()
    logits = weights[:, :BUCKETS] @ features_of(left) + weights[:, BUCKETS]
    likely = np.exp(logits - logits.max())
    best = int(likely.argmax())
    return OPERATIONS[best], float(likely[best] / likely.sum())


def features_of(left: str) -> Features:
    """Which runs of up to four characters a masked question has, of length one: shape ``[BUCKETS]``."""
    found = buckets_of(left)
    features = np.zeros(BUCKETS, np.float32)
    features[list(found)] = 1 / np.sqrt(len(found))
    return features


def buckets_of(words: str) -> frozenset[int]:
    """The buckets of the runs of up to four characters that some words have, their ends among them."""
    said = f"^{words}$"
    return frozenset(
        zlib.crc32(said[at : at + length].encode()) % BUCKETS
        for length in range(1, _LONGEST_RUN + 1)
        for at in range(len(said) - length + 1)
    )


def bare(words: str) -> str:
    """Words without marks, every number a 0."""
    return _NO_WORDS.sub("", _NUMBER.sub("0", words))


@cache
def _weights() -> NDArray[np.float32]:
    """A row for each operation, the last column what is added: shape ``[operations, BUCKETS + 1]``."""
    weights: NDArray[np.float32] = np.load(WEIGHTS, allow_pickle=False).astype(np.float32)
    return weights
