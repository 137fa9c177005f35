"""The guard: a statement leaves only with figures of the words it cites: number, unit, bound, metric, year and way."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import fields as dataclass_fields
from typing import Protocol

from index.quantities import Quantity, quantities
from index.types import Change, Figure
from rag import wording
from rag.clauses import UNBROKEN
from rag.shown import share_of_pairs
from rag.types import Citation, Span, Statement, TracedFigure
from rag.working import fractions_told, worked_out

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
_OPERAND = re.compile(
    r"[-+×÷)(](?:[^,，。;；:：\n=≈]|(?<=\d),(?=\d{3}))*[=≈]"
)  # what goes on behind it, up to the result
# Shares of pairs of neighbouring characters, chosen on the figures of 79 reports (tests/rag/test_guard.py).
_METRIC_SHARE = 0.5  # of a figure's metric, in the statement that gives it
_WORDS_SHARE = 0.6  # of a clause with a figure, in the words that it cites
_TURNED = {"up": wording.FALLS, "down": wording.RISES}


class Source(Protocol):
    """What the reports say at a span."""

    def quote(self, span: Span) -> str:
        """The words themselves."""

    def headings(self, span: Span) -> str:
        """The headings above them."""

    def years(self, span: Span) -> tuple[int, ...]:
        """The years of the section that they stand in."""

    def figures(self, span: Span) -> tuple[Figure, ...]:
        """The figures that they state."""


def verify(statements: Sequence[Statement], source: Source, asked: str = "") -> tuple[Statement, ...]:
    """The statements that hold. Working may use the numbers of the question ``asked``."""
    return tuple(statement for statement in statements if _holds(statement, source, asked))


def trace(statements: Sequence[Statement], source: Source, citations: Sequence[Citation]) -> tuple[TracedFigure, ...]:
    """The figures that the statements give, each with the citation that holds it, in the order of the citations."""
    traced: dict[tuple[str, int], TracedFigure] = {}
    for figure in (figure for statement in statements for figure in figures_in(statement, source)):
        held_by = next(each for each in citations if _holds_figure(each, figure))
        traced.setdefault((figure.document_id, figure.start), _traced(figure, held_by.number))
    return tuple(sorted(traced.values(), key=lambda each: (each.citation, each.start)))


def figures_in(statement: Statement, source: Source) -> tuple[Figure, ...]:
    """The figures of a statement's spans that it gives."""
    text = _folded(statement.text)
    return tuple(figure for span in statement.spans for figure in source.figures(span) if _standing(text, figure))


def _holds_figure(citation: Citation, figure: Figure) -> bool:
    return citation.document_id == figure.document_id and citation.start <= figure.start < citation.end


def _traced(figure: Figure, citation: int) -> TracedFigure:
    fields = (field.name for field in dataclass_fields(TracedFigure) if field.name != "citation")
    return TracedFigure(**{name: getattr(figure, name) for name in fields}, citation=citation)


def _holds(statement: Statement, source: Source, asked: str) -> bool:
    if not statement.spans:
        return False
    text = _folded(statement.text)
    quotes = [_folded(source.quote(span)) for span in statement.spans]
    years = {str(year) for span in statement.spans for year in source.years(span)}
    allowed = years.union(*(_NUMBER.findall(quote) for quote in quotes), *map(fractions_told, quotes))
    given = _given_in_working(text, asked)
    worked = given | worked_out(
        text,
        lambda within, figure: figure.start in given or _is_printed(within[figure.start : figure.end], allowed, quotes),
    )
    if not all(number.group() in allowed or number.start() in worked for number in _NUMBER.finditer(text)):
        return False
    figures = [figure for span in statement.spans for figure in source.figures(span)]
    said = "".join((*quotes, *(source.headings(span) for span in statement.spans)))
    named = {int(year) for year in _YEAR.findall(text)}
    stated = [each for each in quantities(text) if each.unit not in ("", "年") and each.start not in worked]
    if not all(_is_stated(quantity, quotes, bare=_is_working(text, quantity.start)) for quantity in stated):
        return False
    places = {each.start for each in stated}.union(*(_standing(text, figure) for figure in figures)) - worked
    return all(_is_of_its_metric(text, place, figures, said, named) for place in places)


def _given_in_working(text: str, asked: str) -> frozenset[int]:
    """Where operands of shown working start that are numbers of the question: 「离1000万吨还差多少」."""
    said = {(each.value, each.unit) for each in quantities(_folded(asked)) if each.unit}
    return frozenset(
        each.start for each in quantities(text) if (each.value, each.unit) in said and _OPERAND.match(text, each.end)
    )


def _is_printed(figure: str, allowed: set[str], quotes: Sequence[str]) -> bool:
    """Whether a figure stands in a quote: its digits, or the whole numeral."""
    digits = _NUMBER.search(figure)
    return digits.group() in allowed if digits else any(figure in quote for quote in quotes)


def _standing(text: str, figure: Figure) -> set[int]:
    """Where a figure stands in the statement as it is printed: 「第三」 and 「连续25年」 are no quantities."""
    printed = re.escape(_folded(figure.text))
    return {found.start() for found in re.finditer(rf"(?<![\d.]){printed}", text)}


def _is_stated(quantity: Quantity, quotes: Sequence[str], *, bare: bool) -> bool:
    """Whether a cited quote has the same quantity, in the same unit, as exact or as vague.

    ``bare`` in working, where the clause before it has said 突破 or 以上 already.
    """
    return any(
        (each.value, each.unit) == (quantity.value, quantity.unit) and (bare or each.bound == quantity.bound)
        for quote in quotes
        for each in quantities(quote)
    )


def _is_working(text: str, place: int) -> bool:
    """Whether a figure stands in shown working, whose operands are told in clauses of their own."""
    return re.search("[=≈]", _clause(text, place)) is not None


def _clause(text: str, place: int) -> str:
    return next(each for each in UNBROKEN.finditer(text) if each.start() <= place < each.end()).group()


def _is_of_its_metric(text: str, place: int, figures: Sequence[Figure], said: str, years: set[int]) -> bool:
    """Whether the words around a figure are those of the report: its metric, its year, and the way it went."""
    if _is_working(text, place):
        return True
    clause = _clause(text, place)
    if share_of_pairs(clause, said) < _WORDS_SHARE:
        return False
    same = [figure for figure in figures if place in _standing(text, figure)]
    return not same or any(
        share_of_pairs(figure.metric, text) >= _METRIC_SHARE
        and (len(years) != 1 or figure.year is None or figure.year in years)
        and not _is_turned(figure.change, clause)
        for figure in same
    )


def _is_turned(change: Change | None, clause: str) -> bool:
    """Whether a rise is told as a fall, or a fall as a rise."""
    turned = None if change is None else _TURNED.get(change.direction)
    return turned is not None and turned.search(clause) is not None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
