"""A conversation of the page: what it shows while a question is answered, and what the browser keeps of it."""

import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index.errors import QuestionError, UnknownDocumentError
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
_EMPTY = "问题是空的，请用几个词说明想了解什么。"
_TOO_LONG = "问题太长了，请在 {} 字以内提问。"
_GONE = "选中的报告已不在书架上，请换一份报告。"
_FAILED = "回答时出错了，请再试一次；总是这样的话，请告诉管理员。"
_STOPPED = "已停止。"
_BROKEN_OFF = "这个回答没有完成。"
_PIECES_AT_ONCE = 3  # twelve characters an update: smooth, and a second at most for the longest answer
# A browser keeps five megabytes for a page, and the page sends all of it with every question.
_MOST_EXCHANGES = 50

Messages = list[dict[str, Any]]  # as Gradio's chat takes them
Kept = list[dict[str, Any]]  # exchanges as the browser keeps them


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, what was shown for it, and what counts for the next one; ``text`` is empty without an answer."""

    question: str
    html: str = ""
    text: str = ""
    related: tuple[str, ...] = ()
    slots: Slots = field(default_factory=Slots)
    limit: Filter = NO_LIMIT
    is_whole: bool = False  # nothing more will come


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
    return [asdict(each) for each in exchanges[-_MOST_EXCHANGES:]]


def messages_of(exchanges: tuple[Exchange, ...], say: Say) -> Messages:
    """A conversation as the chat shows it; what was broken off says so."""
    shown = []
    for each in exchanges:
        shown.append({"role": "user", "content": render.question_html(each.question, say)})
        shown.append(_said(each.html or render.broken_html("", say(_BROKEN_OFF), say), each.related))
    return shown


def respond(
    readiness: Readiness, asked: Asked, earlier: tuple[Exchange, ...], say: Say
) -> Iterator[tuple[Messages, tuple[Exchange, ...]]]:
    """The messages and the conversation: at once the question, then the answer piece by piece, then all of it."""
    before = messages_of(earlier, say)
    question = {"role": "user", "content": render.question_html(asked.question, say)}
    pending = Exchange(asked.question, limit=asked.limit)
    yield [*before, question], (*earlier, pending)
    written, number = "", 0
    try:
        asker = _asker(readiness, asked)
        turns = [Turn(each.question, each.text) for each in earlier if each.text]
        for each in streamed(lambda tell: ask(asker, asked.question, turns, asked.limit, tell=tell)):
            if isinstance(each, Answer):
                readiness.hear(asker, each)
                html = render.answer_html(each, asker.store, say)
                pending = replace(pending, html=html, text=each.text, related=each.related, slots=each.slots)
                break
            written += each
            number += 1
            if number % _PIECES_AT_ONCE == 1:
                said = replace(pending, html=render.broken_html(written, say(_BROKEN_OFF), say))
                yield [*before, question, _said(render.partial_html(written))], (*earlier, said)
    except Exception as error:  # noqa: BLE001 - whoever asked must hear of a bug, too; the log has its trace
        pending = replace(pending, html=render.broken_html(written, _told(error, asked.question, say), say))
    whole = (*earlier, replace(pending, is_whole=True))
    yield messages_of(whole, say), whole


def stopped(exchanges: tuple[Exchange, ...], say: Say) -> tuple[Exchange, ...]:
    """A conversation whose last answer was stopped by the person."""
    if not exchanges or exchanges[-1].is_whole:
        return exchanges
    last = exchanges[-1]
    html = last.html.replace(say(_BROKEN_OFF), say(_STOPPED)) or render.broken_html("", say(_STOPPED), say)
    return (*exchanges[:-1], replace(last, html=html, is_whole=True))


def _asker(readiness: Readiness, asked: Asked) -> Asker:
    asker = readiness.opened()
    return asker if asked.is_plain else replace(asker, model=None)


def _told(error: Exception, question: str, say: Say) -> str:
    if isinstance(error, QuestionError):
        return say(_TOO_LONG).format(MAX_CHARS) if len(question) > MAX_CHARS else say(_EMPTY)
    if isinstance(error, UnknownDocumentError):
        return say(_GONE)
    _log.error("a question failed", exc_info=error)
    return say(_FAILED)


def _said(html: str, related: tuple[str, ...] = ()) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": html}
    if related:
        message["options"] = [{"value": question} for question in related]
    return message
