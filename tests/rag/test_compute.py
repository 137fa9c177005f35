import re

import pytest

from index.quantities import quantities
from index.types import Role
from rag.answer import ask
from rag.asker import Asker
from rag.calculation import Wish, aim_named, may_be_calculated
from rag.compute import compute
from rag.operand import Operand
from rag.types import Span, Status

STATED = {
    ("就业", Role.REVIEW, False): "新增就业2万人",
    ("就业", Role.PLAN, False): "新增就业1.8万人",
    ("收入", Role.REVIEW, False): "财政收入完成106亿元",
    ("收入", Role.PLAN, True): "财政收入增长10%",
    ("经济总量", Role.REVIEW, False): "地区生产总值达到500亿元",
    ("经济增长", Role.PLAN, True): "经济增长目标设定为6%",
    ("服务业", None, False): "服务业增加值300亿元",
    ("生产总值", None, False): "地区生产总值800亿元",
    ("学校", None, False): "改造学校12所",
    ("幼儿园", None, False): "新建4个幼儿园",
    ("道路", None, False): "道路36公里",
    ("签约", Role.REVIEW, False): "渔民签约3万人",
    ("签约", Role.PLAN, False): "渔民签约5万人次",
}


def look_up(wish: Wish) -> Operand | None:
    """As the reports of these tests state it: the first key whose word stands in the topic."""
    for at, ((word, role, rate), clause) in enumerate(STATED.items()):
        if word in wish.topic and rate == wish.rate and role in (None, wish.role):
            figure = quantities(clause)[0]
            return Operand(
                clause, figure, Span("harbour", at * 100, at * 100 + len(clause)), role, 2030 if role else None
            )
    return None


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("今年的财政收入要是按目标增长,会是多少亿元?", "106亿元×(1+10%)=116.6亿元"),
        ("如果财政收入的增长目标刚好完成,全年规模会是多少亿元?", "106亿元×(1+10%)=116.6亿元"),
        ("财政收入如果今年完成增长目标,会到什么规模?", "106亿元×(1+10%)=116.6亿元"),
        ("按增长目标推算,今年的财政收入是多少亿元?(不考虑价格)", "106亿元×(1+10%)=116.6亿元"),
        ("照目标的增速,经济总量会到多少亿元", "500亿元×(1+6%)=530亿元"),
        ("服务业占生产总值的百分之多少?", "300亿元÷800亿元=37.5%"),
        ("服务业在生产总值中占多大比重?", "300亿元÷800亿元=37.5%"),
        ("生产总值是服务业的几倍?", "800亿元÷300亿元≈2.7倍"),
        ("今年新增就业目标比去年实际少多少?", "2万人-1.8万人=0.2万人"),
        ("两年的新增就业相差多少?", "2万人-1.8万人=0.2万人"),
        ("去年和今年两年下来,能多出多少个就业?", "2万人+1.8万人=3.8万人"),
        ("生产总值比服务业多多少?", "800亿元-300亿元=500亿元"),
        ("渔民签约离2031年想达到的数还差多少万?", "5万人次-3万人=2万人次"),
        ("改造学校和新建幼儿园一共多少个?", "12所+4个=16所"),
    ],
)
def test_the_working_is_shown_over_the_figures_that_the_report_states(question: str, working: str) -> None:
    computed = compute(question, look_up)
    assert computed is not None
    statement = computed.statement
    assert statement.text.endswith(working)
    assert len(statement.spans) == 2


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("今年计划新增的就业比去年多吗?", "没有，"),
        ("今年计划新增的就业比去年少吗?", "是的，"),
        ("去年新增就业超过今年的目标了吗?", "是的，"),
        ("新增就业,今年要办的赶得上去年吗?", "没有，"),
    ],
)
def test_two_years_are_compared_by_their_figures(question: str, opening: str) -> None:
    computed = compute(question, look_up)
    assert computed is not None
    statement = computed.statement
    assert statement.text.startswith(opening)
    assert "2万人" in statement.text
    assert "1.8万人" in statement.text


@pytest.mark.parametrize(
    "question",
    [
        "新增就业去年新增数和今年目标各是多少,是涨还是缩?",
        "对比一下去年实绩和今年目标:新增就业各多少?",
        "请比较去年新增与今年拟新增的就业数量各多少",
    ],
)
def test_both_years_are_given_however_the_comparison_is_worded(question: str) -> None:
    computed = compute(question, look_up)
    assert computed is not None
    assert computed.statement.text == "2030年新增就业2万人，2030年计划新增就业1.8万人"


def test_what_grows_is_looked_up_by_the_clause_that_asks_where_all_of_the_question_finds_nothing() -> None:
    found = compute(
        "如果税真按10%的目标涨,全年财政收入大约能到多少亿?",
        lambda wish: None if "税" in wish.topic else look_up(wish),
    )
    assert found is not None
    assert found.statement.text.endswith("106亿元×(1+10%)=116.6亿元")


