import pytest

from rag.premise import supposed_done


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("南馆去年就建好了，现在怎么预约？", "南馆建好"),
        ("去年已经开张的三家免税店生意怎么样？", "开张的三家免税店生意怎么样"),
        ("讲白酒的那个博物馆，去年是不是已经建成了？", "讲白酒博物馆建成"),
        ("去年盖好了几座场馆？", None),  # it asks how many
        ("转运站2030年全部建好了吗", "转运站建好"),
        ("就业服务中心去年建好了吗", "就业服务中心建好"),
        ("我爸已经八十了，去年新增床位多少张？", None),
        ("今年计划建成的大桥在哪里？", None),  # it is asked as a plan
        ("去年新增学位多少个？", None),
    ],
)
def test_a_question_that_takes_something_for_done_is_told(question: str, clause: str | None) -> None:
    assert supposed_done(question) == clause
