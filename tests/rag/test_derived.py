import pytest

from index.types import Passage, Period, Role
from rag.combined import combine
from rag.derived import derive
from rag.question import understand
from rag.select import ScoredSpan, Selection
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
        ("城里人的收入是乡下人的几倍", "城乡居民收入分别达到8万元和4万元。", "8万元÷4万元=2倍"),
        ("债券里没用在项目上的有多少亿元", "新发行债券200亿元,其中用于项目建设150亿元。", "200亿元-150亿元=50亿元"),
        ("工业和投资哪个增速高", "工业增加值、固定资产投资分别增长7．7％、4．1％。", "7．7％-4．1％=3.6个百分点"),
        ("扣掉当年新增的,原来有多少家", "新增高新技术企业45家,总量达245家。", "245家-45家=200家"),
        ("瞪羚企业新增之前有多少家", "新增瞪羚企业45家,总量达245家。", "245家-45家=200家"),
        ("2029年底有多少家瞪羚企业", "新增瞪羚企业45家,总量达245家。", "245家-45家=200家"),
        ("经营主体刨掉企业还有多少户", "经营主体达90万户、增长5%,其中企业30万户。", "90万户-30万户=60万户"),
        ("平均一个县摊到多少钱", "支持5个山区县,落实帮扶资金1.2亿元。", "1.2亿元÷5个=2400万元"),
        ("每户平均省多少元", "利息减少12亿元、惠及30万户。", "12亿元÷30万户=4000元"),
        ("用于旧改的钱占签约额百分之几", "签约额800亿元,旧改资金200亿元。", "200亿元÷800亿元=25%"),
        ("外资里投到渔业的有多少亿美元", "实际使用外资50亿美元,其中渔业外资占比20%。", "50亿美元×20%=10亿美元"),
        ("按涨幅倒推,上一年游客有多少人次", "接待游客220万人次、增长10%。", "220万人次÷(1+10%)=200万人次"),
        ("照降幅往回算,上一年事故有多少起", "生产安全事故90起、下降10%。", "90起÷(1-10%)=100起"),
        ("门诊报销的药比原来多了几种", "门诊报销药品由20种增加到32种。", "32种-20种=12种"),
        ("审批时间缩短了几天", "审批时间由9天压缩到5天。", "9天-5天=4天"),
        (
            "渔民医保的报销比例提高了几个百分点",
            "农民医保、渔民医保报销比例分别由60%、50%均提高到75%。",
            "渔民医保报销比例：75%-50%=25个百分点",
        ),
        ("城里人和农村人收入谁涨得快", "城乡居民收入分别增长4.7%、6.6%。", "6.6%-4.7%=1.9个百分点"),
        ("水管和燃气管哪个改得多", "改造水管120公里、燃气管80公里。", "120公里-80公里=40公里"),
        ("三种管子一共改了多少公里", "改造水管120公里、燃气管80公里、污水管50公里。", "120公里+80公里+50公里=250公里"),
        (
            "新增企业里除工业以外的两类合计多少家",
            "新增企业60家,其中工业企业30家、建筑企业20家、商贸企业10家。",
            "20家+10家=30家",
        ),
        ("新发的债券里用于项目的占百分之几", "新发行债券200亿元,其中用于项目建设150亿元。", "150亿元÷200亿元=75%"),
    ],
)
def test_figures_of_one_sentence_are_calculated_with(question: str, text: str, working: str) -> None:
    found = derive(understand(question, ()), Selection((span(text),), 0.5))
    assert found is not None
    statement = found.statement
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
        ("2028年底有多少家瞪羚企业", "新增瞪羚企业45家,总量达245家。"),  # two years before
        ("加上原来的,瞪羚企业总共有多少家", "新增瞪羚企业45家,总量达245家。"),
        ("外资里投到渔业的占多少", "实际使用外资50亿美元,其中渔业外资占比20%。"),  # it is told
        ("外资里投到农业的有多少亿美元", "实际使用外资50亿美元,其中渔业外资占比20%。"),
        ("去年游客有多少人次", "接待游客220万人次、增长10%。"),
        ("门诊报销的药有几种", "门诊报销药品由20种增加到32种。"),
        ("三类贷款谁涨得最快", "渔业贷款增长9%,林业贷款增长7%,商贸贷款增长5%。"),
        ("老楼装上电梯的一共多少部", "改造老旧小区80个,加装电梯60部。"),
        ("四种管子一共改了多少公里", "改造水管120公里、燃气管80公里、污水管50公里。"),
        ("城乡收入差多少", "城镇居民收入8.3万元,增长4.6%。"),
        ("居民收入今年比去年多多少", "城乡居民收入分别达到8.3万元和4.6万元。"),
        ("城里人和乡下人的收入差多少", "城乡居民收入分别增长4.6%和6.8%。"),
    ],
)
def test_nothing_is_calculated_that_is_not_asked_or_not_stated(question: str, text: str) -> None:
    assert derive(understand(question, ()), Selection((span(text),), 0.5)) is None


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
