"""Fit the weights of rag/reread.py, as python -m training.choose_weights --help tells.

Over questions on reports that the reader was not trained on: whether the best span holds the evidence, by logistic
regression. A case that names no document is about the bundled report.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from scipy.optimize import minimize

from index.encoders import load_encoder
from index.store import open_store
from index.types import Filter
from rag.asker import Asker
from rag.e5_reader import load_reader
from rag.question import clean, understand
from rag.reread import features_of_best, selected
from rag.retrieve import retrieve
from rag.spelling import corrected
from training.candidates import find, holds

_PASSAGES = 8
_PENALTY = 1.0  # on squared weights of standardised features
_BUNDLED = "jianghan-2024"


def main() -> None:
    """Print intercept and weights."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--pairs", type=Path, nargs="*", default=[])
    parser.add_argument("--reports", nargs="*", default=[], help="of the pairs, only those about these files")
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    cache = platformdirs.user_cache_path("wenbao")
    encoder = load_encoder(None, cache)
    asker = Asker(open_store(asked.store), encoder, reader=load_reader(encoder, cache, print))
    pairs = [pair for pair in _lines(asked.pairs) if pair["report"] in asked.reports]
    labelled = [
        found
        for question, report, evidence in [
            *((pair["q"], pair["report"], [pair["evidence"], *pair.get("also", [])]) for pair in pairs),
            *((case["question"], case.get("document", _BUNDLED), case["evidence"]) for case in _lines(asked.cases)),
        ]
        if (found := _labelled(asker, question, report, evidence)) is not None
    ]
    _print_weights([features for features, _ in labelled], [is_right for _, is_right in labelled])


def _lines(paths: list[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _labelled(asker: Asker, text: str, report: str, evidence: list[str]) -> tuple[dict[str, float], bool] | None:
    """The features of the best span of a question, and whether it holds evidence; None where nothing is found."""
    document = next(each for each in asker.store.documents if report in (each.source, each.id))
    question = understand(corrected(clean(text), asker.store.index), (document,))
    found = retrieve(asker, question, Filter(documents=(document.id,)), _PASSAGES)
    spans = selected(asker, question, found).spans
    if not spans:
        return None
    best = (spans[0].start, spans[0].end)
    return features_of_best(question, spans, found), any(holds(best, find(document.text, each)) for each in evidence)


def _print_weights(features: list[dict[str, float]], right: list[bool]) -> None:
    names = list(features[0])
    values = np.array([[each[name] for name in names] for each in features])
    mean, spread = values.mean(0), values.std(0) + 1e-6
    inputs = np.column_stack([np.ones(len(values)), (values - mean) / spread])
    labels = np.array(right, float)

    def loss(weights: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        logits = inputs @ weights
        shrunk = np.r_[0.0, weights[1:]]
        value = (np.logaddexp(0, logits) - labels * logits).sum() + _PENALTY * (shrunk**2).sum()
        return value, inputs.T @ (1 / (1 + np.exp(-logits)) - labels) + 2 * _PENALTY * shrunk

    weights = minimize(loss, np.zeros(inputs.shape[1]), jac=True).x
    raw = weights[1:] / spread
    print(f"{len(values)} questions, {sum(right)} right; intercept {weights[0] - raw @ mean:.3f}")  # noqa: T201
    print(json.dumps(dict(zip(names, np.round(raw, 3).tolist(), strict=True)), indent=4))  # noqa: T201


if __name__ == "__main__":
    main()
