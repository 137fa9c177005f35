"""Learn which calculation answers a question: ``python -m training.train_calculations STORE`` writes the weights.

``training/pairs/calculations.jsonl`` has a question a line, the report that it is asked of, what is to be made
(``rag.possible.Making``) and the result. STORE holds those reports. For each question the sentences are found as asking
finds them, with all calculations that they allow; those that come to the result are right. Two things are learned:
which kind is asked for (``rag.making_asked``), and how well a calculation fits (``rag.fitness``), the second beside
kinds that were told by weights of the other parts. Printed is what weights learned from four of five parts do with the
fifth, the questions on a report in one part.
"""

import argparse
import json
import random
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evals.calculated import comes_to
from index.encoder import Encoder
from index.encoders import load_encoder
from index.store import open_store
from index.types import Document, Filter
from rag.asker import Asker
from rag.chosen_calculation import NOTHING_ASKED, SURE, Choice, choice_of, likelihoods
from rag.draft_calculated import found_near, sentences_to_calculate_over
from rag.e5_reader import load_reader
from rag.making_asked import WEIGHTS, Vector, making_asked, runs_of
from rag.operation import BUCKETS
from rag.possible import MAKINGS, Making
from rag.question import Question, clean, understand
from rag.scope import Scope
from rag.scored_span import ScoredSpan
from rag.stopwatch import Stopwatch

_PAIRS = Path(__file__).parent / "pairs" / "calculations.jsonl"
_TOLD_IN = tuple(
    _PAIRS.parent / f"{name}.jsonl" for name in ("questions", "plain_words", "one_of_many_clauses", "decisive_words")
)
_TOLD = 8_000  # of these: most people ask for what is printed
_PARTS = 5
_RUNS_PENALTY, _MEANING_PENALTY, _FITS_PENALTY = 1e-5, 1e-3, 1e-3  # on squared weights
_SCALE = 3.0  # of vectors less their mean, for as fast a fit as of the runs
_STEPS = 100
_NONE_AGAIN = 0.5  # how much one that asks for nothing to be made counts: there are three times as many


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a question, what they ask to be made, and their vector."""

    text: str
    making: Making
    vector: Vector


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what asking finds for it, and what is to be made with which result."""

    question: Question
    report: str
    making: Making
    result: str
    spans: tuple[ScoredSpan, ...]
    answerability: float
    vector: Vector

    @property
    def said(self) -> Said:
        """What of it tells the kind that is asked for."""
        return Said(self.question.text, self.making, self.vector)

    @property
    def part(self) -> int:
        """One of ``_PARTS``: the same for all questions on a report."""
        return zlib.crc32(self.report.encode()) % _PARTS


def read_asked(pairs: Path, asker: Asker) -> list[Asked]:
    """All questions on reports of the asker's store."""
    lines = [json.loads(line) for line in pairs.read_text(encoding="utf-8").splitlines()]
    reports = {document.id: document for document in asker.store.documents}
    return [
        _asked(line, asker.for_one_answer(), reports[line["report"]]) for line in lines if line["report"] in reports
    ]


