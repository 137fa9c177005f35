import pytest

from rag.asked_apart import Operation, asked_apart
from rag.town_and_village import town_and_village


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("城乡低保差多少", ("城镇低保", "农村低保")),
        ("去年城乡渔民收入之间相差多少元", ("去年城镇渔民收入", "去年农村渔民收入")),
        ("低保城市和农村差多少", ("城市低保", "农村低保")),
        ("城里和农村的低保差几块钱", ("城里低保", "农村低保")),
        ("农村低保比城市低多少", ("农村低保", "城市低保")),
        ("去年低保标准农村跟城里差多少", ("去年农村低保标准", "去年城里低保标准")),
        ("城市低保和农村救助差多少", None),  # two things
        ("城市和农村差多少", None),  # of nothing
        ("城乡收入差距缩小了吗", None),  # asks not how much
        ("农村和乡村差多少", None),
    ],
)
def test_both_sides_are_asked_of_one_thing(question: str, sides: tuple[str, str] | None) -> None:
    assert town_and_village(question) == sides


def test_the_two_sides_are_asked_apart() -> None:
    apart = asked_apart("低保城市和农村差多少元")
    assert apart is not None
    assert (apart.operation, apart.questions) == (Operation.DIFFERENCE, ("城市低保多少元?", "农村低保多少元?"))
