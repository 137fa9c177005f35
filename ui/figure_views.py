"""Figures as JSON, CSV and a table in which the two years of an indicator stand side by side."""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from index.figure_search import headings_of, role_of, side_by_side
from index.quantities import Bound
from index.store import Store
from index.types import Document, Figure, FigureKind, Role
from ui.languages import Say, chinese
from ui.spreadsheet import sheet

_KIND_WORDS = {FigureKind.ACTUAL: "完成", FigureKind.TARGET: "目标"}
_CHANGE_WORDS = {"up": "增长", "down": "下降", "share": "占比", "rank": "排名", "times": "倍数"}
_BOUND_WORDS = {
    Bound.AT_LEAST: "不少于",
    Bound.AT_MOST: "不超过",
    Bound.MORE_THAN: "超过",
    Bound.LESS_THAN: "不足",
    Bound.ABOUT: "约",
}
_BOUND_PRINTED = re.compile(r"以[上下内]$|左右$|[余多前]")  # stands in the figure as printed
_COLUMNS = (
    *("document_id", "title", "headings", "role", "year", "kind", "scope", "metric", "text", "value", "unit"),
    *("amount", "measure", "upper", "bound", "direction", "base", "origin", "quote", "start", "end"),
)
# The same for a person's spreadsheet: what a figure is of, what it says, and where.
_SHEET = ("报告", "所在章节", "范围", "指标", "年份", "完成或目标", "数据", "数值", "单位", "变化", "原句")
_MOST_COLUMNS = 44  # of the first column; a metric is at most 48 characters, half of them over 9


def figure_view(document: Document, figure: Figure) -> dict[str, Any]:
    """A figure with where it stands: what ``GET /api/figures`` and ``wenbao figures --json`` give."""
    role = role_of(document, figure)
    return {
        **asdict(figure),
        "title": document.metadata.title,
        "headings": list(headings_of(document, figure)),
        "role": None if role is None else role.value,
        "page": document.page_of(figure.start),
        "quote": document.text[figure.clause_start : figure.clause_end],
    }


def figure_views(store: Store, figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """The views of figures of the store."""
    documents = {document.id: document for document in store.documents}
    return [figure_view(documents[each.document_id], each) for each in figures]


def limited(store: Store, figures: Sequence[Figure], documents: Sequence[str], role: Role | None) -> tuple[Figure, ...]:
    """The figures of these documents (none: all) and role. Raises UnknownDocumentError."""
    of_store = {document.id: document for document in map(store.document, documents)} if documents else {}
    of_store = of_store or {document.id: document for document in store.documents}
    return tuple(
        each
        for each in figures
        if each.document_id in of_store and (role is None or role_of(of_store[each.document_id], each) is role)
    )


def figures_csv(views: Sequence[dict[str, Any]]) -> str:
    """The views as CSV with a header line, the change in columns of its own."""
    written = io.StringIO()
    table = csv.DictWriter(written, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    for view in views:
        table.writerow({**view, **(view["change"] or {}), "headings": " > ".join(view["headings"])})
    return written.getvalue().removesuffix("\n")


def figures_sheet(views: Sequence[dict[str, Any]], say: Say) -> str:
    """The views as CSV for people, in the page's language."""
    rows = (
        (
            *(view["title"], " › ".join(view["headings"]), view["scope"] or "", view["metric"], view["year"] or ""),
            *(say(_KIND_WORDS[view["kind"]]), view["text"], view["amount"], view["measure"]),
            *(say(_CHANGE_WORDS[view["change"]["direction"]]) if view["change"] else "", view["quote"]),
        )
        for view in views
    )
    return sheet([say(name) for name in _SHEET], rows)


def figures_table(figures: Sequence[Figure]) -> str:
    """A line for each indicator: what was reached and what is intended, each with its year."""
    rows = [(indicator(row[0]), [stated(each) for each in row]) for row in side_by_side(figures)]
    width = min(_MOST_COLUMNS, max((_columns(name) for name, _ in rows), default=0))
    return "\n".join(f"{name}{' ' * (width - _columns(name))}  {'   '.join(stated)}" for name, stated in rows)


def indicator(figure: Figure, say: Say = chinese) -> str:
    """What a figure is of, with what its change is."""
    change = "" if figure.change is None else say("（{}）").format(say(_CHANGE_WORDS[figure.change.direction]))
    return f"{figure.scope or ''}{figure.metric}{change}"


def stated(figure: Figure, say: Say = chinese, *, with_kind: bool = True) -> str:
    """A figure with its year, whether it was reached, and how exact it is."""
    year = "" if figure.year is None else say("{}年").format(figure.year)
    bound = ""
    if figure.bound is not None and not _BOUND_PRINTED.search(figure.text):
        bound = say(_BOUND_WORDS[figure.bound])
    return f"{year}{say(_KIND_WORDS[figure.kind]) if with_kind else ''} {bound}{figure.text}".strip()


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
