import numpy as np

from training.groups import drawn, of_read, whole
from training.packing import PackedExamples, TrainingData


def _many(candidates: int, right: int) -> PackedExamples:
    """One example with many candidates, of which the first are right."""
    numbers = np.arange(candidates, dtype=np.int32)[None]
    empty = np.zeros((1, candidates, 1), bool)
    return PackedExamples(numbers, numbers, numbers[None], numbers, numbers < right, empty, np.array([True]))


def test_one_right_candidate_is_drawn_and_seven_of_the_best_others() -> None:
    packed, chance = _many(16, 2), np.random.default_rng(0)
    draws = [drawn(packed, np.array([0]), chance).is_read[0] for _ in range(100)]
    assert {(read[:2].sum(), read[2:].sum()) for read in draws} == {(1, 7)}
    assert np.any(draws, axis=0).tolist() == [True] * 13 + [False] * 3


def test_what_is_not_there_is_not_drawn(training_data: TrainingData) -> None:
    packed = training_data.examples
    read = drawn(packed, np.arange(3), np.random.default_rng(0)).is_read
    assert (read == (packed.candidates >= 0)).all()


def test_half_of_the_questions_are_drawn_as_they_are_and_all_are_judged_so(training_data: TrainingData) -> None:
    packed, chance = training_data.examples, np.random.default_rng(0)
    drawings = np.concatenate([drawn(packed, np.arange(3), chance).wordings for _ in range(100)])
    assert set(drawings.tolist()) == {0, 1, 2, 3}
    assert 0.45 < (drawings == 0).mean() < 0.65
    assert not whole(packed, np.arange(3)).wordings.any()


def test_values_of_what_is_read_go_group_by_group(training_data: TrainingData) -> None:
    packed = training_data.examples
    assert of_read(packed.is_right, whole(packed, np.array([1, 0]))).tolist() == [True, False, True, False, False]
