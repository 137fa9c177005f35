"""A conversation of the page: what it shows while a question is answered, and what the browser keeps of it."""

import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index.errors import QuestionError, UnknownDocumentError
from index.store import Store
from index.types import NO_LIMIT, Filter
from rag.answer import ask
from rag.asker import Asker
from rag.question import MAX_CHARS
from rag.types import Answer, Slots, Turn
from ui import render
from ui.languages import Say
from ui.readiness import Readiness
from ui.stream import streamed

_log = logging.getLogger(__name__)
ALL_REPORTS = "全部报告"
_PIECES_AT_ONCE = 3  # twelve characters an update: smooth, and a second at most for the longest answer
# A browser keeps five megabytes for a page, and the page sends all of it with every question.
MOST_EXCHANGES = 50

Messages = list[dict[str, Any]]  # as Gradio's chat takes them
Kept = list[dict[str, Any]]  # exchanges as the browser keeps them


class Ended(StrEnum):
    """Why a question has no answer."""

    BROKEN_OFF = "broken_off"
    STOPPED = "stopped"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    GONE = "gone"
    FAILED = "failed"


_TOLD = {
    Ended.BROKEN_OFF: "这个回答没有完成。",
    Ended.STOPPED: "已停止。",
    Ended.EMPTY: "问题是空的，请用几个词说明想了解什么。",
    Ended.TOO_LONG: "问题太长了，请在 {} 字以内提问。",
    Ended.GONE: "选中的报告已不在书架上。重新回答会改问书架上的报告。",
    Ended.FAILED: "回答时出错了，请再试一次；总是这样的话，请告诉管理员。",
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer; without one, the checked words that were written of it, and why no more came."""

    question: str
    limit: Filter = NO_LIMIT
    answer: Answer | None = None
    written: str = ""
    ended: Ended = Ended.BROKEN_OFF
    is_whole: bool = False  # nothing more will come

    @property
    def slots(self) -> Slots:
        """What was understood."""
        return Slots() if self.answer is None else self.answer.slots


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it is limited to; ``is_plain`` where a language model may word the answer."""

    question: str
    limit: Filter = NO_LIMIT
    is_plain: bool = True


_EXCHANGES = TypeAdapter(tuple[Exchange, ...])


def read_kept(kept: object) -> tuple[Exchange, ...]:
    """The conversation that a browser kept; one of another version is let go."""
    try:
        return _EXCHANGES.validate_python(kept or ())
    except ValidationError:
        return ()


def kept_of(exchanges: tuple[Exchange, ...]) -> Kept:
    """What a browser keeps of a conversation."""
    return [asdict(each) for each in exchanges[-MOST_EXCHANGES:]]


def messages_of(exchanges: tuple[Exchange, ...], store: Store, say: Say) -> Messages:
    """A conversation as the chat shows it, in the page's language; what was broken off says so."""
    shown = []
    for each in exchanges:
        shown.append({"role": "user", "content": render.question_html(each.question, say)})
        if each.answer is None:
            told = say(_TOLD[each.ended]).format(MAX_CHARS)
            shown.append(_said(render.broken_html(each.written, told, say)))
        else:
            html = render.answer_html(each.answer, store, say, each.limit)
            shown.append(_said(html, each.answer.related))
    return shown


def respond(
    readiness: Readiness, asked: Asked, earlier: tuple[Exchange, ...], say: Say
) -> Iterator[tuple[Messages, tuple[Exchange, ...]]]:
    """The messages and the conversation: at once the question, then the answer piece by piece, then all of it."""
    store = readiness.opened().store
    before = messages_of(earlier, store, say)
    before.append({"role": "user", "content": render.question_html(asked.question, say)})
    pending = Exchange(asked.question, asked.limit)
    yield [*before, _said(render.waiting_html(say))], (*earlier, pending)
    number = 0
    try:
        asker = _asker(readiness, asked)
        turns = [Turn(each.question, each.answer.text) for each in earlier if each.answer is not None]
        for each in streamed(lambda tell: ask(asker, asked.question, turns, asked.limit, tell=tell)):
            if isinstance(each, Answer):
                readiness.hear(asker, each)
                store, pending = asker.store, replace(pending, answer=each)
                break
            pending = replace(pending, written=pending.written + each)
            number += 1
            if number % _PIECES_AT_ONCE == 1:
                yield [*before, _said(render.partial_html(pending.written))], (*earlier, pending)
    except Exception as error:  # noqa: BLE001 - whoever asked must hear of a bug, too; the log has its trace
        pending = replace(pending, ended=_ended(error, asked.question))
    whole = (*earlier, replace(pending, written="" if pending.answer else pending.written, is_whole=True))
    yield messages_of(whole, store, say), whole


def stopped(exchanges: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    """A conversation whose last answer was stopped by the person."""
    if not exchanges or exchanges[-1].is_whole:
        return exchanges
    return (*exchanges[:-1], replace(exchanges[-1], ended=Ended.STOPPED, is_whole=True))


def _asker(readiness: Readiness, asked: Asked) -> Asker:
    asker = readiness.opened()
    return asker if asked.is_plain else replace(asker, model=None)


def _ended(error: Exception, question: str) -> Ended:
    if isinstance(error, QuestionError):
        return Ended.TOO_LONG if len(question) > MAX_CHARS else Ended.EMPTY
    if isinstance(error, UnknownDocumentError):
        return Ended.GONE
    _log.error("a question failed", exc_info=error)
    return Ended.FAILED


def _said(html: str, related: tuple[str, ...] = ()) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": html}
    if related:
        message["options"] = [{"value": question} for question in related]
    return message
