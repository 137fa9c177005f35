"""The guard over the figures of real reports: right statements pass, altered ones do not."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import bundled_report
from index.read import read_document
from index.types import Figure, FigureKind
from rag.figure_match import stated
from rag.shown import display
from rag.types import Span, Statement
from rag.verify import verify
from tests.rag.reading import Reading, reading

_REPORTS = Path(__file__).parents[3] / "shared" / "data" / "reports"
_UNITS = {
    "亿元": "万元",
    "万元": "亿元",
    "万人": "万户",
    "人": "户",
    "个": "公里",
    "家": "人",
    "%": "个百分点",
    "公里": "米",
}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Every report beside the project, or the bundled one alone."""
    paths = sorted(path for path in _REPORTS.glob("*") if path.suffix in (".docx", ".txt")) or [bundled_report()]
    return [reading(read_document(path.name, path.read_bytes())) for path in paths]


def statement(report: Reading, figure: Figure) -> Statement:
    text = display(stated(report.document.text, figure))
    label = f"{figure.year}年{'计划' if figure.kind is FigureKind.TARGET else ''}：" if figure.year else ""
    return Statement(f"{label}{text}", (Span(report.document.id, figure.clause_start, figure.clause_end),))


def right_statements(readings: list[Reading], count: int) -> list[tuple[Reading, Figure, Statement]]:
    everything = [
        (report, figure)
        for report in readings
        for figure in report.all_figures
        if figure.year is not None and figure.year in report.years(Span("", figure.start, figure.end))
    ]
    chosen = random.Random(7).sample(everything, min(count, len(everything)))
    return [(report, figure, statement(report, figure)) for report, figure in chosen]


def other_value(report: Reading, figure: Figure, text: str, draw: random.Random) -> str | None:
    number = re.search(r"\d+(?:\.\d+)?", figure.text)
    if number is None:
        return None
    value = number.group()
    altered = figure.text.replace(value, f"{float(value) * draw.choice((1.1, 2, 0.5)) + 1:g}", 1)
    return text.replace(figure.text, altered)


def other_year(report: Reading, figure: Figure, text: str, draw: random.Random) -> str | None:
    return text.replace(f"{figure.year}年", f"{(figure.year or 0) + draw.choice((-1, 1, 2))}年", 1)


def other_unit(report: Reading, figure: Figure, text: str, draw: random.Random) -> str | None:
    unit = next((unit for unit in _UNITS if figure.text.endswith(unit)), None)
    return None if unit is None else text.replace(figure.text, figure.text.removesuffix(unit) + _UNITS[unit])


def other_metric(report: Reading, figure: Figure, text: str, draw: random.Random) -> str | None:
    others = [
        each.metric
        for each in report.all_figures
        if len(each.metric) >= 3 and not set(each.metric) & set(figure.metric) and not re.search(r"\d", each.metric)
    ]
    return text.replace(figure.metric, draw.choice(others)) if others and figure.metric in text else None


ALTERATIONS: tuple[Callable[[Reading, Figure, str, random.Random], str | None], ...] = (
    other_value,
    other_year,
    other_unit,
    other_metric,
)


def test_right_statements_pass(readings: list[Reading]) -> None:
    right = right_statements(readings, 1000)
    held_back = [each for report, _, each in right if not verify([each], report)]
    assert len(held_back) <= 0.01 * len(right), [each.text for each in held_back[:20]]


@pytest.mark.parametrize("alter", ALTERATIONS, ids=lambda alter: alter.__name__)
def test_altered_statements_are_held_back(
    readings: list[Reading], alter: Callable[[Reading, Figure, str, random.Random], str | None]
) -> None:
    draw = random.Random(11)
    passed, tried = [], 0
    for report, figure, right in right_statements(readings, 2000):
        text = alter(report, figure, right.text, draw)
        if text is None or text == right.text:
            continue
        tried += 1
        if verify([Statement(text, right.spans)], report):
            passed.append((right.text, text))
    assert tried >= 20
    assert len(passed) <= 0.01 * tried, passed[:20]
