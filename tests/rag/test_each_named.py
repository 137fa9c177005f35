"""One thing asked of each of two that a question joins."""

import pytest

from rag.each_named import asked_of_each_named, is_said


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("甲河社区和乙河社区去年各自评上了什么称号?", ("甲河社区去年评上了什么称号?", "乙河社区去年评上了什么称号?")),
        (
            "2030年渔业和旅游业的增速,在全省分别排第几?",
            ("2030年渔业的增速,在全省排第几?", "2030年旅游业的增速,在全省排第几?"),
        ),
        (
            "咱们去年在帆船大赛和龙舟大赛上,各拿了几块奖牌?",
            ("咱们去年在帆船大赛上,拿了几块奖牌?", "咱们去年在龙舟大赛上,拿了几块奖牌?"),
        ),
        ("甲港和乙港相比，吞吐量谁高？各是多少", ("甲港吞吐量？是多少", "乙港吞吐量？是多少")),
        ("渔业这块2030年增速和林业2030年增速各是多少", ("渔业这块2030年增速是多少", "林业2030年增速是多少")),
        ("渔业和旅游业去年怎么样?", ()),
        ("渔业和旅游业去年各增长多少,今年各增长多少?", ()),  # of two years
        ("各社区有多少食堂?", ()),
        ("2030年渔业和林业增加值分别是多少?", ()),  # what is asked of both stands behind the second
        ("甲县、乙县和丙县各建了几所学校?", ()),  # of three
    ],
)
def test_each_is_asked_for_alone(question: str, asked: tuple[str, ...]) -> None:
    assert tuple(text for _, text in asked_of_each_named(question)) == asked


def test_a_name_is_said_by_half_of_it() -> None:
    assert is_said("甲河社区", "甲河入选绿色社区")
    assert not is_said("甲河社区", "乙桥街道改造完工")
