"""One run held against another, case by case: won, tied, lost, whether that may be luck, what broke and was mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from evals.comparable import notes_on
from evals.metrics import BY_NAME
from evals.record import Record
from evals.table import SHORT, aligned, shown

_RESAMPLES = 9_999
_SHOWN_TOGETHER = 20  # cases listed as broken or mended before the rest are only counted
# Those that tell the most, of the metrics that each case has.
COMPARED = (
    *("right", "fact_recall", "wrong_facts", "refused_wrongly", "f1", "figure_accuracy", "year_accuracy"),
    *("citation_precision", "citation_recall", "recall@1", "recall@5", "recall@600chars", "mrr@10", "ndcg@10"),
    "characters",
)
# Those of all cases together, which no single case has.
_WHOLE = (
    *("abstention_precision", "abstention_recall", "abstention_f1"),
    *("calibration_error", "latency_p50_ms", "latency_p95_ms"),
)
_GOLD = ("type", "history", "answer", "key_facts", "forbidden", "evidence", "document")
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
class Moved:
    """A case that is right in one run and not in the other, with the answer of the earlier run."""

    case: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """``against`` names the earlier run; ``whole`` has metrics of all cases together, before and after.

    ``unmatched`` counts the cases that only one of the runs has, ``regraded`` are ids whose gold is another: both are
    left out. ``notes`` tell how else the runs differ.
    """

    against: str
    differences: tuple[Difference, ...]
    whole: tuple[tuple[str, float, float], ...]
    broke: tuple[Moved, ...]
    mended: tuple[Moved, ...]
    unmatched: int
    regraded: tuple[str, ...]
    notes: tuple[str, ...]


def compare(before: Record, after: Record, seed: int = 0) -> Comparison:
    """Cases are paired by id and question. The same seed gives the same numbers."""
    earlier, later = _cases(before), _cases(after)
    both = [key for key in later if key in earlier]
    regraded = [key for key in both if _gold(earlier[key]) != _gold(later[key])]
    paired = [(earlier[key], later[key]) for key in both if key not in regraded]
    unmatched = len(earlier) + len(later) - 2 * len(both)
    changed = [(old, _headline(new) - _headline(old)) for old, new in paired]
    return Comparison(
        _named(before),
        tuple(_differences(paired, seed)),
        () if unmatched or regraded else tuple(_of_all(before["metrics"], after["metrics"])),
        tuple(_moved(old) for old, change in changed if change < 0),
        tuple(_moved(old) for old, change in changed if change > 0),
        unmatched,
        tuple(key[0] for key in regraded),
        tuple(notes_on(before, after)),
    )


def format_comparison(comparison: Comparison, before: str, after: str) -> str:
    """Plain text: a row per metric, then the cases."""
    rows = [("metric", before, after, "difference", "95 %", "win", "tie", "loss", "p")]
    for each in comparison.differences:
        interval = f"{each.low:+.3f} … {each.high:+.3f}"
        values = (f"{each.before:.3f}", f"{each.after:.3f}", f"{each.after - each.before:+.3f}", interval)
        counts = (str(each.wins), str(each.ties), str(each.losses), f"{each.chance:.3f}")
        rows.append((each.metric, *values, *counts))
    for metric, old, new in comparison.whole:
        rows.append((metric, f"{old:.3f}", f"{new:.3f}", f"{new - old:+.3f}", "", "", "", "", ""))
    cases = (_listed("broke", comparison.broke), _listed("mended", comparison.mended))
    head = (f"{before}: {comparison.against}", *(f"note: {note}" for note in told(comparison)))
    return "\n".join((*head, "", *aligned(rows), "", *cases))


def told(comparison: Comparison) -> tuple[str, ...]:
    """All that keeps two runs from being held against each other as they are, in sentences."""
    left_out = []
    if comparison.unmatched:
        left_out.append(f"{comparison.unmatched} cases are in one of the runs only and were left out")
    if comparison.regraded:
        ids = _first(comparison.regraded)
        left_out.append(f"left out, as their gold was another: {len(comparison.regraded)}: {ids}")
    return (*comparison.notes, *left_out)


def format_matrix(records: Sequence[Record], seed: int = 0) -> str:
    """A row per configuration; from the second on, how often it did better than the first in what counts most."""
    against = [compare(records[0], record, seed).differences for record in records[1:]]
    counted = f"{against[0][0].metric}: " if against and against[0] else ""
    rows = [("configuration", *(SHORT.get(name, name) for name in _MATRIX), f"{counted}win/tie/loss", "p")]
    for record, differences in zip(records, ((), *against), strict=True):
        values = (shown(name, record["metrics"]) for name in _MATRIX)
        rows.append((record["configuration"]["name"], *values, *_counts(differences)))
    return "\n".join(aligned(rows))


def _counts(differences: Sequence[Difference]) -> tuple[str, str]:
    if not differences:
        return "", ""
    first = differences[0]
    return f"{first.wins}/{first.ties}/{first.losses}", f"{first.chance:.3f}"


def _cases(record: Record) -> dict[tuple[str, str], dict[str, Any]]:
    return {(each["case"]["id"], each["case"]["question"]): each for each in record["results"]}


def _gold(result: dict[str, Any]) -> list[Any]:
    """What a case asks for besides its question; a field that a record lacks is as good as empty."""
    return [result["case"].get(name) or None for name in _GOLD]


def _headline(result: dict[str, Any]) -> float:
    """Whether a case went well, in one number: whether it is right, or how much was retrieved where that is all."""
    values = result["values"]
    return float(values.get("right", values.get("recall@10", 0.0)))


def _moved(earlier: dict[str, Any]) -> Moved:
    return Moved(earlier["case"]["id"], earlier["answer"]["text"])


def _named(record: Record) -> str:
    """A run by its configuration, commit and date."""
    return f"{record['configuration']['name']}, commit {record['commit'] or 'unknown'}, {record['date']}"


def _differences(paired: Sequence[tuple[dict[str, Any], dict[str, Any]]], seed: int) -> Iterator[Difference]:
    for metric in COMPARED:
        pairs = [(old["values"].get(metric), new["values"].get(metric)) for old, new in paired]
        both = [(old, new) for old, new in pairs if old is not None and new is not None]
        if both:
            yield _difference(metric, both, seed)


def _of_all(before: dict[str, float], after: dict[str, float]) -> Iterator[tuple[str, float, float]]:
    for metric in _WHOLE:
        if metric in before and metric in after:
            yield metric, before[metric], after[metric]


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


def _listed(head: str, moved: Sequence[Moved]) -> str:
    return f"{head}: {len(moved)}{': ' if moved else ''}{_first([each.case for each in moved])}"


def _first(cases: Sequence[str]) -> str:
    more = f" and {len(cases) - _SHOWN_TOGETHER} more" if len(cases) > _SHOWN_TOGETHER else ""
    return f"{', '.join(cases[:_SHOWN_TOGETHER])}{more}"
