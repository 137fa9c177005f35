"""The tab of the figures."""

from index.figure_search import find_figures
from ui import desk
from ui.quiet_gradio import gr
from ui.readiness import Readiness


def figures_tab(readiness: Readiness) -> None:
    """Lay it out, and bind what it does."""

    def look_up(typed: str = "") -> str:
        store = readiness.opened().store
        titles = {document.id: document.metadata.title for document in store.documents}
        return desk.figures_html(find_figures(store.figures, typed[:200], ()), titles)

    query = gr.Textbox(placeholder="输入指标里的词，如就业、绿地", label="查找数据", elem_id="wb-figure")
    shown = gr.HTML(look_up, elem_id="wb-figures")
    gr.HTML('<p class="wb-empty"><a href="api/figures.csv" download="figures.csv">下载全部数据（CSV）</a></p>')
    query.change(look_up, query, shown, api_visibility="private", show_progress="hidden", trigger_mode="always_last")
