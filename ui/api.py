"""The HTTP API (DESIGN.md §4.3). Handlers are synchronous: FastAPI runs them in its thread pool."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from fastapi_offline import FastAPIOffline
from prometheus_client import CONTENT_TYPE_LATEST

from evals.kept_runs import kept_page, runs_folder
from index.figure_search import find_figures
from index.manifest import read_manifest
from index.terms import find_terms, get_term
from rag.answer import ask
from rag.asker import Asker
from rag.question import clean
from rag.search import search
from rag.types import Answer
from ui import figure_views, schemas, views
from ui.languages import Language, say_in
from ui.metrics import CountedRequests
from ui.problems import AsciiJSONResponse, add_problem_handlers, problem, problem_view
from ui.readiness import Readiness
from ui.stream import Tell, streamed
from ui.term_exports import add_term_exports

_ANY_FILE = "application/octet-stream"  # a web page among the reports must not open as one of ours
_PROBLEM_MEDIA = "application/problem+json"


def make_api(readiness: Readiness) -> FastAPI:
    """The API over what ``readiness`` opens; 503 until it has."""
    app: FastAPI = FastAPIOffline(title="问报 Wenbao", version=version("wenbao"), redoc_url=None)
    app.add_middleware(CountedRequests, metrics=readiness.metrics)
    add_problem_handlers(app)
    _add_health(app, readiness)
    _add_asking(app, readiness)
    _add_feedback(app, readiness)
    add_term_exports(app, readiness)
    _add_documents(app, readiness)
    _add_figures(app, readiness)
    _add_terms(app, readiness)
    _add_evals(app, readiness)
    if readiness.admin_token is not None:
        from ui.shelf_api import add_shelf  # with it come spreadsheets

        add_shelf(app, readiness, readiness.admin_token)
    return app


def _add_health(app: FastAPI, readiness: Readiness) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process is up."""
        return {"status": "ok"}

    @app.get("/readyz", responses=_problems(HTTPStatus.SERVICE_UNAVAILABLE))
    def readyz() -> Response:
        """All that is served is open: store, encoder and page."""
        if not readiness.is_complete:
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, "Store and encoder are being opened. Try again in seconds.")
        return AsciiJSONResponse({"status": "ready", "documents": len(readiness.opened().store.documents)})

    @app.get("/metrics", response_class=Response)
    def metrics() -> Response:
        """What the server did, for Prometheus."""
        documents = 0 if readiness.asker is None else len(readiness.asker.store.documents)
        return Response(readiness.metrics.exposition(documents), media_type=CONTENT_TYPE_LATEST)


