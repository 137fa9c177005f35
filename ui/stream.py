"""A checked answer in the pieces in which it is shown, while it is being made."""

import re
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread

from rag.types import Answer

# A word of up to four characters at a time reads as typing; a marker is never cut.
_PIECE = re.compile(r"\s*\[\d+\]|[\s\S]{1,4}?(?=\s*\[\d+\]|$)|[\s\S]{1,4}")

Tell = Callable[[str], None]


def pieces(text: str) -> Iterator[str]:
    """Pieces whose concatenation is the text. All of it has passed the guard before the first one leaves."""
    for found in _PIECE.finditer(text):
        yield found.group()


def streamed(answer: Callable[[Tell], Answer]) -> Iterator[str | Answer]:
    """The pieces of an answer as they are checked, then the answer. Raises what answering raises.

    ``answer`` runs in a thread: a language model writes for seconds, and its first sentence must not wait for its last.
    """
    told: SimpleQueue[str | Answer | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            told.put(answer(told.put))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            told.put(error)

    Thread(target=run, daemon=True).start()
    while True:
        each = told.get()
        if isinstance(each, BaseException):
            raise each
        if isinstance(each, Answer):
            yield each
            return
        yield from pieces(each)
