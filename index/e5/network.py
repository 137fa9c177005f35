"""multilingual-e5-small ready for inference: token ids in, means of the last states out."""

import json
import os
import struct
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.e5.graph import compile_graph
from index.e5.names import ASKING, GRAPH, WEIGHTS_FILE, WORD_EMBEDDINGS
from index.e5.rows import row_length
from index.encoder import Vectors

Rows = Sequence[Sequence[int]]  # token ids of the texts of a batch


class E5Network:
    """A compiled graph and its word embeddings. Safe to use from many threads.

    ``hint`` is LATENCY (all cores on one batch) or THROUGHPUT (7 % more passages/s, several batches at once).
    """

    def __init__(self, folder: Path, hint: str) -> None:
        self._words = WordEmbeddings(folder / WEIGHTS_FILE)
        self._graph = compile_graph(folder / ASKING / GRAPH, hint)
        self._requests = threading.local()
        self.dimension = self._words.dimension

    def means(self, rows: Rows) -> Vectors:
        """Shape (len(rows), dimension)."""
        means: Vectors = self._request().infer(padded(rows, self._words))[0]
        return means

    def many_means(self, batches: Iterable[Rows]) -> Iterator[Vectors]:
        """``means`` of each batch, in order, several at once."""
        with ThreadPoolExecutor(self._graph.get_property("NUM_STREAMS")) as pool:
            yield from pool.map(self.means, batches)

    def _request(self) -> Any:
        """A request serves one call at a time, so each thread has its own."""
        if not hasattr(self._requests, "mine"):
            self._requests.mine = self._graph.create_infer_request()
        return self._requests.mine


def padded(rows: Rows, embeddings: "WordEmbeddings") -> list[NDArray[np.float32]]:
    """What a graph takes: word embeddings of shape (rows, tokens, dimension) and a mask of shape (rows, tokens)."""
    shape = len(rows), row_length(max(map(len, rows)))
    words = np.zeros((*shape, embeddings.dimension), np.float32)
    mask = np.zeros(shape, np.float32)
    for row, ids in enumerate(rows):
        words[row, : len(ids)] = embeddings.rows(ids)
        mask[row, : len(ids)] = 1
    return [words, mask]


class WordEmbeddings:
    """Rows of the table in a safetensors file, read when they are needed.

    A memory map would do, but each row touched maps the 64 KB around it: 400 MB for 39 passages.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        (header_bytes,) = struct.unpack("<Q", os.pread(self._file, 8, 0))
        entry = json.loads(os.pread(self._file, header_bytes, 8))[WORD_EMBEDDINGS]
        self._start = 8 + header_bytes + entry["data_offsets"][0]
        self.dimension: int = entry["shape"][1]

    def rows(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """Shape (len(ids), dimension)."""
        size = 4 * self.dimension
        rows = b"".join(os.pread(self._file, size, self._start + place * size) for place in ids)
        return np.frombuffer(rows, "<f4").reshape(-1, self.dimension)
