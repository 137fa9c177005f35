from collections.abc import Iterable

import pytest

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.asker import Asker
from tests.rag.reports import HARBOUR
from training.candidates import Example, Pair, read_examples

SCHOOLS = {
    "report": "harbour.txt",
    "q": "去年学校多了多少名额",
    "evidence": "新增学位2600个,改造学校12所",
    "answer": "2600个",
}


@pytest.fixture(scope="module")
def asker(default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([folder / "harbour.txt"], folder / "store", default_encoder, lambda line: None)
    return Asker(open_store(folder / "store"), default_encoder)


def _read(asker: Asker, pairs: Iterable[Pair]) -> list[Example]:
    return list(read_examples(asker, pairs))


def test_the_sentence_that_holds_the_evidence_is_right_and_the_answer_is_found_in_it(asker: Asker) -> None:
    (example,) = _read(asker, [SCHOOLS])
    (right,) = [each for each in example.candidates if each.is_right]
    assert right.line.text == "新增学位2600个,改造学校12所。"
    assert right.line.above == "2030年回顾 教育事业加快发展。 "
    assert example.answer == (right.start + 4, right.start + 9)
    assert example.is_labelled
    assert not example.beyond


def test_without_evidence_no_candidate_is_right(asker: Asker) -> None:
    (example,) = _read(asker, [SCHOOLS | {"evidence": "", "answer": "", "is_labelled": False}])
    assert example.candidates
    assert not any(each.is_right for each in example.candidates)
    assert not example.is_labelled


def test_pairs_about_reports_that_are_not_in_the_store_are_left_out(asker: Asker) -> None:
    assert _read(asker, [SCHOOLS | {"report": "other.txt"}]) == []
