import math

import pytest
import torch
from torch import Tensor, tensor

from training.losses import clause_loss, labelled_loss, taught_loss

ANSWERS = tensor([[2.0, -1.0, 9.0], [0.5, -2.0, 9.0]])
IS_READ = tensor([[True, True, False], [True, True, False]])
IS_RIGHT = tensor([[True, False, False], [False, False, False]])


def _logistic(logit: float) -> float:
    return math.log1p(math.exp(-logit))


def test_labels_ask_which_answers_and_whether_any_does() -> None:
    absolute = (3 * _logistic(2.0) + _logistic(1.0) + _logistic(-0.5) + _logistic(2.0)) / 4
    relative = math.log(math.exp(2.0) + math.exp(-1.0)) - 2.0
    assert labelled_loss(ANSWERS, IS_READ, IS_RIGHT).item() == pytest.approx(absolute + relative)


def test_without_a_right_candidate_labels_ask_only_whether_any_answers() -> None:
    loss = labelled_loss(ANSWERS[1:], IS_READ[1:], IS_RIGHT[1:])
    assert loss.item() == pytest.approx((_logistic(-0.5) + _logistic(2.0)) / 2)


def _taught(answers: Tensor, taught: Tensor, *, is_labelled: bool) -> float:
    labelled = torch.full((len(answers),), is_labelled)
    return taught_loss(answers, IS_READ, IS_RIGHT & labelled[:, None], is_labelled=labelled, taught=taught).item()


def test_an_unlabelled_example_is_best_judged_as_the_teacher_does() -> None:
    same = _taught(ANSWERS, ANSWERS, is_labelled=False)
    assert all(same < _taught(ANSWERS + step, ANSWERS, is_labelled=False) for step in (0.3, -0.3))
    assert same < _taught(ANSWERS * tensor([1.0, 0.5, 1.0]), ANSWERS, is_labelled=False)


def test_a_label_moves_what_the_teacher_says() -> None:
    surer = ANSWERS + tensor([[0.2, -0.2, 0.0], [-0.2, -0.2, 0.0]])
    assert _taught(surer, ANSWERS, is_labelled=True) < _taught(ANSWERS, ANSWERS, is_labelled=True)


def test_what_is_not_read_does_not_count() -> None:
    other = ANSWERS.masked_fill(~IS_READ, -30.0)
    assert labelled_loss(other, IS_READ, IS_RIGHT) == labelled_loss(ANSWERS, IS_READ, IS_RIGHT)
    assert _taught(other, ANSWERS, is_labelled=True) == _taught(ANSWERS, other, is_labelled=True)


def test_a_clause_counts_by_its_best_token_where_there_is_another() -> None:
    tells = tensor([[7.0, 1.0, 2.0, 0.0, 7.0], [7.0, 1.0, 2.0, 3.0, 7.0]])
    clauses = tensor([[-1, 0, 0, 1, -1], [-1, 0, 0, 0, -1]])
    telling = tensor([[False, True, False], [True, False, False]])
    assert clause_loss(tells, clauses, telling).item() == pytest.approx(math.log(math.exp(2.0) + 1))


def test_no_right_candidate_has_no_clause_to_tell() -> None:
    assert clause_loss(torch.zeros(0, 4), torch.zeros(0, 4, dtype=torch.long), torch.zeros(0, 3).bool()).item() == 0
