"""Which reading of a follow-up is meant, asked of the bundled report."""

import pytest

from rag.answer import ask
from rag.asker import Asker
from rag.types import Status, Turn


@pytest.mark.parametrize("question", ["老人吃饭怎么解决", "暑假孩子没人带咋办", "公厕今年改几座"])
def test_another_topic_is_not_answered_with_what_was_said_before(asker: Asker, question: str) -> None:
    told = ask(asker, "电车没地方充电，今年建不建充电桩")
    assert "充电桩" in told.text
    answer = ask(asker, question, (Turn(told.question, told.text),))
    assert answer.status is Status.NOT_FOUND or "充电桩" not in answer.text


def test_what_was_said_is_told_again_where_it_is_asked_about(asker: Asker) -> None:
    told = ask(asker, "电车没地方充电，今年建不建充电桩")
    answer = ask(asker, "那停车位呢", (Turn(told.question, told.text),))
    assert "6000个" in answer.text
