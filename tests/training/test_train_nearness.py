"""What a question is near is learned from sentences that answer."""

from pathlib import Path

import numpy as np
import pytest
import torch

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.asker import Asker
from rag.nearness import Projection, read
from tests.rag.reports import HARBOUR
from training.train_nearness import Asked, Turning, asked_of, learn, projection_of, ranked, write

SENTENCES = torch.tensor([[0.995, 0.1], [0.995, -0.1]])
QUESTIONS = torch.nn.functional.normalize(torch.tensor([[1.0, -0.02]]).repeat(640, 1), dim=1)
ONE = Asked(QUESTIONS, SENTENCES, ((0,),) * 640)


def test_questions_are_turned_to_what_answers() -> None:
    before = Turning(2).eval()
    assert ranked(before, [ONE]).startswith("of 640, among the first 1: 0.000, 2: 1.000")
    turning = learn([ONE])
    assert ranked(turning, [ONE]).startswith("of 640, among the first 1: 1.000")


def test_the_nearest_are_as_near_as_before() -> None:
    before, turning = Turning(2).eval(), learn([ONE])
    turns = torch.nn.functional.normalize(torch.tensor([[1.0, 0.3], [1.0, -0.4], [0.2, 1.0]]), dim=1)
    several = Asked(turns, SENTENCES, ((0,), (1,), (0,)))
    projection = projection_of(turning, before, [several])
    told = [
        projection.scale * (SENTENCES.numpy() @ projection.of(each)).max() + projection.offset for each in turns.numpy()
    ]
    then = (turns @ SENTENCES.T).max(1).values.numpy()
    assert np.mean(told) == pytest.approx(then.mean(), abs=1e-5)
    assert np.std(told) == pytest.approx(then.std(), abs=1e-5)


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    write(Projection(np.eye(2, dtype=np.float32), np.ones(2, np.float32), 0.5, 0.25), tmp_path / "weights.npz")
    kept = read(tmp_path / "weights.npz")
    assert kept.matrix.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert kept.shift.tolist() == [1.0, 1.0]
    assert (kept.scale, kept.offset) == (0.5, 0.25)


def test_pairs_are_read_with_all_sentences_of_their_report(default_encoder: Encoder, tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([tmp_path / "harbour.txt"], tmp_path / "store", default_encoder, lambda line: None)
    store = open_store(tmp_path / "store")
    pairs = [
        {"report": "harbour.txt", "q": "去年学校多了多少名额", "evidence": "新增学位2600个"},
        {"report": "harbour.txt", "q": "灯塔有几座", "evidence": "灯塔九座"},
    ]
    found = asked_of(Asker(store, default_encoder), store.documents[0], pairs)
    assert found is not None
    assert found.questions.shape == (1, default_encoder.dimension)
    spans = [span for each in store.sentences for span in each.spans]
    assert found.sentences.shape == (len(spans), default_encoder.dimension)
    (at,) = found.answers[0]
    assert "新增学位2600个" in store.documents[0].text[slice(*spans[at])]
    assert asked_of(Asker(store, default_encoder), store.documents[0], pairs[1:]) is None
