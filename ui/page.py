"""The chat page (Gradio), beside the API. The only module that imports Gradio."""

import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads it when it is imported


@contextmanager
def _without_interface_files() -> Iterator[None]:
    """Import Gradio without the interface files for editors that it writes anew for each of its 80 components.

    They take half of its three seconds, at every start. It leaves out a component that has no source file.
    """
    source_file = inspect.getfile

    def no_component_file(item: Any) -> str:
        if isinstance(item, type) and item.__module__.startswith("gradio."):
            raise OSError("no source file wanted")
        return source_file(item)

    inspect.getfile = no_component_file  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = source_file


with _without_interface_files():
    import gradio as gr

from fastapi import FastAPI

from evals.kept_runs import kept_runs
from index.figure_search import find_figures
from index.terms import find_terms
from rag.suggest import examples
from ui import desk, render
from ui.conversation import ALL_REPORTS, Messages, Shown, Turns, respond
from ui.readiness import Readiness
from ui.trials import MOST_CASES, Trials, runs_html

_STATIC = Path(__file__).parent / "static"
# System fonts only: Gradio's own themes ask a font host.
_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")

_AT_ONCE = 8  # answers being written at a time; Gradio's own limit is one


def make_page(readiness: Readiness) -> FastAPI:
    """The page as an application of its own; its lifespan starts Gradio's queue."""
    page: FastAPI = gr.mount_gradio_app(
        FastAPI(openapi_url=None),
        _page(readiness),
        path="",
        theme=gr.themes.Default(font=list(_FONTS), font_mono=["monospace"], primary_hue="blue"),
        # In the head, as Gradio rewrites the selectors of css_paths.
        head=f"<style>{_static('page.css')}</style><script>{_static('page.js')}</script>",
        footer_links=[],
        run_history=False,  # Gradio would keep every question in the browser
        ssr_mode=False,
        show_error=False,
    )
    return page


def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _page(readiness: Readiness) -> gr.Blocks:
    documents = readiness.opened().store.documents
    title = f"《{escape(documents[0].metadata.title)}》" + (f"等 {len(documents)} 份报告" if len(documents) > 1 else "")
    page: gr.Blocks
    with gr.Blocks(title="问报 · 政府工作报告问答", analytics_enabled=False) as page:
        gr.HTML(
            '<div class="wb-head"><span class="wb-seal" aria-hidden="true">问报</span><div><h1>政府工作报告问答</h1>'
            f"<p>{title}，句句有出处</p></div></div>"
        )
        with gr.Tab("提问"):
            _chat(readiness, [(document.metadata.title, document.id) for document in documents])
        with gr.Tab("名词解释"):
            _glossary(readiness)
        with gr.Tab("数据"):
            _figures(readiness)
        with gr.Tab("报告"):
            _reports(readiness)
        with gr.Tab("评测"):
            _evals(readiness)
    page.queue(default_concurrency_limit=_AT_ONCE)
    return page


def _chat(readiness: Readiness, documents: list[tuple[str, str]]) -> None:
    turns = gr.State([])
    chosen: gr.Dropdown | gr.State = gr.State(ALL_REPORTS)
    if len(documents) > 1:
        chosen = gr.Dropdown(
            [ALL_REPORTS, *documents], value=ALL_REPORTS, label="报告", show_label=False, elem_id="wb-document"
        )
    chat = gr.Chatbot(
        label="对话",
        show_label=False,
        height="62vh",  # for a browser without the style sheet, which fits it to the window
        layout="bubble",
        autoscroll=False,  # it would show the end of a long answer; page.js shows its start
        latex_delimiters=[],
        buttons=[],  # its own copies the HTML of a message
        placeholder="**想了解报告里的什么？**<br>数字、举措、名词都可以问，点回答里的 [1] 就能看原文",
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
    with gr.Row(elem_id="wb-below"):
        gr.HTML("<p>回答只用报告里的话，请以原文为准</p>")
        clear = gr.Button("清空对话", size="sm", scale=0, min_width=88, elem_id="wb-clear")
    clear.click(lambda: ([], []), outputs=[chat, turns], api_visibility="private", show_progress="hidden")
    inputs, outputs = [box, chosen, chat, turns], [box, chat, turns]

    def answer(question: str, chosen: str, messages: Messages, turns: Turns) -> Iterator[Shown]:
        yield from respond(readiness, question, chosen, messages, turns)

    def picked_example(chosen: str, messages: Messages, turns: Turns, event: gr.SelectData) -> Iterator[Shown]:
        yield from respond(readiness, event.value["text"], chosen, messages, turns)

    def picked_option(chosen: str, messages: Messages, turns: Turns, event: gr.SelectData) -> Iterator[Shown]:
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


def _figures(readiness: Readiness) -> None:
    query = gr.Textbox(placeholder="输入指标里的词，如就业、绿地", label="查找数据", elem_id="wb-figure")
    shown = gr.HTML(_found_figures(readiness, ""), elem_id="wb-figures")
    gr.HTML('<p class="wb-empty"><a href="api/figures.csv" download="figures.csv">下载全部数据（CSV）</a></p>')

    def look_up(typed: str) -> str:
        return _found_figures(readiness, typed[:200])

    query.change(look_up, query, shown, api_visibility="private", show_progress="hidden", trigger_mode="always_last")


def _found_figures(readiness: Readiness, typed: str) -> str:
    store = readiness.opened().store
    titles = {document.id: document.metadata.title for document in store.documents}
    return desk.figures_html(find_figures(store.figures, typed, ()), titles)


def _reports(readiness: Readiness) -> None:
    store = readiness.opened().store
    chosen = gr.Dropdown(
        [(document.metadata.title, document.id) for document in store.documents],
        value=store.documents[0].id,
        label="报告",
        show_label=False,
        elem_id="wb-shown-report",
    )
    shown = gr.HTML(desk.report_html(store, store.documents[0]), elem_id="wb-report")

    def show(document_id: str) -> str:
        opened = readiness.opened().store
        return desk.report_html(opened, opened.document(document_id))

    chosen.change(show, chosen, shown, api_visibility="private", show_progress="hidden")


def _evals(readiness: Readiness) -> None:
    trials = Trials.beside(readiness.opened().store.path)
    start = gr.Button(f"运行小评测（{MOST_CASES} 题）", size="sm", elem_id="wb-trial")
    shown = gr.HTML(lambda: runs_html(kept_runs(trials.folder)), elem_id="wb-runs")

    def run() -> Iterator[str]:
        yield from trials.run(readiness.opened())

    start.click(run, outputs=shown, api_visibility="private", show_progress="hidden")
