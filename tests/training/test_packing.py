import random
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.e5.encoder import E5Encoder
from index.e5.tokenizer import END, PADDING, START
from rag.e5_reader import asked_row
from tests.training.examples import ABOVE, BEYOND, EXAMPLES, PLACED, PORT, line, packed_examples
from training.candidates import Candidate
from training.packing import TrainingData, load, save
from training.wordings import WORDINGS, wordings


def test_right_candidates_come_first_also_those_that_were_not_found(training_data: TrainingData) -> None:
    packed = training_data.examples
    assert packed.candidates.shape == packed.is_right.shape == (3, 3)
    assert packed.is_right.tolist() == [[True, False, False]] * 2 + [[False] * 3]
    assert (packed.candidates >= 0).sum(1).tolist() == [3, 2, 1]
    assert packed.is_labelled.tolist() == [True, True, False]


def test_a_line_of_several_examples_is_kept_once(training_data: TrainingData) -> None:
    packed = training_data.examples
    assert len(packed.lines) == 4
    assert packed.candidates[0, :2].tolist() == packed.candidates[1, 1::-1].tolist()


def test_the_clause_that_holds_the_answer_tells_it(training_data: TrainingData) -> None:
    packed = training_data.examples
    assert packed.tells.any(2).tolist() == packed.is_right.tolist()
    assert packed.tells[0, 0].tolist() == [False, True]
    assert packed.tells[1, 0].tolist() == [True, False]


def test_tokens_are_those_that_asking_shows_and_each_knows_its_clause(e5_encoder: E5Encoder) -> None:
    tokenizer = e5_encoder.tokenizer
    packed, used = packed_examples([PLACED], tokenizer)
    port = packed.candidates[0, 0]
    row = np.array(used)[packed.lines[port]]
    clauses = [row[packed.clauses[port] == number].tolist() for number in (0, 1)]
    assert clauses == [tokenizer.ids("新建冷库3座,"), tokenizer.ids("改造码头12个;")]
    assert row[packed.clauses[port] < 0].tolist() == [
        START,
        *tokenizer.ids(f"passage: {ABOVE}"),
        END,
        *[PADDING] * (row == PADDING).sum(),
    ]
    plain = np.array(used)[packed.questions[0, 0]]
    assert plain[plain != PADDING].tolist() == asked_row(tokenizer, PLACED.question)


def test_clauses_that_do_not_fit_tell_nothing(e5_encoder: E5Encoder) -> None:
    text = PORT * 40
    last = len(text)
    example = replace(PLACED, candidates=(Candidate(line(text), 0, is_right=True),), answer=(last - 4, last))
    packed, _ = packed_examples([example], e5_encoder.tokenizer)
    assert not packed.tells.any()
    assert packed.tells.shape[2] == packed.clauses.max() + 1 < 80


def test_at_most_sixteen_candidates_are_kept_five_of_them_right(e5_encoder: E5Encoder) -> None:
    many = [Candidate(line(f"改造码头{place}个。"), 0, is_right=place % 2 == 0) for place in range(40)]
    packed, _ = packed_examples([replace(PLACED, candidates=tuple(many))], e5_encoder.tokenizer)
    assert packed.is_right.tolist() == [[True] * 5 + [False] * 11]


def test_wordings_add_a_year_and_a_place_that_fit_the_answer() -> None:
    chance = random.Random(1)
    found = [wordings(PLACED, chance) for _ in range(50)]
    assert all(len(each) == WORDINGS and each[0] == PLACED.question for each in found)
    reworded = {wording for each in found for wording in each[1:]}
    assert {f"2030年{PLACED.question}", f"去年{PLACED.question}", f"渔港市{PLACED.question}"} <= reworded
    assert not any("今年" in wording or "明年" in wording for wording in reworded)


def test_a_question_that_names_its_year_gets_no_other() -> None:
    example = replace(BEYOND, question=f"2029年{BEYOND.question}")
    assert set(wordings(example, random.Random(1))) == {example.question}


def test_what_is_saved_is_loaded(training_data: TrainingData, tmp_path: Path) -> None:
    few = replace(training_data, encoder={"emb.ln.w": training_data.encoder["emb.ln.w"]})
    save(few, tmp_path / "examples.npz")
    loaded = load(tmp_path / "examples.npz")
    assert len(loaded.examples.candidates) == len(EXAMPLES)
    assert (loaded.examples.tells == few.examples.tells).all()
    assert (loaded.words == few.words).all()
    np.testing.assert_allclose(loaded.encoder["emb.ln.w"], few.encoder["emb.ln.w"], rtol=1e-3)
