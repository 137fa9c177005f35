"""One self-contained HTML page of a run: scores with intervals, plots, what a baseline says, and the cases.

Everything from a case, a report or an answer is escaped by the template engine; the page asks no other host.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup
from scipy import stats

from evals.baseline import Comparison, interval_of_mean, told
from evals.dataset import RETRIEVAL_ONLY, UNANSWERABLE
from evals.metrics import BY_NAME
from evals.plots import plots_of
from evals.record import Record
from evals.table import SHORT, shown
from rag.types import Status

# The columns of the table of types; each is a mean over cases, so it has an interval.
_COLUMNS = (
    *("recall@1", "recall@5", "recall@600chars", "recall@1500chars", "ndcg@10"),
    *("right", "fact_recall", "f1", "refused_wrongly", "citation_precision", "figure_accuracy"),
)
_SHARES = frozenset({"right", "refused_wrongly"})  # each case has 0 or 1
_ANSWERED = (Status.ANSWERED, Status.PARTIAL)
_HITS_SHOWN = 3  # passages of a case that was answered wrongly

_TEMPLATES = Environment(
    loader=PackageLoader("evals"), autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True, slots=True)
class Score:
    """A mean as it is printed, with the ends of its 95 % interval; all empty where no case has it."""

    mean: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class TypeRow:
    """The scores of one type of case, in the order of the columns."""

    name: str
    cases: int
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case: ``wrong`` says in words why it is not right, and is empty where it is."""

    result: dict[str, Any]
    wrong: tuple[str, ...]
    evidence: tuple[tuple[str, bool], ...]
    hits: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RunView:
    """One run of the page."""

    record: Record
    rows: tuple[TypeRow, ...]
    metrics: tuple[tuple[str, str, bool], ...]  # name, value, whether higher is better
    cases: tuple[CaseView, ...]


def page_of(records: Sequence[Record], comparison: Comparison | None = None, seed: int = 0) -> str:
    """The page of one or several runs. The same records and seed give the same page."""
    runs = [_run(record, seed) for record in records]
    # Our own drawing, whose words matplotlib has escaped.
    plots = {title: Markup(svg) for title, svg in plots_of(records).items()}
    template = _TEMPLATES.get_template("run.html.jinja")
    page = template.render(
        runs=runs,
        plots=plots,
        comparison=comparison,
        notes=told(comparison) if comparison else (),
        columns=[SHORT.get(name, name) for name in _COLUMNS],
    )
    return page.encode("utf-8", "replace").decode("utf-8")  # half of a character, which a model may say, is in no file


def wrong_because(result: dict[str, Any]) -> tuple[str, ...]:
    """Why a result of a record is not right, in words; nothing where it is, or where only retrieval is scored."""
    score, status, kind = result["score"], result["answer"]["status"], result["case"]["type"]
    if kind == RETRIEVAL_ONLY or (score["right"] and not result["untraced_figures"]):
        return ()
    if kind == UNANSWERABLE:
        return ("answered",)
    if status not in _ANSWERED:
        return ("refused",)
    told = [f"lacks {fact}" for fact in score["missing_facts"]]
    told += [f"holds {fact}" for fact in score["forbidden_facts"]]
    told += ["too long"] * score["too_long"]
    return (*told, *(f"not traced: {figure}" for figure in result["untraced_figures"]))


def _run(record: Record, seed: int) -> RunView:
    results = record["results"]
    types = dict.fromkeys(result["case"]["type"] for result in results)
    rows = [_row(name, [each for each in results if each["case"]["type"] == name], seed) for name in types]
    metrics = record["metrics"]
    told = [(name, f"{value:.4g}", BY_NAME[name].higher_is_better) for name, value in metrics.items()]
    return RunView(record, (*rows, _row("all", results, seed)), tuple(told), tuple(map(_case, results)))


def _row(name: str, results: Sequence[dict[str, Any]], seed: int) -> TypeRow:
    return TypeRow(name, len(results), tuple(_score(column, results, seed) for column in _COLUMNS))


def _score(name: str, results: Sequence[dict[str, Any]], seed: int) -> Score:
    values = [result["values"][name] for result in results if name in result["values"]]
    if not values:
        return Score("–")
    mean = sum(values) / len(values)
    if name in _SHARES:  # Wilson 1927: holds for few cases, and at 0 and 1, where resampling has no width
        interval = stats.binomtest(round(sum(values)), len(values)).proportion_ci(method="wilson")
        low, high = interval.low, interval.high
    else:
        low, high = interval_of_mean(values, seed)
    if low == high:
        return Score(shown(name, {name: mean}))
    return Score(*(shown(name, {name: float(value)}) for value in (mean, low, high)))


def _case(result: dict[str, Any]) -> CaseView:
    retrieved = result["retrieved"]
    wrong = wrong_because(result)
    evidence = zip(result["case"]["evidence"], retrieved["evidence_found"], strict=True)
    hits = retrieved["hits"][:_HITS_SHOWN] if wrong else ()
    return CaseView(result, wrong, tuple(evidence), tuple(hits))
