"""What the server has opened so far."""

from dataclasses import dataclass

from index.errors import WenbaoError
from rag.asker import Asker


class NotReadyError(WenbaoError):
    """Store and encoder are still being opened."""


@dataclass(slots=True)
class Readiness:
    """Holds the asker once it is open. A hot switch replaces that one reference."""

    asker: Asker | None = None

    def opened(self) -> Asker:
        """The asker. Raises NotReadyError."""
        if self.asker is None:
            raise NotReadyError("Store and encoder are being opened. Try again in a few seconds.")
        return self.asker
