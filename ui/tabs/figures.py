"""The tab of the figures."""

from html import escape
from urllib.parse import urlencode

from index.figure_search import find_figures
from ui.figures_desk import figures_html
from ui.fresh import fresh_html
from ui.languages import Say, language_of
from ui.quiet_gradio import gr
from ui.readiness import Readiness

_MOST_CHARS = 200


def figures_tab(readiness: Readiness, say: Say) -> None:
    """Lay it out, and bind what it does."""
    query = gr.Textbox(placeholder=say("输入指标里的词，如就业、绿地"), label=say("查找数据"), elem_id="wb-figure")
    download = fresh_html(lambda: _looked_up(readiness, "", say)[1])
    shown = fresh_html(lambda: _looked_up(readiness, "", say)[0], elem_id="wb-figures")

    def look_up(typed: str) -> tuple[str, str]:
        return _looked_up(readiness, typed[:_MOST_CHARS], say)

    query.change(
        look_up, query, [shown, download], api_visibility="private", show_progress="hidden", trigger_mode="always_last"
    )


def _looked_up(readiness: Readiness, typed: str, say: Say) -> tuple[str, str]:
    """What is found, and the link that downloads it."""
    store = readiness.opened().store
    titles = {document.id: document.metadata.title for document in store.documents}
    found = find_figures(store.figures, typed, ())
    return figures_html(found, titles, say, is_asked=bool(typed.strip())), _download(typed, say) if found else ""


def _download(typed: str, say: Say) -> str:
    asked = urlencode({"lang": language_of(say), **({"q": typed} if typed.strip() else {})})
    words = say("下载找到的数据（CSV）") if typed.strip() else say("下载全部数据（CSV）")
    link = f'<a href="api/figures.csv?{escape(asked)}" download="figures.csv">{words}</a>'
    return f'<p class="wb-downloads">{link}</p>'
