"""What the first question would wait for."""

from dataclasses import replace
from typing import NoReturn

from rag.answer import ask
from rag.asker import Asker
from rag.warm_up import warm_up
from tests.rag.test_searches import Counting


class _Silent:
    """A language model that must not be asked."""

    name = "silent"

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(name)


def test_a_question_is_asked_and_leaves_nothing_behind(asker: Asker) -> None:
    counting = Counting(asker.encoder)
    question = "安静书桌有多少个？"
    before = ask(asker, question).text
    warm_up(replace(asker, encoder=counting, model=_Silent()))
    assert counting.asked
    assert ask(asker, question).text == before
