"""One thing asked of two years."""

import pytest

from rag.each_year import asked_in_turn, asked_of_each_year


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("渔获的产量，去年多少，今年想做到多少？", ("渔获的产量，去年多少?", "渔获的产量，今年想做到多少?")),
        ("深水泊位去年建了几个，今年建多少？", ("深水泊位去年建了几个?", "深水泊位今年建多少个?")),
        (
            "学位这件事，去年增加的跟今年打算增加的各是多少？",
            ("学位这件事，去年增加的是多少?", "学位这件事，今年打算增加的是多少?"),
        ),
        ("学位2030年的数和2031年的目标，哪个高", ("学位2030年的数是多少?", "学位2031年的目标是多少?")),
        ("去年修路多少，今年造林多少？", ()),  # two things
        ("学位去年加今年一共多少？", ()),  # one calculation
        ("渔获去年多少？", ()),
        ("进口去年多少，出口今年多少", ()),  # each year has a topic of its own
        ("养老金今年比去年涨了多少", ()),  # one is held against the other
        ("治安与去年相比，今年有什么变化", ()),
    ],
)
def test_each_year_is_asked_with_the_topic(question: str, asked: tuple[str, ...]) -> None:
    assert asked_of_each_year(question) == asked


def test_what_is_asked_of_both_is_not_asked_in_turn() -> None:
    assert asked_in_turn("渔获的产量，去年多少，今年想做到多少？")
    assert not asked_in_turn("学位2030年的数和2031年的目标，哪个高")
