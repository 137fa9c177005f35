"""Which calculation answers is learned from questions and their results."""

import numpy as np

from index.types import Passage, Period, Role
from rag.chosen_calculation import Choice, choice_of, likelihoods
from rag.making_asked import making_asked
from rag.possible import MAKINGS, Making
from rag.question import understand
from rag.scored_span import ScoredSpan
from training.train_calculations import Asked, fit_fits, fit_making, right_of

TEXT = "新建渔港12座、灯塔3座、浮标40座。"
PASSAGE = Passage("harbour", 0, len(TEXT), TEXT, (), Period(Role.REVIEW, 2030, 2030))
SPAN = ScoredSpan(PASSAGE, 0, len(TEXT), 1.0, 1.0, 1.0, 0.9, has_figure=True)
LIKELY = np.log(np.full(len(MAKINGS), 1 / len(MAKINGS), np.float32))


def asked(question: str, making: Making, result: str) -> Asked:
    vector = np.array([1.0, 0.0] if making is Making.SUM else [0.0, 1.0], np.float32)
    return Asked(understand(question, ()), "harbour", making, result, (SPAN,), 0.9, vector)


SUMS = [asked(f"{one}和{other}一共几座", Making.SUM, result) for one, other, result in (
    ("渔港", "灯塔", "15座"), ("渔港", "浮标", "52座"), ("灯塔", "浮标", "43座"),
)]  # fmt: skip
NONES = [asked(f"建了几座{name}", Making.NONE, "") for name in ("渔港", "灯塔", "浮标")]


def choice(one: Asked) -> Choice:
    return choice_of(one.question, one.spans, one.answerability, LIKELY)


def test_what_comes_to_the_result_is_right_and_nothing_where_nothing_is_asked() -> None:
    of_sum = choice(SUMS[0])
    right = right_of(SUMS[0], of_sum)
    assert {of_sum.possible[at].making for at in np.flatnonzero(right[:-1])} == {Making.SUM}
    assert not right[-1]
    of_none = choice(NONES[0])
    assert right_of(NONES[0], of_none).tolist() == [False] * len(of_none.possible) + [True]


def test_the_kind_and_the_figures_are_learned() -> None:
    runs, meaning, mean = fit_making([each.said for each in (*SUMS, *NONES)])
    for one in (*SUMS, *NONES):
        logs = making_asked(one.question.text, one.vector, runs, meaning, mean)
        assert MAKINGS[int(logs.argmax())] is one.making
    choices = [choice(one) for one in SUMS]
    right = [right_of(one, each) for one, each in zip(SUMS, choices, strict=True)]
    fits, none = fit_fits(choices, right)
    for is_right, each in zip(right, choices, strict=True):
        assert is_right[int(likelihoods(each, fits, none).argmax())]
