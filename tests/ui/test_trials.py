"""The small evaluation on the page."""

import json
from pathlib import Path

from pydantic import SecretStr
from starlette.testclient import TestClient

from evals.kept_runs import keep_run, kept_runs, runs_folder
from rag.asker import Asker
from ui.languages import chinese, english
from ui.tabs.evals import may_run
from ui.trials import Trials, runs_html

RECORD = {
    "date": "2026-01-02T03:04:05+00:00",
    "commit": None,
    "configuration": {"name": "default"},
    "results": [1, 2],
    "metrics": {"right": 0.5},
}


def test_the_table_shows_the_scores_and_links_to_the_page(tmp_path: Path) -> None:
    run = keep_run(tmp_path, RECORD, "page", {"Reliability": "<svg></svg>"})
    shown = runs_html(kept_runs(tmp_path), chinese)
    assert "<td>2</td><td>0.500</td><td>–</td>" in shown
    assert f'href="api/evals/{run.name}"' in shown
    assert "把握与实际正确率</figcaption><svg></svg>" in shown


def test_a_row_tells_data_set_configuration_and_commit(tmp_path: Path) -> None:
    record = {**RECORD, "commit": "0123456789abcdef-dirty", "datasets": ["evals/<cases>-dev.jsonl"]}
    keep_run(tmp_path, record, "page", {}, beside=9)
    assert "<small>&lt;cases&gt;-dev.jsonl · default +9 · 01234567-dirty</small>" in runs_html(
        kept_runs(tmp_path), chinese
    )


def test_the_small_set_is_named_in_the_language_of_the_page(tmp_path: Path) -> None:
    keep_run(tmp_path, {**RECORD, "datasets": ["trial"]}, "page", {})
    assert "<small>小评测 · default</small>" in runs_html(kept_runs(tmp_path), chinese)
    assert "<small>Small evaluation · default</small>" in runs_html(kept_runs(tmp_path), english)


def test_a_run_that_an_earlier_version_kept_is_shown(tmp_path: Path) -> None:
    run = keep_run(tmp_path, RECORD, "page", {})
    file = tmp_path / f"{run.name}.json"
    kept = json.loads(file.read_text(encoding="utf-8"))
    del kept["datasets"], kept["beside"]
    file.write_text(json.dumps(kept), encoding="utf-8")
    assert "<small>default</small>" in runs_html(kept_runs(tmp_path), chinese)


def test_reports_without_cases_are_told_and_the_next_trial_may_start(harbour_asker: Asker, tmp_path: Path) -> None:
    trials = Trials(tmp_path)
    for _ in range(2):
        assert "没有随项目附带的评测题" in list(trials.run(harbour_asker, chinese))[-1]


def test_a_second_trial_waits_for_the_first(harbour_asker: Asker, tmp_path: Path) -> None:
    trials = Trials(tmp_path)
    with trials.lock:
        assert "正在进行" in next(iter(trials.run(harbour_asker, chinese)))


def test_a_trial_that_fails_says_so(harbour_asker: Asker, tmp_path: Path) -> None:
    broken = Trials(tmp_path)
    assert "没有完成" in list(broken.run(None, chinese))[-1]  # type: ignore[arg-type]


def test_the_page_of_a_kept_run_is_served(client: TestClient, harbour_asker: Asker) -> None:
    run = keep_run(runs_folder(harbour_asker.store.path), RECORD, "<h1>run</h1>", {})
    served = client.get(f"/api/evals/{run.name}")
    assert (served.status_code, served.text) == (200, "<h1>run</h1>")
    missing = client.get("/api/evals/nothing")
    assert (missing.status_code, missing.json()["detail"]) == (404, "No such run is kept.")


def test_with_a_token_set_only_who_has_it_starts_a_trial() -> None:
    assert may_run(None, "")
    assert may_run(SecretStr("口令"), "口令")
    assert not may_run(SecretStr("口令"), "")
    assert not may_run(SecretStr("口令"), "口")
