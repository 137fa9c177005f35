"""The chat page (Gradio), beside the API: its tabs together, as an application that can be mounted."""

from html import escape
from pathlib import Path

from fastapi import FastAPI

from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.tabs.chat import chat_tab
from ui.tabs.evals import evals_tab
from ui.tabs.figures import figures_tab
from ui.tabs.reports import reports_tab
from ui.tabs.shelf import shelf_tab
from ui.tabs.terms import terms_tab

_STATIC = Path(__file__).parent / "static"
# System fonts only: Gradio's own themes ask a font host.
_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")

_AT_ONCE = 8  # answers being written at a time; Gradio's own limit is one


def make_page(readiness: Readiness) -> FastAPI:
    """The page as an application of its own; its lifespan starts Gradio's queue."""
    scripts = [_static("page.js")] + ([] if readiness.admin_token is None else [_static("shelf.js")])
    page: FastAPI = gr.mount_gradio_app(
        FastAPI(openapi_url=None),
        _page(readiness),
        path="",
        theme=gr.themes.Default(font=list(_FONTS), font_mono=["monospace"], primary_hue="blue"),
        # In the head, as Gradio rewrites the selectors of css_paths.
        head=f"<style>{_static('page.css')}</style>" + "".join(f"<script>{script}</script>" for script in scripts),
        footer_links=[],
        run_history=False,  # Gradio would keep every question in the browser
        ssr_mode=False,
        show_error=False,
    )
    return page


def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _page(readiness: Readiness) -> gr.Blocks:
    page: gr.Blocks
    with gr.Blocks(title="问报 · 政府工作报告问答", analytics_enabled=False) as page:
        gr.HTML(lambda: _head(readiness))  # called whenever the page is loaded, as the shelf may have changed
        with gr.Tab("提问"):
            chat_tab(readiness)
        with gr.Tab("名词解释"):
            terms_tab(readiness)
        with gr.Tab("数据"):
            figures_tab(readiness)
        with gr.Tab("报告"):
            reports_tab(readiness)
        with gr.Tab("评测"):
            evals_tab(readiness)
        if readiness.admin_token is not None:
            with gr.Tab("书架"):
                shelf_tab()
    page.queue(default_concurrency_limit=_AT_ONCE)
    return page


def _head(readiness: Readiness) -> str:
    documents = readiness.opened().store.documents
    title = f"《{escape(documents[0].metadata.title)}》" + (f"等 {len(documents)} 份报告" if len(documents) > 1 else "")
    return (
        '<div class="wb-head"><span class="wb-seal" aria-hidden="true">问报</span><div><h1>政府工作报告问答</h1>'
        f"<p>{title}，句句有出处</p></div></div>"
    )
