"""Conversations are packed as asking reads them: a question behind the last one and its answer."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from index.build import build_store
from index.e5.encoder import E5Encoder
from index.e5.tokenizer import PADDING
from index.store import open_store
from rag.asker import Asker
from rag.e5_reader import row_after
from rag.types import Turn
from tests.rag.reports import HARBOUR
from training.packing import load
from training.read_conversations import (
    Conversation,
    asked_rows,
    follow_ups,
    main,
    other_topics,
    read_conversations,
)

TURN = {
    "report": "harbour.txt",
    "first": "去年新增多少学位",
    "told": "新增学位2600个",
    "said": "新增2600个。",
    "followed": [
        {"kind": "same", "q": "改造了几所学校呢", "quote": "改造学校12所", "answer": "12所"},
        {"kind": "silent", "q": "花了多少钱", "quote": "", "answer": ""},
        {"kind": "near", "q": "那边呢", "quote": "报告里没有的话", "answer": ""},
    ],
}
OTHER = TURN | {"report": "island.txt"}


@pytest.fixture
def conversations(tmp_path: Path) -> Path:
    path = tmp_path / "conversations.jsonl"
    path.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in (TURN, OTHER)), encoding="utf-8")
    return path


@pytest.fixture
def store(e5_encoder: E5Encoder, tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([tmp_path / "harbour.txt"], tmp_path / "store", e5_encoder, lambda line: None)
    return tmp_path / "store"


def read(store: Path, conversations: Path, encoder: E5Encoder) -> list[Conversation]:
    pairs = list(follow_ups(conversations))
    return list(read_conversations(Asker(open_store(store), encoder), pairs))


def test_each_follow_up_stands_behind_its_turn(conversations: Path) -> None:
    pairs = list(follow_ups(conversations))
    assert [pair["q"] for pair in pairs] == [each["q"] for each in TURN["followed"]] * 2
    assert {pair["said"] for pair in pairs} == {TURN["said"]}


def test_what_is_told_is_marked_among_the_sentences_near(
    store: Path, conversations: Path, e5_encoder: E5Encoder
) -> None:
    told, silent = (each.example for each in read(store, conversations, e5_encoder))  # the third quotes nothing
    assert ["改造学校12所" in each.line.text for each in told.candidates if each.is_right] == [True]
    assert not any(each.is_right for each in (*silent.candidates, *silent.beyond))
    assert len(silent.candidates) > 3


def test_a_turn_is_read_as_it_was_said_and_as_the_report_tells_it(
    store: Path, conversations: Path, e5_encoder: E5Encoder
) -> None:
    told, _ = read(store, conversations, e5_encoder)
    turns = (Turn(TURN["first"], TURN["said"]), Turn(TURN["first"], TURN["told"]))
    rows = [row_after(e5_encoder.tokenizer, turn, "改造了几所学校呢") for turn in turns]
    assert asked_rows(e5_encoder.tokenizer, told) == rows


def test_other_topics_follow_turns_of_their_report(conversations: Path) -> None:
    pair = {"report": "harbour.txt", "q": "灯塔几座", "evidence": "灯塔九座", "answer": "九座", "also": ["灯塔"]}
    (other,) = other_topics(list(follow_ups(conversations)), [pair, pair | {"report": "far.txt"}], random.Random(1))
    assert other == pair | {name: TURN[name] for name in ("first", "told", "said")}


def test_what_training_takes_is_written(
    store: Path, conversations: Path, tmp_path: Path, e5_encoder: E5Encoder
) -> None:
    main([str(store), str(tmp_path / "examples.npz")], conversations)
    packed = load(tmp_path / "examples.npz").examples
    assert packed.questions.shape[:2] == (2, 2)
    assert packed.is_right.any(1).tolist() == [True, False]
    assert not np.array_equal(packed.questions[0, 0], packed.questions[0, 1])
    assert (packed.questions[0, 0] != PADDING).sum() == len(
        row_after(e5_encoder.tokenizer, Turn(TURN["first"], TURN["said"]), "改造了几所学校呢")
    )
    with pytest.raises(SystemExit):
        main([str(store), str(tmp_path / "examples.npz"), "--without", "nowhere.txt"], conversations)
