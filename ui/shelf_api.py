"""The API of the shelf: what a maintainer with the token may change and read. Without a token there is none of it."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.responses import Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr
from starlette.exceptions import HTTPException

from evals.candidates import Candidate, candidates
from evals.heard import is_unanswered
from ui import candidates_command, schemas, views
from ui.feedback import HeardTyped
from ui.languages import Language, say_in
from ui.problems import AsciiJSONResponse, problem
from ui.readiness import Readiness
from ui.reading_words import reading_words
from ui.shelf import Job, Shelf
from ui.uploads import receive

_CHOSEN: dict[str, Callable[[Candidate], bool]] = {
    "": lambda each: True,
    "up": lambda each: each.up > 0,
    "down": lambda each: each.down > 0,
    "unanswered": lambda each: is_unanswered(each.heard.status),
}
_FILE = {"schema": {"type": "string", "format": "binary"}}
_FORM = {"schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}}
_BODY = {"requestBody": {"content": {"multipart/form-data": _FORM, "application/octet-stream": _FILE}}}
_bearer = HTTPBearer(auto_error=False, description="WENBAO_ADMIN_TOKEN")


def add_shelf(app: FastAPI, readiness: Readiness, admin_token: SecretStr) -> None:
    """Add its paths."""
    refused: dict[int | str, dict[str, Any]] = {
        status.value: {"model": schemas.Problem, "description": status.phrase}
        for status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
    }
    allowed = Depends(_only_with(admin_token))
    routes = APIRouter(prefix="/api/shelf", dependencies=[allowed], responses=refused)
    shelf = Shelf(readiness)
    _add_changing(routes, shelf)
    _add_reading(routes, shelf)
    _add_feedback(routes, readiness)
    app.include_router(routes)


def _only_with(token: SecretStr) -> Callable[..., None]:
    expected = token.get_secret_value().encode()

    def require_token(given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
        # A header's bytes reach us as Latin-1.
        sent = b"" if given is None else given.credentials.encode("latin-1")
        if not secrets.compare_digest(sent, expected):
            told = "The shelf needs the maintainers' token: Authorization: Bearer TOKEN."
            raise HTTPException(HTTPStatus.UNAUTHORIZED, told, {"WWW-Authenticate": "Bearer"})

    return require_token


def _add_changing(routes: APIRouter, shelf: Shelf) -> None:
    # Asynchronous, as only such a handler can refuse before the body is read.
    @routes.post("/documents", status_code=202, responses={202: {"model": Job}}, openapi_extra=_BODY)
    async def put_document(
        http: Request,
        name: Annotated[str, Query(max_length=1000, description="name of the file, needed for a raw body")] = "",
        replaces: Annotated[schemas.Id | None, Query(description="the document to replace")] = None,
    ) -> Response:
        """Read a report into the store, in the background; one from a file of the same name is replaced."""
        shelf.readiness.opened()
        shelf.require_idle()
        return _started(shelf.add(await receive(http, name), replaces))

    @routes.delete("/documents/{document_id}", status_code=202, responses={202: {"model": Job}})
    def remove_document(document_id: str) -> Response:
        """Take a document out of the store, in the background."""
        return _started(shelf.remove(document_id))


def _add_reading(routes: APIRouter, shelf: Shelf) -> None:
    @routes.get("/documents", responses={200: {"model": schemas.ShelfDocuments}})
    def list_documents(lang: Language | None = None) -> Response:
        """The documents of the store, and how much was read of each; the warnings in a language, or as they were."""
        store = shelf.readiness.opened().store
        listed = [views.shelf_document(store, each) for each in store.documents]
        for each in listed:
            each["warnings"] = _told(each["warnings"], lang)
        return AsciiJSONResponse({"documents": listed})

    @routes.get("/job", responses={200: {"model": Job}})
    def show_job(lang: Language | None = None) -> Response:
        """How far the running job is, or how the last one ended."""
        job = asdict(shelf.job)
        job["warnings"] = _told(job["warnings"], lang)
        job["error"] = None if job["error"] is None else _told([job["error"]], lang)[0]
        return AsciiJSONResponse(job)


def _told(told: Sequence[str], lang: Language | None) -> list[str]:
    return [each if lang is None else reading_words(each, say_in(lang)) for each in told]


def _add_feedback(routes: APIRouter, readiness: Readiness) -> None:
    @routes.get("/feedback", responses={200: {"model": schemas.HeardQuestions, "content": {"text/csv": {}}}})
    def list_feedback(asked: Annotated[schemas.FeedbackQuery, Query()]) -> Response:
        """What people voted on or got no answer to; as CSV a sheet that ``wenbao candidates --import`` takes."""
        if readiness.feedback is None:
            return problem(HTTPStatus.NOT_FOUND, "Feedback is not kept here.")
        found = list(filter(_CHOSEN[asked.vote], candidates(readiness.feedback.heard(asked.days))))
        if asked.format == "csv":
            return Response(_sheet(found), media_type="text/csv; charset=utf-8")
        return AsciiJSONResponse({"feedback": [_heard(each) for each in found]})


def _started(job: Job) -> Response:
    return AsciiJSONResponse(asdict(job), HTTPStatus.ACCEPTED.value)


def _heard(found: Candidate) -> views.Json:
    heard = found.heard
    return {
        "question": heard.typed if isinstance(heard, HeardTyped) else heard.question,
        "standalone_question": heard.question,
        "status": heard.status.value,
        "answer": heard.answer,
        "quotes": list(heard.quotes),
        "asked": found.asked,
        "up": found.up,
        "down": found.down,
        "reasons": list(found.reasons),
    }


def _sheet(found: Sequence[Candidate]) -> bytes:
    with TemporaryDirectory(prefix="wenbao-") as folder:
        file = Path(folder) / "feedback.csv"
        candidates_command.write(file, found)
        return file.read_bytes()
