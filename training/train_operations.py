"""Learn which calculation a question asks for: ``python -m training.train_operations`` writes the weights.

The wordings (``training/pairs/operation_wordings.jsonl``) are from writers who saw no code: ``{a}`` and ``{b}`` are
indicators, ``{u}`` and ``{v}`` their units. Beside them stand questions on reports that name an indicator and ask for
no calculation (``training/pairs/no_operations.txt``, masked). Printed is how many are told right by weights
learned from the others, ten parts in turn, a wording's variants in one part.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from rag.operation import BUCKETS, OPERATIONS, WEIGHTS, Operation, features_of, masked

_PAIRS = Path(__file__).parent / "pairs"
_UNITS = ("亿元", "万人", "家", "个", "万吨", "公里", "元", "项", "万亩", "")
_VARIANTS = 4  # of a wording: units, years in numbers
_PENALTY = 0.03  # on squared weights
_PARTS = 10
_REVIEWED = 2023

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """A masked question and what it asks for; those of one wording have one group."""

    left: str
    operation: Operation
    group: int


def read_examples(wordings: Path, without: Path, chance: random.Random) -> list[Example]:
    """All wordings, each in some variants, and the questions that ask for no calculation."""
    examples: list[Example] = []
    lines = [json.loads(line) for line in wordings.read_text(encoding="utf-8").splitlines()]
    for group, line in enumerate(lines):
        variants = {_variant(line["wording"], chance) for _ in range(_VARIANTS)}
        examples += [Example(each, Operation(line["kind"]), group) for each in sorted(variants)]
    for group, left in enumerate(without.read_text(encoding="utf-8").splitlines(), len(lines)):
        examples.append(Example(left, Operation.NONE, group))
    return examples


def _variant(wording: str, chance: random.Random) -> str:
    units = chance.choice(_UNITS), chance.choice(_UNITS)
    filled = wording.format(a="{A}", b="{B}", u=units[0], v=units[1])
    return masked(filled, (("{a}",), ("{b}",)), _REVIEWED)


def fitted(features: Matrix, labels: NDArray[np.int64]) -> Matrix:
    """Weights and what is added, a row for each operation: shape ``[operations, BUCKETS + 1]``."""
    count, size = len(OPERATIONS), BUCKETS + 1
    whole = np.hstack([features, np.ones((len(features), 1), np.float32)])
    wanted = np.eye(count, dtype=np.float32)[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(count, size).astype(np.float32)
        logits = whole @ weights.T
        logits -= logits.max(axis=1, keepdims=True)
        likely = np.exp(logits)
        likely /= likely.sum(axis=1, keepdims=True)
        penalty = _PENALTY / 2 * float((weights[:, :-1] ** 2).sum()) / len(whole)
        gradient = (likely - wanted).T @ whole / len(whole)
        gradient[:, :-1] += _PENALTY * weights[:, :-1] / len(whole)
        value = -float(np.log((likely * wanted).sum(axis=1) + 1e-12).mean()) + penalty
        return value, gradient.astype(np.float64).ravel()

    found = minimize(loss, np.zeros(count * size), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x, np.float32).reshape(count, size)


def told_right(examples: Sequence[Example], features: Matrix, labels: NDArray[np.int64]) -> dict[str, tuple[int, int]]:
    """Of each operation how many examples are told right by weights that were learned from the other parts."""
    parts = np.array([each.group % _PARTS for each in examples])
    right = np.zeros(len(examples), bool)
    for part in range(_PARTS):
        weights = fitted(features[parts != part], labels[parts != part])
        logits = features[parts == part] @ weights[:, :-1].T + weights[:, -1]
        right[parts == part] = logits.argmax(axis=1) == labels[parts == part]
    of_each = {name.value: labels == at for at, name in enumerate(OPERATIONS)}
    return {name: (int(right[those].sum()), int(those.sum())) for name, those in of_each.items()}


def main() -> None:
    """Learn, print what parts in turn told right, and write the weights of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--wordings", type=Path, default=_PAIRS / "operation_wordings.jsonl")
    parser.add_argument("--without", type=Path, default=_PAIRS / "no_operations.txt", help="masked, a line each")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--seed", type=int, default=0, help="of the variants that are drawn")
    given = parser.parse_args()
    examples = read_examples(given.wordings, given.without, random.Random(given.seed))
    features = np.stack([features_of(each.left) for each in examples])
    labels = np.array([OPERATIONS.index(each.operation) for each in examples])
    for name, (right, all_of_it) in told_right(examples, features, labels).items():
        sys.stdout.write(f"{name:<14} {right} of {all_of_it}\n")
    np.save(given.out, fitted(features, labels).astype(np.float16), allow_pickle=False)


if __name__ == "__main__":
    main()
