import pytest

from index.types import Passage, Period, Role
from rag.stages import Stage, named_share, told_of

DONE = Period(Role.REVIEW, 2031, 2031)


def passage(text: str) -> Passage:
    return Passage("harbour", 0, len(text), text, (), DONE)


@pytest.mark.parametrize(
    ("name", "text", "stage"),
    [
        ("白鹭大桥", "望潮隧道、白鹭大桥加快建设，青浦立交建成通车。", Stage.GOING_ON),
        ("青浦立交", "望潮隧道、白鹭大桥加快建设，青浦立交建成通车。", Stage.DONE),
        ("白鹭大桥", "实施白鹭大桥等重点项目12个，青浦立交、望潮路改造等建成通车。", Stage.GOING_ON),
        ("老旧小区改造", "实施老旧小区改造12个。", None),  # what is carried out may be done
        ("盐田港四期", "建成盐田港三期、谋划启动四期。", Stage.PLANNED),  # the third is built
        ("望潮核电一期", "望潮核电一期、东输电线等项目开工建设，南湾电厂投运。", Stage.BEGUN),
        ("盐田机场", "提速盐田机场、盐南铁路等项目前期工作。", Stage.PLANNED),
        ("市民馆新馆", "推动市民馆新馆、非遗馆开工建设。", Stage.BEGUN),
        ("盐田医院北区", "盐田医院北区主体完工。", Stage.GOING_ON),  # a step on the way
        ("盐南铁路", "盐南铁路完成投资20亿元。", None),  # what is spent tells no end
        ("渔业银行", "积极筹建渔业银行。", Stage.PLANNED),
        ("渔业银行", "渔业银行挂牌。", Stage.DONE),
        ("白鹭大桥", "白鹭大桥加快建成。", None),  # its words do not agree
        ("白鹭大桥", "白鹭大桥成为市民最爱的去处。", None),
        ("光伏发电", "规划建设光伏发电,打造清洁基地。", None),  # what it is called
        ("望潮核电一期", "望潮核电一期并网发电。", Stage.DONE),
        ("望潮馆", "建成投用望潮馆、听涛馆。", Stage.DONE),
        ("听涛馆", "建成投用望潮馆、听涛馆。", Stage.DONE),
        ("白鹭大桥", "白鹭大桥尚未建成通车。", Stage.GOING_ON),
        ("白鹭大桥", "白鹭大桥未能开工。", Stage.PLANNED),
        ("听涛纪念馆", "加快听涛纪念馆、河姆遗址公园启动区建设。", Stage.GOING_ON),  # 启动区 begins nothing
    ],
)
def test_the_stage_of_a_thing_is_read_from_the_list_that_names_it(name: str, text: str, stage: Stage | None) -> None:
    assert [each.stage for each in told_of(name, [passage(text)])] in ([stage], [] if stage is None else [stage])


@pytest.mark.parametrize(
    ("name", "text", "is_named"),
    [
        ("盐田三期码头", "盐田码头三期开工", True),
        ("盐田码头三期", "盐田码头一期建成", False),
        ("就业服务中心", "政务服务中心加快建设", False),  # begins with another word
        ("盐城高速加宽", "盐城高速扩容开工建设", True),
        ("图书馆新馆", "图书馆建成", False),
        ("轨道交通6号线", "轨道交通1号线加快建设", False),
        ("望潮第三中学", "望潮第一中学建成投用", False),
        ("盐南高速东段", "盐南高速西段开工", False),
    ],
)
def test_a_name_is_found_though_a_word_of_it_is_said_otherwise(name: str, text: str, is_named: bool) -> None:
    assert bool(named_share(name, text)) is is_named
