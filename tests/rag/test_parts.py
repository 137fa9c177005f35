import pytest

from rag.parts import asked_of_name, parts_of, points_of


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
        ("大桥去年修了多少公里，渔业产量是多少？", ("大桥去年修了多少公里，", "去年渔业产量是多少？")),
        (
            "乡下的路，去年修了多少公里，今年还打算修多少？",
            ("乡下的路，去年修了多少公里，", "乡下的路,今年计划修多少公里,"),
        ),
        ("学位，去年加今年合计多少个，平均多少？", ("学位，去年加今年合计多少个，平均多少？",)),  # one calculation
        ("望江区去年修路多少公里，新增车位多少个？", ("望江区去年修路多少公里，", "望江区去年新增车位多少个？")),
        ("无论如何，今年要改造多少小区？", ("无论如何，今年要改造多少小区？",)),
        ("地区生产总值是多少，增速多快？", ("地区生产总值是多少，增速多快？",)),
        ("地区生产总值是多少，增长了多少？", ("地区生产总值是多少，增长了多少？",)),
        ("“一岛一策”用到几座岛，靠什么办法推？", ("“一岛一策”用到几座岛，", "“一岛一策”靠什么办法推？")),
        (
            "经济总量的增速，去年实际是多少，今年想要多少？",
            ("经济总量的增速，去年实际是多少，", "经济总量的增速,今年想要多少？"),
        ),
        ("学校和医院，今年新建几所？", ("学校和医院，今年新建几所？",)),
        ("码头安排多大，缺口率又是多少？", ("码头安排多大，", "缺口率又是多少？")),
        ("2031年修路花了多少钱，帮扶外地又花了多少？", ("2031年修路花了多少钱，", "2031年帮扶外地又花了多少？")),
        ("学位去年新增多少个，今年还接着增不？", ("学位去年新增多少个，", "学位新增,今年还接着增不？")),
        ("步道修了多少公里，花了多少钱？", ("步道修了多少公里，", "步道修,花了多少钱？")),
        ("城市更新做了多少片，渔业产量是多少？", ("城市更新做了多少片，", "渔业产量是多少？")),  # 更新 compares nothing
    ],
)
def test_each_question_stands_alone(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    ("question", "points"),
    [
        ("我在外地上班，家里老人腿脚不好，我就想问一句，今年新建几所医院？", ("今年新建几所医院？",)),
        ("孩子要回来做点小生意我怕他亏想问哈到底打算帮几多人回来创业啊", ("到底打算帮几多人回来创业啊",)),
        ("想问一下，今年新建几所医院？", ()),  # no story
        ("家里老人腿脚不好，天天念叨，我就想知道", ()),  # and no question at its end
        (
            "说来话长," * 10 + "隔壁讲今年要给老楼装升降梯,到底要装几台",  # as a question arrives
            ("说来话长,隔壁讲今年要给老楼装升降梯,到底要装几台",),
        ),
    ],
)
def test_a_long_story_comes_down_to_its_end(question: str, points: tuple[str, ...]) -> None:
    assert points_of(question) == points


@pytest.mark.parametrize(
    ("question", "answer", "asked"),
    [
        ("哪座大桥去年通车了,今年对它有什么安排?", "望月大桥建成通车", "今年对望月大桥有什么安排?"),
        ("哪座大桥去年通车了,今年对它有什么安排?", "全年建成通车", None),  # gives no name
        ("大桥去年修了多少公里,今年对它有什么安排?", "望月大桥修了3公里", None),  # and none was asked for
        ("哪座大桥去年通车了,渔业产量是多少?", "望月大桥建成通车", None),  # of something else
    ],
)
def test_a_later_part_is_asked_of_the_name_that_the_answer_before_gave(
    question: str, answer: str, asked: str | None
) -> None:
    before, part = parts_of(question)
    found = asked_of_name(before, part, answer)
    assert (found[0] if found else None) == asked
