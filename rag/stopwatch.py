"""How long each step of an answer takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from rag.types import Timings


class Stopwatch:
    """Adds up the seconds of every step; steps of several parts of a question count together."""

    def __init__(self) -> None:
        self._started = perf_counter()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count the time within as the step ``name``, a field of Timings."""
        started = perf_counter()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + perf_counter() - started

    def timings(self) -> Timings:
        """Milliseconds until now."""
        total = perf_counter() - self._started
        return Timings(
            **{name: round(seconds * 1000, 2) for name, seconds in (*self._seconds.items(), ("total", total))}
        )
