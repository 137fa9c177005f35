"""How much is lacking to an aim, over the figures of a report written for it."""

import pytest

from index.figures import read_figures
from index.read import read_document
from rag.question import understand
from rag.to_aim import asks_to_aim, to_aim

REPORT = """政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

各位代表:

一、2030年工作回顾

港口集装箱吞吐量120万标箱。渔民养老参保率达到96.3%。渔村污水处理率由85%提高到91%。渔业产值增长5%。

二、2031年工作安排

港口集装箱吞吐量达到150万标箱。渔民养老参保率达到98%。渔业产值增长6%。
"""
DOCUMENT = read_document("临港.txt", REPORT.encode())
FIGURES = read_figures(DOCUMENT)


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("港口集装箱吞吐量离今年的目标还差多少", "150万标箱-120万标箱=30万标箱"),
        ("渔民养老参保率离目标还差几个百分点", "98%-96.3%=1.7个百分点"),
        ("渔民养老参保率离全覆盖还差几个百分点", "100%-96.3%=3.7个百分点"),
    ],
)
def test_what_is_lacking_is_worked_out_of_what_was_reached(question: str, working: str) -> None:
    assert asks_to_aim(question)
    found = to_aim(understand(question, (DOCUMENT,)), FIGURES, (DOCUMENT,))
    assert found is not None
    assert found.statement.text.endswith(working)


@pytest.mark.parametrize(
    "question",
    [
        "渔村污水处理率离目标还差几个百分点",  # none is told
        "渔业产值离目标还差几个百分点",  # growth is no level
        "海岛学校离目标还差多少所",
    ],
)
def test_nothing_lacks_where_the_report_does_not_tell_both_ends(question: str) -> None:
    assert to_aim(understand(question, (DOCUMENT,)), FIGURES, (DOCUMENT,)) is None


def test_an_aim_alone_is_not_what_lacks_to_it() -> None:
    assert not asks_to_aim("今年港口集装箱吞吐量的目标是多少")
