"""The tab of the eval runs."""

from collections.abc import Iterator

from evals.kept_runs import kept_runs
from ui.fresh import fresh_html
from ui.languages import Say
from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.trials import MOST_CASES, Trials, runs_html


def evals_tab(readiness: Readiness, say: Say) -> None:
    """Lay it out, and bind what it does."""
    trials = Trials.beside(readiness.opened().store.path)
    start = gr.Button(say("运行小评测（{} 题）").format(MOST_CASES), size="sm", elem_id="wb-trial")
    shown = fresh_html(lambda: runs_html(kept_runs(trials.folder), say), elem_id="wb-runs")

    def run() -> Iterator[str]:
        yield from trials.run(readiness.opened(), say)

    start.click(run, outputs=shown, api_visibility="private", show_progress="hidden")
