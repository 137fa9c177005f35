import random
from dataclasses import replace

from rag.reader import clause_spans
from tests.training.examples import BEYOND, PLACED, PORT, UNLABELLED, line
from training.candidates import Candidate, Example
from training.untold import with_untold


def _made(example: Example) -> list[Example]:
    chance = random.Random(1)
    return [next(with_untold([example], chance)) for _ in range(60)]


def test_the_answer_is_taken_out_and_all_else_stays() -> None:
    for made in _made(PLACED):
        untold, *others = made.candidates
        assert not untold.is_right
        assert "12个" not in untold.line.text
        assert untold.line.text.startswith("新建冷库3座,改造码头")
        assert [each.is_right for each in others] == [False, True, False]


def test_some_right_lines_lose_words_elsewhere_and_keep_the_answer_in_its_place() -> None:
    right = [next(each for each in made.candidates if each.is_right) for made in _made(PLACED)]
    gapped = [each for each in right if each.line.text != PORT]
    assert 5 < len(gapped) < 40
    for each in gapped:
        at = PLACED.answer[0] - each.start if PLACED.answer else 0
        assert each.line.text[at : at + 3] == "12个"
        assert "改造码头12个" in each.line.text


def test_a_right_sentence_that_was_not_found_makes_a_near_miss_too() -> None:
    (made,) = with_untold([BEYOND], random.Random(1))
    assert "2600元" not in made.candidates[0].line.text
    assert made.beyond == BEYOND.beyond


def test_nothing_is_made_of_an_answer_that_is_its_whole_clause_or_of_what_is_asked_otherwise() -> None:
    text = "码头,12个,冷库。"
    at = text.index("12个")
    whole = replace(PLACED, candidates=(Candidate(line(text), 0, is_right=True),), answer=(at, at + 3))
    assert clause_spans(text)[1] == (at, at + 4)
    yes_no = replace(PLACED, kind="yes_no")
    assert list(with_untold([whole, yes_no, UNLABELLED], random.Random(1))) == [whole, yes_no, UNLABELLED]


def test_figures_that_hold_the_answer_stay() -> None:
    text = "新建学校112个,改造码头12个。"
    at = text.rindex("12个")
    example = replace(PLACED, candidates=(Candidate(line(text), 0, is_right=True),), answer=(at, at + 3))
    assert all("学校112个" in made.candidates[0].line.text for made in _made(example))
