"""Counties by their names, and where they lie; the places of the bundled table are public facts."""

import pytest

from rag.counties import counties_said, counties_said_bare


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("北川县和三台县去年修了多少路", ["北川县", "三台县"]),
        ("昆山市的外资", ["昆山市"]),
        ("安居区域协调", []),  # the word goes on
        ("滨海城市的卓越城区", []),  # nor does it begin within one
        ("去年长安区和平山县修了多少路", ["长安区", "平山县"]),
        ("请问朝阳区今年修多少路", ["朝阳区"]),
        ("海边的县城", []),
        ("", []),
    ],
)
def test_counties_are_known_by_name_and_kind(text: str, said: list[str]) -> None:
    assert [each.said for each in counties_said(text)] == said


def test_without_its_kind_a_name_is_one_only_where_the_words_are_no_others() -> None:
    assert [each.name for each in counties_said_bare("北川去年修了多少路")] == ["北川"]
    assert [each.name for each in counties_said_bare("两地合作修路")] == []


def test_a_county_lies_in_its_city_and_its_province() -> None:
    (county,) = counties_said("三台县")
    assert county.is_in(("绵阳市",))
    assert county.is_in(("四川省",))
    assert not county.is_in(("成都市",))


def test_a_city_that_is_called_like_its_province_is_not_the_province() -> None:
    (county,) = counties_said("榆树市")
    assert county.is_in(("吉林省",))
    assert not county.is_in(("吉林市",))