def _add_asking(app: FastAPI, readiness: Readiness) -> None:
    refused = _problems(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
    streamed = {"text/event-stream": {"schema": {"type": "string", "description": "events token, answer, error"}}}

    @app.post("/api/ask", responses={200: {"model": Answer, "content": streamed}, **refused})
    def ask_question(request: schemas.AskRequest, http: Request) -> Response:
        """Answer a question; with ``Accept: text/event-stream`` piece by piece."""
        asker = readiness.opened()
        if "text/event-stream" in http.headers.get("accept", ""):
            _require_askable(asker, request)
            return StreamingResponse(
                _events(readiness, request), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
            )
        return AsciiJSONResponse(views.answer_view(_answer(readiness, request)))

    @app.post("/api/search", responses={200: {"model": schemas.SearchHits}, **refused})
    def search_passages(request: schemas.SearchRequest) -> Response:
        """The passages that best match a question."""
        asker = readiness.opened()
        _require_askable(asker, request)
        hits = search(asker, request.question, request.k, request.limit())
        return AsciiJSONResponse({"hits": [views.hit_view(hit) for hit in hits]})


def _add_feedback(app: FastAPI, readiness: Readiness) -> None:
    refused = _problems(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)

    @app.post("/api/feedback", responses={200: {"model": schemas.Kept}, **refused})
    def keep_vote(request: schemas.FeedbackRequest) -> Response:
        """Keep what somebody thought of an answer; a second vote on it replaces the first."""
        if readiness.feedback is None:
            return problem(HTTPStatus.NOT_FOUND, "Feedback is not kept here.")
        readiness.feedback.vote(request.answer_id, request.vote, request.reason)
        readiness.metrics.voted(request.vote.value)
        return AsciiJSONResponse({"kept": True})


def _add_documents(app: FastAPI, readiness: Readiness) -> None:
    unknown = _problems(HTTPStatus.NOT_FOUND)

    @app.get("/api/documents", responses={200: {"model": schemas.DocumentSummaries}})
    def list_documents() -> Response:
        """The documents of the store."""
        documents = readiness.opened().store.documents
        return AsciiJSONResponse({"documents": [views.document_summary(document) for document in documents]})

    @app.get("/api/documents/{document_id}", responses={200: {"model": schemas.WholeDocument}, **unknown})
    def show_document(document_id: str) -> Response:
        """One document with text, outline and terms."""
        return AsciiJSONResponse(views.document_view(readiness.opened().store.document(document_id)))

    @app.get("/api/documents/{document_id}/original", response_class=FileResponse, responses=unknown)
    def download_original(document_id: str) -> Response:
        """The file that a document was read from, as it was given."""
        store = readiness.opened().store
        document = store.document(document_id)
        kept = next(each for each in read_manifest(store.path).segments if each.document_id == document_id)
        return FileResponse(store.path / kept.original, filename=document.source, media_type=_ANY_FILE)


def _add_figures(app: FastAPI, readiness: Readiness) -> None:
    unknown = _problems(HTTPStatus.NOT_FOUND)

    @app.get("/api/figures.csv", response_class=Response)
    def download_figures(q: str = Query("", max_length=200), lang: Language | None = None) -> Response:
        """The figures that ``q`` names, or all, as CSV: every field under its name, or in a language for people."""
        store = readiness.opened().store
        found = figure_views.figure_views(store, find_figures(store.figures, q))
        plain = f"\ufeff{figure_views.figures_csv(found)}\n"
        table = plain if lang is None else figure_views.figures_sheet(found, say_in(lang))
        return Response(table, media_type="text/csv; charset=utf-8")

    @app.get("/api/figures", responses={200: {"model": schemas.Figures}, **unknown})
    def list_figures(asked: Annotated[schemas.FigureQuery, Query()]) -> Response:
        """The figures that the reports state, or those that ``q`` names."""
        store = readiness.opened().store
        within = figure_views.limited(store, store.figures, asked.document, asked.role)
        found = find_figures(within, asked.q, asked.year)
        return AsciiJSONResponse({"figures": figure_views.figure_views(store, found)})


def _add_terms(app: FastAPI, readiness: Readiness) -> None:
    unknown = _problems(HTTPStatus.NOT_FOUND)

    @app.get("/api/terms", responses={200: {"model": schemas.GlossaryTerms}})
    def list_terms(q: str = Query("", max_length=200)) -> Response:
        """The glossary, or the terms that match ``q``."""
        found = find_terms(readiness.opened().store.documents, q)
        return AsciiJSONResponse({"terms": [views.term_view(document, term) for document, term in found]})

    @app.get("/api/terms/{name:path}", responses={200: {"model": schemas.GlossaryTerm}, **unknown})
    def show_term(name: str) -> Response:
        """One term by name or alias; an unknown one is told the nearest."""
        return AsciiJSONResponse(views.term_view(*get_term(readiness.opened().store.documents, name)))


def _add_evals(app: FastAPI, readiness: Readiness) -> None:
    @app.get("/api/evals/{name}", response_class=HTMLResponse, responses=_problems(HTTPStatus.NOT_FOUND))
    def show_eval(name: str) -> Response:
        """The page of an eval run that is kept beside the store."""
        page = kept_page(runs_folder(readiness.opened().store.path), name)
        return problem(HTTPStatus.NOT_FOUND, "No such run is kept.") if page is None else HTMLResponse(page)


def _problems(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    described = {"model": schemas.Problem, "content": {_PROBLEM_MEDIA: {}}}
    return {status.value: {**described, "description": status.phrase} for status in statuses}


def _require_askable(asker: Asker, request: schemas.AskRequest | schemas.SearchRequest) -> None:
    """Raise what is wrong with a request while its status can still be told, and before any search."""
    clean(request.question)
    for document_id in request.limit().documents:
        asker.store.document(document_id)


def _answer(readiness: Readiness, request: schemas.AskRequest, tell: Tell = lambda text: None) -> Answer:
    asker = readiness.opened()
    answer = ask(asker, request.asked(), request.turns(), request.limit(), tell=tell)
    answer = replace(answer, question=request.question)
    readiness.hear(asker, answer)
    return answer


def _events(readiness: Readiness, request: schemas.AskRequest) -> Iterator[str]:
    try:
        for each in streamed(partial(_answer, readiness, request)):
            if isinstance(each, Answer):
                yield _event("answer", views.answer_view(each))
            else:
                yield _event("token", {"text": each})
    except Exception as error:  # noqa: BLE001 - the status has left; the event tells, and the log has the trace
        yield _event("error", problem_view(error))


def _event(name: str, content: object) -> str:
    return f"event: {name}\ndata: {json.dumps(content)}\n\n"
