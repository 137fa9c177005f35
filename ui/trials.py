"""The small evaluation that a visitor may start from the page: one at a time, beside the answering of questions."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from queue import Queue
from threading import Lock, Thread

from evals.kept_runs import TRIAL, KeptRun, kept_runs, runs_folder
from rag.asker import Asker
from ui.languages import Say

_log = logging.getLogger(__name__)
MOST_CASES = 60  # two to four seconds
_SHOWN_RUNS = 8
_COLUMNS = {
    "right": "回答正确",
    "recall@5": "前五段有依据",
    "figure_accuracy": "数字有出处",
    "citation_precision": "引用准确",
    "abstention_f1": "该拒才拒",
    "calibration_error": "把握的偏差",
}
_TITLES = {
    "Recall of evidence over k": "前 k 段里找到的依据",
    "Reliability": "把握与实际正确率",
    "Latency": "用时（毫秒）",
    "Length of answers": "回答长度（字）",
}
_SMALL_SET = "小评测"
_NO_CASES = "这里的报告没有随项目附带的评测题；请用 wenbao eval 运行自己的评测集。"
_FAILED = "评测没有完成，请查看服务器日志。"


@dataclass(slots=True)
class Trials:
    """Runs the small set. Answers of people come first: it asks one question at a time in one thread."""

    folder: Path
    lock: Lock = field(default_factory=Lock)

    @classmethod
    def beside(cls, store: Path) -> "Trials":
        """The trials whose runs are kept beside a store."""
        return cls(runs_folder(store))

    def run(self, asker: Asker, say: Say) -> Iterator[str]:
        """What to show while it runs: how far it is, and at last the runs."""
        if not self.lock.acquire(blocking=False):
            yield _note(say("已有一次评测正在进行，请稍后再看。")) + runs_html(kept_runs(self.folder), say)
            return
        told: Queue[str | None] = Queue()
        Thread(target=self._run, args=(asker, told, say), daemon=True).start()
        line = None
        while (latest := told.get()) is not None:
            line = latest
            yield _note(line)
        last = _note(line) if line in (say(_NO_CASES), say(_FAILED)) else ""
        yield last + runs_html(kept_runs(self.folder), say)

    def _run(self, asker: Asker, told: "Queue[str | None]", say: Say) -> None:
        try:
            from evals.trial import run_trial

            def tell(done: int, total: int) -> None:
                told.put(say("正在评测：{} / {} 题").format(done, total))

            if not run_trial(asker, self.folder, MOST_CASES, tell):
                told.put(say(_NO_CASES))
        except Exception:  # noqa: BLE001 - whoever started it must hear of a bug, too; the log has its trace
            _log.exception("a trial failed")
            told.put(say(_FAILED))
        finally:
            self.lock.release()
            told.put(None)


def runs_html(runs: tuple[KeptRun, ...], say: Say) -> str:
    """The latest runs as a table, and the plots of the newest."""
    if not runs:
        return _note(say("还没有评测记录。"))
    head = "".join(f"<th>{say(name)}</th>" for name in ("时间（UTC）", "题数", *_COLUMNS.values(), ""))
    body = "".join(_row(run, say) for run in runs[:_SHOWN_RUNS])
    plots = "".join(
        f'<figure role="img" aria-label="{name}"><figcaption>{name}</figcaption>{svg}</figure>'
        for title, svg in runs[0].plots.items()
        if (name := say(_TITLES.get(title, "")))
    )
    table = f'<table class="wb-figures wb-runs"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="wb-scroll">{table}</div><div class="wb-plots">{plots}</div>'


def _row(run: KeptRun, say: Say) -> str:
    cells = (_cell(run, name) for name in _COLUMNS)
    link = f'<a href="api/evals/{escape(run.name)}" target="_blank" rel="noopener">{say("逐题查看")}</a>'
    date = escape(run.date[:16].replace("T", " "))
    datasets = (say(_SMALL_SET) if each == TRIAL else each for each in run.datasets)
    what = escape(" · ".join(each for each in (*datasets, _configuration(run), _commit(run)) if each))
    head = f'<th scope="row">{date}<br><small>{what}</small></th>'
    return f"<tr>{head}<td>{run.cases}</td>{''.join(cells)}<td>{link}</td></tr>"


def _configuration(run: KeptRun) -> str:
    return f"{run.configuration} +{run.beside}" if run.beside else run.configuration


def _commit(run: KeptRun) -> str:
    """The first digits of the commit, and whether the code was changed since."""
    commit, dirty, _ = (run.commit or "").partition("-dirty")
    return f"{commit[:8]}{dirty}"


def _cell(run: KeptRun, name: str) -> str:
    value = run.metrics.get(name)
    return f"<td>{'–' if value is None else f'{value:.3f}'}</td>"


def _note(line: str) -> str:
    return f'<p class="wb-empty" role="status">{escape(line)}</p>'
