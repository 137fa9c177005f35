"""The tab of the figures."""

from html import escape
from urllib.parse import quote

from index.figure_search import find_figures
from ui.figures_desk import figures_html
from ui.fresh import fresh_html
from ui.languages import Say
from ui.quiet_gradio import gr
from ui.readiness import Readiness

_MOST_CHARS = 200


def figures_tab(readiness: Readiness, say: Say) -> None:
    """Lay it out, and bind what it does."""
    query = gr.Textbox(placeholder=say("输入指标里的词，如就业、绿地"), label=say("查找数据"), elem_id="wb-figure")
    download = gr.HTML(_download("", say), apply_default_css=False)
    shown = fresh_html(lambda: _found(readiness, "", say), elem_id="wb-figures")

    def look_up(typed: str) -> tuple[str, str]:
        return _found(readiness, typed[:_MOST_CHARS], say), _download(typed[:_MOST_CHARS], say)

    query.change(
        look_up, query, [shown, download], api_visibility="private", show_progress="hidden", trigger_mode="always_last"
    )


def _found(readiness: Readiness, typed: str, say: Say) -> str:
    store = readiness.opened().store
    titles = {document.id: document.metadata.title for document in store.documents}
    return figures_html(find_figures(store.figures, typed, ()), titles, say)


def _download(typed: str, say: Say) -> str:
    address = escape(f"api/figures.csv?q={quote(typed)}" if typed.strip() else "api/figures.csv")
    words = say("下载找到的数据（CSV）") if typed.strip() else say("下载全部数据（CSV）")
    return f'<p class="wb-empty"><a href="{address}" download="figures.csv">{words}</a></p>'
