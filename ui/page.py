"""The chat page (Gradio), beside the API: its tabs together, as an application that can be mounted."""

import json
from html import escape
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from ui.front import ENGLISH_PATH
from ui.languages import Say, chinese, english, english_words
from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.tabs.chat import chat_tab
from ui.tabs.evals import evals_tab
from ui.tabs.figures import figures_tab
from ui.tabs.reports import TAB as REPORTS
from ui.tabs.reports import reports_tab
from ui.tabs.terms import terms_tab

_CHINESE = "中文"
_SEAL = "问报"  # the product's name, in either language
_STATIC = Path(__file__).parent / "static"
# System fonts only: Gradio's own themes ask a font host.
_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")

_AT_ONCE = 8  # answers being written at a time; Gradio's own limit is one


def make_page(readiness: Readiness) -> FastAPI:
    """The page in both languages as an application of its own; its lifespan starts Gradio's queues."""
    page = FastAPI(openapi_url=None)
    page.get(ENGLISH_PATH)(lambda: RedirectResponse(f"{ENGLISH_PATH[1:]}/"))  # its links are relative
    page = _mounted(page, readiness, ENGLISH_PATH, english)
    return _mounted(page, readiness, "", chinese)


def _mounted(app: FastAPI, readiness: Readiness, path: str, say: Say) -> FastAPI:
    words = english_words() if say is english else {}
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        _page(readiness, say),
        path=path,
        theme=gr.themes.Default(font=list(_FONTS), font_mono=["monospace"], primary_hue="blue"),
        # In the head, as Gradio rewrites the selectors of css_paths.
        head=f"<style>{_static('page.css')}</style><script>window.wenbaoWords = {json.dumps(words)};</script>"
        f"<script>{_static('page.js')}</script>",
        footer_links=[],
        run_history=False,  # Gradio would keep every question in the browser
        ssr_mode=False,
        show_error=False,
    )
    return mounted


def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _page(readiness: Readiness, say: Say) -> gr.Blocks:
    page: gr.Blocks
    with gr.Blocks(title=say("问报 · 政府工作报告问答"), analytics_enabled=False) as page:
        gr.HTML(_head(readiness, say))
        with gr.Tabs() as tabs:
            with gr.Tab(say("提问"), id="chat"):
                chat_tab(readiness, page, say)
            with gr.Tab(say("名词解释"), id="terms"):
                terms_tab(readiness, say)
            with gr.Tab(say("数据"), id="figures"):
                figures_tab(readiness, say)
            with gr.Tab(say("报告"), id=REPORTS):
                reports_tab(readiness, page, tabs, say)
            with gr.Tab(say("评测"), id="evals"):
                evals_tab(readiness, say)
    page.queue(default_concurrency_limit=_AT_ONCE)
    return page


def _head(readiness: Readiness, say: Say) -> str:
    documents = readiness.opened().store.documents
    title = f"《{escape(documents[0].metadata.title)}》"
    if len(documents) > 1:
        title += say("等 {} 份报告").format(len(documents))
    other, name, language = ("..", _CHINESE, "zh-CN") if say is english else (ENGLISH_PATH[1:], "English", "en")
    return (
        f'<div class="wb-head"><span class="wb-seal" aria-hidden="true">{_SEAL}</span>'
        f"<div><h1>{say('政府工作报告问答')}</h1>"
        f"<p>{title}{say('，句句有出处')}</p></div>"
        f'<a class="wb-language" href="{other}/" hreflang="{language}" lang="{language}">{name}</a></div>'
    )
