"""The tab where a report is read."""

from typing import Any

from ui import report_facts
from ui.languages import Say
from ui.quiet_gradio import gr
from ui.reader import Place, read_place, reader_html
from ui.readiness import Readiness
from ui.report_choices import choice_to_show, reports_to_show

TAB = "reports"  # its name for a deep link


def reports_tab(readiness: Readiness, page: gr.Blocks, tabs: gr.Tabs, say: Say) -> None:
    """Lay it out, and bind what it does; a deep link opens it."""
    first = readiness.opened().store.documents[0].id
    chosen = choice_to_show(readiness, say)
    shown = gr.HTML(_shown(readiness, Place(first), say), elem_id="wb-report", apply_default_css=False)

    def show(document_id: str) -> str:
        return _shown(readiness, Place(document_id), say)

    def open_address(request: gr.Request) -> tuple[Any, Any, Any]:
        reports = reports_to_show(readiness)
        place = read_place(request.query_params.get("doc"), request.query_params.get("at"))
        if place is None or all(place.document_id != document_id for _, document_id in reports["choices"]):
            return gr.skip(), gr.update(**reports), gr.skip()
        chosen_anew = gr.update(value=place.document_id, **reports)
        return gr.Tabs(selected=TAB), chosen_anew, _shown(readiness, place, say)

    chosen.input(show, chosen, shown, api_visibility="private", show_progress="hidden")
    page.load(open_address, outputs=[tabs, chosen, shown], api_visibility="private", show_progress="hidden")


def _shown(readiness: Readiness, place: Place, say: Say) -> str:
    store = readiness.opened().store
    document = store.document(place.document_id)
    return report_facts.report_html(store, document, say) + reader_html(document, place, say)