def read_told(pairs: Sequence[Path], encoder: Encoder, many: int) -> list[Said]:
    """So many of the reader's questions, whose answers reports print: they ask for nothing to be made."""
    lines = [line for file in pairs for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [clean(json.loads(line)["q"]) for line in random.Random(0).sample(lines, min(many, len(lines)))]
    return [Said(text, Making.NONE, encoder.encode_query(text)) for text in texts]


def _asked(line: dict[str, str], asker: Asker, document: Document) -> Asked:
    question = understand(clean(line["question"]), (document,))
    scope, watch = Scope(question, Filter(documents=(document.id,)), (document,)), Stopwatch()
    selection = found_near(asker, scope, watch)
    spans = sentences_to_calculate_over(asker, scope, selection, watch)
    vector = asker.encoder.encode_query(question.text)
    making, result = Making(line["making"]), line["result"]
    return Asked(question, document.id, making, result, spans, selection.answerability, vector)


def fit_making(said: Sequence[Said]) -> tuple[Vector, Vector, Vector]:
    """The weights of the runs, those of the vector, and the mean vector, as ``Weights`` has them."""
    count, mean = len(MAKINGS), np.mean([each.vector for each in said], axis=0)
    runs = [runs_of(each.text) for each in said]
    rows = np.repeat(np.arange(len(runs)), [len(each) for each in runs])
    values = np.concatenate([np.full(len(each), len(each) ** -0.5) for each in runs])
    whole = csr_matrix((values, (rows, np.concatenate(runs))), shape=(len(runs), BUCKETS))
    dense = np.array([(each.vector - mean) * _SCALE for each in said])
    wanted = np.eye(count)[[MAKINGS.index(each.making) for each in said]]
    weight = np.array([_NONE_AGAIN if each.making is Making.NONE else 1.0 for each in said])
    weight /= weight.sum()
    sizes = np.cumsum([count * BUCKETS, count * dense.shape[1]])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        of_runs, meaning, added = np.split(flat, sizes)
        of_runs, meaning = of_runs.reshape(count, -1), meaning.reshape(count, -1)
        likely = softmax(whole @ of_runs.T + dense @ meaning.T + added)
        apart = (likely - wanted) * weight[:, None]
        value = -float(weight @ np.log((likely * wanted).sum(axis=1) + 1e-12))
        value += _RUNS_PENALTY * float((of_runs**2).sum()) + _MEANING_PENALTY * float((meaning**2).sum())
        gradient_of_runs = (whole.T @ apart).T + 2 * _RUNS_PENALTY * of_runs
        gradient_of_meaning = apart.T @ dense + 2 * _MEANING_PENALTY * meaning
        return value, np.concatenate([gradient_of_runs.ravel(), gradient_of_meaning.ravel(), apart.sum(axis=0)])

    of_runs, meaning, added = np.split(_least(loss, int(sizes[-1]) + count), sizes)
    with_added = np.hstack([of_runs.reshape(count, -1), added[:, None]])
    return (
        with_added.astype(np.float32),
        (meaning.reshape(count, -1) * _SCALE).astype(np.float32),
        mean.astype(np.float32),
    )


def fit_fits(choices: Sequence[Choice], right: Sequence[NDArray[np.bool_]]) -> tuple[Vector, Vector]:
    """The weights of a calculation's numbers, and of those that speak for making nothing."""
    rows = np.concatenate([each.rows for each in choices]).astype(np.float64)
    scale = rows.std(axis=0) + 1e-2
    rows /= scale
    is_right = np.concatenate(right)
    starts = np.cumsum([0, *(len(each.rows) for each in choices[:-1])])
    which = np.repeat(np.arange(len(choices)), [len(each.rows) for each in choices])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = rows @ flat
        scores -= np.maximum.reduceat(scores, starts)[which]
        all_of_it = np.exp(scores)
        of_right = all_of_it * is_right
        sums, sums_right = np.add.reduceat(all_of_it, starts), np.add.reduceat(of_right, starts) + 1e-12
        apart = (all_of_it / sums[which] - of_right / sums_right[which]) / len(choices)
        value = float(np.log(sums / sums_right).mean()) + _FITS_PENALTY * float((flat**2).sum())
        return value, rows.T @ apart + 2 * _FITS_PENALTY * flat

    found = (_least(loss, rows.shape[1]) / scale).astype(np.float32)
    return found[: -len(choices[0].for_none)], found[-len(choices[0].for_none) :]


def _least(loss: Callable[..., tuple[float, NDArray[np.float64]]], size: int) -> NDArray[np.float64]:
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return np.asarray(found.x, np.float64)


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Likelihoods along the last axis."""
    likely = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=-1, keepdims=True))


def right_of(one: Asked, choice: Choice) -> NDArray[np.bool_]:
    """Which of the calculations are right, of the kind that is asked for where some are; the last is making nothing."""
    if one.making in (Making.NONE, Making.CONVERT):
        return np.array([*(False for _ in choice.possible), True])
    right = [comes_to(each.value, each.unit, one.result) for each in choice.possible]
    of_kind = [is_right and each.making is one.making for is_right, each in zip(right, choice.possible, strict=True)]
    right = of_kind if any(of_kind) else right
    return np.array([*right, not any(right)])


def main() -> None:
    """Learn, print what parts in turn did, and write the weights of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("store", type=Path, help="of the reports that the questions are asked of")
    parser.add_argument("--pairs", type=Path, default=_PAIRS)
    parser.add_argument("--told", type=Path, nargs="*", default=_TOLD_IN, help="questions whose answers are printed")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    cache = platformdirs.user_cache_path("wenbao")
    encoder = load_encoder(None, cache)
    asked = read_asked(given.pairs, Asker(open_store(given.store), encoder, reader=load_reader(encoder, cache, print)))
    learn(asked, read_told(given.told, encoder, _TOLD), given.out)


def learn(asked: Sequence[Asked], told: Sequence[Said], out: Path) -> None:
    """Learn from the questions, and from those that ask for nothing to be made; print and write."""
    choices: list[Choice] = []
    for part in range(_PARTS):
        learned = fit_making([*(each.said for each in asked if each.part != part), *told])
        of_part = [each for each in asked if each.part == part]
        choices += [_choice(each, learned) for each in of_part]
    asked = sorted(asked, key=lambda each: each.part)
    right = [right_of(*each) for each in zip(asked, choices, strict=True)]
    _print_parts(asked, choices, right)
    runs, meaning, mean = fit_making([*(each.said for each in asked), *told])
    fits, none = fit_fits(choices, right)
    small = runs.astype(np.float16), meaning.astype(np.float16)
    np.savez(out, runs=small[0], meaning=small[1], mean=mean, fits=fits, none=none)


def _choice(one: Asked, learned: tuple[Vector, Vector, Vector]) -> Choice:
    return choice_of(one.question, one.spans, one.answerability, making_asked(one.question.text, one.vector, *learned))


def _print_parts(asked: Sequence[Asked], choices: Sequence[Choice], right: Sequence[NDArray[np.bool_]]) -> None:
    """Of each kind how many are calculated right and wrong where nothing else is, by weights of the other parts."""
    all_of_it, done = Counter(each.making for each in asked), Counter[tuple[Making, bool]]()
    for part in range(_PARTS):
        others = [at for at, each in enumerate(asked) if each.part != part]
        fits, none = fit_fits([choices[at] for at in others], [right[at] for at in others])
        for at in (at for at, each in enumerate(asked) if each.part == part):
            if choices[at].for_none[0] > np.log(NOTHING_ASKED):
                continue
            likely = likelihoods(choices[at], fits, none)
            best = int(likely.argmax())
            if best < len(choices[at].possible) and likely[best] >= SURE:
                done[asked[at].making, bool(right[at][best])] += 1
    for making in MAKINGS:
        told = f"{done[making, True]} right and {done[making, False]} wrong of {all_of_it[making]}"
        sys.stdout.write(f"{making:<12} {told}\n")


if __name__ == "__main__":
    main()
