"""Every quantity that a report states, as a record: what is measured, how much, when, and whether done or intended."""

import re
from collections.abc import Iterator, Sequence

from index.figure_clauses import Measured, read_sentence
from index.figure_times import year_and_kind
from index.quantities import Quantity
from index.types import Change, Document, Figure, FigureKind, Period, Section

_SENTENCE = re.compile(r"[^。!！?？;；\n]+[。!！?？;；]?")
_ALIKE = {
    "百分点": "个百分点",
    "人民币": "元",
    "工作日": "个工作日",
    "小时": "个小时",
    "平方": "平方米",
    "标箱": "标准箱",
    "成": "%",
}
_STREAKS = {"连降": "down", "连跌": "down", "连升": "up", "连增": "up", "连涨": "up"}


def read_figures(document: Document) -> tuple[Figure, ...]:
    """The figures of a document in order, but those of its headings."""
    figures = []
    for sentence, start, period in _sentences(document):
        for measured in read_sentence(sentence):
            figures.append(_figure(document, sentence, start, measured, period))
    return tuple(figures)


def _sentences(document: Document) -> Iterator[tuple[str, int, Period]]:
    """The sentences with offset and period, without headings."""
    start = 0
    for line in document.text.split("\n"):
        around = [each for each in document.sections if each.start <= start < max(each.end, each.start + 1)]
        for match in _SENTENCE.finditer(line, _heading_length(around, start)):
            yield match.group(), start + match.start(), around[-1].period if around else Period()
        start += len(line) + 1


def _heading_length(around: Sequence[Section], start: int) -> int:
    """How much of a line is a heading; the deeper ones are items of lists as often as not, and may state a figure."""
    return max((len(each.heading) for each in around if each.start == start and each.level <= 2), default=0)


def _figure(document: Document, sentence: str, offset: int, measured: Measured, period: Period) -> Figure:
    quantity, stated = measured.quantity, measured.stated
    year, kind = year_and_kind(sentence, quantity.start, measured.start, period)
    if measured.is_origin:
        year, kind = measured.origin_year, FigureKind.ACTUAL
    tenfold = 10 if quantity.unit == "成" else 1
    return Figure(
        text=sentence[quantity.start : quantity.end],
        metric=measured.metric,
        value=quantity.printed_value,
        unit=quantity.scale + quantity.unit,
        amount=quantity.value * tenfold,
        measure=_ALIKE.get(quantity.unit, quantity.unit),
        upper=None if quantity.upper is None else quantity.upper * tenfold,
        bound=quantity.bound,
        change=_change(quantity, measured),
        year=year,
        kind=kind,
        scope=stated.scope,
        document_id=document.id,
        start=offset + quantity.start,
        end=offset + quantity.end,
        clause_start=offset + measured.start,
        clause_end=offset + measured.end,
    )


def _change(quantity: Quantity, measured: Measured) -> Change | None:
    direction = _STREAKS.get(quantity.unit, measured.stated.direction)
    return None if direction is None else Change(direction, measured.stated.base, measured.origin)
