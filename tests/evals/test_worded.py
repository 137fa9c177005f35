"""Wordings of a calculation, filled with the indicators of a report."""

import random

import pytest

from evals.worded import CALCULATIONS, Asked, questions, read_wordings
from index.figures import read_figures
from index.read import read_document
from rag.types import Status

REPORT = """政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

各位代表:

一、2030年工作回顾

地区生产总值完成812亿元、增长6%。一般公共预算收入完成100亿元、增长25%。城镇新增就业2万人。

二、2031年工作安排

一般公共预算收入增长10%。城镇新增就业3万人。
"""
DOCUMENT = read_document("临港.txt", REPORT.encode())
FIGURES = {DOCUMENT.id: read_figures(DOCUMENT)}


def asked(kind: str, wording: str) -> list[Asked]:
    return list(questions(FIGURES, kind, [wording], 10, random.Random(0)))


@pytest.mark.parametrize(
    ("kind", "wording", "question", "values"),
    [
        ("sum", "{a}加{b}多少{u}", "地区生产总值加一般公共预算收入多少亿元", (912e8,)),
        ("difference", "{a}减{b}多少{u}", "地区生产总值减一般公共预算收入多少亿元", (712e8,)),
        ("year_before", "{a}前年多少{u}", "一般公共预算收入前年多少亿元", (80e8,)),
        ("aim_by_growth", "{a}今年多少{u}", "一般公共预算收入今年多少亿元", (110e8,)),
        ("lacks", "{a}还差多少{u}", "城镇新增就业还差多少万人", (1e4,)),
        ("times", "{a}是{b}几倍", "地区生产总值是一般公共预算收入几倍", (8.12,)),
        ("share", "{a}占{b}几成", "一般公共预算收入占地区生产总值几成", (100 / 8.12,)),
        ("growth_gap", "{a}比{b}快多少", "一般公共预算收入比地区生产总值快多少", (19,)),
        ("target_gap", "{a}变了几个点", "一般公共预算收入变了几个点", (15,)),
        ("grows_faster", "{a}和{b}谁快", "地区生产总值和一般公共预算收入谁快", (6, 25)),
    ],
)
def test_a_wording_is_filled_with_the_figures_of_a_report(
    kind: str, wording: str, question: str, values: tuple[float, ...]
) -> None:
    found = {each.question: each for each in asked(kind, wording)}
    assert found[question].values == pytest.approx(values)
    assert found[question].document == DOCUMENT.id


def test_only_the_result_of_a_calculation_is_right() -> None:
    (lacks,) = asked("lacks", "{a}还差多少{u}")
    assert lacks.is_right(Status.ANSWERED, "3万人-2万人=1万人")
    assert not lacks.is_right(Status.ANSWERED, "3万人-2万人=2万人")
    assert not lacks.is_right(Status.ANSWERED, "新增就业1万人")
    assert not lacks.is_right(Status.NOT_FOUND, "3万人-2万人=1万人")


def test_both_figures_have_to_be_told() -> None:
    faster = next(each for each in asked("grows_faster", "{a}和{b}谁快") if set(each.values) == {6, 25})
    assert faster.is_right(Status.ANSWERED, "地区生产总值增长6%，一般公共预算收入增长25%，25%-6%=19个百分点")
    assert not faster.is_right(Status.ANSWERED, "一般公共预算收入增长25%")


def test_there_are_wordings_of_every_calculation() -> None:
    wordings = read_wordings()
    assert set(wordings) == set(CALCULATIONS)
    assert all(len(each) > 20 and all("{a}" in text or "{b}" in text for text in each) for each in wordings.values())
