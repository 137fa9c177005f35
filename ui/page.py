"""The chat page (Gradio), mounted on the API. The only module that imports Gradio."""

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads it when it is imported

import gradio as gr
from fastapi import FastAPI

from index.errors import QuestionError
from index.terms import find_terms
from index.types import NO_LIMIT, Filter
from rag.answer import ask
from rag.suggest import examples
from rag.types import Turn
from ui import render
from ui.readiness import Readiness
from ui.stream import pieces

_STATIC = Path(__file__).parent / "static"
_ALL = "全部报告"
# System fonts only: Gradio's own themes ask a font host.
_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
_PIECES_AT_ONCE = 3  # twelve characters an update: smooth, and a second at most for the longest answer

Messages = list[dict[str, Any]]
Turns = list[tuple[str, str]]


def mount_page(app: FastAPI, readiness: Readiness) -> FastAPI:
    """The page at ``/`` of ``app``."""
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        _page(readiness),
        path="",
        theme=gr.themes.Default(font=list(_FONTS), font_mono=["monospace"], primary_hue="blue"),
        # In the head, as Gradio rewrites the selectors of css_paths.
        head=f"<style>{_static('page.css')}</style><script>{_static('page.js')}</script>",
        footer_links=[],
        ssr_mode=False,
        show_error=False,
    )
    return mounted


def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def respond(
    readiness: Readiness, question: str, chosen: str, messages: Messages, turns: Turns
) -> Iterator[tuple[str, Messages, Turns]]:
    """Show the question, then the answer piece by piece, then the answer with its citations."""
    messages = [*messages, {"role": "user", "content": render.question_html(question)}]
    yield "", messages, turns
    asker = readiness.opened()
    limit = NO_LIMIT if chosen == _ALL else Filter(documents=(chosen,))
    try:
        answer = ask(asker, question, [Turn(*turn) for turn in turns], limit)
    except QuestionError as error:
        yield "", [*messages, _said(render.partial_html(_told(error)))], turns
        return
    written = ""
    for number, piece in enumerate(pieces(answer.text)):
        written += piece
        if number % _PIECES_AT_ONCE == 0:
            yield "", [*messages, _said(render.partial_html(written))], turns
    final = _said(render.answer_html(answer, asker.store), answer.related)
    yield "", [*messages, final], [*turns, (question, answer.text)]


def _said(html: str, related: tuple[str, ...] = ()) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": html}
    if related:
        message["options"] = [{"value": question} for question in related]
    return message


def _told(error: QuestionError) -> str:
    """The error in the page's language."""
    return "问题是空的，请用几个词说明想了解什么。" if "empty" in str(error) else "问题太长了，请在 2000 字以内提问。"


def _page(readiness: Readiness) -> gr.Blocks:
    documents = readiness.opened().store.documents
    titles = "、".join(f"《{document.metadata.title}》" for document in documents[:3])
    page: gr.Blocks
    with gr.Blocks(title="问报 · 政府工作报告问答", analytics_enabled=False) as page:
        gr.HTML(
            f'<div class="wb-head"><h1>问报</h1><p>{escape(titles)}{"等" if len(documents) > 3 else ""}'
            "：每句话都有出处，点 [1] 看原文。</p></div>"
        )
        with gr.Tab("提问"):
            _chat(readiness, [(document.metadata.title, document.id) for document in documents])
        with gr.Tab("名词解释"):
            _glossary(readiness)
    return page


def _chat(readiness: Readiness, documents: list[tuple[str, str]]) -> None:
    turns = gr.State([])
    chosen = gr.Dropdown(
        [_ALL, *documents], value=_ALL, label="报告", visible=len(documents) > 1, elem_id="wb-document"
    )
    chat = gr.Chatbot(
        label="对话",
        show_label=False,
        height="62vh",
        layout="bubble",
        latex_delimiters=[],
        buttons=["copy"],
        placeholder="**想了解报告里的什么？**<br>可以问数字、举措、名词，也可以接着追问",
        examples=[{"text": question} for question in examples(readiness.opened(), 4)],
        elem_id="wb-chat",
    )
    box = gr.Textbox(
        placeholder="输入问题，回车发送",
        show_label=False,
        label="问题",
        lines=1,
        max_lines=6,
        autofocus=True,
        submit_btn="发送",
        elem_id="wb-question",
    )
    chat.clear(lambda: [], outputs=turns, api_visibility="private")
    inputs, outputs = [box, chosen, chat, turns], [box, chat, turns]

    def answer(question: str, chosen: str, messages: Messages, turns: Turns) -> Iterator[tuple[str, Messages, Turns]]:
        yield from respond(readiness, question, chosen, messages, turns)

    def picked_example(
        chosen: str, messages: Messages, turns: Turns, event: gr.SelectData
    ) -> Iterator[tuple[str, Messages, Turns]]:
        yield from respond(readiness, event.value["text"], chosen, messages, turns)

    def picked_option(
        chosen: str, messages: Messages, turns: Turns, event: gr.SelectData
    ) -> Iterator[tuple[str, Messages, Turns]]:
        yield from respond(readiness, event.value, chosen, messages, turns)

    box.submit(answer, inputs, outputs, api_visibility="private", show_progress="hidden")
    chat.example_select(picked_example, inputs[1:], outputs, api_visibility="private", show_progress="hidden")
    chat.option_select(picked_option, inputs[1:], outputs, api_visibility="private", show_progress="hidden")


def _glossary(readiness: Readiness) -> None:
    query = gr.Textbox(placeholder="输入名词、简称或描述里的词", label="查找名词", elem_id="wb-term")
    shown = gr.HTML(render.glossary_html(find_terms(readiness.opened().store.documents, "")), elem_id="wb-terms")

    def look_up(typed: str) -> str:
        return render.glossary_html(find_terms(readiness.opened().store.documents, typed[:200]))

    query.change(look_up, query, shown, api_visibility="private", show_progress="hidden", trigger_mode="always_last")
