"""The indicator that a question names in full, out of all figures of a report, wherever they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.quantities import quantities
from index.types import Change, Figure, FigureKind
from index.words import fold
from rag.lexicon import usages_in
from rag.one_indicator import names_all
from rag.sentence_figures import Asked, as_asked
from rag.units import RATES

_FEWEST_CHARS = 3  # of a name: 「项目」 and 「企业」 name no indicator
# Before a name, and telling it from no other.
_OPENS = re.compile(r"^(?:全社会|全口径|[全我本][省市区县州]|地区|地方|国内(?=生产总值)|本级|完成|实现|预计)+")
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
        return _the_one([each for each in amounts if each.bound is None] or amounts)

    def growth(self, kind: FigureKind) -> Figure | None:
        """By what share it grew or fell, or is to grow."""
        return _the_one([each for each in self.figures if each.kind is kind and _is_growth(each)])


@lru_cache(maxsize=8_192)  # every metric of a report is held against all everyday words: 7 ms for 140 figures
def name_of(metric: str) -> str:
    """「全市完成地区生产总值」 is 「生产总值」, and so is 「GDP」."""
    folded = fold(metric)
    official = next((each.official[0] for each in usages_in(folded) if each.said == folded), folded)
    return _OPENS.sub("", official)


def indicators_named(said: str, figures: Iterable[Figure]) -> Iterator[Indicator]:
    """Those whose whole name is said, the longest first; of two names, one inside the other, only the longer."""
    words, by_name = fold(said), dict[str, list[Figure]]()
    for figure in figures:
        by_name.setdefault(name_of(figure.metric), []).append(figure)
    for name in sorted((each for each in by_name if len(each) >= _FEWEST_CHARS), key=len, reverse=True):
        if name in words:
            words = words.replace(name, " ")
            yield Indicator(name, tuple(by_name[name]))


def done_and_planned(asked: Asked, figures: Iterable[Figure]) -> tuple[Figure, Figure] | None:
    """What was done and what is planned of the one indicator that a question names; growth where it speaks of that."""
    named = tuple(indicators_named(asked.words, figures))
    of_growth = _OF_GROWTH.search(asked.text) is not None and (asked.unit is None or asked.unit in RATES)
    says_amount = any(each.unit not in ("", "年", "%") for each in quantities(asked.text))
    in_unit = (Indicator.amount,) if asked.unit or says_amount else (Indicator.amount, Indicator.growth)
    for way in (Indicator.growth,) if of_growth else in_unit:
        pairs = ((way(each, FigureKind.ACTUAL), way(each, FigureKind.TARGET)) for each in named)
        told = [(done, planned) for done, planned in pairs if done is not None and planned is not None]
        if told:
            return told[0] if len(told) == 1 else None
    return None


def amount_and_growth(asked: Asked, figures: Iterable[Figure]) -> tuple[Figure, Figure] | None:
    """What was reached, and by what share it is to grow, of the one indicator that a question names."""
    found = (
        (each.amount(FigureKind.ACTUAL), each.growth(FigureKind.TARGET))
        for each in indicators_named(asked.words, figures)
    )
    told = [(amount, growth) for amount, growth in found if amount is not None and growth is not None]
    return told[0] if len(told) == 1 else None


def told_several(said: str, figures: Iterable[Figure], times: int) -> tuple[Figure, ...]:
    """The amounts of the one indicator that is said, where the report tells just as many of one year: of each block."""
    for each in indicators_named(said, figures) if times > 1 else ():
        for kind in FigureKind:
            amounts = [figure for figure in each.figures if figure.kind is kind and _is_amount(figure)]
            if len(amounts) == times and len({(figure.year, figure.measure) for figure in amounts}) == 1:
                return tuple(amounts)
    return ()


def figure_named(said: str, figures: Iterable[Figure], kind: FigureKind, *, rate: bool) -> Figure | None:
    """The growth or the amount of the one indicator that is said, with nothing said beside its name."""
    for each in indicators_named(as_asked(said).words, figures):
        found = each.growth(kind) if rate else each.amount(kind)
        if found is not None and names_all(said, f"{each.name}{found.metric}"):
            return found
    return None


def _the_one(figures: Sequence[Figure]) -> Figure | None:
    """The first of figures that agree; of several periods or places none is the one that is meant."""
    return figures[0] if len({(each.amount, each.measure) for each in figures}) == 1 else None


def _is_amount(figure: Figure) -> bool:
    return figure.measure not in RATES and figure.change is None


def _is_growth(figure: Figure) -> bool:
    change = figure.change or Change("")
    return figure.measure == "%" and change.direction in _GROWTH and change.origin is None
