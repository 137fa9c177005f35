"""The command ``wenbao eval``: from data sets and wishes to tables, a record, a page and a verdict."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evals.askers import StoreFor, askers_of, rebuilt
from evals.baseline import Comparison, compare, format_comparison, format_matrix
from evals.configuration import LLM, Configuration, Wishes, configurations
from evals.damage import damage_scores, format_damages
from evals.dataset import Case
from evals.gate import Bound, broken_bounds, read_bounds
from evals.kept_runs import keep_run, runs_folder
from evals.load import Loaded, answerable_by, read_cases
from evals.metered import MeteredModel, Prices
from evals.page import page_of
from evals.plots import plots_of
from evals.public_set import PublicSet
from evals.public_sets import read_public_set
from evals.public_store import public_store
from evals.record import Provenance, Record, read_record, record_of, write_records
from evals.relevance import JudgedRelevance, Relevance
from evals.result import Report
from evals.run import run_suite
from evals.sheets import write_sheet
from evals.table import format_latency, format_skipped, format_table
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
    for file in (outputs.json_file, outputs.html_file):
        if file is not None:
            _check_writable(file)
    opened = _open(datasets, settings, strict=outputs.strict)
    with _askers(opened, asked, settings) as askers:
        reports = _run(askers, opened, asked, model)
    given = Provenance(tuple(map(str, datasets)), opened.skipped, _told_model(model, settings), outputs.prices)
    records = [record_of(report, given) for report in reports]
    comparison = compare(baseline, records[0], wishes.seed) if baseline else None
    if comparison is not None:
        records[0]["comparison"] = asdict(comparison)
    _print(reports, records, comparison, wishes.seed)
    if outputs.json_file is not None:
        write_records(outputs.json_file, records)
    page = page_of(records, comparison, wishes.seed)
    if outputs.html_file is not None:
        outputs.html_file.write_text(page, encoding="utf-8")
    if opened.public is None:
        keep_run(runs_folder(settings.store), records[0], page, plots_of(records))
    _check_bounds(bounds, records)


def try_damages(datasets: Sequence[Path], settings: Settings, *, strict: bool) -> None:
    """Print how far each metric falls when the answers are damaged on purpose."""
    opened = _open(datasets, settings, strict=strict)
    typer.echo(format_damages(damage_scores(opened.asker, opened.cases)))


@dataclass(frozen=True, slots=True)
class _Opened:
    """The cases to ask and the store to ask; ``skipped`` has a sentence for each line that is no such case."""

    asker: Asker
    cases: tuple[Case, ...]
    skipped: tuple[str, ...]
    public: PublicSet | None = None
    relevance: Relevance | None = None


def _open(datasets: Sequence[Path], settings: Settings, *, strict: bool) -> _Opened:
    """Raises DatasetError for data sets without a case, and for any bad line where ``strict``."""
    public = _public_set(datasets)
    loaded = Loaded(public.cases, public.problems) if public else read_cases(datasets)
    _tell_problems(loaded.problems, strict=strict)
    if public is not None:
        encoder = open_encoder(settings, _tell)
        store = open_store(public_store(public, settings.cache / "evals", encoder, _tell))
        relevance = JudgedRelevance(public, store.documents[0])
        asker = Asker(store, encoder, reader=open_reader(encoder, settings, _tell))
        return _Opened(asker, public.cases, public.problems, public, relevance)
    asker = open_asker(settings, _tell)
    known = answerable_by(loaded, [document.id for document in asker.store.documents])
    _tell_problems(known.problems[len(loaded.problems) :], strict=strict)
    return _Opened(asker, known.cases, known.problems)


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
        told += [f"{name}{broken}" for broken in broken_bounds(bounds, record["metrics"])]
    if told:
        raise BoundError(f"{'; '.join(told)}. See which cases are wrong with: wenbao eval --html run.html")


def _tell_problems(problems: Sequence[str], *, strict: bool) -> None:
    if strict and problems:
        more = f" And {len(problems) - 1} more: see them without --strict." if len(problems) > 1 else ""
        raise DatasetError(f"{problems[0]}{more}")
    for problem in problems:
        _tell(f"Skipped {problem}")


def _public_set(datasets: Sequence[Path]) -> PublicSet | None:
    found = [public for public in map(read_public_set, datasets) if public is not None]
    if found and len(datasets) > 1:
        raise DatasetError(
            "a public set brings its own paragraphs. Give it alone, and run other data sets by themselves."
        )
    return found[0] if found else None


def _metered_model(asked: Sequence[Configuration], prices: Prices | None, settings: Settings) -> MeteredModel | None:
    """The language model where a configuration asks for it. Raises SettingsError where none is set."""
    if all(each.generator != LLM for each in asked):
        return None
    model = open_model(settings)
    if model is None:
        raise SettingsError("no language model is set. Set WENBAO_LLM_BASE_URL and WENBAO_LLM_MODEL, or leave out llm.")
    return MeteredModel(model, prices)


def _told_model(model: MeteredModel | None, settings: Settings) -> dict[str, str] | None:
    """The name of a language model and its address, without what an address may hold of a password."""
    if model is None or settings.llm_base_url is None:
        return None
    address = urlsplit(settings.llm_base_url)
    host = address.netloc.rpartition("@")[2]
    return {"name": model.name, "base_url": urlunsplit((address.scheme, host, address.path, "", ""))}


def _askers(
    opened: _Opened, asked: Sequence[Configuration], settings: Settings
) -> AbstractContextManager[dict[str | None, Asker]]:
    store_for = _stores_of(opened.public, settings) if opened.public else rebuilt(opened.asker.store.path, _tell)
    return askers_of(opened.asker, asked, lambda name: load_encoder(name, settings.cache, _tell), store_for)


def _stores_of(public: PublicSet, settings: Settings) -> StoreFor:
    return lambda encoder, _: public_store(public, settings.cache / "evals", encoder, _tell)


def _run(
    askers: dict[str | None, Asker], opened: _Opened, asked: Sequence[Configuration], model: MeteredModel | None
) -> list[Report]:
    reports = []
    for configuration in asked:
        with _bar(configuration.name, len(opened.cases)) as advance:
            wording = model if configuration.generator == LLM else None
            one = replace(askers[configuration.encoder], settings=configuration.settings, model=wording)
            reports.append(
                run_suite(one, opened.cases, advance, configuration=configuration, relevance=opened.relevance)
            )
    return reports


def _print(reports: Sequence[Report], records: Sequence[Record], comparison: Comparison | None, seed: int) -> None:
    skipped = len(records[0]["skipped"])
    if len(reports) == 1:
        typer.echo(format_table(reports[0], skipped))
        _tell(format_latency(reports[0]))
    else:
        typer.echo("\n".join((format_matrix(records, seed), *format_skipped(skipped))))
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
