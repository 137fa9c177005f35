"""The sentence that the last answer was taken from, in a small report."""

from pathlib import Path

import pytest

from index.build import build_store
from index.store import Store, open_store
from rag.told_before import told_before
from rag.types import Turn
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder: Path = tmp_path_factory.mktemp("harbour")
    (folder / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([folder / "临港.txt"], folder / "store", FakeEncoder(), lambda line: None)
    return open_store(folder / "store")


def before(store: Store, question: str, answer: str) -> str:
    found = told_before(store, Turn(question, answer), store.documents[0])
    return "" if found is None else found.text


def test_the_year_of_the_answer_tells_two_sentences_apart(store: Store) -> None:
    question = "新增学位多少个?"
    assert before(store, question, "2030年:新增学位2600个 [1]。") == "新增学位2600个,改造学校12所。"
    assert before(store, question, "2031年计划:新增学位3000个 [1]。") == "新增学位3000个,新建幼儿园4所。"


def test_the_question_before_tells_which_of_alike_answers_it_was(store: Store) -> None:
    assert "45家" in before(store, "2030年新增高新技术企业几家?", "新增45家。")
    assert "60家" in before(store, "2031年新增高新技术企业几家?", "新增60家。")


def test_no_sentence_told_what_no_report_says(store: Store) -> None:
    assert before(store, "你好", "您好,请问想了解什么?") == ""


def test_a_sentence_stands_in_its_passage_alone(store: Store) -> None:
    found = told_before(store, Turn("改造学校几所?", "改造学校12所。"), store.documents[0])
    assert found is not None
    assert [passage for passage in store.passages if found.is_in(passage)] == [found.passage]
    assert found.passage.text.startswith(found.passage.between(*found.lead))
