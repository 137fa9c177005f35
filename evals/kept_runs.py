"""The latest runs, kept beside a store: the page of each, and its scores in a few lines.

Light to import, as the server needs it at its start: what draws and resamples is in ``evals.page`` and ``evals.plots``.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

TRIAL = "trial"  # in the place of a data set: the small set that comes with the project
_KEPT = 20  # runs; a page has 0.4 MB
_SUMMARY, _PAGE = ".json", ".html"


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One run. ``name`` is that of its files, ``plots`` are SVG by title; ``beside`` counts other runs of its page."""

    name: str
    date: str
    commit: str | None
    configuration: str
    cases: int
    metrics: Mapping[str, float]
    plots: Mapping[str, str]
    datasets: tuple[str, ...] = ()
    beside: int = 0


def runs_folder(store: Path) -> Path:
    """Where the runs over a store are kept: beside it, as the store itself is nobody's to add to."""
    return store.with_name(f"{store.name}-evals")


def keep_run(folder: Path, record: Mapping[str, Any], page: str, plots: Mapping[str, str], beside: int = 0) -> KeptRun:
    """Keep the scores of a run's record, its page and its plots; the oldest runs go."""
    folder.mkdir(parents=True, exist_ok=True)
    name = _free_name(folder, str(record["date"]))
    run = KeptRun(
        name=name,
        date=record["date"],
        commit=record["commit"],
        configuration=record["configuration"]["name"],
        cases=len(record["results"]),
        metrics=record["metrics"],
        plots=plots,
        datasets=tuple(Path(each).name for each in record.get("datasets", ())),
        beside=beside,
    )
    (folder / f"{name}{_PAGE}").write_text(page, encoding="utf-8")
    (folder / f"{name}{_SUMMARY}").write_text(json.dumps(asdict(run), ensure_ascii=False), encoding="utf-8")
    for old in sorted(folder.glob(f"*{_SUMMARY}"), reverse=True)[_KEPT:]:
        old.with_suffix(_PAGE).unlink(missing_ok=True)
        old.unlink(missing_ok=True)
    return run


def kept_runs(folder: Path) -> tuple[KeptRun, ...]:
    """The runs, newest first. A file that is no run is passed over: a run that was cut off leaves one."""
    found = []
    for file in sorted(folder.glob(f"*{_SUMMARY}"), reverse=True):
        try:
            found.append(KeptRun(**json.loads(file.read_text(encoding="utf-8"))))
        except (OSError, ValueError, TypeError):
            continue
    return tuple(found)


def kept_page(folder: Path, name: str) -> str | None:
    """The page of a run by its name; None where there is none."""
    if not any(run.name == name for run in kept_runs(folder)):  # so a name is never a path
        return None
    file = folder / f"{name}{_PAGE}"
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _free_name(folder: Path, date: str) -> str:
    stamp = "".join(each for each in date[:19] if each.isdigit())
    number = sum(1 for _ in folder.glob(f"{stamp}*{_SUMMARY}"))
    return f"{stamp}-{number}"
