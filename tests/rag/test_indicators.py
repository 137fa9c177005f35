"""An indicator that is named in full, out of all figures of the harbour report."""

import pytest

from index.figures import read_figures
from index.read import read_document
from index.types import FigureKind
from rag.indicators import amount_and_growth, done_and_planned, figure_named, indicators_named, name_of, told_several
from rag.sentence_figures import as_asked

REPORT = """政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

各位代表:

一、2030年工作回顾

全市地区生产总值突破800亿元,达812亿元、增长6.4%。县域生产总值300亿元。一般公共预算收入完成106亿元。社会消费品零售总额增长6.1%。
城镇新增就业2.3万人。技术合同成交额71亿元。

二、2031年工作安排

GDP增长6%左右。一般公共预算收入增长10%。社会消费品零售总额增长5.5%左右。城镇新增就业3.5万人。技术合同成交额不少于80亿元。
"""
FIGURES = read_figures(read_document("临港.txt", REPORT.encode()))


@pytest.mark.parametrize(
    ("metric", "name"),
    [
        ("地区生产总值", "生产总值"),
        ("GDP", "生产总值"),
        ("完成全社会固定资产投资", "固定资产投资"),
        ("县域生产总值", "县域生产总值"),
        ("新建农村公路", "新建农村公路"),  # what is built is not what is mended
    ],
)
def test_a_metric_is_known_by_what_tells_it_from_others(metric: str, name: str) -> None:
    assert name_of(metric) == name


def test_of_two_names_one_inside_the_other_only_the_longer_is_meant() -> None:
    assert [each.name for each in indicators_named("县域生产总值和技术合同成交额", FIGURES)] == [
        "技术合同成交额",
        "县域生产总值",
    ]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("城镇新增就业,去年完成数跟今年的目标数比", ("2.3万人", "3.5万人")),
        ("经济增速今年的目标跟去年比", ("6.4%", "6%左右")),  # 经济增速 is said of 生产总值, which the plan calls GDP
        ("社零的增长目标比去年高吗", ("6.1%", "5.5%左右")),
        ("技术合同成交额已经做到的和明年的底线", ("71亿元", "80亿元")),
    ],
)
def test_what_was_done_and_what_is_planned_is_told_of_one_indicator(question: str, told: tuple[str, str]) -> None:
    found = done_and_planned(as_asked(question), FIGURES)
    assert found is not None
    assert tuple(each.text for each in found) == told


@pytest.mark.parametrize(
    "question",
    [
        "渔业产量今年比去年多吗",  # not in the report
        "一般公共预算收入今年比去年多多少亿元",  # no amount is planned of it
        "城镇新增就业和技术合同成交额,今年和去年各是多少",  # two of them
    ],
)
def test_nothing_is_told_of_none_or_of_several(question: str) -> None:
    assert done_and_planned(as_asked(question), FIGURES) is None


def test_an_amount_goes_with_the_growth_that_is_planned_of_it() -> None:
    found = amount_and_growth(as_asked("财政收入如果完成目标,会到多少"), FIGURES)
    assert found is not None
    assert [each.text for each in found] == ["106亿元", "10%"]


def test_a_number_that_was_reached_comes_before_one_that_was_passed() -> None:
    found = figure_named("生产总值", FIGURES, FigureKind.ACTUAL, rate=False)
    assert found is not None
    assert found.text == "812亿元"


def test_of_several_periods_or_places_none_is_meant() -> None:
    report = REPORT.replace("技术合同成交额71亿元", "五年来技术合同成交额300亿元。去年技术合同成交额71亿元")
    figures = read_figures(read_document("临港.txt", report.encode()))
    assert figure_named("技术合同成交额", figures, FigureKind.ACTUAL, rate=False) is None


def test_a_figure_is_not_of_more_than_its_name() -> None:
    assert figure_named("民营企业的技术合同成交额", FIGURES, FigureKind.ACTUAL, rate=False) is None


def test_an_amount_told_of_each_of_several_is_found_where_as_many_are_said() -> None:
    report = REPORT + "\n\n抓好渔业项目,年度投资70亿元以上。抓好港口项目,年度投资50亿元以上。\n"
    figures = read_figures(read_document("临港.txt", report.encode()))
    assert [each.text for each in told_several("两大块的年度投资", figures, 2)] == ["70亿元以上", "50亿元以上"]
    assert told_several("三大块的年度投资", figures, 3) == ()
