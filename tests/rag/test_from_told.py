import pytest

from index.types import Passage, Period, Role
from rag.from_told import follows
from rag.question import understand
from rag.scored_span import ScoredSpan, Selection
from rag.told import Kind, told


def span(text: str) -> ScoredSpan:
    passage = Passage("harbour", 0, len(text), text, ("一、2030年工作回顾",), Period(Role.REVIEW, 2030, 2030))
    return ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)


def test_a_bare_figure_goes_on_about_the_one_before() -> None:
    added, total = told(span("新增渔港12座、累计达到30座。"))
    assert (added.kind, total.kind, total.base) == (Kind.ADDED, Kind.TOTAL, added)


def test_figures_in_a_row_go_on_about_those_in_their_places() -> None:
    figures = told(span("渔业、商贸分别新认定6家和3家,累计分别达到10家和5家。"))
    assert [each.base and each.base.operand.printed for each in figures] == [None, None, "6家", "3家"]
    assert figures[3].name.startswith("商贸")


def test_a_part_is_of_the_whole_in_its_unit() -> None:
    figures = told(span("新建学校23处、新增学位900个,其中渔校4处、学位50个。"))
    assert [each.base and each.base.operand.printed for each in figures] == [None, None, "23处", "900个"]


def test_what_is_listed_behind_a_part_is_another_part_of_the_whole() -> None:
    listed = told(span("新建学校20处,其中渔校4处、小学9处。"))
    assert [each.kind for each in listed] == [Kind.ADDED, Kind.PART, Kind.PART]
    too_many = told(span("新建学校20处,其中渔校14处、小学9处。"))  # together more than the whole
    assert too_many[2].kind is Kind.AMOUNT


@pytest.mark.parametrize(
    ("question", "text", "working"),
    [
        ("渔业贷款余额涨了两成多,那一年之前大概是多少", "渔业贷款余额120亿元、增长20%。", "120亿元÷(1+20%)=100亿元"),
        ("新增之前,渔港一共有几座", "新增渔港12座、累计达到30座。", "30座-12座=18座"),
        ("2029年的渔港达标率是多少", "渔港达标率达到88.5%、提高0.5个百分点。", "88.5%-0.5个百分点=88%"),
        ("2020年的渔业产值是多少亿元", "渔业产值90亿元,比2020年增加40亿元。", "90亿元-40亿元=50亿元"),
        ("2029年渔业产值大概多少亿元", "渔业产值110亿元、增长10%。", "110亿元÷(1+10%)=100亿元"),
        ("渔港超额完成,原来计划建几座", "新建渔港21座,是计划任务的2.1倍。", "21座÷2.1=10座"),
        ("渔港项目原计划投多少亿元", "渔港项目完成投资240亿元、投资完成率120%。", "240亿元÷120%=200亿元"),
        ("渔港项目年初打算投多少亿元", "渔港项目完成投资130亿元、投资完成率130%。", "130亿元÷130%=100亿元"),
        ("新增的渔港占总数的几成", "新增渔港12座、累计达到30座。", "12座÷30座=40%"),
        ("渔校在新建的学校里占几分之几", "新建学校20处,其中渔校4处。", "4处÷20处=20%"),
        ("新建的学校里不是渔校的有几处", "新建学校20处,其中渔校4处。", "20处-4处=16处"),
        ("学校里除了小学还有几处", "新建学校20处,其中渔校4处、小学9处。", "20处-9处=11处"),
        (
            "扣除旅游业增加值,总产值还剩多少亿元",
            "总产值80亿元,其中商业增加值30亿元、旅游业增加值20亿元。",
            "80亿元-20亿元=60亿元",
        ),
        ("没有留在渔业的毕业生占比", "毕业生67.5%留在渔业就业。", "100%-67.5%=32.5%"),
        ("没有留在渔业的毕业生占百分之几", "毕业生67.5%留在渔业就业。", "100%-67.5%=32.5%"),
        ("生产总值里渔业那块占百分之几", "非渔生产总值达到60亿元,占生产总值的60%。", "100%-60%=40%"),
        ("按渔业的份额倒推,全市经济总量大概多少", "渔业产值60亿元,占全市生产总值的30%。", "60亿元÷30%=200亿元"),
        ("瞪羚企业翻了多少,是一年前的几倍", "新增瞪羚企业50家、总量达100家。", "100家÷(100家-50家)=2倍"),
        ("渔民收入是当初的几倍", "渔民收入由2万元增加到6万元。", "6万元÷2万元=3倍"),
        ("贷款余额相当于存款余额的百分之几", "年末存款余额80亿元、贷款余额20亿元。", "20亿元÷80亿元=25%"),
        ("存款余额减去贷款余额还剩多少亿元", "年末存款余额80亿元、贷款余额20亿元。", "80亿元-20亿元=60亿元"),
        ("去年渔业和商贸一共新认定几家", "渔业、商贸分别新认定6家和3家,累计分别达到10家和5家。", "6家+3家=9家"),
    ],
)
def test_what_follows_from_two_figures_is_worked_out(question: str, text: str, working: str) -> None:
    found = follows(understand(question, ()), Selection((span(text),), 0.5))
    assert found is not None
    assert found.statement.text.endswith(working)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("2029年渔业产值是多少亿元", "渔业产值110亿元、增长10%。"),  # a rounded number for one that is not told
        ("2029年渔业产值大概多少亿元", "渔业产值110亿元、年均增长10%。"),
        ("渔业产值比上一年多多少亿元", "渔业产值110亿元、比上年增加10亿元。"),  # it is told
        ("渔港达标率占比是多少", "渔港达标率占比88.5%。"),
        ("不是渔校的学校有几处", "新建学校20处,其中农校4处。"),
        ("非渔产值占几成", "非渔产值占60%。"),
        ("渔港就业原计划多少人", "发放补贴5亿元、完成年度计划的104%。"),  # of money
        ("非渔消费占几成", "居民消费价格涨幅2%左右。"),
        ("新增的渔港占总数的几成", "新增绿地12公顷、累计达到30公顷。"),
        ("贷款余额相当于存款余额的百分之几", "年末贷款余额20亿元,存款增加80户。"),
        ("渔业和商贸分别新认定几家", "渔业、商贸分别新认定6家和3家,累计分别达到10家和5家。"),
    ],
)
def test_nothing_follows_that_is_not_asked_or_not_told(question: str, text: str) -> None:
    assert follows(understand(question, ()), Selection((span(text),), 0.5)) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("不良贷款率是多少", "不良贷款率1.2%。"),
        ("未成年人接种率是多少", "未成年人接种率达到96%。"),
        ("今年渔港投资计划是多少亿元", "渔港项目完成投资240亿元、投资完成率120%。"),
        ("新登记的渔船里帆船占几成", "新登记渔船80艘,其中拖船20艘。"),
    ],
)
def test_a_name_that_begins_with_a_denial_an_aim_and_another_part_are_not_worked_out(question: str, text: str) -> None:
    assert follows(understand(question, ()), Selection((span(text),), 0.5)) is None


def test_days_do_not_tell_a_rate_of_the_year_before() -> None:
    sentence = span("渔港达标天数331天,比上年增加9天,达标率90.4%。")
    found = follows(understand("2029年渔港的达标率是多少", ()), Selection((sentence,), 0.9))
    assert found is None or "天-" not in found.statement.text
