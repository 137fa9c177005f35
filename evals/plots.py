"""The plots of a run as SVG text: recall over k, reliability, latency and length of answers.

Drawn by matplotlib without a display. Letters stay letters, so that a reader can search and a screen reader can read
them, and the same numbers give the same text.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evals.dataset import RETRIEVAL_ONLY
from evals.metrics import reliability
from evals.record import Record

_SIZE_INCHES = (4.6, 3.1)
_BINS = 24
_BEHIND = "0.6"  # grey, for what a line is held against
_PARAMETERS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "wenbao",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def plots_of(records: Sequence[Record]) -> dict[str, str]:
    """An SVG by the title of each plot, the runs as lines of one; no plot where no case has what it shows."""
    runs = {record["configuration"]["name"]: record for record in records}
    drawn = {
        "Recall of evidence over k": _drawn(runs, _curve, _draw_recall),
        "Reliability": _drawn(runs, _sure_and_right, _draw_reliability),
        "Latency": _drawn(runs, _latencies, _draw_latency),
        "Length of answers": _drawn(runs, _lengths, _draw_length),
    }
    return {title: svg for title, svg in drawn.items() if svg}


def _drawn(
    runs: Mapping[str, Record],
    values_of: Callable[[Record], list[tuple[float, ...]]],
    draw: Callable[[Axes, str, np.ndarray], None],
) -> str:
    found = {name: values_of(record) for name, record in runs.items()}
    if not any(found.values()):
        return ""
    with mpl.rc_context(_PARAMETERS):
        figure = Figure(figsize=_SIZE_INCHES, layout="constrained")
        axes = figure.add_subplot()
        for name, values in found.items():
            if values:
                draw(axes, name, np.array(values, dtype=np.float64))
        axes.grid(visible=True, alpha=0.3)
        if len(found) > 1:
            axes.legend(fontsize=7)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    text = out.getvalue()
    return text[text.index("<svg") :]


def _curve(record: Record) -> list[tuple[float, ...]]:
    curves = [result["retrieved"]["recall_curve"] for result in record["results"]]
    longest = max((len(curve) for curve in curves), default=0)
    # A short report has fewer passages than k: then its last value holds.
    padded = [[*curve, *curve[-1:] * (longest - len(curve))] for curve in curves if curve]
    return [(k, float(np.mean([curve[k - 1] for curve in padded]))) for k in range(1, longest + 1)]


def _draw_recall(axes: Axes, name: str, values: np.ndarray) -> None:
    axes.plot(values[:, 0], values[:, 1], marker=".", label=name)
    axes.set(xlabel="k", ylabel="recall", ylim=(0, 1.02), xticks=(1, 5, 10, 15, 20))


def _sure_and_right(record: Record) -> list[tuple[float, ...]]:
    answers = [each for each in record["results"] if each["case"]["type"] != RETRIEVAL_ONLY]
    judged = [(each["answer"]["confidence"], each["score"]["right"]) for each in answers]
    return list(reliability((confidence, right) for confidence, right in judged if confidence is not None))


def _draw_reliability(axes: Axes, name: str, values: np.ndarray) -> None:
    axes.plot((0, 1), (0, 1), color=_BEHIND, linewidth=1)
    axes.plot(values[:, 0], values[:, 1], marker="o", label=name)
    for sure, right, count in values:
        axes.annotate(f"{count:.0f}", (sure, right), textcoords="offset points", xytext=(4, -10), fontsize=7)
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1.02), ylim=(0, 1.05))


def _latencies(record: Record) -> list[tuple[float, ...]]:
    return [(result["answer"]["timings_ms"]["total"],) for result in record["results"]]


def _draw_latency(axes: Axes, name: str, values: np.ndarray) -> None:
    _histogram(axes, name, values)
    axes.set(xlabel="milliseconds", ylabel="answers")


def _lengths(record: Record) -> list[tuple[float, ...]]:
    return [(each["values"]["characters"],) for each in record["results"] if "characters" in each["values"]]


def _draw_length(axes: Axes, name: str, values: np.ndarray) -> None:
    _histogram(axes, name, values)
    axes.set(xlabel="characters without markers", ylabel="answers")


def _histogram(axes: Axes, name: str, values: np.ndarray) -> None:
    """The longest one in a hundred is drawn in the last bar: one slow first question would squeeze the others."""
    most = float(np.percentile(values, 99))
    axes.hist(np.minimum(values[:, 0], most), bins=_BINS, alpha=0.6, label=name)
