"""Which calculation a question asks for is learned; what it makes of the indicators that are named in full."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from index.figures import read_figures
from index.read import read_document
from rag.of_indicators import surely_asked
from rag.operation import BUCKETS, OPERATIONS, WEIGHTS, Operation, features_of, masked, operation_in
from training.train_operations import Example as TrainingExample
from training.train_operations import fitted, told_right

WORDINGS = Path(__file__).parents[2] / "evals" / "calculation_wordings.jsonl"
REPORT = """2030年政府工作报告
一、2029年工作回顾
全市地区生产总值800亿元，增长6%。新建公园20个、改造公园5个。固定资产投资增长4%。
二、2030年工作安排
地区生产总值增长5%。新建公园30个。"""


@pytest.fixture(scope="module")
def report() -> tuple[tuple[object, ...], str]:
    document = read_document("甲市2030.txt", REPORT.encode())
    return read_figures(document), document.text


def told(report: tuple[tuple[object, ...], str], question: str) -> str:
    figures, text = report
    found = surely_asked(question, figures, text)  # type: ignore[arg-type]
    return "" if found is None else found.statement.text


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("把去年新建公园和改造公园两样归拢到一块是多少", "20个+5个=25个"),
        ("去年新建公园够得上改造公园的几倍", "20个÷5个=4倍"),
        ("论增速，去年地区生产总值超固定资产投资几个点", "6%-4%=2个百分点"),
        ("按今年定的增速，地区生产总值到年底该冲到多少", "800亿元×(1+5%)=840亿元"),
        ("今年新建公园的目标在去年基础上又加码了多少", "30个-20个=10个"),
        ("今年地区生产总值的目标增速比去年实际变了几个点", "6%-5%=1个百分点"),
    ],
)
def test_a_calculation_is_made_however_it_is_put(
    report: tuple[tuple[object, ...], str], question: str, working: str
) -> None:
    assert working in told(report, question)


@pytest.mark.parametrize(
    "question",
    [
        "去年新建公园多少个",
        "去年地区生产总值增长了多少",
        "新建公园和改造公园分别由谁负责",
        "今年为什么把地区生产总值的目标定成这样",
        "今年新建公园比去年多百分之几",  # not an amount
        "今年计划新建公园和改造公园一共多少个",  # the plan tells one of them only
        "去年新建公园比改造公园多15个吗",
    ],
)
def test_what_asks_for_no_calculation_gets_none(report: tuple[tuple[object, ...], str], question: str) -> None:
    assert "=" not in told(report, question)


def test_indicators_are_letters_and_years_are_words() -> None:
    left = masked("2029年的新建公园比2028年的改造公园多3个吗？", (("新建公园",), ("改造公园", "公园")), 2029)
    assert left == "去年的A比前年的B多0个吗"


def test_the_weights_have_a_row_for_each_operation() -> None:
    assert np.load(WEIGHTS, allow_pickle=False).shape == (len(OPERATIONS), BUCKETS + 1)


def test_fresh_wordings_are_told_as_often_as_documented() -> None:
    """Nothing was learned from these: 0.94 of them are told right (docs/evals.md)."""
    lines = [json.loads(line) for line in WORDINGS.read_text(encoding="utf-8").splitlines()]
    right = [operation_in(_masked(line["wording"]))[0].value == line["kind"] for line in lines]
    assert sum(right) / len(right) > 0.9


def test_no_wording_that_is_learned_from_is_asked_in_the_eval() -> None:
    learned = Path(__file__).parents[2] / "training" / "pairs" / "operation_wordings.jsonl"
    known = {json.loads(line)["wording"] for line in learned.read_text(encoding="utf-8").splitlines()}
    asked = {json.loads(line)["wording"] for line in WORDINGS.read_text(encoding="utf-8").splitlines()}
    assert asked
    assert not known & asked


def test_learning_tells_apart_what_has_words_of_its_own() -> None:
    chance = random.Random(0)
    words = {Operation.SUM: "一共", Operation.TIMES: "几倍", Operation.NONE: "为什么"}
    examples = [
        TrainingExample(f"A{chance.choice('和跟与')}B{word}{chance.choice('呀啊呢')}", operation, group)
        for group in range(30)
        for operation, word in words.items()
    ]
    features = np.stack([features_of(each.left) for each in examples])
    labels = np.array([OPERATIONS.index(each.operation) for each in examples])
    right = told_right(examples, features, labels)
    assert all(right[operation] == (30, 30) for operation in words)
    assert fitted(features, labels).shape == (len(OPERATIONS), BUCKETS + 1)


def _masked(wording: str) -> str:
    return masked(wording.format(a="甲甲", b="乙乙", u="个", v="个"), (("甲甲",), ("乙乙",)), 2023)
