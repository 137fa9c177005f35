"""A conversation of the page: what it shows while a question is answered."""

import logging
from collections.abc import Iterator
from typing import Any

from index.errors import QuestionError
from index.types import NO_LIMIT, Filter
from rag.answer import ask
from rag.question import MAX_CHARS
from rag.types import Answer, Turn
from ui import render
from ui.readiness import Readiness
from ui.stream import streamed

_log = logging.getLogger(__name__)
ALL_REPORTS = "全部报告"
_EMPTY = "问题是空的，请用几个词说明想了解什么。"
_TOO_LONG = f"问题太长了，请在 {MAX_CHARS} 字以内提问。"
_FAILED = "回答时出错了，请再试一次；总是这样的话，请告诉管理员。"
_PIECES_AT_ONCE = 3  # twelve characters an update: smooth, and a second at most for the longest answer

Messages = list[dict[str, Any]]  # as Gradio's chat takes them
Turns = list[tuple[str, str]]
Shown = tuple[str, Messages, Turns]  # what is left in the question box, the messages, the turns that count


def respond(readiness: Readiness, question: str, chosen: str, messages: Messages, turns: Turns) -> Iterator[Shown]:
    """Show the question, then the answer piece by piece, then the answer with its citations."""
    messages = [*messages, {"role": "user", "content": render.question_html(question)}]
    yield "", messages, turns
    written, number, told = "", 0, _FAILED
    limit = NO_LIMIT if chosen == ALL_REPORTS else Filter(documents=(chosen,))
    try:
        asker = readiness.opened()
        earlier = [Turn(*turn) for turn in turns]
        for each in streamed(lambda tell: ask(asker, question, earlier, limit, tell=tell)):
            if isinstance(each, Answer):
                readiness.hear(asker, each)
                final = _said(render.answer_html(each, asker.store), each.related)
                yield "", [*messages, final], [*turns, (question, each.text)]
                return
            written += each
            number += 1
            if number % _PIECES_AT_ONCE == 1:
                yield "", [*messages, _said(render.partial_html(written))], turns
    except QuestionError:
        told = _TOO_LONG if len(question) > MAX_CHARS else _EMPTY
    except Exception:  # noqa: BLE001 - whoever asked must hear of a bug, too; the log has its trace
        _log.exception("a question failed")
        told = _FAILED
    yield "", [*messages, _said(render.partial_html(told))], turns


def _said(html: str, related: tuple[str, ...] = ()) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": html}
    if related:
        message["options"] = [{"value": question} for question in related]
    return message
