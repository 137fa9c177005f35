"""Terms as a CSV table and as a Word document."""

import io
from collections.abc import Sequence
from urllib.parse import quote

from fastapi import FastAPI, Query
from fastapi.responses import Response

from index.store import Store
from index.terms import find_terms
from index.types import Document, Term
from ui.languages import Language, Say, say_in
from ui.readiness import Readiness
from ui.spreadsheet import sheet
from ui.term_uses import GLOSSARY, official_citation, uses_of

_COLUMNS = ("名词", "简称", "释义", "报告", "引用")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Found = Sequence[tuple[Document, Term]]


def terms_csv(store: Store, found: Found, say: Say) -> str:
    """A line for each term, under a header in the page's language."""
    rows = (
        (
            *(term.name, say("、").join(term.aliases), term.definition, document.metadata.title),
            official_citation(document, uses_of(store, document, term)),
        )
        for document, term in found
    )
    return sheet([say(name) for name in _COLUMNS], rows)


def terms_docx(store: Store, found: Found) -> bytes:
    """A Word document with a paragraph for each term, numbered, under its report."""
    from docx import Document as WordFile  # the server starts without it

    word = WordFile()
    word.add_heading(GLOSSARY, level=1)
    for document in dict.fromkeys(document.id for document, _ in found):
        of_document = [(each, term) for each, term in found if each.id == document]
        word.add_heading(of_document[0][0].metadata.title, level=2)
        for number, (each, term) in enumerate(of_document, 1):
            paragraph = word.add_paragraph()
            paragraph.add_run(f"{number}. {_printable(term.name)}：").bold = True
            paragraph.add_run(_printable(term.definition))
            uses = uses_of(store, each, term)
            if uses:
                paragraph.add_run(f"（见{_printable(official_citation(each, uses))}）")
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def add_term_exports(app: FastAPI, readiness: Readiness) -> None:
    """The two downloads; before the route of one term by its name, which would take them for names."""

    @app.get("/api/terms.csv", response_class=Response)
    def download_csv(q: str = Query("", max_length=200), lang: Language = "zh") -> Response:
        """The terms that ``q`` finds, or all, as CSV."""
        store = readiness.opened().store
        table = terms_csv(store, find_terms(store.documents, q), say_in(lang))
        return Response(table, media_type="text/csv; charset=utf-8", headers=_named("terms.csv"))

    @app.get("/api/terms.docx", response_class=Response)
    def download_docx(q: str = Query("", max_length=200)) -> Response:
        """The same as a Word document."""
        store = readiness.opened().store
        return Response(
            terms_docx(store, find_terms(store.documents, q)), media_type=_WORD, headers=_named("terms.docx")
        )


def _named(file: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file)}"}


def _printable(text: str) -> str:
    """Without the control characters that XML has no way to write."""
    return "".join(each for each in text if each.isprintable() or each == "\n")
