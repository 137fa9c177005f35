"""The askers of a matrix of runs: one per encoder, and every question encoded once for all that share it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from evals.configuration import Configuration
from index.build import ensure_store
from index.encoder import Encoder, Progress, Vectors
from index.store import open_store
from rag.asker import Asker

LoadEncoder = Callable[[str], Encoder]


class RememberingEncoder:
    """An encoder that keeps the vectors of the questions it was asked."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.dimension = encoder.dimension
        self.max_tokens = encoder.max_tokens
        self._encoder = encoder
        self._queries: dict[str, Vectors] = {}

    def count_tokens(self, text: str) -> int:
        """See index.encoder.Encoder."""
        return self._encoder.count_tokens(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See index.encoder.Encoder."""
        return self._encoder.encode_passages(texts, progress)

    def encode_query(self, text: str) -> Vectors:
        """See index.encoder.Encoder."""
        if text not in self._queries:
            self._queries[text] = self._encoder.encode_query(text)
        return self._queries[text]


@contextmanager
def askers_of(
    base: Asker, configurations: Sequence[Configuration], load: LoadEncoder, report: Callable[[str], None]
) -> Iterator[dict[str | None, Asker]]:
    """An asker by the name of its encoder, None for ``base``; another encoder gets the store built anew, for the while.

    Where there is one configuration nothing is remembered, so that its latency is that of asking.
    """
    encoder = base.encoder if len(configurations) == 1 else RememberingEncoder(base.encoder)
    with tempfile.TemporaryDirectory(prefix="wenbao-eval-") as folder:
        found: dict[str | None, Asker] = {None: replace(base, encoder=encoder, model=None)}
        for number, name in enumerate(sorted({each.encoder for each in configurations if each.encoder})):
            other = load(name)
            if other.name == base.encoder.name:
                found[name] = found[None]
                continue
            copied = Path(folder) / str(number)
            shutil.copytree(base.store.path, copied)
            ensure_store(copied, other, report)
            found[name] = replace(base, store=open_store(copied), encoder=RememberingEncoder(other), model=None)
        yield found
