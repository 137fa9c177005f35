"""The command line ``wenbao``. Results on stdout, progress on stderr; exit 0 done, 1 one ``Error: …`` line, 2 usage."""

import errno
import gc
import io
import json
import logging
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from index.errors import WenbaoError
from index.types import Filter
from ui.cli_evals import candidates, evaluate
from ui.options import (
    AgainFlag,
    DocumentOption,
    JsonFlag,
    PathsArgument,
    PlaceOption,
    RoleOption,
    SectionOption,
    StoreOption,
    YearOption,
)

app = typer.Typer(
    help="Ask a government work report; every answer can be checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# Of the system's errors those about a path that was given, or the disk that it lies on.
_USERS_TO_FIX = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM),
    *(errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP),
)


@app.command()
def build(
    paths: PathsArgument = None,
    again: AgainFlag = False,
    store: StoreOption = None,
) -> None:
    """Make the store from exactly these reports; without a path, from the bundled one."""
    from index.build import build_store, rebuild_store

    if again and paths:
        raise typer.BadParameter("--again reads what the store keeps; give no PATH beside it")
    _write(rebuild_store if again else partial(build_store, paths or []), store)


@app.command()
def add(paths: Annotated[list[Path], typer.Argument(metavar="PATH")], store: StoreOption = None) -> None:
    """Add reports to the store."""
    from index.build import add_to_store

    _write(partial(add_to_store, paths), store)


@app.command()
def remove(document_id: str, store: StoreOption = None) -> None:
    """Take a document out of the store."""
    from index.build import remove_from_store

    remove_from_store(document_id, _settings(store=store).store)
    typer.echo(f"removed {document_id}")


@app.command()
def info(
    document_id: Annotated[str | None, typer.Argument()] = None, store: StoreOption = None, as_json: JsonFlag = False
) -> None:
    """Show the documents of the store, or how one of them was read."""
    from index.store import open_store
    from ui import show, views

    opened = open_store(_settings(store=store).store)
    if document_id is None:
        summaries = [views.document_summary(document) for document in opened.documents]
        _print({"documents": summaries}, show.documents(opened.documents), as_json)
    else:
        document = opened.document(document_id)
        counts = len(opened.passages_of(document_id)), len(opened.figures_of(document_id))
        _print(views.document_view(document), show.document(document, *counts), as_json)


@app.command()
def check(store: StoreOption = None, as_json: JsonFlag = False) -> None:
    """Verify every byte and every span of the store."""
    from index.check import check_store
    from index.manifest import REBUILD

    problems = check_store(_settings(store=store).store)
    _print({"problems": list(problems)}, "\n".join(problems) or "The store is whole.", as_json)
    if problems:
        _fail(f"{len(problems)} problems in the store. Rebuild it with: {REBUILD}")


