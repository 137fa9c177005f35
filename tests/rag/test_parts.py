import pytest

from rag.parts import parts_of, point_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("去年新增学位多少个？", ("去年新增学位多少个？",)),
        ("去年新增学位多少个？空气质量怎么样？", ("去年新增学位多少个？", "空气质量怎么样？")),
        ("我是老师。今年新增学位多少个？", ("今年新增学位多少个？",)),
        ("新增学位多少个？谢谢。", ("新增学位多少个？",)),
        ("关于老旧小区。去年改了几个？", ("关于老旧小区。去年改了几个？",)),
        ("去年新增学位多少个？今年呢？", ("去年新增学位多少个？", "今年新增学位多少个?")),
        ("a？b？c？d？e？", ("a？b？c？d？e？",)),  # too many for parts of one question
        ("大桥去年修了多少公里，渔业产量是多少？", ("大桥去年修了多少公里，", "渔业产量是多少？")),
        (
            "乡下的路，去年修了多少公里，今年还打算修多少？",
            ("乡下的路，去年修了多少公里，", "乡下的路,今年计划修多少公里,"),
        ),
        ("学位，去年加今年合计多少个，平均多少？", ("学位，去年加今年合计多少个，平均多少？",)),  # one calculation
        ("地区生产总值是多少，增长了多少？", ("地区生产总值是多少，增长了多少？",)),
        ("“一岛一策”用到几座岛，靠什么办法推？", ("“一岛一策”用到几座岛，", "一岛一策 用到 岛,靠什么办法推？")),
        ("学校和医院，今年新建几所？", ("学校和医院，今年新建几所？",)),
    ],
)
def test_each_question_stands_alone(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    ("question", "point"),
    [
        ("我在外地上班，家里老人腿脚不好，邻居什么都讲，我就想问一句，今年新建几所医院？", "今年新建几所医院？"),
        ("孩子要回来做点小生意我怕他亏想问哈到底打算帮几多人回来创业啊", "到底打算帮几多人回来创业啊"),
        ("想问一下，今年新建几所医院？", None),  # no story
        ("家里老人腿脚不好，天天念叨，我就想知道", None),  # and no question at its end
    ],
)
def test_a_long_story_ends_in_its_question(question: str, point: str | None) -> None:
    assert point_of(question) == point
