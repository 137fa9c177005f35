"""The tab of the glossary."""

from index.terms import find_terms
from ui import render
from ui.quiet_gradio import gr
from ui.readiness import Readiness


def terms_tab(readiness: Readiness) -> None:
    """Lay it out, and bind what it does."""

    def look_up(typed: str = "") -> str:
        return render.glossary_html(find_terms(readiness.opened().store.documents, typed[:200]))

    query = gr.Textbox(placeholder="输入名词、简称或描述里的词", label="查找名词", elem_id="wb-term")
    shown = gr.HTML(look_up, elem_id="wb-terms")
    query.change(look_up, query, shown, api_visibility="private", show_progress="hidden", trigger_mode="always_last")
