"""The tab that shows how a report was read."""

from ui import desk
from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.report_choices import choice_to_show


def reports_tab(readiness: Readiness) -> None:
    """Lay it out, and bind what it does."""
    chosen = choice_to_show(readiness)

    def first() -> str:
        store = readiness.opened().store
        return desk.report_html(store, store.documents[0])

    shown = gr.HTML(first, elem_id="wb-report")

    def show(document_id: str) -> str:
        opened = readiness.opened().store
        return desk.report_html(opened, opened.document(document_id))

    chosen.change(show, chosen, shown, api_visibility="private", show_progress="hidden")
