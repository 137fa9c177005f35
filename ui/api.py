"""The HTTP API (DESIGN.md §4.3). Handlers are synchronous: FastAPI runs them in its thread pool."""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException

from index.errors import QuestionError, UnknownDocumentError, UnknownTermError, WenbaoError
from index.terms import find_terms, get_term
from rag.answer import ask
from rag.asker import Asker
from rag.question import clean
from rag.retrieve import search
from rag.types import Answer
from ui import views
from ui.readiness import Readiness
from ui.schemas import AskRequest, SearchRequest
from ui.stream import pieces

_log = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[WenbaoError], HTTPStatus], ...] = (
    (QuestionError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnknownDocumentError, HTTPStatus.NOT_FOUND),
    (UnknownTermError, HTTPStatus.NOT_FOUND),
)
# A question has at most 2,000 characters and ten turns count; ten times that is no honest request.
_LARGEST_BODY_BYTES = 1_000_000


def make_api(readiness: Readiness) -> FastAPI:
    """The API over what ``readiness`` opens; 503 until it has."""
    app: FastAPI = FastAPIOffline(title="问报 Wenbao", version="0.1.0", redoc_url=None)
    _add_errors(app)
    _add_health(app, readiness)
    _add_asking(app, readiness)
    _add_looking_up(app, readiness)
    return app


def problem(status: HTTPStatus, detail: str) -> JSONResponse:
    """An error as RFC 9457 has it."""
    content = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return _json(content, status, "application/problem+json")


def _json(content: object, status: HTTPStatus = HTTPStatus.OK, media_type: str = "application/json") -> JSONResponse:
    """JSON in ASCII, as a lone surrogate that someone sent back to us has no UTF-8."""
    response = JSONResponse(None, status_code=status.value, media_type=media_type)
    response.body = json.dumps(content).encode("ascii")
    response.headers["content-length"] = str(len(response.body))
    return response


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(WenbaoError)
    def user_error(request: Request, error: WenbaoError) -> JSONResponse:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.SERVICE_UNAVAILABLE)
        return problem(status, str(error))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{where}: {first['msg']}")

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> JSONResponse:
        return problem(HTTPStatus(error.status_code), str(error.detail))

    @app.exception_handler(Exception)
    def bug(request: Request, error: Exception) -> JSONResponse:
        _log.error("a request failed", exc_info=error)
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed on this request; its log says why.")

    @app.middleware("http")
    async def limit_body(request: Request, call_next: object) -> Response:
        length = request.headers.get("content-length", "0")
        if request.url.path.startswith("/api/") and length.isdigit() and int(length) > _LARGEST_BODY_BYTES:
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The request is over {_LARGEST_BODY_BYTES:,} bytes.")
        response: Response = await call_next(request)  # type: ignore[operator]
        return response


def _add_health(app: FastAPI, readiness: Readiness) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process is up."""
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> JSONResponse:
        """Store and encoder are open."""
        if readiness.asker is None:
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, "Store and encoder are being opened. Try again in seconds.")
        return _json({"status": "ready", "documents": len(readiness.asker.store.documents)})


def _add_asking(app: FastAPI, readiness: Readiness) -> None:
    @app.post("/api/ask")
    def ask_question(request: AskRequest, http: Request) -> Response:
        """Answer a question; with ``Accept: text/event-stream`` piece by piece."""
        asker = readiness.opened()
        if "text/event-stream" in http.headers.get("accept", ""):
            clean(request.question)
            for document_id in request.limit().documents:
                asker.store.document(document_id)
            return StreamingResponse(_events(asker, request), media_type="text/event-stream")
        return _json(views.answer_view(_answer(asker, request)))

    @app.post("/api/search")
    def search_passages(request: SearchRequest) -> Response:
        """The passages that best match a question."""
        asker = readiness.opened()
        for document_id in request.limit().documents:
            asker.store.document(document_id)
        hits = search(asker, request.question, request.k, request.limit())
        return _json({"hits": [views.hit_view(hit) for hit in hits]})


def _add_looking_up(app: FastAPI, readiness: Readiness) -> None:
    @app.get("/api/documents")
    def list_documents() -> Response:
        """The documents of the store."""
        documents = readiness.opened().store.documents
        return _json({"documents": [views.document_summary(document) for document in documents]})

    @app.get("/api/documents/{document_id}")
    def show_document(document_id: str) -> Response:
        """One document with text, outline and terms."""
        return _json(views.document_view(readiness.opened().store.document(document_id)))

    @app.get("/api/terms")
    def list_terms(q: str = Query("", max_length=200)) -> Response:
        """The glossary, or the terms that match ``q``."""
        found = find_terms(readiness.opened().store.documents, q)
        return _json({"terms": [views.term_view(document, term) for document, term in found]})

    @app.get("/api/terms/{name}")
    def show_term(name: str) -> Response:
        """One term by name or alias."""
        return _json(views.term_view(*get_term(readiness.opened().store.documents, name)))


def _answer(asker: Asker, request: AskRequest) -> Answer:
    return ask(asker, request.question, request.turns(), request.limit())


def _events(asker: Asker, request: AskRequest) -> Iterator[str]:
    try:
        answer = _answer(asker, request)
    except WenbaoError as error:
        yield _event("error", {"detail": str(error)})
        return
    for piece in pieces(answer.text):
        yield _event("token", {"text": piece})
    yield _event("answer", asdict(answer))


def _event(name: str, content: object) -> str:
    return f"event: {name}\ndata: {json.dumps(content)}\n\n"
