"""The table that a run prints: retrieval and answers per type, then what holds for all."""

from collections.abc import Iterable, Sequence
from statistics import mean, quantiles

from evals.dataset import LONGEST_ANSWER, UNANSWERABLE
from evals.run import Report, Result, characters, is_refused_wrongly
from rag.types import Status

_CUTS = ("top1", "top5", "chars600", "chars1500")
_HEAD = ("type", "n", *_CUTS, "right", "refused wrongly", "characters")


def format_table(report: Report) -> str:
    """Plain text: a row per type, a row for all, then abstention, citations, figures and latency."""
    rows: list[tuple[str, ...]] = [_HEAD]
    for name in LONGEST_ANSWER:
        results = [result for result in report.results if result.case.type == name]
        if results:
            rows.append(_row(name, results))
    rows.append(_row("all", report.results))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join((*lines, "", *_summary(report.results)))


def _row(name: str, results: Sequence[Result]) -> tuple[str, ...]:
    cuts = tuple(_share(result.retrieved.found[cut] for result in results if result.retrieved) for cut in _CUTS)
    answerable = [result for result in results if result.case.type != UNANSWERABLE]
    return (
        name,
        str(len(results)),
        *cuts,
        _share(result.score.right for result in results),
        _share(is_refused_wrongly(result) for result in answerable),
        f"{mean(characters(result) for result in results):.0f}",
    )


def _summary(results: Sequence[Result]) -> Iterable[str]:
    abstained = [result for result in results if result.answer.status in (Status.NOT_FOUND, Status.REFUSED)]
    unanswerable = [result for result in results if result.case.type == UNANSWERABLE]
    rightly = sum(result.case.type == UNANSWERABLE for result in abstained)
    yield f"abstention   precision {_ratio(rightly, len(abstained))}  recall {_ratio(rightly, len(unanswerable))}"
    yield f"citations    {sum(result.citations_hold for result in results)} of {len(results)} answers hold every quote"
    traced = sum(not result.untraced_figures for result in results)
    yield f"figures      {traced} of {len(results)} answers have every figure in a quote or in shown working"
    milliseconds = [result.answer.timings_ms.total for result in results]
    yield f"latency      p50 {_percentile(milliseconds, 50):.0f} ms  p95 {_percentile(milliseconds, 95):.0f} ms"


def _share(values: Iterable[float]) -> str:
    listed = list(values)
    return f"{mean(listed):.3f}" if listed else "–"


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _percentile(values: Sequence[float], percent: int) -> float:
    return values[0] if len(values) == 1 else quantiles(values, n=100, method="inclusive")[percent - 1]
