"""One self-contained HTML page of a run: scores with intervals, plots, what an earlier run says, and the cases.

Everything from a case, a report or an answer is escaped by the template engine; the page asks no other host.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from evals.baseline import Comparison, matrix_rows, told
from evals.dataset import RETRIEVAL_ONLY, UNANSWERABLE
from evals.intervals import Interval, interval_of_score, intervals_of
from evals.metrics import BY_NAME
from evals.plots import plots_of
from evals.record import Record
from evals.scoring import evidence_found
from evals.table import SHORT, shown
from rag.types import Status

# The columns of the table of types; each is a mean over cases, so it has an interval.
_COLUMNS = (
    *("recall@1", "recall@5", "recall@600chars", "recall@1500chars", "mrr@10", "ndcg@10"),
    *("right", "fact_recall", "wrong_facts", "f1", "refused_wrongly"),
    *("citation_precision", "citation_recall", "figure_accuracy", "year_accuracy"),
)
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
class MetricRow:
    """One metric over all cases, and of each type in the order of the table of types."""

    name: str
    score: Score
    higher_is_better: bool
    by_type: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence: whether retrieval brought it, and whether the answer's quotes hold it."""

    words: str
    retrieved: bool
    cited: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case: ``wrong`` says in words why it is not right, and is empty where it is.

    ``moved`` is "broke" or "mended" against an earlier run, whose answer is ``earlier``.
    """

    result: dict[str, Any]
    wrong: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    hits: tuple[dict[str, Any], ...]
    moved: str = ""
    earlier: str = ""

    @property
    def lacking(self) -> tuple[str, ...]:
        """What some of the evidence lacks: retrieval "missed" it, or the answer left it "uncited"."""
        missed = ("missed",) * (not all(each.retrieved for each in self.evidence))
        return (*missed, *("uncited",) * (not all(each.cited for each in self.evidence)))


@dataclass(frozen=True, slots=True)
class RunView:
    """One run of the page."""

    record: Record
    rows: tuple[TypeRow, ...]
    metrics: tuple[MetricRow, ...]
    cases: tuple[CaseView, ...]
    comparison: Comparison | None
    notes: tuple[str, ...]


def page_of(records: Sequence[Record], against: Sequence[Comparison | None] = (), seed: int = 0) -> str:
    """The page of one or several runs, each with what it is held against. The same records and seed: the same page."""
    against = (*against, *[None] * (len(records) - len(against)))
    runs = [_run(record, comparison, seed) for record, comparison in zip(records, against, strict=True)]
    # Our own drawing, whose words matplotlib has escaped.
    plots = {title: Markup(svg) for title, svg in plots_of(records).items()}
    page = _TEMPLATES.get_template("run.html.jinja").render(
        runs=runs,
        plots=plots,
        matrix=matrix_rows(records, against) if len(records) > 1 else (),
        columns=[SHORT.get(name, name) for name in _COLUMNS],
    )
    return page.encode("utf-8", "replace").decode("utf-8")  # half of a character, which a model may say, is in no file


def wrong_because(result: dict[str, Any]) -> tuple[str, ...]:
    """Why a result of a record is not right, in words; where only retrieval is scored, how much of it was missed."""
    score, status, kind = result["score"], result["answer"]["status"], result["case"]["type"]
    if kind == RETRIEVAL_ONLY:
        found = result["retrieved"]["evidence_found"]
        return () if all(found) else (f"missed {found.count(False)} of {len(found)}",)
    if score["right"] and not result["untraced_figures"]:
        return ()
    if kind == UNANSWERABLE:
        return ("answered",)
    if status not in _ANSWERED:
        return ("refused",)
    told = [f"lacks {fact}" for fact in score["missing_facts"]]
    told += [f"holds {fact}" for fact in score["forbidden_facts"]]
    told += ["too long"] * score["too_long"]
    return (*told, *(f"not traced: {figure}" for figure in result["untraced_figures"]))


def _run(record: Record, comparison: Comparison | None, seed: int) -> RunView:
    results = record["results"]
    types = dict.fromkeys(result["case"]["type"] for result in results)
    rows = [_row(name, [each for each in results if each["case"]["type"] == name], seed) for name in types]
    whole = _row("all", results, seed)
    moved = _moved(comparison) if comparison else {}
    cases = tuple(_case(result, *moved.get(result["case"]["id"], ("", ""))) for result in results)
    metrics = _metrics(record, tuple(types), intervals_of(results, seed))
    return RunView(record, (*rows, whole), metrics, cases, comparison, told(comparison) if comparison else ())


def _metrics(record: Record, types: Sequence[str], intervals: Mapping[str, Interval]) -> tuple[MetricRow, ...]:
    return tuple(
        MetricRow(
            name,
            _printed(name, value, intervals.get(name)),
            BY_NAME[name].higher_is_better,
            tuple(shown(name, record["metrics_by_type"].get(each, {})) for each in types),
        )
        for name, value in record["metrics"].items()
    )


def _row(name: str, results: Sequence[dict[str, Any]], seed: int) -> TypeRow:
    return TypeRow(name, len(results), tuple(_score(column, results, seed) for column in _COLUMNS))


def _score(name: str, results: Sequence[dict[str, Any]], seed: int) -> Score:
    values = [float(result["values"][name]) for result in results if name in result["values"]]
    if not values:
        return Score("–")
    return _printed(name, sum(values) / len(values), interval_of_score(name, values, seed))


def _printed(name: str, value: float, interval: Interval | None) -> Score:
    ends = interval or ()
    return Score(*(shown(name, {name: float(each)}) for each in (value, *ends)))


def _moved(comparison: Comparison) -> dict[str, tuple[str, str]]:
    """By the id of a case how it moved, and what was answered before."""
    both = (("broke", comparison.broke), ("mended", comparison.mended))
    return {each.case: (name, each.earlier) for name, moved in both for each in moved}


def _case(result: dict[str, Any], moved: str, earlier: str) -> CaseView:
    retrieved = result["retrieved"]
    wrong = wrong_because(result)
    quotes = "\n".join(citation["quote"] for citation in result["answer"]["citations"])
    evidence = tuple(
        Evidence(words, found, evidence_found(words, quotes))
        for words, found in zip(result["case"]["evidence"], retrieved["evidence_found"], strict=True)
    )
    return CaseView(result, wrong, evidence, tuple(retrieved["hits"][:_HITS_SHOWN]) if wrong else (), moved, earlier)
