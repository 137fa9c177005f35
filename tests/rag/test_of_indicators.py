"""What is to be made of indicators that a question names in full, out of all figures of the harbour report."""

import pytest

from index.figures import read_figures
from index.read import read_document
from rag.of_indicators import of_indicators

REPORT = """政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

各位代表:

一、2030年工作回顾

地区生产总值完成812亿元、增长6.4%。一般公共预算收入完成106亿元、增长8%。社会消费品零售总额完成300亿元、增长5.5%。
城镇新增就业2.3万人。技术合同成交额71亿元。海洋渔业产量18万吨、下降2%。

二、2031年工作安排

地区生产总值增长6%左右。一般公共预算收入增长10%。城镇新增就业3.5万人。技术合同成交额80亿元。
"""
DOCUMENT = read_document("临港.txt", REPORT.encode())
FIGURES = read_figures(DOCUMENT)


def working(question: str) -> str | None:
    """What is calculated, with its working; None where nothing is."""
    found = of_indicators(question, FIGURES, DOCUMENT.text)
    return None if found is None else found.statement.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("一般公共预算收入和技术合同成交额汇总是多少", "106亿元+71亿元=177亿元"),
        ("技术合同成交额并入一般公共预算收入,总账有多少", "71亿元+106亿元=177亿元"),
        ("技术合同成交额要多少才跟一般公共预算收入持平,差额报给我", "106亿元-71亿元=35亿元"),
        ("一般公共预算收入减技术合同成交额得多少", "106亿元-71亿元=35亿元"),
        ("社会消费品零售总额跟地区生产总值,谁涨得快", "6.4%-5.5%=0.9个百分点"),
        ("一般公共预算收入前年的基数是多少", "106亿元÷(1+8%)≈98.1亿元"),
        ("一般公共预算收入2029年是多少,推算一下", "106亿元÷(1+8%)≈98.1亿元"),
        ("今年城镇新增就业比去年完成的还要添多少人", "3.5万人-2.3万人=1.2万人"),
        ("技术合同成交额离今年的目标还缺多少", "80亿元-71亿元=9亿元"),
        ("地区生产总值按今年的增长目标,要做到多少亿元", "812亿元×(1+6%左右)≈860.7亿元"),
    ],
)
def test_the_words_left_of_the_question_tell_what_is_to_be_made(question: str, told: str) -> None:
    assert told in (working(question) or "")


@pytest.mark.parametrize(
    "question",
    [
        "一般公共预算收入和技术合同成交额",  # asks for nothing
        "一般公共预算收入是多少",  # nothing is to be made
        "一般公共预算收入占地区生产总值的几成",  # a share, which is asked for elsewhere
        "一般公共预算收入和城镇新增就业加起来多少",  # of two units
        "技术合同成交额前年是多少",  # no growth is told
        "社会消费品零售总额离今年的目标还缺多少",  # no target is told
        "海洋渔业产量和地区生产总值谁涨得快",  # one of them falls
        "一般公共预算收入2035年和技术合同成交额2035年一共多少",  # a year that is not told
        "为什么一般公共预算收入比技术合同成交额重要",
    ],
)
def test_nothing_is_made_where_the_question_or_the_figures_do_not_say_it(question: str) -> None:
    assert working(question) is None


def test_two_that_are_only_asked_for_are_each_told() -> None:
    told = working("请列出一般公共预算收入、技术合同成交额各是多少") or ""
    assert "106亿元" in told
    assert "71亿元" in told
    assert "=" not in told
