"""Is what is to be made of two figures understood however it is put?

``python -m evals.worded --store STORE`` fills wordings of one calculation with indicators of the reports of a store,
asks them, and prints how many are answered by the right figure. Indicators are named in full, as the report has them.
The wordings (``calculation_wordings.jsonl``) are from a writer who saw no code, and nothing was learned from them.
"""

import json
import random
import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from platformdirs import user_cache_path

from evals.script import tell
from evals.table import aligned
from index.encoders import load_encoder
from index.quantities import quantities
from index.store import open_store
from index.types import Figure, FigureKind, Filter
from rag.answer import ask
from rag.asker import Asker
from rag.e5_reader import load_reader
from rag.types import Status
from rag.units import RATES

WORDINGS = Path(__file__).parent / "calculation_wordings.jsonl"
_NAME = re.compile(r"[\u3400-\u9fff]{4,14}")
_RESULT = re.compile(r"[=≈]")
_NEAR = 0.006  # of a result: results are rounded for reading
_FEWEST_TIMES, _MOST_TIMES = 1.3, 500
_NEAR_CHARS = 20  # between an amount and its growth

Pair = tuple[Figure, Figure]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the values that a right answer has: as stated, or as the result of a calculation."""

    question: str
    document: str
    values: tuple[float, ...]
    is_result: bool

    def is_right(self, status: Status, answer: str) -> bool:
        """Whether an answer tells all of the values."""
        if status not in (Status.ANSWERED, Status.PARTIAL):
            return False
        texts = _RESULT.split(answer)[1:] if self.is_result else [answer]
        told = [each.value for text in texts for each in quantities(text)]
        return all(any(abs(each - value) <= _NEAR * abs(value) for each in told) for value in self.values)


@dataclass(frozen=True, slots=True)
class Calculation:
    """Which two figures one is made of, and what comes of them; None where both are only told."""

    pairs: Callable[[Sequence[Figure]], Iterator[Pair]]
    result: Callable[[float, float], float] | None


def _stated(figures: Sequence[Figure], kind: FigureKind, *, is_growth: bool) -> list[Figure]:
    """Amounts, or growths, that one report states once, of what has a name."""
    fitting = [
        each
        for each in figures
        if each.kind is kind
        and _NAME.fullmatch(each.metric)
        and each.upper is None
        and each.amount
        and is_growth == (each.change is not None)
        and (each.measure == "%" if is_growth else each.measure not in (*RATES, ""))
        and (not is_growth or (each.change is not None and each.change.direction == "up"))
    ]
    count = Counter((each.metric, each.measure) for each in fitting)
    return [each for each in fitting if count[each.metric, each.measure] == 1]


def _amounts(figures: Sequence[Figure]) -> Iterator[Pair]:
    yield from combinations(_stated(figures, FigureKind.ACTUAL, is_growth=False), 2)


def _amounts_alike(figures: Sequence[Figure]) -> Iterator[Pair]:
    yield from (
        (more, less)
        for one, other in _amounts(figures)
        for more, less in ((one, other), (other, one))
        if more.measure == less.measure and more.unit == less.unit and _value(more) > _value(less)
    )


def _growths(figures: Sequence[Figure]) -> Iterator[Pair]:
    found = combinations(_stated(figures, FigureKind.ACTUAL, is_growth=True), 2)
    yield from ((one, other) for one, other in found if one.value != other.value)


def _of_one(figures: Sequence[Figure], kind: FigureKind, *, is_growth: bool) -> Iterator[Pair]:
    """What was reached of an indicator, and its growth or its aim."""
    reached = _stated(figures, FigureKind.ACTUAL, is_growth=False)
    others = _stated(figures, kind, is_growth=is_growth)
    yield from ((one, other) for one, other in product(reached, others) if one.metric == other.metric)


def _to_grow(figures: Sequence[Figure]) -> Iterator[Pair]:
    yield from _of_one(figures, FigureKind.TARGET, is_growth=True)


def _grown(figures: Sequence[Figure]) -> Iterator[Pair]:
    found = _of_one(figures, FigureKind.ACTUAL, is_growth=True)
    yield from ((one, other) for one, other in found if abs(other.start - one.end) < _NEAR_CHARS)


def _to_reach(figures: Sequence[Figure]) -> Iterator[Pair]:
    found = _of_one(figures, FigureKind.TARGET, is_growth=False)
    yield from ((one, other) for one, other in found if one.measure == other.measure and _value(other) > _value(one))


def _growths_apart(figures: Sequence[Figure]) -> Iterator[Pair]:
    """Growths of two indicators, the higher first."""
    yield from ((one, other) if _value(one) > _value(other) else (other, one) for one, other in _growths(figures))


def _growth_and_aim(figures: Sequence[Figure]) -> Iterator[Pair]:
    """The growth of an indicator, and the one that is planned."""
    reached = _stated(figures, FigureKind.ACTUAL, is_growth=True)
    planned = _stated(figures, FigureKind.TARGET, is_growth=True)
    pairs = product(reached, planned)
    yield from ((one, other) for one, other in pairs if one.metric == other.metric and one.value != other.value)


def _much_more(figures: Sequence[Figure]) -> Iterator[Pair]:
    """Two amounts of which people may ask how many times the one is the other."""
    yield from (
        (more, less)
        for more, less in _amounts_alike(figures)
        if _FEWEST_TIMES < _value(more) / _value(less) < _MOST_TIMES
    )


def _part_and_whole(figures: Sequence[Figure]) -> Iterator[Pair]:
    yield from ((less, more) for more, less in _much_more(figures))


def _value(figure: Figure) -> float:
    return figure.amount or 0.0


CALCULATIONS: Mapping[str, Calculation] = {
    "each": Calculation(_amounts, None),
    "sum": Calculation(_amounts_alike, lambda one, other: one + other),
    "difference": Calculation(_amounts_alike, lambda one, other: one - other),
    "times": Calculation(_much_more, lambda one, other: one / other),
    "share": Calculation(_part_and_whole, lambda one, other: one / other * 100),
    "grows_faster": Calculation(_growths, None),
    "growth_gap": Calculation(_growths_apart, lambda one, other: one - other),
    "target_gap": Calculation(_growth_and_aim, lambda one, other: abs(one - other)),
    "aim_by_growth": Calculation(_to_grow, lambda amount, rate: amount * (1 + rate / 100)),
    "year_before": Calculation(_grown, lambda amount, rate: amount / (1 + rate / 100)),
    "lacks": Calculation(_to_reach, lambda reached, aim: aim - reached),
}


def read_wordings(file: Path = WORDINGS) -> dict[str, tuple[str, ...]]:
    """The wordings of each calculation, a line each: ``{"kind": …, "wording": …}`` of {a} and {b}, in {u} and {v}."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return {kind: tuple(each["wording"] for each in lines if each["kind"] == kind) for kind in CALCULATIONS}


