import pytest

from rag.stages import Stage
from rag.supposed import Supposed, supposed_stage, supposed_undone


@pytest.mark.parametrize(
    ("question", "supposed"),
    [
        ("白鹭大桥去年通车了吗？", Supposed("白鹭大桥", Stage.DONE)),
        ("白鹭大桥去年通了车，现在每天走多少车？", Supposed("白鹭大桥", Stage.DONE)),
        ("望潮核电一期2031年投产之后，电价降了没有？", Supposed("望潮核电一期", Stage.DONE)),
        ("市民馆那个新馆，去年开门了没？", Supposed("市民馆 新馆", Stage.DONE)),
        ("法务中心去年都挂牌运行了，来了多少律师？", Supposed("法务中心", Stage.DONE)),
        ("渔业银行去年开业后利率是多少？", Supposed("渔业银行", Stage.DONE)),
        ("盐田机场已经开始盖了吗？", Supposed("盐田机场", Stage.BEGUN)),
        ("白鹭大桥通车之后能省多久？", None),  # it may be to come
        ("白鹭大桥今年能通车吗？", None),
        ("白鹭大桥什么时候通车？", None),
        ("白鹭大桥怎么还没通车？", None),  # it supposes that it is not
        ("去年通车的是哪条路？", None),
        ("去年有12条路通车了吗？", None),  # of a number some may be done
        ("去年新增学位多少个？", None),
        ("去年老校舍修好了几个？", None),
        ("去年全市新建成渔港多少座？", None),
    ],
)
def test_what_a_question_takes_for_done_is_named(question: str, supposed: Supposed | None) -> None:
    assert supposed_stage(question) == supposed


@pytest.mark.parametrize(
    ("question", "supposed"),
    [
        ("白鹭大桥怎么拖到现在还没动工？", Supposed("白鹭大桥", Stage.BEGUN)),
        ("白鹭大桥怎么还没通车？", Supposed("白鹭大桥", Stage.DONE)),
        ("盐田机场怎么要等到2032年才开工？", Supposed("盐田机场", Stage.BEGUN)),
        ("白鹭大桥要到2032年才通车，怎么去盐田机场？", None),  # it complains of nothing
        ("白鹭大桥到现在还没动工，是什么原因？", Supposed("白鹭大桥", Stage.BEGUN)),
        ("白鹭大桥还没通车吗？", None),  # it asks whether that is so
        ("为什么去年没有开工的项目这么多？", None),  # no one thing
    ],
)
def test_what_a_complaint_takes_for_undone_is_named(question: str, supposed: Supposed | None) -> None:
    assert supposed_undone(question) == supposed


def test_a_complaint_of_any_length_is_read_in_time() -> None:
    assert supposed_undone("拖到现在" * 200 + "还没通车") is None
