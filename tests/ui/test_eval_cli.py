"""The command ``wenbao eval`` as a maintainer runs it."""

import json
from pathlib import Path
from typing import Any

import pytest

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