def filled(wording: str, kind: str, pair: Pair) -> Asked:
    """A wording with the names and units of two figures."""
    one, other = pair
    result = CALCULATIONS[kind].result
    values = _value(one), _value(other)
    return Asked(
        wording.format(a=one.metric, b=other.metric, u=one.unit, v=other.unit),
        one.document_id,
        values if result is None else (result(*values),),
        result is not None,
    )


def questions(
    figures: Mapping[str, Sequence[Figure]], kind: str, wordings: Sequence[str], times: int, chance: random.Random
) -> Iterator[Asked]:
    """Each wording, filled as often with pairs drawn from all reports."""
    pool = [pair for of_one in figures.values() for pair in CALCULATIONS[kind].pairs(of_one)]
    for wording in wordings:
        yield from (filled(wording, kind, pair) for pair in chance.sample(pool, min(times, len(pool))))


def main() -> None:
    """Ask all wordings over a store, print the table and what was answered wrong."""
    parser = ArgumentParser(prog="python -m evals.worded", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--store", type=Path, required=True, help="a built store, best of many reports")
    parser.add_argument("--times", type=int, default=2, help="that each wording is filled")
    parser.add_argument("--seed", type=int, default=0, help="of the figures that are drawn")
    parser.add_argument("--cache", type=Path, default=user_cache_path("wenbao"), help="of the prepared encoder")
    given = parser.parse_args()
    encoder = load_encoder(None, given.cache, tell)
    asker = Asker(open_store(given.store), encoder, reader=load_reader(encoder, given.cache, tell))
    figures = {each.id: asker.store.figures_of(each.id) for each in asker.store.documents}
    rows: list[Sequence[str]] = [("calculation", "n", "right")]
    wrong: list[str] = []
    for kind, wordings in read_wordings().items():
        asked = list(questions(figures, kind, wordings, given.times, random.Random(given.seed)))
        told = [(each, ask(asker, each.question, (), Filter(documents=(each.document,)))) for each in asked]
        missed = [
            f"{kind}: {each.question} → {answer.text}"
            for each, answer in told
            if not each.is_right(answer.status, answer.text)
        ]
        rows.append((kind, str(len(asked)), f"{1 - len(missed) / len(asked):.3f}" if asked else "–"))
        wrong += missed
    sys.stdout.write("\n".join((*aligned(rows), "", *wrong)) + "\n")


if __name__ == "__main__":
    main()
