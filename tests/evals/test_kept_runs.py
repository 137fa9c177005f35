"""Runs kept beside a store, and the small set that is run on demand."""

from pathlib import Path
from typing import Any

import pytest

from evals.kept_runs import keep_run, kept_page, kept_runs, runs_folder
from evals.load import load_cases
from evals.trial import in_turn, run_trial, trial_cases
from index.build import build_store, bundled_report
from index.encoder import Encoder
from index.store import Store, open_store
from rag.asker import Asker
from rag.reader import Reader
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR

CASES = Path(__file__).parents[2] / "evals" / "cases"


def record(date: str = "2026-01-02T03:04:05+00:00") -> dict[str, Any]:
    return {"date": date, "commit": None, "configuration": {"name": "default"}, "results": [1], "metrics": {"right": 1}}


@pytest.fixture(scope="module")
def bundled(default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("bundled") / "store"
    build_store([bundled_report()], path, default_encoder, lambda line: None)
    return open_store(path)


def test_runs_are_kept_newest_first_each_with_its_page(tmp_path: Path) -> None:
    for second in (5, 7, 6):
        keep_run(tmp_path, record(f"2026-01-02T03:04:0{second}+00:00"), f"<p>{second}</p>", {})
    found = kept_runs(tmp_path)
    assert [run.date[17:19] for run in found] == ["07", "06", "05"]
    assert [kept_page(tmp_path, run.name) for run in found] == ["<p>7</p>", "<p>6</p>", "<p>5</p>"]


def test_two_runs_of_one_second_are_both_kept(tmp_path: Path) -> None:
    keep_run(tmp_path, record(), "first", {})
    keep_run(tmp_path, record(), "second", {})
    assert {kept_page(tmp_path, run.name) for run in kept_runs(tmp_path)} == {"first", "second"}


def test_the_oldest_runs_go_with_their_pages(tmp_path: Path) -> None:
    for minute in range(25):
        keep_run(tmp_path, record(f"2026-01-02T03:{minute:02}:05+00:00"), "", {})
    assert len(kept_runs(tmp_path)) == 20
    assert len(list(tmp_path.iterdir())) == 40
    assert kept_runs(tmp_path)[-1].date[14:16] == "05"


@pytest.mark.parametrize("name", ["../secret", "nothing", "", ".."])
def test_a_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    folder = runs_folder(tmp_path / "store")
    keep_run(folder, record(), "page", {})
    assert kept_page(folder, name) is None


def test_a_run_that_was_cut_off_is_passed_over(tmp_path: Path) -> None:
    keep_run(tmp_path, record(), "page", {})
    (tmp_path / "20990101.json").write_text('{"name": ', encoding="utf-8")
    assert len(kept_runs(tmp_path)) == 1


def test_the_small_set_takes_each_type_in_turn_and_only_from_what_is_tuned_on(bundled: Store) -> None:
    found = trial_cases(bundled)
    assert len({case.type for case in found[:16]}) == 16
    tuned_on = {case.id for case in load_cases(sorted(CASES.glob("*-dev.jsonl")))}
    assert {case.id for case in found} == tuned_on


def test_in_turn_loses_nothing() -> None:
    cases = load_cases(sorted(CASES.glob("*-dev.jsonl")))
    assert sorted(case.id for case in in_turn(cases)) == sorted(case.id for case in cases)


def test_a_trial_is_kept_with_its_page_and_plots(
    bundled: Store, default_encoder: Encoder, reader: Reader, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    assert run_trial(
        Asker(bundled, default_encoder, reader=reader), tmp_path, 12, lambda done, total: told.append((done, total))
    )
    (run,) = kept_runs(tmp_path)
    assert (run.cases, told[-1]) == (12, (12, 12))
    assert "Reliability" in run.plots
    assert "<h1>Wenbao eval</h1>" in (kept_page(tmp_path, run.name) or "")


def test_a_store_of_other_reports_has_no_small_set(tmp_path: Path) -> None:
    (tmp_path / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([tmp_path / "临港.txt"], tmp_path / "store", FakeEncoder(), lambda line: None)
    asker = Asker(open_store(tmp_path / "store"), FakeEncoder())
    assert not run_trial(asker, tmp_path / "runs", 12, lambda done, total: None)
    assert kept_runs(tmp_path / "runs") == ()
