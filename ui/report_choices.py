"""The choice of a report, as the shelf is whenever the page is loaded."""

from typing import Any

from ui.conversation import ALL_REPORTS
from ui.languages import Say
from ui.quiet_gradio import gr
from ui.readiness import Readiness


def choice_to_ask(readiness: Readiness, say: Say) -> gr.Dropdown:
    """Which report is asked: all of them at first, and no choice to see where there is but one."""
    return _dropdown("wb-document", say, value=ALL_REPORTS, **reports_to_ask(readiness, say))


def choice_to_show(readiness: Readiness, say: Say) -> gr.Dropdown:
    """Which report is shown: the first at first."""
    shown = reports_to_show(readiness)
    return _dropdown("wb-shown-report", say, value=shown["choices"][0][1], **shown)


def reports_to_ask(readiness: Readiness, say: Say) -> dict[str, Any]:
    """What a loaded page has to learn of the shelf; what is chosen on it stays chosen."""
    shown = reports_to_show(readiness)
    return {**shown, "choices": [(say(ALL_REPORTS), ALL_REPORTS), *shown["choices"]]}


def reports_to_show(readiness: Readiness) -> dict[str, Any]:
    """The same for the report to read."""
    documents = readiness.opened().store.documents
    return {"choices": [(each.metadata.title, each.id) for each in documents], "visible": len(documents) > 1}


def _dropdown(name: str, say: Say, **shown: Any) -> gr.Dropdown:
    return gr.Dropdown(label=say("报告"), show_label=False, elem_id=name, **shown)
