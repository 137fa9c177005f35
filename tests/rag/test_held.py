import pytest

from index.types import Role
from rag.by_then import done_already, only_striven_for
from rag.denied import denied
from rag.held import told_of_another_time
from rag.only import only_one
from rag.whose import told_of_another
from tests.rag.supposing import asked, equally_rare, other, passage, words_of

_DONE = (
    "港口货物吞吐量达到3亿吨,增长4%,增速居全省第二。低保标准提高至每月980元。改造老旧小区25个,惠及4000户。"
    "跨境贸易额连续6年全省第一。成功举办第四届海洋论坛。渔业产值增长5.2%。火灾起数下降8%。"
    "望潮大桥建成通车,北湾隧道、东塔改造加快推进。石浦经开区入选国家级低碳试点园区。鸥岛景区成功创建国家5A级旅游景区。"
    "市博物馆新馆不接待散客。新能源汽车新上牌2.6万辆。青石街道渔歌社区获评文明单位。海博会在珠城举办。"
    "新建中小学、幼儿园80所。推进渔村改造,新启动21个改造项目。"
)
_PLANNED = "支持白沙湖景区争创国家5A级旅游景区。改造老旧小区18个。望海隧道开工建设。新能源汽车充电桩新增800个。"
_ENTRY = "渔港小镇试点:2029年起,全国选取60个渔港开展渔港小镇试点。石浦是全省唯一入选的渔港。"


PASSAGES = (passage(_DONE, Role.REVIEW), passage(_PLANNED, Role.PLAN), passage(_ENTRY, None))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("低保都涨到每月1500了,从哪个月开始发?", "低保标准提高至每月980元"),
        ("去年老旧小区改造了60个,是哪几个街道的?", "改造老旧小区25个"),
        ("2031年老旧小区还要改造60个,钱从哪来?", "改造老旧小区18个"),
        ("跨境贸易额连续3年全省第一,去年是多少?", "跨境贸易额连续6年全省第一"),
        ("港口货物吞吐量增速排全省第五,为什么?", "港口货物吞吐量达到3亿吨,增长4%,增速居全省第二"),
        ("第三届海洋论坛来了多少人?", "成功举办第四届海洋论坛"),
        ("去年老旧小区改造了25个,是哪几个街道的?", ""),  # so it is
        ("去年老旧小区改造了20多个,是哪几个街道的?", ""),  # and so
        ("去年养老机构改造了60个,是哪几个街道的?", ""),  # it is told of none
        ("去年新建小学30所,花了多少钱?", ""),  # may be some of those
        ("去年渔村改造只启动了9个,为什么?", "推进渔村改造"),
        ("如果老旧小区改造60个,要花多少钱?", ""),
    ],
)
def test_another_value_of_the_very_thing_is_told(question: str, told: str) -> None:
    assert words_of(other(question, PASSAGES)) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("去年渔业产值下滑了,跌了多少?", "渔业产值增长5.2%"),
        ("去年火灾起数又多了,为什么?", "火灾起数下降8%"),
        ("去年火灾起数少了,为什么?", ""),
        ("去年盗窃起数又多了,为什么?", ""),
    ],
)
def test_another_direction_of_the_very_thing_is_told(question: str, told: str) -> None:
    assert words_of(other(question, PASSAGES)) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("望潮大桥今年才开工吧,什么时候能通?", "望潮大桥建成通车"),
        ("望潮大桥还没通车,卡在哪里?", "望潮大桥建成通车"),
        ("鸥岛景区还在争创5A,哪年评得上?", "鸥岛景区成功创建国家5A级旅游景区"),
        ("北湾隧道还没通车,卡在哪里?", ""),  # it goes on
        ("望海隧道今年什么时候开工?", ""),  # it is planned
    ],
)
def test_what_is_done_is_told_where_it_is_taken_for_still_to_come(question: str, told: str) -> None:
    assert words_of(done_already(asked(question), PASSAGES)) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("白沙湖评上5A级旅游景区之后门票多少?", "支持白沙湖景区争创国家5A级旅游景区"),
        ("鸥岛评上5A级旅游景区之后门票多少?", ""),
    ],
)
def test_what_is_only_striven_for_is_told_where_it_is_taken_for_won(question: str, told: str) -> None:
    assert words_of(only_striven_for(asked(question), PASSAGES)) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("浪岗经开区入选国家级低碳试点园区,给了多少钱?", "石浦经开区入选国家级低碳试点园区"),
        ("石浦经开区入选国家级低碳试点园区,给了多少钱?", ""),
        ("海博会怎么放到上海去办了?", "海博会在珠城举办"),
        ("白沙街道的渔歌社区是怎么评上的?", "青石街道渔歌社区获评文明单位。"),
        ("青石街道的渔歌社区是怎么评上的?", ""),
    ],
)
def test_whose_it_is_is_told(question: str, told: str) -> None:
    assert words_of(told_of_another(asked(question), PASSAGES, equally_rare)) == told


def test_what_is_asked_of_another_place_is_not_otherwise_here() -> None:
    told = [passage("创建省级海洋生态示范区。", Role.REVIEW)]
    assert words_of(told_of_another(asked("虹口区创成省级海洋生态示范区了没有?"), told, equally_rare)) == ""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("除了石浦,还有哪个渔港入选了渔港小镇试点?", "石浦是全省唯一入选的渔港。"),
        ("渔港小镇试点是怎么回事?", ""),
        ("除了石浦,还有哪个社区改造了老旧小区?", ""),
    ],
)
def test_the_only_one_is_told_where_several_are_supposed(question: str, told: str) -> None:
    assert words_of(only_one(asked(question), PASSAGES, equally_rare)) == told


def test_a_figure_of_last_year_is_no_aim() -> None:
    question = asked("今年的目标是新能源汽车新上牌2.6万辆,靠什么实现?")
    told = told_of_another_time(question, Role.PLAN, PASSAGES, equally_rare)
    assert words_of(told) == "新能源汽车新上牌2.6万辆"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("去年新能源汽车充电桩新增了800个,都装在哪?", "新能源汽车充电桩新增800个"),  # only planned
        ("去年老旧小区改造了18个,是哪几个街道的?", ""),  # it is told how many were
        ("今年新能源汽车充电桩新增800个,都装在哪?", ""),
    ],
)
def test_a_figure_of_the_plan_is_not_reached_yet(question: str, told: str) -> None:
    assert words_of(told_of_another_time(asked(question), Role.REVIEW, PASSAGES, equally_rare)) == told


def test_what_is_denied_is_told() -> None:
    told = denied(asked("市博物馆新馆开始接待散客以后有多少观众?"), PASSAGES, equally_rare)
    assert words_of(told) == "市博物馆新馆不接待散客"
