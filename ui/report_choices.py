"""The choice of a report, as the shelf is whenever the page is loaded."""

from ui.conversation import ALL_REPORTS
from ui.languages import Say
from ui.quiet_gradio import gr
from ui.readiness import Readiness


def choice_to_ask(readiness: Readiness, say: Say) -> gr.Dropdown:
    """Which report is asked: all of them at first, and no choice to see where there is but one."""
    reports = _reports(readiness)
    return gr.Dropdown(
        [(say(ALL_REPORTS), ALL_REPORTS), *reports],
        value=ALL_REPORTS,
        label=say("报告"),
        show_label=False,
        elem_id="wb-document",
        visible=len(reports) > 1,
    )


def choice_to_show(readiness: Readiness, say: Say, chosen: str) -> gr.Dropdown:
    """Which report is shown."""
    reports = _reports(readiness)
    return gr.Dropdown(
        reports,
        value=chosen,
        label=say("报告"),
        show_label=False,
        elem_id="wb-shown-report",
        visible=len(reports) > 1,
    )


def _reports(readiness: Readiness) -> list[tuple[str, str]]:
    """Title and id of the reports that are served now."""
    return [(document.metadata.title, document.id) for document in readiness.opened().store.documents]
