"""How texts are laid out in rows."""

import pytest

from index.e5.rows import row_length, shared_rows


def test_lengths_are_few() -> None:
    assert {row_length(tokens) for tokens in range(1, 65)} == {16, 32, 48, 64}


@pytest.mark.parametrize("lengths", [[40], [112, 90, 60, 50, 45, 40, 30, 20], [60] * 8, [112, 5]])
def test_each_text_stands_in_one_row_and_rows_are_about_as_long(lengths: list[int]) -> None:
    rows = shared_rows(lengths, 20)
    assert sorted(place for row in rows for place in row) == list(range(len(lengths)))
    sums = [sum(lengths[place] for place in row) for row in rows]
    assert max(sums) - min(sums) <= max(lengths)


def test_many_long_texts_take_several_rows_and_few_short_ones_one() -> None:
    assert len(shared_rows([100] * 8, 20)) > 1
    assert len(shared_rows([20, 20], 20)) == 1
