"""What the page shows while a question is answered, and what a browser keeps of a conversation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from index.types import Filter
from rag.asker import Asker
from rag.chat_model import Message
from tests.ui.conftest import HARBOUR_ID
from ui.conversation import Asked, Exchange, kept_of, messages_of, read_kept, respond, stopped
from ui.languages import chinese
from ui.readiness import Readiness

QUESTION = "2030年城镇新增就业多少人？"


def conversation(asker: Asker, asked: Asked, earlier: tuple[Exchange, ...] = ()) -> tuple[Exchange, ...]:
    *_, (_, exchanges) = respond(Readiness(asker), asked, earlier, chinese)
    return exchanges


def test_the_question_is_shown_at_once_and_the_answer_grows(harbour_asker: Asker) -> None:
    shown = [messages for messages, _ in respond(Readiness(harbour_asker), Asked(QUESTION), (), chinese)]
    assert [message["role"] for message in shown[0]] == ["user"]
    assert [len(messages) for messages in shown[1:]] == [2] * (len(shown) - 1)
    assert "wb-status" not in shown[-2][1]["content"]
    assert "3.5万人" in shown[-1][1]["content"]
    assert "wb-status" in shown[-1][1]["content"]


def test_a_browser_gets_back_what_it_kept(harbour_asker: Asker) -> None:
    exchanges = conversation(harbour_asker, Asked(QUESTION, Filter(documents=(HARBOUR_ID,), years=(2030,))))
    assert read_kept(kept_of(exchanges)) == exchanges
    assert messages_of(exchanges, chinese)[1]["options"]


@pytest.mark.parametrize("kept", [None, "x", {"a": 1}, [{"question": 3}], [{"question": "问", "colour": "red"}, 7]])
def test_what_another_version_kept_is_let_go(kept: object) -> None:
    assert read_kept(kept) == ()


def test_a_follow_up_sees_only_what_was_answered(harbour_asker: Asker) -> None:
    first = conversation(harbour_asker, Asked(QUESTION))
    broken = (*first, Exchange("新增学位多少个？"))
    answered = conversation(harbour_asker, Asked("那2031年呢？"), broken)
    assert "4万人" in answered[-1].text


@pytest.mark.parametrize(
    ("question", "told"), [("  ", "问题是空的"), ("问" * 2001, "2000 字以内")], ids=["empty", "overlong"]
)
def test_what_cannot_be_asked_is_told(harbour_asker: Asker, question: str, told: str) -> None:
    (exchange,) = conversation(harbour_asker, Asked(question))
    assert told in exchange.html
    assert exchange.text == ""


def test_a_report_that_is_gone_is_told(harbour_asker: Asker) -> None:
    (exchange,) = conversation(harbour_asker, Asked(QUESTION, Filter(documents=("gone-2020",))))
    assert "不在书架上" in exchange.html


def test_a_bug_is_told_and_logged(harbour_asker: Asker, caplog: pytest.LogCaptureFixture) -> None:
    broken = replace(harbour_asker, settings=None)  # type: ignore[arg-type]
    (exchange,) = conversation(broken, Asked(QUESTION))
    assert "回答时出错了" in exchange.html
    assert "a question failed" in caplog.text


def test_an_answer_that_was_stopped_says_so_and_stays_as_far_as_it_came(harbour_asker: Asker) -> None:
    states = [exchanges for _, exchanges in respond(Readiness(harbour_asker), Asked(QUESTION), (), chinese)]
    assert "没有完成" in messages_of(states[0], chinese)[1]["content"]
    at_once, later = stopped(states[0], chinese), stopped(states[1], chinese)
    assert "已停止" in at_once[0].html
    assert "已停止" in later[0].html
    assert "2030" in later[0].html
    assert stopped(states[-1], chinese) == states[-1]
    assert stopped((), chinese) == ()


@dataclass(frozen=True, slots=True)
class Refusing:
    """A language model that must not be asked."""

    name: str = "refusing"

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        raise AssertionError(messages)


def test_the_official_wording_does_without_the_language_model(harbour_asker: Asker) -> None:
    with_model = replace(harbour_asker, model=Refusing())
    (exchange,) = conversation(with_model, Asked(QUESTION, is_plain=False))
    assert "3.5万人" in exchange.text
