"""What no request may do: send more than a question can need, or use what the page brings but does not need."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.languages import ENGLISH_PATH
from ui.problems import problem

# A question has at most 2,000 characters, and the page sends its conversation along: two hundred long answers.
MOST_BODY_BYTES = 1_000_000
# A report in Word or PDF has 0.1 to 5 MB, one with photographs 30. Only a maintainer's upload is read at all.
MOST_UPLOAD_BYTES = 64 * 2**20
UPLOAD_PATH = "/api/shelf/documents"

# Gradio serves uploads, a proxy and a history of runs to any visitor of any page; this page has no use for them.
_CLOSED = tuple(f"/gradio_api/{name}" for name in ("upload", "proxy=", "run-history", "runs", "run/", "call/", "api/"))


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """ASGI middleware. A body is counted as it comes in, as not every client announces its length."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is refused, else hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].removeprefix(ENGLISH_PATH).startswith(_CLOSED):
            await problem(HTTPStatus.NOT_FOUND, "Not Found")(scope, receive, send)
        elif _announced_bytes(scope) > _most_bytes(scope):
            await problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(_most_bytes(scope)))(scope, receive, send)
        else:
            await self.app(scope, _counted(receive, _most_bytes(scope)), send)


def _most_bytes(scope: Scope) -> int:
    return MOST_UPLOAD_BYTES if scope["path"] == UPLOAD_PATH else MOST_BODY_BYTES


def _too_large(most_bytes: int) -> str:
    return f"The request is over {most_bytes:,} bytes."


def _announced_bytes(scope: Scope) -> int:
    announced = dict(scope["headers"]).get(b"content-length", b"0")
    return int(announced[:12]) if announced.isdigit() else 0


def _counted(receive: Receive, most_bytes: int) -> Receive:
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most_bytes:
            # FastAPI makes any other exception from reading a body a 400.
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(most_bytes))
        return message

    return counted
