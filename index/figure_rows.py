"""Figures as rows of a segment's database."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from index.quantities import Bound
from index.types import Change, Figure, FigureKind

FIGURE_SCHEMA = """
CREATE TABLE figure (text TEXT, metric TEXT, value REAL, unit TEXT, amount REAL, measure TEXT, upper REAL, bound TEXT,
    direction TEXT, base TEXT, origin TEXT, year INTEGER, kind TEXT, scope TEXT,
    start INTEGER, end INTEGER, clause_start INTEGER, clause_end INTEGER);
"""


def write_figures(database: sqlite3.Connection, figures: Sequence[Figure]) -> None:
    """Write the figures of one document, in order."""
    database.executemany(f"INSERT INTO figure VALUES ({', '.join('?' * 18)})", [_row(each) for each in figures])


def read_figure_rows(database: sqlite3.Connection, document_id: str) -> tuple[Figure, ...]:
    """The figures of the document, as they were written."""
    rows = database.execute("SELECT * FROM figure ORDER BY rowid")
    return tuple(_figure(row, document_id) for row in rows)


def _figure(row: tuple[Any, ...], document_id: str) -> Figure:
    text, metric, value, unit, amount, measure, upper, bound, direction, base, origin, year, kind, scope, *span = row
    start, end, clause_start, clause_end = span
    return Figure(
        text=text,
        metric=metric,
        value=value,
        unit=unit,
        amount=amount,
        measure=measure,
        upper=upper,
        bound=bound and Bound(bound),
        change=direction and Change(direction, base, origin),
        year=year,
        kind=FigureKind(kind),
        scope=scope,
        document_id=document_id,
        start=start,
        end=end,
        clause_start=clause_start,
        clause_end=clause_end,
    )


def _row(figure: Figure) -> tuple[object, ...]:
    change = figure.change
    return (
        *(figure.text, figure.metric, figure.value, figure.unit, figure.amount, figure.measure, figure.upper),
        figure.bound,
        *((None, None, None) if change is None else (change.direction, change.base, change.origin)),
        *(figure.year, figure.kind, figure.scope),
        *(figure.start, figure.end, figure.clause_start, figure.clause_end),
    )
