"""Bounds that a run must keep: ``right=0.7``, for CI."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from evals.metrics import BY_NAME
from index.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Bound:
    """The least value of a metric, or the most where lower is better."""

    metric: str
    value: float


def read_bounds(texts: Sequence[str]) -> tuple[Bound, ...]:
    """Bounds from METRIC=VALUE. Raises SettingsError."""
    return tuple(_bound(text) for text in texts)


def broken_bounds(bounds: Sequence[Bound], metrics: Mapping[str, float], stopped: str = "") -> tuple[str, ...]:
    """What was not kept, in words; a metric that no case has keeps nothing, nor a judged one if the judging stopped."""
    told = []
    for bound in bounds:
        higher = BY_NAME[bound.metric].higher_is_better
        value = metrics.get(bound.metric)
        if stopped and bound.metric.startswith("judge_"):
            told.append(f"{bound.metric} is not of all cases: {stopped}")
        elif value is None:
            told.append(f"no case has {bound.metric}")
        elif (value < bound.value) if higher else (value > bound.value):
            told.append(f"{bound.metric} is {value:.4g}, {'under' if higher else 'over'} {bound.value:g}")
    return tuple(told)


def _bound(text: str) -> Bound:
    name, _, value = (part.strip() for part in text.partition("="))
    if name not in BY_NAME:
        near = get_close_matches(name, BY_NAME, n=3, cutoff=0.3) or ["right", "recall@5", "abstention_f1"]
        raise SettingsError(f'there is no metric "{name}". Did you mean {", ".join(near)}? docs/evals.md has them all.')
    try:
        bound = float(value)
    except ValueError:
        bound = math.nan
    if not math.isfinite(bound):  # nothing is under or over a value that is none
        raise SettingsError(f'"{text}" is no bound. Write it as METRIC=VALUE, such as right=0.8.')
    return Bound(name, bound)
