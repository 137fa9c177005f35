"""Errors of the HTTP API as ``application/problem+json`` (RFC 9457). Never a stack trace."""

import json
import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index.errors import QuestionError, UnknownDocumentError, UnknownTermError, WenbaoError
from ui.feedback import UnknownAnswerError
from ui.shelf import LastDocumentError, ShelfBusyError
from ui.uploads import UploadError
from ui.views import Json

_log = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[WenbaoError], HTTPStatus], ...] = (
    (QuestionError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnknownDocumentError, HTTPStatus.NOT_FOUND),
    (UnknownTermError, HTTPStatus.NOT_FOUND),
    (UnknownAnswerError, HTTPStatus.NOT_FOUND),
    (ShelfBusyError, HTTPStatus.CONFLICT),
    (LastDocumentError, HTTPStatus.CONFLICT),
    (UploadError, HTTPStatus.UNPROCESSABLE_ENTITY),
)
_BUG = "The server failed on this request; its log says why."


class AsciiJSONResponse(JSONResponse):
    """JSON in ASCII, as a lone surrogate that someone sends back to us has no UTF-8."""

    def render(self, content: object) -> bytes:
        """See JSONResponse."""
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")


class ProblemResponse(AsciiJSONResponse):
    """The same for an error."""

    media_type = "application/problem+json"


def problem_view(error: Exception) -> Json:
    """What is told of an error: all of one that a user can fix, of a bug only that it is one."""
    if not isinstance(error, WenbaoError):
        _log.error("a request failed", exc_info=error)
        return _view(HTTPStatus.INTERNAL_SERVER_ERROR, _BUG)
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.SERVICE_UNAVAILABLE)
    view = _view(status, str(error))
    if isinstance(error, UnknownTermError):
        view["nearest"] = list(error.nearest)
    return view


def problem(status: HTTPStatus, detail: str) -> ProblemResponse:
    """A problem with this status."""
    return ProblemResponse(_view(status, detail), status.value)


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error of ``app`` a problem."""

    @app.exception_handler(WenbaoError)
    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> ProblemResponse:
        view = problem_view(error)
        return ProblemResponse(view, view["status"])

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> ProblemResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{where}: {first['msg']}")

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> ProblemResponse:
        response = problem(HTTPStatus(error.status_code), str(error.detail))
        response.headers.update(error.headers or {})
        return response


def _view(status: HTTPStatus, detail: str) -> Json:
    return {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
