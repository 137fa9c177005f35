"""Search over passages: FAISS for vectors, BM25 for words. The only module that imports either."""

import logging
import math
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import Any, Protocol

import bm25s
import faiss
import numpy as np

from index.encoder import Vectors
from index.limits import PassageFilter, Positions
from index.types import Candidate, Filter, Passage

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it announces every step


class PassageIndex(Protocol):
    """The seam to search. Adding and removing make a new one from the store's segments."""

    def search(self, vector: Vectors, words: Sequence[str], limit: Filter, k: int) -> tuple[Candidate, ...]:
        """The best ``k`` by vector and the best ``k`` by words, each with both scores; no order is promised."""

    def rarity(self, word: str) -> float:
        """How much a word tells: its inverse document frequency over the passages, highest for an unknown word."""

    @property
    def vocabulary(self) -> Set[str]:
        """Every word of the passages, as the analyser cuts them."""


class FaissBm25Index:
    """Exact inner product over unit vectors of shape (passages, dimension), and Lucene's BM25 over words."""

    def __init__(
        self, passages: Sequence[Passage], places: dict[str, str | None], vectors: Vectors, lexical: Path
    ) -> None:
        self._filters = PassageFilter(passages, places)
        self._vectors = vectors
        self._dense = faiss.IndexFlatIP(vectors.shape[1])
        self._dense.add(np.ascontiguousarray(vectors))
        self._lexical: Any = bm25s.BM25.load(str(lexical), mmap=True, show_progress=False)

    def search(self, vector: Vectors, words: Sequence[str], limit: Filter, k: int) -> tuple[Candidate, ...]:
        """See PassageIndex. ``vector`` has shape (dimension,)."""
        allowed = self._filters.positions(limit)
        if not len(allowed):
            return ()
        lexical = self._lexical_scores(words)
        k = min(k, len(allowed))
        nearest = self._nearest(vector, allowed, k)
        among = lexical[allowed]
        best = allowed[np.argpartition(-among, k - 1)[:k]]
        found = np.union1d(nearest, best[lexical[best] > 0])
        dense = self._vectors[found] @ vector
        return tuple(map(Candidate, found.tolist(), dense.tolist(), lexical[found].tolist()))

    def rarity(self, word: str) -> float:
        """See PassageIndex. BM25's formula (Robertson and Zaragoza 2009), one added so that it stays positive."""
        column = self._lexical.vocab_dict.get(word)
        ends = self._lexical.scores["indptr"]
        holding = 0 if column is None else int(ends[column + 1] - ends[column])
        total = self._dense.ntotal
        return math.log(1 + (total - holding + 0.5) / (holding + 0.5))

    @property
    def vocabulary(self) -> Set[str]:
        """See PassageIndex."""
        words: dict[str, int] = self._lexical.vocab_dict
        return words.keys()

    def _nearest(self, vector: Vectors, allowed: Positions, k: int) -> Positions:
        if len(allowed) == self._dense.ntotal:
            return np.asarray(self._dense.search(vector.reshape(1, -1), k)[1][0], dtype=np.int64)
        cosines = self._vectors[allowed] @ vector
        return allowed[np.argpartition(-cosines, k - 1)[:k]]

    def _lexical_scores(self, words: Sequence[str]) -> Vectors:
        known = [word for word in words if word in self._lexical.vocab_dict]
        if not known:
            return np.zeros(self._dense.ntotal, dtype=np.float32)
        scores: Vectors = np.asarray(self._lexical.get_scores(known))  # not as the memory map that it comes as
        return scores


def write_lexical(words: Iterable[Sequence[str]], folder: Path) -> None:
    """Score every word of every passage once and keep the matrix, to be memory-mapped when the store is opened."""
    index = bm25s.BM25()
    index.index([list(each) for each in words], show_progress=False)
    index.save(str(folder), show_progress=False)
