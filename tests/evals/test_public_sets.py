"""SQuAD-style JSON and BEIR folders as data sets."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from evals.public_set import PublicSet
from evals.public_sets import read_public_set
from evals.public_store import public_document, public_store
from evals.relevance import JudgedRelevance
from evals.result import Result
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


def run(found: PublicSet, folder: Path) -> tuple[Result, ...]:
    """A set with a store of its own."""
    store = open_store(public_store(found, folder, FakeEncoder(), lambda line: None))
    relevance = JudgedRelevance(found, store.documents[0])
    return run_suite(Asker(store, FakeEncoder()), found.cases, relevance=relevance).results


def test_paragraphs_stay_apart_and_the_set_is_no_report_of_a_year(tmp_path: Path) -> None:
    # Without full stops: two paragraphs of a report would be joined.
    contexts = ("1618年，港口建成，规模不大", "渔业兴旺，年产5万吨，销往各地")
    data = {"data": [{"paragraphs": [{"context": each, "qas": [asked(id=each)]} for each in contexts]}]}
    found = read_public_set(write(tmp_path / "s.json", data))
    assert found is not None
    store = open_store(public_store(found, tmp_path / "stores", FakeEncoder(), lambda line: None))
    assert tuple(passage.text for passage in store.passages) == contexts
    assert (store.documents[0].metadata.title, store.documents[0].metadata.year) == ("s", None)
    assert store.documents[0] == public_document(found)


def test_a_squad_question_is_ranked_by_its_paragraph_and_recalled_by_its_sentence(squad_file: Path) -> None:
    found = read_public_set(squad_file)
    assert found is not None
    assert found.judgements == {"q1": {0: 1}, "q2": {}}
    answerable, unanswerable = run(found, squad_file.parent / "stores")
    assert answerable.values["mrr@10"] == answerable.values["recall@1"] == 1
    assert "mrr@10" not in unanswerable.values


@pytest.mark.parametrize("content", [{}, {"data": [1]}, {"data": [{"paragraphs": [{"qas": []}]}]}, squad()])
def test_json_that_is_no_question_set_is_told_with_the_form_wanted(tmp_path: Path, content: object) -> None:
    with pytest.raises(DatasetError, match="Give SQuAD-style JSON"):
        read_public_set(write(tmp_path / "s.json", content))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"id": "q9", "answers": []}, 'question q9: no text "question"'),
        ({"question": "谁？"}, r'data[0].paragraphs[0].qas[1]: no text "question" with an "id"'),
        (3, r"data[0].paragraphs[0].qas[1]: no text"),
        (asked(id="q9", answers="500万吨"), 'question q9: "answers" is no list'),
        (asked(id="q9", answers=[{"text": 5}]), 'question q9: "answers" is no list'),
        (asked(id="q9", question="问" * 3_000), "question q9: "),
        (asked(id="q9", question="谁\ud800？"), 'question q9: no text "question"'),
        (asked(), "question q1: its id is that of another question"),
    ],
)
def test_a_bad_question_is_named_and_the_others_stay(tmp_path: Path, entry: Any, told: str) -> None:
    file = tmp_path / "s.json"
    file.write_text(json.dumps(squad(asked(), entry)), encoding="utf-8")
    found = read_public_set(file)
    assert found is not None
    assert [case.id for case in found.cases] == ["q1"]
    assert [told in problem for problem in found.problems] == [True]


def test_a_bad_paragraph_is_named_and_the_others_stay(tmp_path: Path) -> None:
    data = squad(asked())
    data["data"] += [{"paragraphs": [{"qas": [asked(id="q2")]}]}, {"title": "empty"}]
    found = read_public_set(write(tmp_path / "s.json", data))
    assert found is not None
    assert [case.id for case in found.cases] == ["q1"]
    assert 'data[1].paragraphs[0]: no text "context"' in found.problems[0]
    assert 'data[2]: no list "paragraphs"' in found.problems[1]


LONG = "".join(f"第{number}段讲述港口的历史和建设经过，内容互不相同。" for number in range(1, 90))


def lines(*rows: object) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    corpus = [
        {"_id": "d1", "title": "港口", "text": "吞吐量为500万吨。"},
        {"_id": "d2", "title": "", "text": "学位有3000个。"},
        {"_id": "d3", "title": "历史", "text": LONG},
    ]
    queries = [
        {"_id": "q1", "text": "学位有多少？"},
        {"_id": "q2", "text": "没有人判断过"},
        {"_id": "q3", "text": "讲述港口的历史和建设经过"},
    ]
    (folder / "corpus.jsonl").write_text(lines(*corpus), encoding="utf-8")
    (folder / "queries.jsonl").write_text(lines(*queries), encoding="utf-8")
    judged = ("query-id\tcorpus-id\tscore", "q1\td2\t1", "q1\td1\t0", "q3\td3\t2", "q3\td1\t1")
    (folder / "qrels" / "test.tsv").write_text(lines(*judged), encoding="utf-8")
    return folder


def test_a_beir_folder_is_scored_on_retrieval_alone(beir: Path) -> None:
    found = read_public_set(beir)
    assert found is not None
    assert [(case.id, case.type) for case in found.cases] == [("q1", "retrieval"), ("q3", "retrieval")]
    assert found.cases[1].extra == {"documents": {"d3": 2, "d1": 1}}
    assert found.judgements == {"q1": {1: 1}, "q3": {2: 2, 0: 1}}
    assert len(found.paragraphs) == 3


def test_a_beir_folder_runs_by_document_with_its_grades(beir: Path) -> None:
    found = read_public_set(beir)
    assert found is not None
    _, long = run(found, beir.parent / "stores")
    passages = [hit.passage for hit in long.retrieved.hits]
    assert sum(passage.text in LONG for passage in passages) > 2  # one document, many passages
    ranks = list(dict.fromkeys("d3" if passage.text in f"历史 {LONG}" else passage.text for passage in passages))
    graded = {"d3": 2, "港口 吞吐量为500万吨。": 1}
    gained = sum(graded.get(each, 0) / math.log2(rank + 1) for rank, each in enumerate(ranks, 1))
    assert long.values["ndcg@10"] == pytest.approx(gained / (2 + 1 / math.log2(3)))
    assert (long.values["recall@10"], long.retrieved.recall_curve[-1]) == (1, 1)
    assert "right" not in long.values
    assert len(long.retrieved.evidence_found) == 2


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("corpus.jsonl", "[]", 'corpus.jsonl line 4: no object with "_id" and "text"'),
        ("corpus.jsonl", '{"_id": "d1", "text": "又一个"}', 'corpus.jsonl line 4: the id "d1" is given twice'),
        ("corpus.jsonl", r'{"_id": "d9", "text": "\ud800"}', 'corpus.jsonl line 4: no object with "_id" and "text"'),
        ("queries.jsonl", "{", "queries.jsonl line 4: no JSON"),
        ("qrels/test.tsv", "q1 d2 1", "test.tsv line 6: not query, document and whole score"),
        ("qrels/test.tsv", "q1\td2\tgood", "test.tsv line 6: not query, document and whole score"),
        ("qrels/test.tsv", "q1\td2\tnan", "test.tsv line 6: not query, document and whole score"),
        ("qrels/test.tsv", "q1\td9\t1", 'test.tsv line 6: "d9" has no text in corpus.jsonl'),
        ("qrels/test.tsv", "q9\td1\t1", 'test.tsv line 6: "q9" has no text in queries.jsonl'),
    ],
)
def test_a_bad_line_of_a_beir_folder_is_named_and_the_others_stay(beir: Path, file: str, line: str, told: str) -> None:
    with (beir / file).open("a", encoding="utf-8") as out:
        out.write(f"\n{line}")
    found = read_public_set(beir)
    assert found is not None
    assert [case.id for case in found.cases] == ["q1", "q3"]
    assert [told in problem for problem in found.problems] == [True]


def test_a_beir_folder_without_a_header_loses_no_judgement_and_one_without_judgements_is_told(beir: Path) -> None:
    (beir / "qrels" / "test.tsv").write_text("q1\td2\t1\n", encoding="utf-8")
    found = read_public_set(beir)
    assert found is not None
    assert [case.id for case in found.cases] == ["q1"]
    (beir / "qrels" / "test.tsv").write_text("q1\td2\t0\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="no judged question"):
        read_public_set(beir)


def test_cases_of_our_own_are_no_public_set(tmp_path: Path) -> None:
    assert read_public_set(tmp_path) is None
    assert read_public_set(tmp_path / "cases.jsonl") is None