def test_what_is_left_without_a_part_is_told() -> None:
    found = compute("全市生产总值里头,刨掉服务业还剩多少亿?", look_up)
    assert found is not None
    assert found.statement.text.endswith("800亿元-300亿元=500亿元")
    assert compute("全市生产总值里头,刨掉渔民签约还剩多少亿?", look_up) is None


def test_two_indicators_that_are_said_to_be_two_are_both_compared_or_none() -> None:
    question = "新增就业和渔民签约两样,今年的目标跟去年完成的比是高了还是低了?"
    found = compute(question, look_up)
    assert found is not None
    assert "2万人-1.8万人=0.2万人" in found.statement.text
    assert "5万人次-3万人=2万人次" in found.statement.text
    assert len(found.statement.spans) == 4
    assert compute(question, lambda wish: None if "渔民" in wish.topic else look_up(wish)) is None


def test_no_figure_is_looked_up_twice_nor_one_whose_fellow_is_missing() -> None:
    wishes: list[Wish] = []

    def spy(wish: Wish) -> Operand | None:
        wishes.append(wish)
        return look_up(wish)

    compute("港口吞吐量今年的目标比去年实际的高还是低,各是多少?", spy)
    assert wishes
    assert len(set(wishes)) == len(wishes)
    assert all(wish.role is not Role.PLAN for wish in wishes)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("改造学校、新增泊位、新建幼儿园一共多少个?", "泊位"),
        ("改造学校、学校、新建幼儿园一共多少个?", ""),  # one figure, told of both
    ],
)
def test_a_sum_is_given_up_at_the_first_part_that_is_missing(question: str, missing: str) -> None:
    wishes: list[str] = []

    def spy(wish: Wish) -> Operand | None:
        wishes.append(wish.topic)
        return None if missing and missing in wish.topic else look_up(wish)

    assert compute(question, spy) is None
    assert len(wishes) == 2


@pytest.mark.parametrize(
    "question",
    [
        "去年新增就业多少人?",
        "道路比生产总值多多少?",  # kilometres and money
        "道路和幼儿园一共多少?",
        "港口和幼儿园一共多少个?",  # nothing is stated of the one
        "今年的财政收入如果增长6%会是多少亿元?",  # another growth than the report plans
        "服务业占服务业的百分之多少?",
        "新增就业离今年的目标还差多少?",  # it was reached
        "今年新增就业目标比去年实际低,为什么?",
    ],
)
def test_what_does_not_agree_is_not_computed(question: str) -> None:
    assert compute(question, look_up) is None


def test_a_sum_over_the_bundled_report_holds_its_operands_and_passes_the_guard(asker: Asker) -> None:
    answer = ask(asker, "去年专精特新企业、瞪羚企业和高新技术企业加起来有多少家?")
    assert answer.status is Status.ANSWERED
    worked = re.search(r"(\d+)家\+(\d+)家\+(\d+)家=(\d+)家", answer.text)
    assert worked is not None
    *operands, total = map(int, worked.groups())
    assert sum(operands) == total
    quoted = {quantity.value for citation in answer.citations for quantity in quantities(citation.quote)}
    assert set(operands) <= quoted


@pytest.mark.parametrize("question", ["和和和一共多少", "、、、一共", "在" * 2000, "和" * 2000, "是" * 2000])
def test_separators_without_anything_between_them_ask_for_no_calculation(question: str) -> None:
    assert compute(question, look_up) is None


def test_what_is_missing_to_a_number_that_the_question_names_is_of_that_number() -> None:
    assert aim_named("渔业产量离1000吨还差多少") == ("1000吨", 1000, "吨")
    assert aim_named("签约离2031年想达到的数还差多少") is None


@pytest.mark.parametrize(
    "question",
    [
        "照目标的增速,2035年经济总量会到多少亿元",  # no growth is planned for it
        "如果GDP完成增长目标,新增就业会有多少人",
        "去年的新增就业比得上前一年吗",
        "新增就业赶得上2028年吗",
        "今年的新增就业怎么才能赶得上去年的水平",
    ],
)
def test_nothing_is_told_of_a_year_or_a_thing_that_the_figures_are_not_of(question: str) -> None:
    assert compute(question, look_up) is None


@pytest.mark.parametrize(
    ("question", "may_be"),
    [
        ("渔业企业有55家，比第二名多几家", False),
        ("渔业企业比亚军多多少", False),
        ("第三产业的增速比第二产业高多少", True),
        ("这个季度比第一季度多多少", True),
    ],
)
def test_nothing_is_calculated_with_who_stands_before_or_behind(question: str, may_be: bool) -> None:
    assert may_be_calculated(question) is may_be
