"""The tab of the eval runs."""

from collections.abc import Iterator

from evals.kept_runs import kept_runs
from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.trials import MOST_CASES, Trials, runs_html


def evals_tab(readiness: Readiness) -> None:
    """Lay it out, and bind what it does."""
    trials = Trials.beside(readiness.opened().store.path)
    start = gr.Button(f"运行小评测（{MOST_CASES} 题）", size="sm", elem_id="wb-trial")
    shown = gr.HTML(lambda: runs_html(kept_runs(trials.folder)), elem_id="wb-runs")

    def run() -> Iterator[str]:
        yield from trials.run(readiness.opened())

    start.click(run, outputs=shown, api_visibility="private", show_progress="hidden")
