"""Search: passages that score alike are told apart by their sentences, others by their scores alone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from index.types import Passage, Period
from rag.asker import Asker
from rag.reader import Reader
from rag.retrieve import Evidence
from rag.scored_span import ScoredSpan
from rag.search import by_sentence, search
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


def found(*scores: float) -> tuple[Evidence, ...]:
    """Passages a, b, c … of these scores."""
    return tuple(
        Evidence(Passage("harbour", at, at + 1, name, (), Period()), score, score, ((at, at + 1),), (0.9,))
        for at, (name, score) in enumerate(zip("abcdef", scores, strict=False))
    )


def spans(evidence: Sequence[Evidence], *scores: float) -> list[ScoredSpan]:
    """A sentence of each passage, of these scores."""
    return [
        ScoredSpan(each.passage, each.passage.start, each.passage.end, score, 1.0, 1.0, 0.9, has_figure=False)
        for each, score in zip(evidence, scores, strict=True)
    ]


def names(evidence: Sequence[Evidence]) -> str:
    return "".join(each.passage.text for each in evidence)


def test_of_passages_that_score_alike_that_of_the_better_sentence_comes_first() -> None:
    evidence = found(3.0, 2.9, 2.8)
    ordered = by_sentence(evidence, spans(evidence, 0.2, 0.9, 0.5))
    assert names(ordered) == "bca"
    assert [each.score for each in ordered] == [3.0, 2.9, 2.8]


def test_passages_that_score_lower_stay_behind_whatever_their_sentences() -> None:
    evidence = found(3.0, 2.9, 1.0)
    assert names(by_sentence(evidence, spans(evidence, 0.2, 0.3, 9.0))) == "bac"


def test_one_passage_that_is_well_ahead_stays_first() -> None:
    evidence = found(3.0, 1.0, 0.9)
    assert names(by_sentence(evidence, spans(evidence, 0.1, 9.0, 9.0))) == "abc"


def test_a_passage_without_a_sentence_comes_last_of_those_alike() -> None:
    evidence = found(3.0, 2.9)
    assert names(by_sentence(evidence, spans(evidence[1:], 0.1))) == "ba"


def test_the_passages_of_the_year_that_is_asked_for_come_first(harbour: Asker) -> None:
    assert "就业3.5万人" in search(harbour, CLEAR)[0].passage.text
    assert all("城镇新增就业" in hit.passage.text for hit in search(harbour, CLOSE)[:2])


def test_a_search_finds_the_same_with_and_without_a_reader(harbour: Asker, reader: Reader) -> None:
    assert search(harbour, CLOSE) == search(replace(harbour, reader=reader), CLOSE)
