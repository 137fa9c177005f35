"""Looking figures up: by the words of their metric, and the same metric of two years side by side."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.periods import years_in
from index.types import Document, Figure, Role
from index.words import fold, words_of

_YEAR = re.compile(r"(?:19|20)\d{2}\s*年")
# 「完成100家企业改造」 of one year is 「100家企业改造」 of the other.
_ACHIEVED = re.compile(r"^(?:累计)?(?:完成|实现|力争)|[\"“”\s]")


def find_figures(figures: Sequence[Figure], query: str, years: Sequence[int] = ()) -> tuple[Figure, ...]:
    """The figures of these years, and of those that the query names, with the most words of the query; nearest first.

    Words are looked for in scope, metric and the figure as printed. A query without words finds all, in order; one
    that no figure shares a word with finds none.
    """
    years = (*years, *years_in(query))
    within = [each for each in figures if not years or each.year in years]
    wanted = frozenset(words_of(_YEAR.sub("", query)))
    if not wanted:
        return tuple(within) if years or not query.strip() else ()
    shared = [len(wanted & _words(each.scope or "", each.metric, each.text)) for each in within]
    best = max(shared, default=0)
    nearest = [figure for figure, count in zip(within, shared, strict=True) if count == best > 0]
    return tuple(sorted(nearest, key=lambda figure: len(figure.metric)))


def side_by_side(figures: Sequence[Figure]) -> tuple[tuple[Figure, ...], ...]:
    """The figures with those of the same document that state the same indicator together, in order of the first."""
    rows: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        direction = figure.change.direction if figure.change else ""
        metric = _ACHIEVED.sub("", fold(figure.metric))
        rows.setdefault((figure.document_id, metric, figure.measure, direction), []).append(figure)
    return tuple(tuple(sorted(row, key=lambda each: each.year or 0)) for row in rows.values())


def headings_of(document: Document, figure: Figure) -> tuple[str, ...]:
    """The headings that a figure stands under, outermost first."""
    return tuple(
        each.heading
        for each in document.sections
        if each.heading and each.start <= figure.start < each.end and each.level
    )


def role_of(document: Document, figure: Figure) -> Role | None:
    """Whether a figure stands where the report reviews or where it plans."""
    around = [each for each in document.sections if each.start <= figure.start < each.end]
    return around[-1].period.role if around else None


@lru_cache(maxsize=65_536)
def _words(scope: str, metric: str, text: str) -> frozenset[str]:
    return frozenset(words_of(f"{scope}{metric} {text}"))
