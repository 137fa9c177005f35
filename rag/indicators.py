"""The indicator that a question names in full, out of all figures of a report, wherever they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.types import Change, Document, Figure, FigureKind
from index.words import fold
from rag.found_figures import SURE
from rag.lexicon import usages_in
from rag.operand import Operand
from rag.operands import operand_of
from rag.sentence_figures import Asked
from rag.units import RATES

_FEWEST_CHARS = 3  # of a name: 「项目」 and 「企业」 name no indicator
# Before a name, and telling it from no other.
_OPENS = re.compile(
    r"^(?:全社会|全口径|[全我本][省市区县州国]|地区|地方|国内|本级|完成|实现|预计|累计|(?:新|改|扩|续)*建[设成]?)+"
)
_GROWTH = ("up", "down")
_OF_GROWTH = re.compile(
    r"增[长速幅]|涨|下降|几个点|百分点|步子|放[慢缓]|[快慢](?=[吗了些?？]|一?点|还是|多少)|[跑走]得"
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A name as a question says it, and the figures that the report gives of it."""

    name: str
    figures: tuple[Figure, ...]

    def amount(self, kind: FigureKind) -> Figure | None:
        """What was reached, or is aimed at; a number before one that is only said to be passed."""
        amounts = [each for each in self.figures if each.kind is kind and _is_amount(each)]
        return min(amounts, key=lambda each: each.bound is not None, default=None)

    def growth(self, kind: FigureKind) -> Figure | None:
        """By what share it grew or fell, or is to grow."""
        return next((each for each in self.figures if each.kind is kind and _is_growth(each)), None)


def indicators_named(said: str, figures: Iterable[Figure]) -> Iterator[Indicator]:
    """Those whose whole name is said, the longest first; of two names, one inside the other, only the longer."""
    words, by_name = fold(said), dict[str, list[Figure]]()
    for figure in figures:
        by_name.setdefault(_name(figure.metric), []).append(figure)
    for name in sorted((each for each in by_name if len(each) >= _FEWEST_CHARS), key=len, reverse=True):
        if name in words:
            words = words.replace(name, " ")
            yield Indicator(name, tuple(by_name[name]))


def done_and_planned(
    asked: Asked, figures: Sequence[Figure], documents: Sequence[Document]
) -> tuple[Operand, Operand] | None:
    """What was done and what is planned of the one indicator that a question names; growth where it speaks of that."""
    named = tuple(indicators_named(asked.words, figures)) if len(documents) == 1 else ()
    of_growth = _OF_GROWTH.search(asked.text) is not None
    ways = (
        (Indicator.growth,)
        if of_growth
        else (Indicator.amount,)
        if asked.unit
        else (Indicator.amount, Indicator.growth)
    )
    for way in ways:
        pairs = [tuple(way(each, kind) for kind in (FigureKind.ACTUAL, FigureKind.TARGET)) for each in named]
        told = [pair for pair in pairs if None not in pair]
        if len(told) == 1:
            done, planned = (operand_of(each, documents[0].text, SURE) for each in told[0] if each is not None)
            return None if done is None or planned is None else (done, planned)
    return None


def _is_amount(figure: Figure) -> bool:
    return figure.measure not in RATES and figure.change is None


def _is_growth(figure: Figure) -> bool:
    change = figure.change or Change("")
    return figure.measure == "%" and change.direction in _GROWTH and change.origin is None


def _name(metric: str) -> str:
    """「全市完成地区生产总值」 is 「生产总值」, and so is 「GDP」."""
    folded = fold(metric)
    official = next((each.official[0] for each in usages_in(folded) if each.said == folded), folded)
    return _OPENS.sub("", official)
