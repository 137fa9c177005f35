import pytest

from rag.parts import parts_of


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
    ],
)
def test_each_question_stands_alone(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts
