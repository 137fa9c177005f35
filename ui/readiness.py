"""What the server has opened so far."""

from dataclasses import dataclass, field

from pydantic import SecretStr
from starlette.types import ASGIApp

from index.errors import WenbaoError
from rag.asker import Asker
from rag.types import Answer
from ui.feedback import Feedback
from ui.metrics import Metrics


class NotReadyError(WenbaoError):
    """Store and encoder are still being opened."""


@dataclass(slots=True)
class Readiness:
    """Holds the asker, then the page, once each is open. A hot switch replaces the one reference to the asker.

    ``feedback`` is None where none is kept, ``admin_token`` where nobody may change the shelf.
    """

    asker: Asker | None = None
    feedback: Feedback | None = None
    page: ASGIApp | None = None
    with_page: bool = False  # whether there will be a page
    metrics: Metrics = field(default_factory=Metrics)
    admin_token: SecretStr | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all that is going to be served is open."""
        return self.asker is not None and (self.page is not None or not self.with_page)

    def opened(self) -> Asker:
        """The asker. Raises NotReadyError."""
        if self.asker is None:
            raise NotReadyError("Store and encoder are being opened. Try again in a few seconds.")
        return self.asker

    def hear(self, asker: Asker, answer: Answer) -> None:
        """Let metrics and feedback know of an answer that is being given."""
        self.metrics.answered(answer)
        if self.feedback is not None:
            self.feedback.hear(asker, answer)
