"""One run held against another, case by case: won, tied, lost, whether that may be luck, what broke and was mended."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from evals.metrics import BY_NAME
from evals.record import Record
from evals.table import SHORT, aligned, shown

_RESAMPLES = 9_999
_SHOWN_TOGETHER = 20  # cases listed as broken or mended before the rest are only counted
# Those that tell the most, of the metrics that each case has.
COMPARED = (
    *("right", "fact_recall", "wrong_facts", "refused_wrongly", "f1", "figure_accuracy", "year_accuracy"),
    *("citation_precision", "citation_recall", "recall@1", "recall@5", "recall@600chars", "mrr@10", "ndcg@10"),
)
_MATRIX = (
    *("recall@1", "recall@5", "recall@600chars", "ndcg@10", "right", "fact_recall", "citation_precision"),
    *("figure_accuracy", "abstention_f1", "calibration_error"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric over the cases that both runs have: ``low`` to ``high`` hold 95 % of the resampled differences."""

    metric: str
    before: float
    after: float
    wins: int
    ties: int
    losses: int
    low: float
    high: float
    chance: float  # p of a paired permutation test, two-sided


@dataclass(frozen=True, slots=True)
class Comparison:
    """``broke`` and ``mended`` are ids; ``unmatched`` counts the cases that only one of the runs has."""

    differences: tuple[Difference, ...]
    broke: tuple[str, ...]
    mended: tuple[str, ...]
    unmatched: int


def compare(before: Record, after: Record, seed: int = 0) -> Comparison:
    """Cases are paired by id and question. The same seed gives the same numbers."""
    earlier, later = _cases(before), _cases(after)
    both = [key for key in later if key in earlier]
    differences = []
    for metric in COMPARED:
        pairs = [
            (earlier[key][metric], later[key][metric])
            for key in both
            if metric in earlier[key] and metric in later[key]
        ]
        if pairs:
            differences.append(_difference(metric, pairs, seed))
    changed = [(key[0], later[key].get("right", 0) - earlier[key].get("right", 0)) for key in both]
    return Comparison(
        tuple(differences),
        tuple(case for case, change in changed if change < 0),
        tuple(case for case, change in changed if change > 0),
        len(earlier) + len(later) - 2 * len(both),
    )


def format_comparison(comparison: Comparison, before: str, after: str) -> str:
    """Plain text: a row per metric, then the cases."""
    rows = [("metric", before, after, "difference", "95 %", "win", "tie", "loss", "p")]
    for each in comparison.differences:
        interval = f"{each.low:+.3f} … {each.high:+.3f}"
        values = (f"{each.before:.3f}", f"{each.after:.3f}", f"{each.after - each.before:+.3f}", interval)
        counts = (str(each.wins), str(each.ties), str(each.losses), f"{each.chance:.3f}")
        rows.append((each.metric, *values, *counts))
    lines = [*aligned(rows), "", _listed("broke", comparison.broke), _listed("mended", comparison.mended)]
    if comparison.unmatched:
        lines.append(f"{comparison.unmatched} cases are in one of the runs only and were left out")
    return "\n".join(lines)


def format_matrix(records: Sequence[Record], seed: int = 0) -> str:
    """A row per configuration; from the second on, how often it was right where the first was not, and the reverse."""
    rows = [("configuration", *(SHORT.get(name, name) for name in _MATRIX), "win/tie/loss", "p")]
    for number, record in enumerate(records):
        values = (shown(name, record["metrics"]) for name in _MATRIX)
        against = ("", "")
        if number:
            difference = compare(records[0], record, seed).differences[0]
            counts = f"{difference.wins}/{difference.ties}/{difference.losses}"
            against = (counts, f"{difference.chance:.3f}")
        rows.append((record["configuration"]["name"], *values, *against))
    return "\n".join(aligned(rows))


def _cases(record: Record) -> dict[tuple[str, str], dict[str, float]]:
    return {(each["case"]["id"], each["case"]["question"]): each["values"] for each in record["results"]}


def _difference(metric: str, pairs: Sequence[tuple[float, float]], seed: int) -> Difference:
    before, after = np.array(pairs, dtype=np.float64).T
    changes = after - before
    signed = changes if BY_NAME[metric].higher_is_better else -changes
    low, high = interval_of_mean(changes, seed)
    return Difference(
        metric,
        float(before.mean()),
        float(after.mean()),
        int((signed > 0).sum()),
        int((signed == 0).sum()),
        int((signed < 0).sum()),
        low,
        high,
        _chance(changes, seed),
    )


def interval_of_mean(values: Sequence[float], seed: int) -> tuple[float, float]:
    """95 % of the means of resampled values (percentile bootstrap, Efron 1979)."""
    sample = np.asarray(values, dtype=np.float64)
    if len(sample) < 2 or not sample.std():
        return float(sample.mean()), float(sample.mean())
    found = stats.bootstrap((sample,), np.mean, method="percentile", n_resamples=_RESAMPLES, rng=seed)
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def _chance(changes: Sequence[float], seed: int) -> float:
    """How often signs drawn at random give a mean difference as large (Fisher's paired randomisation test)."""
    moved = np.asarray([change for change in changes if change], dtype=np.float64)
    if len(moved) < 2:  # of the two signs of one change both are as large
        return 1.0
    found = stats.permutation_test(
        (moved,), np.sum, permutation_type="samples", n_resamples=_RESAMPLES, alternative="two-sided", rng=seed
    )
    return float(found.pvalue)


def _listed(head: str, cases: Sequence[str]) -> str:
    shown = ", ".join(cases[:_SHOWN_TOGETHER])
    more = f" and {len(cases) - _SHOWN_TOGETHER} more" if len(cases) > _SHOWN_TOGETHER else ""
    return f"{head}: {len(cases)}{': ' if cases else ''}{shown}{more}"
