"""Parts of a report's own place, and other places, by the counties that a question names.

That a county lies in a city is a public fact, which is why these places are real ones.
"""

import pytest

from index.read import read_document
from rag.owners import owners_elsewhere
from rag.places import is_named_in, other_places, parts_named, whose_figure

REPORT = """# 绵阳市人民政府2031年政府工作报告

——2031年1月8日在绵阳市第三届人民代表大会第一次会议上

一、2030年工作回顾

北川县石椅村入选试点。三台县修路12公里。与德阳同城发展。
"""
DOCUMENT = read_document("绵阳市.txt", REPORT.encode())


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("三台县去年修了多少路", "三台"),
        ("梓潼县的医院去年建了几家", "梓潼"),  # though the report is silent on it
        ("北川县石椅村入选了什么", None),  # the county tells where the village is
        ("昆山市去年外资多少", None),
        ("老城区改造了多少户", None),
    ],
)
def test_a_county_within_the_place_is_a_part_of_it(question: str, part: str | None) -> None:
    assert next(parts_named(question, [DOCUMENT]), None) == part


def test_a_county_elsewhere_is_another_place() -> None:
    assert other_places("昆山市去年外资多少", [DOCUMENT], is_beside_own=False) == ("昆山市",)
    assert other_places("老城区改造了多少户", [DOCUMENT], is_beside_own=False) == ()


def test_whose_figure_is_asked_for_may_be_a_county_without_its_kind() -> None:
    assert list(whose_figure("梓潼去年的产值是多少", [DOCUMENT])) == ["梓潼"]


def test_the_figure_of_another_city_is_that_citys_though_the_report_names_it() -> None:
    assert list(whose_figure("德阳去年的产值是多少", [DOCUMENT])) == ["德阳"]
    assert list(whose_figure("四川去年的产值是多少", [DOCUMENT])) == []


def test_provinces_are_named_in_short_too() -> None:
    assert is_named_in("推进川渝通办", "重庆市", ())
    assert is_named_in("沪苏湖高铁开通", "上海市", ())
    assert not is_named_in("高铁开通", "上海市", ())


@pytest.mark.parametrize(
    ("question", "elsewhere"),
    [
        ("昆山去年外资多少", ["昆山"]),
        ("听说岳阳那边办了几场赛事", ["岳阳"]),  # a person to the dictionary
        ("江苏昆山2030年建了几家医院", ["昆山"]),
        ("绵阳市的产值比昆山的多吗", ["昆山"]),
        ("昆山工作过的人回来有补贴吗", []),  # nothing is asked of it
        ("三台去年修了多少路", []),  # within the report's own
        ("昆山去年来了,绵阳2030年修了几公里路", []),  # the own place is asked about
        ("听说昆山那边在修路,我们区修了几公里", []),  # only told beside
        ("沿河的绿道新增了多少公里", []),
        ("小店的税减了多少", []),  # a county, but first of all a shop
    ],
)
def test_a_town_without_its_kind_is_another_place_where_something_is_asked_of_it(
    question: str, elsewhere: list[str]
) -> None:
    assert list(owners_elsewhere(question, [DOCUMENT])) == elsewhere
