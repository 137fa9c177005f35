"""The calculation that answers is chosen among all that the found sentences allow."""

from dataclasses import replace

import numpy as np
import pytest

from index.types import Passage, Period, Role
from rag.answer import ask
from rag.asker import Asker
from rag.chosen_calculation import Choice, choice_of, likelihoods, makings_asked
from rag.fitness import COUNT, NAMES
from rag.making_asked import making_asked, runs_of, weights
from rag.operation import BUCKETS
from rag.possible import MAKINGS, Making
from rag.question import understand
from rag.scored_span import ScoredSpan
from rag.types import Status

SAID = "新建渔港12座、灯塔3座,新增渔船5艘、累计达到30艘。"
LIKELY = np.log(np.full(len(MAKINGS), 1 / len(MAKINGS), np.float32))


def choice(question: str) -> Choice:
    """What may be made of ``SAID``, each kind as likely as any other."""
    passage = Passage("harbour", 0, len(SAID), SAID, (), Period(Role.REVIEW, 2030, 2030))
    span = ScoredSpan(passage, 0, len(SAID), 1.0, 1.0, 1.0, 0.9, has_figure=True)
    return choice_of(understand(question, ()), [span], 0.9, LIKELY)


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("街面上新开的首店是新评老字号的多少倍", "56家÷4家=14倍"),
        ("33所学校改造、6所新改扩建，两样凑一块儿几所", "6所+33所=39所"),
        ("去年添的学位跟今年准备添的归到一块儿", "4080个+3840个=7920个"),
        ("去年经济总量涨了七个多点，没涨那会儿是多大盘子", "1680亿元÷(1+7.4%)≈1564.2亿元"),
    ],
)
def test_a_question_of_the_bundled_report_is_calculated_however_it_is_put(
    asker: Asker, question: str, working: str
) -> None:
    answer = ask(asker, question)
    assert answer.status is Status.ANSWERED
    assert working in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    "question", ["去年经济总量多少", "今年要新增多少学位", "首店开了几家", "优化营商环境有哪些举措"]
)
def test_what_the_report_prints_is_told_and_not_calculated(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    assert "=" not in answer.text
    assert "≈" not in answer.text


def test_another_encoder_tells_nothing_of_calculations(asker: Asker) -> None:
    class OtherEncoder:
        """The default one by another name."""

        name = "other"

        def __getattr__(self, asked: str) -> object:
            return getattr(asker.encoder, asked)

    store = replace(asker.store, encoder_name="other")
    other = replace(asker, encoder=OtherEncoder(), store=store)  # type: ignore[arg-type]
    assert "=7920个" not in ask(other, "去年添的学位跟今年准备添的归到一块儿").text


def test_what_is_made_is_of_the_years_that_are_asked_about() -> None:
    assert Making.SUM in {each.making for each in choice("2030年渔港和灯塔一共几座").possible}
    assert not choice("2027年渔港和灯塔一共几座").possible
    assert {each.making for each in choice("2029年有多少艘渔船").possible} == {Making.BEFORE}
    assert not choice("2029年新增多少艘渔船").possible  # what was added in a year before is not told


def test_a_growth_that_is_asked_for_is_no_share() -> None:
    assert Making.SHARE in {each.making for each in choice("灯塔占渔港的百分之几").possible}
    assert Making.SHARE not in {each.making for each in choice("渔港增长百分之几").possible}


def test_the_numbers_of_a_calculation_have_names_and_places() -> None:
    of_both = choice("渔港和灯塔一共几座")
    assert of_both.numbers.shape == (len(of_both.possible), COUNT)
    assert of_both.rows.shape == (len(of_both.possible) + 1, COUNT + len(of_both.for_none))
    sums = [at for at, each in enumerate(of_both.possible) if each.making is Making.SUM]
    said = of_both.numbers[sums[0]]
    assert said[NAMES.index("least_named")] > 0
    assert said[NAMES.index("same_sentence")] == 1
    assert np.isfinite(of_both.numbers).all()


def test_likelihoods_are_of_all_calculations_and_of_none() -> None:
    learned, asked = weights(), choice("渔港和灯塔一共几座")
    likely = likelihoods(asked, learned.fits, learned.none)
    assert len(likely) == len(asked.possible) + 1
    assert likely.sum() == pytest.approx(1, abs=1e-5)


def test_the_weights_are_of_these_kinds_and_numbers() -> None:
    learned = weights()
    assert learned.runs.shape == (len(MAKINGS), BUCKETS + 1)
    assert learned.meaning.shape == (len(MAKINGS), len(learned.mean))
    assert learned.fits.shape == (COUNT,)
    assert learned.none.shape == choice("渔港几座").for_none.shape


def test_kinds_are_told_whatever_the_numbers_are() -> None:
    assert (runs_of("12家比3家多多少") == runs_of("56家比4家多多少？")).all()
    learned = weights()
    logs = making_asked("两样加起来多少", learned.mean, learned.runs, learned.meaning, learned.mean)
    assert np.exp(logs).sum() == pytest.approx(1, abs=1e-4)


def test_what_says_plainly_that_it_adds_up_is_no_question_of_nothing() -> None:
    nowhere = np.zeros(weights().meaning.shape[1], np.float32)
    plainly = makings_asked("退的税,加上直接打到账上的钱,一共多少?", nowhere)
    assert plainly is not None
    assert MAKINGS[int(plainly.argmax())] is Making.SUM
