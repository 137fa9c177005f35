"""The chat page (Gradio), beside the API: its tabs together, as an application that can be mounted."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import escape

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.types import Receive, Scope, Send

from ui.fresh import fresh_html
from ui.languages import ENGLISH_PATH, Say, chinese, english, english_words
from ui.page_head import head_html
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
# System fonts only: Gradio's own themes ask a font host.
_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")

_AT_ONCE = 8  # answers being written at a time; Gradio's own limit is one


@dataclass(frozen=True, slots=True)
class Page:
    """The page in both languages as one ASGI application, the English one below a path of its own."""

    chinese: FastAPI
    english: FastAPI

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on to the page that it is for."""
        path = scope["path"]
        if path == ENGLISH_PATH:  # the links of a page are relative to its last slash
            await RedirectResponse(f"{ENGLISH_PATH[1:]}/")(scope, receive, send)
        elif path.startswith(f"{ENGLISH_PATH}/"):
            below = path.removeprefix(ENGLISH_PATH)
            await self.english({**scope, "path": below, "raw_path": None}, receive, send)
        else:
            await self.chinese(scope, receive, send)

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Gradio's queues run within it."""
        chinese, english = (page.router.lifespan_context(page) for page in (self.chinese, self.english))
        async with chinese, english:
            yield


def make_page(readiness: Readiness, root_path: str = "") -> Page:
    """The page; behind a proxy it is found below ``root_path``."""
    with_shelf = readiness.admin_token is not None
    return Page(
        _application(_page(readiness, chinese), root_path, head_html({}, with_shelf=with_shelf)),
        _application(
            _page(readiness, english), f"{root_path}{ENGLISH_PATH}", head_html(english_words(), with_shelf=with_shelf)
        ),
    )


def _application(page: gr.Blocks, root_path: str, head: str) -> FastAPI:
    application: FastAPI = gr.mount_gradio_app(
        FastAPI(openapi_url=None),
        page,
        path="",
        root_path=root_path or None,
        theme=gr.themes.Default(font=list(_FONTS), font_mono=["monospace"], primary_hue="blue"),
        head=head,  # not css_paths, as Gradio rewrites the selectors there
        footer_links=[],
        run_history=False,  # Gradio would keep every question in the browser
        ssr_mode=False,
        show_error=False,
    )
    return application


def _page(readiness: Readiness, say: Say) -> gr.Blocks:
    page: gr.Blocks
    os.environ["GRADIO_DEFAULT_CONCURRENCY_LIMIT"] = str(_AT_ONCE)  # telling the queue makes the application once more
    with gr.Blocks(title=say("问报 · 政府工作报告问答"), analytics_enabled=False) as page:
        fresh_html(lambda: _head(readiness, say))
        with gr.Tabs() as tabs:
            with gr.Tab(say("提问"), id="chat"):
                chat_tab(readiness, page, say)
            with gr.Tab(say("名词解释"), id="terms"):
                terms_tab(readiness, say)
            with gr.Tab(say("数据"), id="figures"):
                figures_tab(readiness, say)
            with gr.Tab(say("报告"), id=REPORTS):
                reports_tab(readiness, page, tabs, say)
            if readiness.admin_token is not None:
                from ui.tabs.shelf import shelf_tab  # with it come the readers of every format

                with gr.Tab(say("书架"), id="shelf"):
                    shelf_tab(say)
            with gr.Tab(say("评测"), id="evals"):
                evals_tab(readiness, say)
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
