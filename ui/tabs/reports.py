"""The tab that shows how a report was read."""

from ui import desk
from ui.quiet_gradio import gr
from ui.readiness import Readiness


def reports_tab(readiness: Readiness) -> None:
    """Lay it out, and bind what it does."""
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
