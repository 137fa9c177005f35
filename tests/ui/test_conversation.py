"""What the page shows while a question is answered, and what a browser keeps of a conversation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from index.store import Store
from index.types import Filter
from rag.asker import Asker
from rag.chat_model import Message
from tests.ui.conftest import HARBOUR_ID
from ui.conversation import Asked, Ended, Exchange, kept_of, messages_of, read_kept, respond, stopped
from ui.languages import chinese, english
from ui.readiness import Readiness

QUESTION = "2030年城镇新增就业多少人？"


def conversation(asker: Asker, asked: Asked, earlier: tuple[Exchange, ...] = ()) -> tuple[Exchange, ...]:
    *_, (_, exchanges) = respond(Readiness(asker), asked, earlier, chinese)
    return exchanges


def text_of(exchange: Exchange) -> str:
    return exchange.answer.text if exchange.answer else ""


def test_the_question_is_shown_at_once_and_the_answer_grows(harbour_asker: Asker) -> None:
    shown = [messages for messages, _ in respond(Readiness(harbour_asker), Asked(QUESTION), (), chinese)]
    assert [message["role"] for message in shown[0]] == ["user", "assistant"]
    assert "正在查报告" in shown[0][1]["content"]
    assert [len(messages) for messages in shown] == [2] * len(shown)
    assert "wb-status" not in shown[-2][1]["content"]
    assert "3.5万人" in shown[-1][1]["content"]
    assert "wb-status" in shown[-1][1]["content"]


def test_a_browser_gets_back_what_it_kept(harbour_asker: Asker) -> None:
    exchanges = conversation(harbour_asker, Asked(QUESTION, Filter(documents=(HARBOUR_ID,), years=(2030,))))
    assert read_kept(kept_of(exchanges)) == exchanges
    assert messages_of(exchanges, harbour_asker.store, chinese)[1]["options"]


def test_what_was_answered_in_one_language_is_shown_in_the_other(harbour_asker: Asker) -> None:
    exchanges = (*conversation(harbour_asker, Asked(QUESTION)), Exchange("新增学位多少个？"))
    shown = [each["content"] for each in messages_of(exchanges, harbour_asker.store, english)]
    assert "Answered" in shown[1]
    assert "This answer was not completed." in shown[3]
    assert not any(word in content for content in shown for word in ("已回答", "复制", "修改", "没有完成"))


def test_what_was_cited_of_a_report_that_is_gone_is_still_quoted(harbour_asker: Asker) -> None:
    (exchange,) = conversation(harbour_asker, Asked(QUESTION))
    assert exchange.answer is not None
    empty = Store(harbour_asker.store.path, "fake", (), (), (), None)  # type: ignore[arg-type]
    assert exchange.answer.citations[0].quote in messages_of((exchange,), empty, chinese)[1]["content"]


@pytest.mark.parametrize("kept", [None, "x", {"a": 1}, [{"question": 3}], [{"question": "问", "colour": "red"}, 7]])
def test_what_another_version_kept_is_let_go(kept: object) -> None:
    assert read_kept(kept) == ()


def test_a_follow_up_sees_only_what_was_answered(harbour_asker: Asker) -> None:
    first = conversation(harbour_asker, Asked(QUESTION))
    broken = (*first, Exchange("新增学位多少个？"))
    answered = conversation(harbour_asker, Asked("那2031年呢？"), broken)
    assert "4万人" in text_of(answered[-1])


@pytest.mark.parametrize(
    ("question", "told"), [("  ", "问题是空的"), ("问" * 2001, "2000 字以内")], ids=["empty", "overlong"]
)
def test_what_cannot_be_asked_is_told(harbour_asker: Asker, question: str, told: str) -> None:
    exchanges = conversation(harbour_asker, Asked(question))
    assert told in messages_of(exchanges, harbour_asker.store, chinese)[1]["content"]
    assert exchanges[0].answer is None


def test_a_report_that_is_gone_is_told(harbour_asker: Asker) -> None:
    (exchange,) = conversation(harbour_asker, Asked(QUESTION, Filter(documents=("gone-2020",))))
    assert exchange.ended is Ended.GONE


def test_a_bug_is_told_and_logged(harbour_asker: Asker, caplog: pytest.LogCaptureFixture) -> None:
    broken = replace(harbour_asker, settings=None)  # type: ignore[arg-type]
    (exchange,) = conversation(broken, Asked(QUESTION))
    assert exchange.ended is Ended.FAILED
    assert "a question failed" in caplog.text


def test_an_answer_that_was_stopped_says_so_and_stays_as_far_as_it_came(harbour_asker: Asker) -> None:
    states = [exchanges for _, exchanges in respond(Readiness(harbour_asker), Asked(QUESTION), (), chinese)]

    def shown(exchanges: tuple[Exchange, ...]) -> str:
        return str(messages_of(exchanges, harbour_asker.store, chinese)[1]["content"])

    assert "没有完成" in shown(states[0])
    assert "已停止" in shown(stopped(states[0]))
    assert "已停止" in shown(stopped(states[1]))
    assert "2030" in shown(stopped(states[1]))
    assert stopped(states[-1]) == states[-1]
    assert stopped(()) == ()


@dataclass(frozen=True, slots=True)
class Refusing:
    """A language model that must not be asked."""

    name: str = "refusing"

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        raise AssertionError(messages)


def test_the_official_wording_does_without_the_language_model(harbour_asker: Asker) -> None:
    with_model = replace(harbour_asker, model=Refusing())
    (exchange,) = conversation(with_model, Asked(QUESTION, is_plain=False))
    assert "3.5万人" in text_of(exchange)
