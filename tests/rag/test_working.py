import pytest

from index.quantities import quantities
from rag.working import fractions_told, printed_number


def test_the_numbers_of_a_fraction_in_words_are_told() -> None:
    assert len(fractions_told("三分之二的渔港")) == 2
    assert fractions_told("渔港3座") == frozenset()


@pytest.mark.parametrize(("text", "number"), [("渔业产值1,900万元", 1900.0), ("渔业产值1.9亿元", 1.9)])
def test_a_number_is_read_as_printed(text: str, number: float) -> None:
    assert printed_number(text, quantities(text)[0]) == number
