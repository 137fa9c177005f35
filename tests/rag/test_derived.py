import pytest

from index.types import Passage, Period, Role
from rag.derived import combine, derive
from rag.select import ScoredSpan
from rag.types import Span, Statement

YEAR_BEFORE = Period(Role.REVIEW, 2030, 2030)


def span(text: str) -> ScoredSpan:
    passage = Passage("harbour", 0, len(text), text, ("一、2030年工作回顾",), YEAR_BEFORE)
    return ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)


@pytest.mark.parametrize(
    ("question", "text", "working"),
    [
        ("平均每个小区多少户", "40个小区改造一新,2万户家庭受益。", "2万户÷40个=500户"),
        ("平均每个项目多少亿元", "签约项目50个,总额突破900亿元。", "900亿元÷50个=18亿元"),
        ("公立医院和民营医院一共多少所", "公立医院12所、民营医院8所,床位900张。", "12所+8所=20所"),
        ("城里人和乡下人的收入差多少", "城乡居民收入分别达到8.3万元和4.6万元。", "8.3万元-4.6万元=3.7万元"),
        ("扣掉当年新增的,原来有多少家", "新增高新技术企业45家,总量达245家。", "245家-45家=200家"),
        ("新发的债券里用于项目的占百分之几", "新发行债券200亿元,其中用于项目建设150亿元。", "150亿元÷200亿元=75%"),
    ],
)
def test_figures_of_one_sentence_are_calculated_with(question: str, text: str, working: str) -> None:
    statement = derive(question, [span(text)])
    assert statement is not None
    assert statement.text.endswith(working)
    assert [each.end for each in statement.spans] == [len(text)]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("公立医院和民营医院各多少所", "公立医院12所、民营医院8所。"),
        ("学校和医院一共多少所", "公立医院12所、民营医院8所。"),  # of schools nothing is said
        ("平均每户多少元", "40个小区改造一新,2万户家庭受益。"),
        ("用于项目的占百分之几", "新发行债券200亿元,其中用于项目建设150亿元、占75%。"),  # it is told
        ("扣掉新增的,原来有多少家", "新增高新技术企业45家。"),
        ("城乡收入差多少", "城镇居民收入8.3万元,增长4.6%。"),
        ("居民收入今年比去年多多少", "城乡居民收入分别达到8.3万元和4.6万元。"),
        ("城里人和乡下人的收入差多少", "城乡居民收入分别增长4.6%和6.8%。"),
    ],
)
def test_nothing_is_calculated_that_is_not_asked_or_not_stated(question: str, text: str) -> None:
    assert derive(question, [span(text)]) is None


def statement(text: str) -> Statement:
    return Statement(text, (Span("harbour", len(text), 2 * len(text)),))


@pytest.mark.parametrize(
    ("question", "done", "planned", "working"),
    [
        ("两年拢共多少公里", "2030年：新建管网9公里，改造水管7公里", "2031年计划：改造水管5公里", "7公里+5公里=12公里"),
        ("今年比去年差多少个", "2030年：新增学位26个", "2031年计划：新增学位30个", "30个-26个=4个"),
    ],
)
def test_what_was_found_for_two_years_is_calculated_with(question: str, done: str, planned: str, working: str) -> None:
    found = combine(question, (statement(done), statement(planned)))
    assert found is not None
    assert found.text.endswith(working)
    assert len(found.spans) == 2


@pytest.mark.parametrize(
    ("question", "done", "planned"),
    [
        ("两年各多少个", "2030年：新增学位26个", "2031年计划：新增学位30个"),  # no calculation
        ("两年一共多少个", "2030年：新增学位26个", "2031年计划：打造示范点30个"),  # of two things
        ("两年一共多少个", "2030年：新增学位26个", "2030年：改造学位30个"),
        ("停车这一块，两年各新增多少个停车位", "2030年：新增停车位26个", "2031年计划：新增停车位30个"),
        ("两年一共多少个", "2030年：充电桩总数达到26个", "2031年计划：新增充电桩30个"),
    ],
)
def test_what_was_found_for_two_years_is_not_calculated_with_otherwise(question: str, done: str, planned: str) -> None:
    assert combine(question, (statement(done), statement(planned))) is None
