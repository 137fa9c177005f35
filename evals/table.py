"""The table that a run prints: retrieval and answers per type, then the metrics that hold for all.

Latency is no part of it, so that two runs of one commit print the same; ``format_latency`` has it.
"""

from collections.abc import Mapping, Sequence

from evals.dataset import LONGEST_ANSWER, RETRIEVAL_ONLY
from evals.judge import JUDGED
from evals.metrics import BY_NAME, summarise
from evals.result import Report, Result

_COLUMNS = (
    *("recall@1", "recall@5", "recall@600chars", "recall@1500chars", "mrr@10", "ndcg@10"),
    *("right", "fact_recall", "f1", "refused_wrongly", "characters"),
)
# Long names in the heads of columns.
SHORT = {"recall@600chars": "recall@600c", "recall@1500chars": "recall@1500c", "refused_wrongly": "refused wrongly"}
_SUMMARY = (
    ("abstention", ("abstention_precision", "abstention_recall", "abstention_f1")),
    ("citation", ("citation_precision", "citation_recall", "quotes_hold", "quotes_whole")),
    ("figure", ("figure_accuracy", "year_accuracy", "wrong_facts")),
    ("answers", ("exact_match", "f1", "too_long", "calibration_error")),
)


def format_table(report: Report, skipped: int = 0) -> str:
    """Plain text: a row per type, a row for all, then what is told of all answers together."""
    rows = [("type", "n", *(SHORT.get(name, name) for name in _COLUMNS))]
    for name in (*LONGEST_ANSWER, RETRIEVAL_ONLY):
        results = [result for result in report.results if result.case.type == name]
        if results:
            rows.append(_row(name, results))
    rows.append(_row("all", report.results))
    return "\n".join((*aligned(rows), "", *_summary(report.results), *format_judging(report), *format_skipped(skipped)))


def format_right(report: Report, kind: str, share: str) -> str:
    """Plain text: of each type, told as ``kind``, and of all, the share that is right; then the others."""
    results = report.results
    rows: list[Sequence[str]] = [(kind, "n", share)]
    for name in dict.fromkeys(each.case.type for each in results):
        rows.append(_row_of_right(name, [each for each in results if each.case.type == name]))
    rows.append(_row_of_right("all", results))
    lost = [f"{each.case.id}: {each.case.question}" for each in results if not each.score.right]
    return "\n".join((*aligned(rows), "", *lost))


def _row_of_right(name: str, results: Sequence[Result]) -> Sequence[str]:
    right = sum(bool(each.score.right) for each in results)
    return name, str(len(results)), f"{right / len(results):.3f}" if results else "–"


def format_skipped(count: int) -> tuple[str, ...]:
    """A line that tells how many lines of the data sets are in no score; none where all are."""
    return (f"skipped {count} line{'s' if count > 1 else ''} of the data sets: see above, or --strict",) * (count > 0)


def format_judging(report: Report, run: str = "") -> tuple[str, ...]:
    """A line each for what a judge left without a score; none where all was judged."""
    unread = (f"{run}replies of the judge that could not be read: {report.unread}",) * (report.unread > 0)
    return (*unread, *(f"{run}not all is judged: {report.stopped}",) * bool(report.stopped))


def format_latency(report: Report) -> str:
    """How long answers took."""
    found = summarise(report.results)
    return f"latency: p50 {found['latency_p50_ms']:.0f} ms, p95 {found['latency_p95_ms']:.0f} ms"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _row(name: str, results: Sequence[Result]) -> tuple[str, ...]:
    found = {each: BY_NAME[each].of(results) for each in _COLUMNS}
    present = {each: value for each, value in found.items() if value is not None}
    return (name, str(len(results)), *(shown(each, present) for each in _COLUMNS))


def _summary(results: Sequence[Result]) -> list[str]:
    found = summarise(results)
    rows = [
        (head, *(f"{name.removeprefix(f'{head}_')} {shown(name, found)}" for name in names), *[""] * (4 - len(names)))
        for head, names in _SUMMARY
    ]
    lines = aligned(rows)
    judged = [f"{name} {shown(f'judge_{name}', found)}" for name in JUDGED if f"judge_{name}" in found]
    if judged:
        lines.append(f"judged: {', '.join(judged)}")
    return [*lines, _spent(found)] if "prompt_tokens" in found else lines


def _spent(found: Mapping[str, float]) -> str:
    """What a language model took, on the mean of all questions."""
    cost = f", cost {found['cost']:.6f}" if "cost" in found else ""
    prompt, reply = found["prompt_tokens"], found["reply_tokens"]
    return f"model: {prompt:.0f} prompt tokens, {reply:.0f} reply tokens{cost} a question"


def shown(name: str, found: Mapping[str, float]) -> str:
    """A metric as it is printed."""
    if name not in found:
        return "–"
    return f"{found[name]:.0f}" if name == "characters" else f"{found[name]:.3f}"
