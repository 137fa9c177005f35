"""The command ``wenbao eval``: from data sets and wishes to tables, a record, a page and a verdict."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evals.baseline import Comparison, compare_all, format_comparison, format_matrix
from evals.configuration import LLM, Configuration, Wishes, configurations
from evals.damage import damage_scores, format_damages
from evals.gate import Bound, broken_bounds, read_bounds
from evals.judge import Judge, judge_report, judged_names
from evals.kept_runs import keep_run, runs_folder
from evals.metered import MeteredModel, Prices
from evals.page import page_of
from evals.plots import plots_of
from evals.ragas_judge import RagasJudge
from evals.record import Provenance, Record, read_record, record_of, write_records
from evals.result import Report
from evals.run import run_suite
from evals.table import format_judging, format_latency, format_skipped, format_table
from index.errors import WenbaoError
from rag.asker import Asker
from rag.warm_up import warm_up
from ui.eval_inputs import Opened, metered_model, model_of, open_askers, open_cases, tell, told_model
from ui.settings import Settings


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where a run goes besides the terminal, and what it is held against."""

    json_file: Path | None = None
    html_file: Path | None = None
    baseline: Path | None = None
    fail_under: tuple[str, ...] = ()
    strict: bool = False
    prices: Prices | None = None  # of a language model's tokens
    judged: str | None = None  # names of metrics that the language model of the settings judges


class BoundError(WenbaoError):
    """A run did not keep the bounds that were set."""


def evaluate(datasets: Sequence[Path], wishes: Wishes, outputs: Outputs, settings: Settings) -> None:
    """Run the cases under every configuration wished for. Wishes that cannot be met are told before anything runs."""
    asked = configurations(wishes)
    model = metered_model(asked, outputs.prices, settings)
    names = () if outputs.judged is None else judged_names(outputs.judged)
    judging = model_of(settings, "--judge") if names else None
    bounds = read_bounds(outputs.fail_under)
    baseline = read_record(outputs.baseline) if outputs.baseline else None
    for file in (outputs.json_file, outputs.html_file):
        if file is not None:
            _check_writable(file)
    opened = open_cases(datasets, settings, strict=outputs.strict)
    judge = RagasJudge(judging, opened.asker.encoder) if judging else None
    with open_askers(opened, asked, settings) as askers:
        reports = _run(askers, opened, asked, model)
    if judge is not None:
        reports = [_judged(report, judge, names) for report in reports]
    given = Provenance(
        tuple(map(str, datasets)),
        opened.skipped,
        model=told_model(model, settings),
        prices=outputs.prices,
        judge=judge.name if judge else None,
    )
    records = [record_of(report, given) for report in reports]
    against = compare_all(records, baseline, wishes.seed)
    _print(reports, records, against)
    page = _write(records, against, outputs, wishes.seed)
    if opened.public is None:
        keep_run(runs_folder(settings.store), records[0], page, plots_of(records), len(records) - 1)
    _check_bounds(bounds, records)


def _write(records: Sequence[Record], against: Sequence[Comparison | None], outputs: Outputs, seed: int) -> str:
    """The files that were asked for; the page is made in any case."""
    for record, comparison in zip(records, against, strict=True):
        record["comparison"] = comparison and asdict(comparison)
    if outputs.json_file is not None:
        write_records(outputs.json_file, records)
    page = page_of(records, against, seed)
    if outputs.html_file is not None:
        outputs.html_file.write_text(page, encoding="utf-8")
    return page


def try_damages(datasets: Sequence[Path], settings: Settings, *, strict: bool) -> None:
    """Print how far each metric falls when the answers are damaged on purpose."""
    opened = open_cases(datasets, settings, strict=strict)
    typer.echo(format_damages(damage_scores(opened.asker, opened.cases, opened.relevance)))


def _check_writable(file: Path) -> None:
    """Fail now rather than after the run, and leave no empty file behind when the run fails."""
    is_new = not file.exists()
    with file.open("ab"):
        pass
    if is_new:
        file.unlink()


def _check_bounds(bounds: Sequence[Bound], records: Sequence[Record]) -> None:
    """Every run of a matrix keeps the bounds, or the command fails."""
    told = []
    for record in records:
        name = f"{record['configuration']['name']}: " if len(records) > 1 else ""
        told += [f"{name}{broken}" for broken in broken_bounds(bounds, record["metrics"], record["stopped"])]
    if told:
        raise BoundError(f"{'; '.join(told)}. See which cases are wrong with: wenbao eval --html run.html")


def _judged(report: Report, judge: Judge, names: Sequence[str]) -> Report:
    with _bar("judging", len(report.results)) as advance:
        return judge_report(report, judge, names, advance)


def _run(
    askers: dict[str | None, Asker], opened: Opened, asked: Sequence[Configuration], model: MeteredModel | None
) -> list[Report]:
    reports = []
    for configuration in asked:
        with _bar(configuration.name, len(opened.cases)) as advance:
            wording = model if configuration.generator == LLM else None
            one = replace(askers[configuration.encoder], settings=configuration.settings, model=wording)
            warm_up(one)
            reports.append(
                run_suite(one, opened.cases, advance, configuration=configuration, relevance=opened.relevance)
            )
    return reports


def _print(reports: Sequence[Report], records: Sequence[Record], against: Sequence[Comparison | None]) -> None:
    skipped = len(records[0]["skipped"])
    if len(reports) == 1:
        typer.echo(format_table(reports[0], skipped))
        tell(format_latency(reports[0]))
    else:
        judging = (line for each in reports for line in format_judging(each, f"{each.configuration.name}: "))
        typer.echo("\n".join((format_matrix(records, against), *judging, *format_skipped(skipped))))
    if against[0] is not None:
        typer.echo(f"\n{format_comparison(against[0], 'baseline', 'this run')}")


@contextmanager
def _bar(name: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, else a line for every quarter."""
    if not sys.stderr.isatty():
        yield _tell_quarter
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=total)
        yield lambda done, _: progress.update(task, completed=done)


def _tell_quarter(done: int, total: int) -> None:
    if done * 4 // total > (done - 1) * 4 // total:
        tell(f"  {done} of {total} cases")
