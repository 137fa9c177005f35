"""The command ``wenbao eval`` as a maintainer runs it."""

import gc
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.chat_server import chat_server
from tests.ui.conftest import Run

QUESTION = "2030年城镇新增就业多少人？"
RIGHT = {"id": "a", "type": "fact_number", "question": QUESTION, "key_facts": ["3.5万人"]}
RIGHT["evidence"] = ["城镇新增就业3.5万人"]
UNANSWERABLE = {"id": "b", "type": "unanswerable", "question": "火星探测计划花了多少钱？"}


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write(tmp_path / "cases.jsonl", RIGHT, UNANSWERABLE)


def write(file: Path, *rows: Any) -> Path:
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_a_beir_folder_runs_and_a_bad_line_stops_nothing_but_a_strict_run(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    (folder / "qrels").mkdir(parents=True)
    write(folder / "corpus.jsonl", {"_id": "d1", "text": "港口年吞吐量为500万吨。"}, {"_id": "d2", "text": "鱼。"}, "[")
    write(folder / "queries.jsonl", {"_id": "q1", "text": "港口吞吐量有多少？"})
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t2\n", encoding="utf-8")
    done = run("eval", str(folder), "--json", "run.json")
    assert done.code == 0
    assert "corpus.jsonl line 3: no JSON" in done.err
    assert done.out.splitlines()[1].split()[:3] == ["retrieval", "1", "1.000"]
    kept = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert kept["results"][0]["case"]["extra"]["documents"] == {"d1": 2}
    strict = run("eval", str(folder), "--strict")
    assert (strict.code, strict.out) == (1, "")
    assert "corpus.jsonl line 3" in strict.err


def test_every_run_of_a_matrix_has_to_keep_the_bounds(run: Run, cases: Path) -> None:
    kept = ("--fail-under", "abstention_recall=0.8")
    assert run("eval", str(cases), *kept).code == 0
    matrix = run("eval", str(cases), "--set", "answer.answerable=0.25,0", "--set", "answer.figure=0.25,0", *kept)
    assert matrix.code == 1
    assert "answer.answerable=0, answer.figure=0: abstention_recall is 0, under 0.8" in matrix.err
    assert matrix.err.count("under 0.8") < 4


def test_skipped_lines_are_counted_in_table_and_record_and_fail_a_strict_run_alone(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "cases.jsonl", RIGHT, "[]", "{")
    done = run("eval", str(file), "--json", "run.json", "--fail-under", "right=1")
    assert done.code == 0
    assert done.out.splitlines()[-1].startswith("skipped 2 lines of the data sets")
    kept = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert [problem.split(": ")[0] for problem in kept["skipped"]] == [f"{file} line 2", f"{file} line 3"]
    assert kept["datasets"] == [str(file)]
    strict = run("eval", str(file), "--strict")
    assert (strict.code, strict.out) == (1, "")
    assert "line 2: not an object. Write one object a line. And 1 more" in strict.err


def test_a_run_that_fails_leaves_no_empty_file_and_none_that_was_there_is_emptied(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("old", encoding="utf-8")
    bad = write(tmp_path / "cases.jsonl", "[]")
    assert run("eval", str(bad), "--json", "new.json", "--html", "old.html").code == 1
    assert not (tmp_path / "new.json").exists()
    assert (tmp_path / "old.html").read_text(encoding="utf-8") == "old"
    assert run("eval", str(bad), "--json", "nowhere/new.json").code == 1


def test_damage_skips_a_bad_line_and_refuses_what_it_would_not_heed(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "cases.jsonl", RIGHT, UNANSWERABLE, "[]")
    done = run("eval", str(file), "--damage")
    assert (done.code, "line 3" in done.err) == (0, True)
    assert run("eval", str(file), "--damage", "--strict").code == 1
    for option in (("--set", "answer.figure=0"), ("--fail-under", "right=1"), ("--json", "run.json"), ("--ablate",)):
        refused = run("eval", str(file), "--damage", *option)
        assert (refused.code, refused.out) == (2, "")


def test_a_baseline_is_named_compared_and_kept_in_the_record(run: Run, cases: Path, tmp_path: Path) -> None:
    assert run("eval", str(cases), "--json", "before.json").code == 0
    done = run("eval", str(cases), "--set", "answer.figure=0.9", "--baseline", "before.json", "--json", "after.json")
    assert done.code == 0
    assert "baseline: default, commit " in done.out
    assert "note: another setting: answer.figure was" in done.out
    kept = json.loads((tmp_path / "after.json").read_text(encoding="utf-8"))
    assert kept["comparison"]["against"].startswith("default, commit ")


def test_a_baseline_that_is_no_record_is_told_in_one_line_before_anything_runs(
    run: Run, cases: Path, tmp_path: Path
) -> None:
    (tmp_path / "before.json").write_text('{"metrics": {}, "results": [{"case": {}, "values": {}}]}', encoding="utf-8")
    done = run("eval", str(cases), "--baseline", "before.json")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Error: the baseline before.json is no run of this version")
    assert done.err.count("\n") == 1


def test_judging_wants_a_model_known_names_and_the_package(
    run: Run, cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unset = run("eval", str(cases), "--judge", "faithfulness")
    assert (unset.code, unset.out) == (1, "")
    assert "WENBAO_LLM_BASE_URL" in unset.err
    for name in ("truth", ""):
        assert f'no judged metric "{name}"' in run("eval", str(cases), "--judge", name).err
    monkeypatch.setenv("WENBAO_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("WENBAO_LLM_MODEL", "fake")
    monkeypatch.setitem(sys.modules, "ragas", None)
    without = run("eval", str(cases), "--judge", "faithfulness")
    assert (without.code, without.out) == (1, "")
    assert "pip install '.[judge]'" in without.err


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_judged_metrics_stand_in_table_record_and_page(
    run: Run, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ragas")
    with chat_server() as server:
        server.say('{"classifications": [{"statement": "3.5万人", "reason": "", "attributed": 1}]}')
        monkeypatch.setenv("WENBAO_LLM_BASE_URL", server.url)
        monkeypatch.setenv("WENBAO_LLM_MODEL", "fake")
        done = run("eval", str(cases), "--judge", "context_recall", "--json", "run.json", "--html", "run.html")
        gc.collect()
    assert "judged: context_recall 1.000" in done.out
    kept = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert kept["judge"].startswith("fake (ragas ")
    page = (tmp_path / "run.html").read_text(encoding="utf-8")
    assert '<th scope="row">judge_context_recall</th>' in page
    assert "judged by fake (ragas " in page
