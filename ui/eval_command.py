"""The command ``wenbao eval``: from data sets and wishes to tables, a record, a page and a verdict."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evals.askers import askers_of
from evals.baseline import Comparison, compare, format_comparison, format_matrix
from evals.configuration import LLM, Configuration, Wishes, configurations
from evals.damage import damage_scores, format_damages
from evals.dataset import Case
from evals.gate import broken_bounds, read_bounds
from evals.kept_runs import keep_run, runs_folder
from evals.load import Loaded, answerable_by, load_cases, read_cases
from evals.metered import MeteredModel, Prices
from evals.page import page_of
from evals.plots import plots_of
from evals.public_sets import PublicSet, public_store, read_public_set
from evals.record import Record, read_record, record_of, write_records
from evals.result import Report
from evals.run import run_suite
from evals.sheets import write_sheet
from evals.table import format_latency, format_table
from index.encoders import load_encoder
from index.errors import DatasetError, SettingsError, WenbaoError
from index.store import open_store
from rag.asker import Asker
from ui.opening import open_asker, open_encoder, open_model, open_reader
from ui.settings import Settings

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where a run goes besides the terminal, and what it is held against."""

    json_file: Path | None = None
    html_file: Path | None = None
    baseline: Path | None = None
    fail_under: tuple[str, ...] = ()
    strict: bool = False
    prices: Prices | None = None  # of a language model's tokens


class BoundError(WenbaoError):
    """A run did not keep the bounds that were set."""


def write_template(file: Path) -> None:
    """An empty sheet for cases."""
    write_sheet(file, ())


def evaluate(datasets: Sequence[Path], wishes: Wishes, outputs: Outputs, settings: Settings) -> None:
    """Run the cases under every configuration wished for. Wishes that cannot be met are told before anything runs."""
    asked = configurations(wishes)
    model = _metered_model(asked, outputs.prices, settings)
    bounds = read_bounds(outputs.fail_under)
    baseline = read_record(outputs.baseline) if outputs.baseline else None
    public = _public_set(datasets)
    loaded = Loaded(public.cases, public.problems) if public else read_cases(datasets)
    _tell_problems(loaded.problems, strict=outputs.strict)
    for file in (outputs.json_file, outputs.html_file):
        if file is not None:
            file.touch()  # fails now rather than after the run
    asker = _open_public(public, settings) if public else open_asker(settings, _tell)
    known = answerable_by(loaded, [document.id for document in asker.store.documents])
    _tell_problems(known.problems[len(loaded.problems) :], strict=outputs.strict)
    reports = _run(asker, known.cases, asked, model, settings)
    records = [record_of(report) for report in reports]
    comparison = compare(baseline, records[0], wishes.seed) if baseline else None
    _print(reports, records, comparison, wishes.seed)
    if outputs.json_file is not None:
        write_records(outputs.json_file, records)
    page = page_of(records, comparison, wishes.seed)
    if outputs.html_file is not None:
        outputs.html_file.write_text(page, encoding="utf-8")
    if public is None:
        keep_run(runs_folder(settings.store), records[0], page, plots_of(records))
    broken = broken_bounds(bounds, records[0]["metrics"])
    if broken:
        raise BoundError(f"{'; '.join(broken)}. See which cases are wrong with: wenbao eval --html run.html")


def try_damages(datasets: Sequence[Path], settings: Settings) -> None:
    """Print how far each metric falls when the answers are damaged on purpose. Raises DatasetError for a bad line."""
    cases = load_cases(datasets)
    typer.echo(format_damages(damage_scores(open_asker(settings, _tell), cases)))


def _tell_problems(problems: Sequence[str], *, strict: bool) -> None:
    if strict and problems:
        raise DatasetError(problems[0])
    for problem in problems:
        _tell(f"Skipped {problem}")


def _public_set(datasets: Sequence[Path]) -> PublicSet | None:
    found = [public for public in map(read_public_set, datasets) if public is not None]
    if found and len(datasets) > 1:
        raise DatasetError(
            "a public set brings its own paragraphs. Give it alone, and run other data sets by themselves."
        )
    return found[0] if found else None


def _open_public(public: PublicSet, settings: Settings) -> Asker:
    encoder = open_encoder(settings, _tell)
    store = open_store(public_store(public, settings.cache / "evals", encoder, _tell))
    return Asker(store, encoder, reader=open_reader(encoder, settings, _tell))


def _metered_model(asked: Sequence[Configuration], prices: Prices | None, settings: Settings) -> MeteredModel | None:
    """The language model where a configuration asks for it. Raises SettingsError where none is set."""
    if all(each.generator != LLM for each in asked):
        return None
    model = open_model(settings)
    if model is None:
        raise SettingsError("no language model is set. Set WENBAO_LLM_BASE_URL and WENBAO_LLM_MODEL, or leave out llm.")
    return MeteredModel(model, prices)


def _run(
    asker: Asker, cases: Sequence[Case], asked: Sequence[Configuration], model: MeteredModel | None, settings: Settings
) -> list[Report]:
    reports = []
    with askers_of(asker, asked, lambda name: load_encoder(name, settings.cache, _tell), _tell) as askers:
        for configuration in asked:
            with _bar(configuration.name, len(cases)) as advance:
                wording = model if configuration.generator == LLM else None
                one = replace(askers[configuration.encoder], settings=configuration.settings, model=wording)
                reports.append(run_suite(one, cases, advance, configuration=configuration))
    return reports


def _print(reports: Sequence[Report], records: Sequence[Record], comparison: Comparison | None, seed: int) -> None:
    if len(reports) == 1:
        typer.echo(format_table(reports[0]))
        _tell(format_latency(reports[0]))
    else:
        typer.echo(format_matrix(records, seed))
    if comparison is not None:
        typer.echo(f"\n{format_comparison(comparison, 'baseline', 'this run')}")


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
        _tell(f"  {done} of {total} cases")


def _tell(line: str) -> None:
    typer.echo(line, err=True)
