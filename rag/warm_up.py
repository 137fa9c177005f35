"""What the first questions would wait for is loaded and compiled before they are asked."""

from contextlib import suppress
from dataclasses import replace

from index.errors import WenbaoError
from rag import spelling
from rag.answer import ask
from rag.asker import Asker


def warm_up(asker: Asker) -> None:
    """Ask what the first report says, of no language model, and let go of the answer: 0.4 s."""
    spelling.prepare(asker.store.index)
    with suppress(WenbaoError):
        for document in asker.store.documents[:1]:
            ask(replace(asker, model=None), f"{document.metadata.title}说了哪些?")
