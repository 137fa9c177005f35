"""The tab of the eval runs."""

import secrets
from collections.abc import Iterator

from pydantic import SecretStr

from evals.kept_runs import kept_runs
from ui.fresh import fresh_html
from ui.languages import Say
from ui.quiet_gradio import gr
from ui.readiness import Readiness
from ui.trials import MOST_CASES, Trials, runs_html

_ABOUT = (
    "给维护者看：系统回答一组有标准答案的题，这里是得分。从 0 到 1，越高越好；只有“把握的偏差”越低越好。"
    "“该拒才拒”：报告没有说的不答，说了的不拒。"
)
_FOR_MAINTAINERS = "运行评测需要管理口令：请先在“书架”里输入。"
# Where there is a token, the shelf's script shows the button to whoever has typed it.
_TOKEN = "() => [sessionStorage.getItem('wenbao-token') ?? '']"


def evals_tab(readiness: Readiness, say: Say) -> None:
    """Lay it out, and bind what it does: with a token set, only who has it may let the machine work on it."""
    needs_token = readiness.admin_token is not None
    trials = Trials.beside(readiness.opened().store.path)
    gr.HTML(f'<p class="wb-about">{say(_ABOUT)}</p>', apply_default_css=False)
    start = gr.Button(
        say("运行小评测（{} 题）").format(MOST_CASES),
        size="md",
        elem_id="wb-trial",
        elem_classes=["wb-needs-token"] if needs_token else [],
    )
    token = gr.Textbox(visible="hidden", elem_id="wb-trial-token", show_label=False)
    shown = fresh_html(lambda: runs_html(kept_runs(trials.folder), say), elem_id="wb-runs")

    def run(given: str) -> Iterator[str]:
        if not may_run(readiness.admin_token, given):
            yield f'<p class="wb-empty" role="status">{say(_FOR_MAINTAINERS)}</p>'
            return
        yield from trials.run(readiness.opened(), say)

    start.click(run, token, shown, js=_TOKEN, api_visibility="private", show_progress="hidden")


def may_run(token: SecretStr | None, given: str) -> bool:
    """Whether whoever gives this may start a run; where no token is set, everybody."""
    return token is None or secrets.compare_digest(token.get_secret_value().encode(), given.encode())
