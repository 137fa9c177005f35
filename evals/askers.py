"""The askers of a matrix of runs: one per encoder, and every question encoded once for all that share it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from evals.configuration import Configuration
from index.build import ensure_store
from index.encoder import Encoder, Progress, Vectors
from index.store import open_store
from rag.asker import Asker

LoadEncoder = Callable[[str], Encoder]
StoreFor = Callable[[Encoder, Path], Path]  # the same documents for another encoder; a folder is there for the while


class RememberingEncoder:
    """An encoder that keeps the vectors of the questions it was asked, and how long each of them took.

    For one question after another, not for two at once.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.dimension = encoder.dimension
        self.max_tokens = encoder.max_tokens
        self._encoder = encoder
        self._queries: dict[str, tuple[Vectors, float]] = {}
        self._saved_seconds = 0.0

    def count_tokens(self, text: str) -> int:
        """See index.encoder.Encoder."""
        return self._encoder.count_tokens(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See index.encoder.Encoder."""
        return self._encoder.encode_passages(texts, progress)

    def encode_query(self, text: str) -> Vectors:
        """See index.encoder.Encoder."""
        if text in self._queries:
            vector, seconds = self._queries[text]
            self._saved_seconds += seconds
            return vector
        started = perf_counter()
        vector = self._encoder.encode_query(text)
        self._queries[text] = vector, perf_counter() - started
        return vector

    def saved_seconds(self) -> float:
        """What encoding took at first of all that was remembered since the last call."""
        saved, self._saved_seconds = self._saved_seconds, 0.0
        return saved


def rebuilt(store: Path, report: Callable[[str], None]) -> StoreFor:
    """A copy of a store, built anew from the originals that it keeps."""

    def build(encoder: Encoder, folder: Path) -> Path:
        shutil.copytree(store, folder)
        ensure_store(folder, encoder, report)
        return folder

    return build


@contextmanager
def askers_of(
    base: Asker, configurations: Sequence[Configuration], load: LoadEncoder, store_for: StoreFor
) -> Iterator[dict[str | None, Asker]]:
    """An asker by the name of its encoder, None for ``base``; another encoder gets its store by ``store_for``.

    Where there is one configuration nothing is remembered; else a run adds to each answer what remembering saved, so
    that the latencies of all are those of asking.
    """
    encoder = base.encoder if len(configurations) == 1 else RememberingEncoder(base.encoder)
    with tempfile.TemporaryDirectory(prefix="wenbao-eval-") as folder:
        found: dict[str | None, Asker] = {None: replace(base, encoder=encoder, model=None)}
        for number, name in enumerate(sorted({each.encoder for each in configurations if each.encoder})):
            other = load(name)
            if other.name == base.encoder.name:
                found[name] = found[None]
                continue
            store = open_store(store_for(other, Path(folder) / str(number)))
            found[name] = replace(base, store=store, encoder=RememberingEncoder(other), model=None)
        yield found
