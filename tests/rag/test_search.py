"""Search: passages that score alike are told apart by their sentences, others by their scores alone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.asker import Asker
from rag.reader import Line, Reading, clause_spans
from rag.search import search
from tests.rag.reports import HARBOUR

CLOSE = "城镇新增就业多少"  # in both years, so that their passages score alike
CLEAR = "2030年城镇新增就业多少人"


class PrefersWords:
    """Finds that lines with these words answer, and keeps what it was asked to read."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.read_lines: list[Line] = []

    def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        """See rag.reader.Reader."""
        self.read_lines.extend(lines)
        return tuple(
            Reading(9.0 if self.words in line.text else -9.0, (0.0,) * len(clause_spans(line.text))) for line in lines
        )


@pytest.fixture(scope="module")
def harbour(default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder: Path = tmp_path_factory.mktemp("harbour")
    report = folder / "临港市2031.txt"
    report.write_text(HARBOUR, encoding="utf-8")
    build_store([report], folder / "store", default_encoder, lambda line: None)
    return Asker(open_store(folder / "store"), default_encoder)


@pytest.mark.parametrize("words", ["就业3.5万人", "就业4万人"])
def test_of_passages_that_score_alike_that_of_the_better_sentence_comes_first(harbour: Asker, words: str) -> None:
    hits = search(replace(harbour, reader=PrefersWords(words)), CLOSE)
    assert words in hits[0].passage.text
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_passages_that_score_lower_stay_behind_whatever_their_sentences(harbour: Asker) -> None:
    hits = search(replace(harbour, reader=PrefersWords("渔业")), CLOSE)
    assert all("城镇新增就业" in hit.passage.text for hit in hits[:2])


def test_nothing_is_read_where_one_passage_is_well_ahead(harbour: Asker) -> None:
    reader = PrefersWords("就业4万人")
    hits = search(replace(harbour, reader=reader), CLEAR)
    assert "就业3.5万人" in hits[0].passage.text
    assert reader.read_lines == []


def test_no_more_than_four_sentences_of_close_passages_are_read(harbour: Asker) -> None:
    reader = PrefersWords("就业3.5万人")
    search(replace(harbour, reader=reader), CLOSE)
    assert 0 < len(reader.read_lines) <= 4
    assert not any("渔业" in line.text for line in reader.read_lines)


def test_the_same_passages_are_found_whether_or_not_sentences_are_read(harbour: Asker) -> None:
    found = {hit.passage for hit in search(harbour, CLOSE)}
    assert {hit.passage for hit in search(replace(harbour, reader=PrefersWords("渔业")), CLOSE)} == found
