"""Search: passages that score alike are told apart by their sentences, others by their scores alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import rag.search
from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.asker import Asker
from rag.question import Question
from rag.reader import Reader
from rag.retrieve import Evidence
from rag.search import search
from rag.select import Rarity, Selection, select
from tests.rag.reports import HARBOUR

CLOSE = "城镇新增就业多少"  # in both years, so that their passages score alike
CLEAR = "2030年城镇新增就业多少人"


@pytest.fixture(scope="module")
def harbour(default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder: Path = tmp_path_factory.mktemp("harbour")
    report = folder / "临港市2031.txt"
    report.write_text(HARBOUR, encoding="utf-8")
    build_store([report], folder / "store", default_encoder, lambda line: None)
    return Asker(open_store(folder / "store"), default_encoder)


def test_of_passages_that_score_alike_that_of_the_better_sentence_comes_first(
    harbour: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("就业3.5万人", "就业4万人"):
        monkeypatch.setattr(rag.search, "select", preferring(words))
        hits = search(harbour, CLOSE)
        assert words in hits[0].passage.text
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_passages_that_score_lower_stay_behind_whatever_their_sentences(
    harbour: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rag.search, "select", preferring("渔业"))
    assert all("城镇新增就业" in hit.passage.text for hit in search(harbour, CLOSE)[:2])


def test_one_passage_that_is_well_ahead_stays_first(harbour: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.search, "select", preferring("就业4万人"))
    assert "就业3.5万人" in search(harbour, CLEAR)[0].passage.text


def test_a_search_finds_the_same_with_and_without_a_reader(harbour: Asker, reader: Reader) -> None:
    assert search(harbour, CLOSE) == search(replace(harbour, reader=reader), CLOSE)


def preferring(words: str) -> Callable[[Question, Sequence[Evidence], Rarity], Selection]:
    """Selection as it is, but for sentences with these words, which score highest."""

    def prefer(question: Question, evidence: Sequence[Evidence], rarity: Rarity) -> Selection:
        found = select(question, evidence, rarity)
        lifted = [replace(span, score=99.0) if words in span.text else span for span in found.spans]
        return replace(found, spans=tuple(sorted(lifted, key=lambda span: -span.score)))

    return prefer
