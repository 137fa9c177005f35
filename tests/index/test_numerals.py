import pytest

from index.numerals import numeral_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", 2),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("一百零五", 105),
        ("三千二百", 3200),
        ("五千一百五十万", 51_500_000),
        ("百万", 1_000_000),
        ("一亿四千万", 140_000_000),
        ("五点六", 5.6),
        ("三四", None),
        ("五点", None),
        ("", None),
    ],
)
def test_a_chinese_numeral_has_its_value(text: str, value: float | None) -> None:
    assert numeral_value(text) == value
