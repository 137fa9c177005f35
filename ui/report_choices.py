"""The choice of a report, as the shelf is whenever the page is loaded."""

from collections.abc import Callable

from ui.conversation import ALL_REPORTS
from ui.quiet_gradio import gr
from ui.readiness import Readiness


def report_choices(readiness: Readiness) -> list[tuple[str, str]]:
    """Title and id of the reports that are served now."""
    return [(document.metadata.title, document.id) for document in readiness.opened().store.documents]


def choice_to_ask(readiness: Readiness) -> gr.Dropdown:
    """Which report is asked: all of them at first, and no choice to see where there is but one."""

    def choice() -> gr.Dropdown:
        reports = report_choices(readiness)
        return gr.Dropdown(
            [(ALL_REPORTS, ALL_REPORTS), *reports],
            value=ALL_REPORTS,
            label="报告",
            show_label=False,
            elem_id="wb-document",
            visible=len(reports) > 1,
        )

    return _made_on_load(choice)


def choice_to_show(readiness: Readiness) -> gr.Dropdown:
    """Which report is shown: the first at first."""

    def choice() -> gr.Dropdown:
        reports = report_choices(readiness)
        return gr.Dropdown(reports, value=reports[0][1], label="报告", show_label=False, elem_id="wb-shown-report")

    return _made_on_load(choice)


def _made_on_load(choice: Callable[[], gr.Dropdown]) -> gr.Dropdown:
    """Lay it out now, and make it anew for each visitor: the shelf may have changed since."""
    laid_out = choice()
    gr.on(None, choice, None, laid_out, api_visibility="private", show_progress="hidden")
    return laid_out
