"""SQuAD-style JSON and BEIR folders as data sets."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.public_sets import public_store, read_public_set
from evals.run import run_suite
from index.errors import DatasetError
from index.store import open_store
from rag.asker import Asker
from tests.fakes import FakeEncoder

CONTEXT = "临港区在2030年建成港口。\n港口年吞吐量为500万吨。是。"


def squad(*questions: dict[str, Any], context: str = CONTEXT) -> dict[str, Any]:
    return {"data": [{"paragraphs": [{"context": context, "qas": list(questions)}]}]}


def asked(answer: str = "500万吨", **changed: Any) -> dict[str, Any]:
    answers = [{"text": answer, "answer_start": CONTEXT.find(answer)}]
    return {"id": "q1", "question": "吞吐量是多少？", "answers": answers, **changed}


@pytest.fixture
def squad_file(tmp_path: Path) -> Path:
    return write(tmp_path / "set.json", squad(asked(), asked(id="q2", question="谁建的？", answers=[])))


def write(file: Path, content: object) -> Path:
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return file


def test_a_squad_question_becomes_a_case_with_the_sentence_of_its_answer(squad_file: Path) -> None:
    found = read_public_set(squad_file)
    assert found is not None
    (answerable, unanswerable) = found.cases
    assert (answerable.type, answerable.key_facts) == ("fact_text", ("500万吨",))
    assert answerable.evidence == ("港口年吞吐量为500万吨。",)
    assert unanswerable.type == "unanswerable"


def test_evidence_that_is_too_short_takes_the_sentence_behind_it(tmp_path: Path) -> None:
    context = "是。港口年吞吐量为500万吨。"
    answers = [{"text": "是", "answer_start": 0}]
    found = read_public_set(write(tmp_path / "s.json", squad(asked(answers=answers), context=context)))
    assert found is not None
    assert found.cases[0].evidence == (context,)


def test_other_answers_count_as_well(tmp_path: Path) -> None:
    answers = [{"text": "500万吨", "answer_start": 21}, {"text": "为500万吨", "answer_start": 20}]
    found = read_public_set(write(tmp_path / "s.json", squad(asked(answers=answers))))
    assert found is not None
    assert found.cases[0].key_facts == ("500万吨|为500万吨",)


def test_a_set_runs_over_a_store_of_its_own_that_is_built_once(squad_file: Path, tmp_path: Path) -> None:
    found = read_public_set(squad_file)
    assert found is not None
    told: list[str] = []
    store = public_store(found, tmp_path / "stores", FakeEncoder(), told.append)
    report = run_suite(Asker(open_store(store), FakeEncoder()), found.cases)
    assert report.results[0].values["recall@5"] == 1
    built = len(told)
    assert public_store(found, tmp_path / "stores", FakeEncoder(), told.append) == store
    assert len(told) == built


@pytest.mark.parametrize("content", [{}, {"data": [1]}, {"data": [{"paragraphs": [{"qas": []}]}]}, squad()])
def test_json_that_is_no_question_set_is_told_with_the_form_wanted(tmp_path: Path, content: object) -> None:
    with pytest.raises(DatasetError, match="Give SQuAD-style JSON"):
        read_public_set(write(tmp_path / "s.json", content))


def test_a_question_too_long_to_ask_is_named_and_the_others_stay(tmp_path: Path) -> None:
    found = read_public_set(write(tmp_path / "s.json", squad(asked(), asked(id="long", question="问" * 3_000))))
    assert found is not None
    assert [case.id for case in found.cases] == ["q1"]
    assert "question long" in found.problems[0]


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    corpus = [
        {"_id": "d1", "title": "港口", "text": "吞吐量为500万吨。"},
        {"_id": "d2", "title": "", "text": "学位有3000个。"},
    ]
    queries = [{"_id": "q1", "text": "学位有多少？"}, {"_id": "q2", "text": "没有人判断过"}]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td2\t1\nq1\td1\t0\n", encoding="utf-8")
    return folder


def test_a_beir_folder_is_scored_on_retrieval_alone(beir: Path) -> None:
    found = read_public_set(beir)
    assert found is not None
    assert [(case.id, case.type) for case in found.cases] == [("q1", "retrieval")]
    assert "学位有3000个。" in found.cases[0].evidence[0]
    assert len(found.paragraphs) == 2


def test_a_bad_line_of_a_beir_folder_is_named(beir: Path) -> None:
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1 d2 1\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"test\.tsv line 2"):
        read_public_set(beir)
    (beir / "corpus.jsonl").write_text("[]", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"corpus\.jsonl line 1"):
        read_public_set(beir)


def test_cases_of_our_own_are_no_public_set(tmp_path: Path) -> None:
    assert read_public_set(tmp_path) is None
    assert read_public_set(tmp_path / "cases.jsonl") is None
