"""Which of several figures of one sentence is meant: of one year, of a size, of the things that a list joins."""

from pathlib import Path

import pytest

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.answer import ask
from rag.asker import Asker
from rag.first_asked import first_asked
from rag.reader import Reader
from rag.types import Status

REPORT = """政府工作报告

各位代表:

一、2030年工作回顾

“十四五”以来累计建成人工鱼礁52万亩,2030年新建人工鱼礁7.5万亩。新签约亿元以上渔业项目88个,总投资310亿元,其中十亿元以上项目9个。引进渔业人才260人。

二、2031年工作安排

新建人工鱼礁6万亩。新签约亿元以上渔业项目95个。
"""


@pytest.fixture(scope="module")
def fishery(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("fishery")
    (folder / "渔港.txt").write_text(REPORT, encoding="utf-8")
    build_store([Path(folder / "渔港.txt")], folder / "store", default_encoder, lambda line: None)
    return Asker(open_store(folder / "store"), default_encoder, reader=reader)


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("去年建成人工鱼礁多少万亩？", "7.5万亩", "52"),
        ("2030年人工鱼礁建了多少亩？", "7.5万亩", "52"),
        ("“十四五”以来建成人工鱼礁多少亩？", "52万亩", "7.5"),
        ("今年比去年少建多少人工鱼礁？", "7.5万亩-6万亩=1.5万亩", "52"),
        ("去年新签约亿元以上渔业项目多少个？", "88个", "9个"),
        ("去年十亿元以上渔业项目签约了几个？", "9个", "88个"),
    ],
)
def test_the_figure_of_the_time_and_size_asked_for(fishery: Asker, question: str, told: str, other: str) -> None:
    text = ask(fishery, question).text
    assert told in text
    assert other not in text


@pytest.mark.parametrize(
    "question",
    [
        "去年引进了多少渔业人才，其中女性占几成",
        "去年渔业人才引进多少人，花了多少安家费",
        "引进渔业人才多少人，博士占比多大",
    ],
)
def test_the_first_figure_is_told_where_the_report_lacks_the_other(fishery: Asker, question: str) -> None:
    answer = ask(fishery, question)
    assert answer.status is Status.PARTIAL
    assert "260人" in answer.text
    assert "报告没有说到" in answer.text


def test_what_only_doubts_or_names_no_topic_has_no_first_figure() -> None:
    assert first_asked("引进渔业人才260人，占多少，是真的吗") is None
    assert first_asked("去年多少，今年多少") is None
    assert first_asked("渔业人才有多少") is None


def test_a_size_is_no_amount_of_which_a_share_is_made(fishery: Asker) -> None:
    text = ask(fishery, "签约项目里外资项目占几成").text
    assert "÷" not in text


def test_what_is_counted_in_another_unit_and_has_another_name_is_not_told_for_it(asker: Asker) -> None:
    assert ask(asker, "2024年要新建多少所学校？").status is Status.NOT_FOUND  # of school places 4080 are told
    assert "261个" in ask(asker, "2023年摆了多少张安静书桌？").text


def test_nothing_is_calculated_for_a_place_that_no_report_names(asker: Asker) -> None:
    question = "固定资产投资增速，2023年完成的和2024年定的，哪个高？"
    assert "8%-7%" in ask(asker, question).text
    assert ask(asker, f"隔壁绵竹市的{question}").status is Status.NOT_FOUND