@app.command()
def ask(
    question: str,
    history: Annotated[str | None, typer.Option(metavar="FILE", help="earlier turns as JSON; - is stdin")] = None,
    document: DocumentOption = None,
    year: YearOption = None,
    place: PlaceOption = None,
    role: RoleOption = None,
    section: SectionOption = None,
    store: StoreOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Answer a question from the reports, each sentence cited."""
    from rag.answer import ask as ask_asker
    from rag.question import clean
    from ui import show, views

    clean(question)  # a wrong question is told before anything is opened
    turns = _turns(history)
    limit = Filter(tuple(document or ()), tuple(place or ()), tuple(year or ()), role, section)
    answer = ask_asker(_asker(store), question, turns, limit)
    _print(views.answer_view(answer), show.answer(answer), as_json)


@app.command()
def search(
    question: str,
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="how many passages")] = 10,
    max_tokens: Annotated[int | None, typer.Option(min=1, help="only what fits this prompt budget")] = None,
    document: DocumentOption = None,
    year: YearOption = None,
    place: PlaceOption = None,
    role: RoleOption = None,
    section: SectionOption = None,
    store: StoreOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Show the passages that best match a question."""
    from rag.budget import fit_passages
    from rag.question import clean
    from rag.search import search as search_asker
    from ui import show, views

    clean(question)
    limit = Filter(tuple(document or ()), tuple(place or ()), tuple(year or ()), role, section)
    asker = _asker(store)
    for document_id in limit.documents:
        asker.store.document(document_id)
    hits = search_asker(asker, question, count, limit)
    if max_tokens is not None:
        hits = fit_passages(hits, max_tokens)
    _print({"hits": [views.hit_view(hit) for hit in hits]}, show.hits(hits), as_json)


@app.command()
def term(
    name: Annotated[str | None, typer.Argument()] = None, store: StoreOption = None, as_json: JsonFlag = False
) -> None:
    """Look up a term; without a name, list the glossary."""
    from index.store import open_store
    from index.terms import find_terms, get_term
    from ui import show, views

    documents = open_store(_settings(store=store).store).documents
    if name is None:
        found = find_terms(documents, "")
        listed = [views.term_view(document, entry) for document, entry in found]
        _print({"terms": listed}, show.terms([entry for _, entry in found]), as_json)
    else:
        document, entry = get_term(documents, name)
        _print(views.term_view(document, entry), show.terms([entry]), as_json)


@app.command()
def figures(
    query: Annotated[str, typer.Argument(metavar="[QUERY]")] = "",
    year: Annotated[list[int] | None, typer.Option("--year", help="only figures of this year")] = None,
    role: RoleOption = None,
    document: DocumentOption = None,
    store: StoreOption = None,
    as_json: JsonFlag = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="print CSV")] = False,
) -> None:
    """List the figures of the reports, the years of an indicator side by side; with words, those they name."""
    from index.figure_search import find_figures
    from index.store import open_store
    from ui import figure_views

    if as_json and as_csv:
        raise typer.BadParameter("choose one of --json and --csv")
    opened = open_store(_settings(store=store).store)
    within = figure_views.limited(opened, opened.figures, document or (), role)
    found = find_figures(within, query, year or ())
    views = figure_views.figure_views(opened, found) if as_json or as_csv else []
    text = figure_views.figures_csv(views) if as_csv else figure_views.figures_table(found)
    _print({"figures": views}, text, as_json)


app.command("eval")(evaluate)
app.command()(candidates)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="address (127.0.0.1)")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="port (7860)")] = None,
    root_path: Annotated[str | None, typer.Option(metavar="PATH", help="path behind a reverse proxy: /wenbao")] = None,
    store: StoreOption = None,
) -> None:
    """Serve the chat page and the HTTP API; the bundled report is built if there is no store."""
    from ui.serve import run_server

    run_server(_settings(store=store, host=host, port=port, root_path=root_path), _progress)


def main() -> None:
    """Run the command line; every error that a user can fix is one line."""
    # What is imported stays: looking for garbage in it after every 700 new objects took a fifth of the server's start.
    gc.set_threshold(100_000)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    for stream in (sys.stdout, sys.stderr):
        # Reports are Chinese whatever the locale; a lone surrogate of an argument stays an escape, in JSON as well.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="wenbao", standalone_mode=True)
    except WenbaoError as error:
        _fail(str(error))
    except OSError as error:
        if error.errno not in _USERS_TO_FIX:
            raise
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{(error.strerror or str(error)).lower()}. Check the path and the space on its disk.")


def _write(command: Callable[..., Any], store: Path | None) -> None:
    from ui import show
    from ui.opening import open_encoder
    from ui.progress import reading

    settings = _settings(store=store)
    encoder = open_encoder(settings, _progress)
    with reading() as report:
        summary = command(settings.store, encoder, report)
    typer.echo(show.build_summary(summary, settings.store))


def _settings(**given: object) -> Any:
    from ui.settings import load_settings

    return load_settings(**given)


def _asker(store: Path | None) -> Any:
    from ui.opening import open_asker

    return open_asker(_settings(store=store), _progress)


def _turns(history: str | None) -> Any:
    from ui.history import read_history

    return () if history is None else read_history(history)


def _print(value: object, text: str, as_json: bool) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2) if as_json else text)


def _progress(line: str) -> None:
    typer.echo(line, err=True)


def _fail(message: str) -> NoReturn:
    typer.echo(f"Error: {message}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
