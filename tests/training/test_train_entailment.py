"""What a sentence tells of a supposition is learned from pairs, and asked as it was trained."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch

from index.build import build_store
from index.e5.encoder import E5Encoder
from index.e5.names import WEIGHTS_FILE
from index.e5.network import WordEmbeddings
from index.store import open_store
from rag.e5_reader import SHIPPED, SHIPPED_ENTAILMENT, STEPS, E5Reader
from rag.reader import Entailment, Line
from tests.rag.reports import HARBOUR
from training.network import Network
from training.read_examples import by_report
from training.train_entailment import (
    Corpus,
    Item,
    Items,
    batches,
    confusion,
    in_integers,
    logits_of,
    loss_of,
    main,
    train,
)
from training.weights import read_weights, with_entailment_head, write_weights

PAIRS = [
    {"report": "harbour.txt", "kind": "contradicted", "q": "去年学位少了多少", "sentence": "新增学位2600个"},
    {"report": "harbour.txt", "kind": "entailed", "q": "学校是不是改造了12所", "sentence": "改造学校12所"},
    {"report": "harbour.txt", "kind": "neutral", "q": "改造学校花了多少钱", "sentence": "改造学校12所"},
    {"report": "harbour.txt", "kind": "neutral", "q": "灯塔谁管", "sentence": "灯塔九座"},
    {"report": "harbour.txt", "kind": "neutral", "q": "新增多少", "sentence": "改造学校12所。城镇新增就业3.5万人"},
    {"report": "island.txt", "kind": "entailed", "q": "船修好了吧", "sentence": "修好渔船3艘"},
]
SENTENCE = "新增学位2600个,改造学校12所。"


@pytest.fixture
def corpus(e5_encoder: E5Encoder, tmp_path: Path) -> Corpus:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([tmp_path / "harbour.txt"], tmp_path / "store", e5_encoder, lambda line: None)
    premises = tmp_path / "premises.jsonl"
    premises.write_text("\n".join(json.dumps(pair, ensure_ascii=False) for pair in PAIRS), encoding="utf-8")
    return Corpus(open_store(tmp_path / "store"), e5_encoder.tokenizer, random.Random(1), premises)


def test_pairs_are_read_beside_the_one_sentence_that_they_quote(corpus: Corpus) -> None:
    items = corpus.items("harbour.txt")
    assert [item.label for item in items.labelled] == [
        Entailment.CONTRADICTED,
        Entailment.ENTAILED,
        Entailment.NEUTRAL,
    ]
    assert items.labelled[0].line == items.labelled[1].line
    assert items.labelled[0].question != items.labelled[1].question
    assert all(item.label is Entailment.NEUTRAL for item in items.others)


def test_a_yes_or_no_that_nobody_noted_is_not_neutral() -> None:
    shares = torch.tensor([[0.5, 0.3, 0.2]]).log()
    losses = [float(loss_of(shares, [Item([], [], label)])) for label in (*Entailment, None)]
    assert losses == pytest.approx([-np.log(share) for share in (0.5, 0.3, 0.2, 0.5)])


def test_each_item_is_in_one_batch() -> None:
    items = [Item([], [0] * length, Entailment.NEUTRAL) for length in range(100)]
    found = [len(item.line) for batch in batches(items, random.Random(1)) for item in batch]
    assert sorted(found) == list(range(100))


def test_pairs_are_told_apart_by_their_report() -> None:
    assert {report: len(pairs) for report, pairs in by_report(PAIRS).items()} == {"harbour.txt": 5, "island.txt": 1}


def test_what_was_trained_is_asked_with_the_same_probabilities(
    corpus: Corpus, e5_encoder: E5Encoder, tmp_path: Path
) -> None:
    items = corpus.items("harbour.txt")
    words = corpus.words(WordEmbeddings(e5_encoder.folder / WEIGHTS_FILE))
    start = with_entailment_head(read_weights(SHIPPED), np.random.default_rng(1))
    network = Network({name: each for name, each in start.items() if not name.endswith(STEPS)}, words)
    before = loss_of(logits_of(network, items.labelled), items.labelled).item()
    train(network, Items(items.labelled * 4), random.Random(1))
    assert loss_of(logits_of(network, items.labelled), items.labelled).item() < before
    write_weights(in_integers(network, items.labelled), tmp_path / "entailment.safetensors")
    assert confusion(network, items.labelled).sum(1).tolist() == [1, 1, 1]
    reader = E5Reader(e5_encoder.folder, e5_encoder.tokenizer, entailment=tmp_path / "entailment.safetensors")
    trained = torch.softmax(logits_of(network, items.labelled), 1)[:, Entailment.CONTRADICTED].tolist()
    line = Line("2030年回顾 教育事业加快发展。 ", SENTENCE)
    asked = [reader.contradictions(pair["q"], [line])[0] for pair in PAIRS[:3]]
    assert asked == pytest.approx(trained, abs=0.05)


def test_the_weights_that_ship_are_made_like_those() -> None:
    chance = np.random.default_rng(1)
    made = with_entailment_head(read_weights(SHIPPED), chance)
    shipped = read_weights(SHIPPED_ENTAILMENT)
    assert {name: each.shape for name, each in shipped.items()} == {name: each.shape for name, each in made.items()}


@pytest.mark.usefixtures("corpus")
def test_a_report_that_the_store_lacks_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path / "store"), str(tmp_path / "weights"), "--without", "other.txt"])
    assert "other.txt" in capsys.readouterr().err
    assert not (tmp_path / "weights").exists()
