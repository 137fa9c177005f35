"""The figures of a calculation asked for one by one, and put together."""

import pytest

from rag.asked_apart import (
    Operation,
    asked_apart,
    asked_of_figure,
    asked_of_other_year,
    difference_of_years,
    holds_years_apart,
    is_of_one_thing,
    operand_named,
)
from rag.put_together import put_together
from rag.types import Span, Statement


def told(text: str, start: int = 0) -> Statement:
    return Statement(text, (Span("harbour", start, start + 20),))


@pytest.mark.parametrize(
    ("question", "operation", "asked"),
    [
        (
            "渔港的泊位,2031年要添的数是2030年建成的几倍",
            Operation.TIMES,
            ("渔港的泊位,2031年要添是多少?", "渔港的泊位,2030年建成是多少?"),
        ),
        ("去年建的泊位加上今年要建的,一共多少座", Operation.SUM, ("去年建的泊位多少座?", "建的泊位,今年要建多少座?")),
        (
            "海边的栈道,去年修的长度跟今年要修的长度比,哪个长?",
            Operation.DIFFERENCE,
            ("海边的栈道,去年修的长度是多少?", "海边的栈道,今年要修的长度是多少?"),
        ),
        (
            "集装箱2031年做到目标,比2030年要多出百分之几",
            Operation.MORE_BY_SHARE,
            ("集装箱,2031年做到目标是多少?", "集装箱,2030年是多少?"),
        ),
        ("渔业撑起了全市经济的几成", Operation.SHARE, ("渔业是多少?", "全市经济总量是多少?")),
        (
            "2030年渔业和旅游业,哪个长得快",
            Operation.DIFFERENCE,
            ("2030年渔业增长百分之几?", "2030年旅游业增长百分之几?"),
        ),
    ],
)
def test_the_figures_are_asked_for_one_by_one(question: str, operation: Operation, asked: tuple[str, str]) -> None:
    apart = asked_apart(question)
    assert apart is not None
    assert (apart.operation, apart.questions) == (operation, asked)


@pytest.mark.parametrize(
    "question",
    [
        "去年建了几座泊位,今年建几座",  # each by itself
        "渔港有多少座泊位",
        "去年一共建了多少泊位",
        "为什么今年比去年少了",
        "2030年到2031年,泊位一共多少座",  # more than two years may be meant
        "失业率比全国低多少",  # of what is not said
        "渔业占全市经济的比重比去年提高了多少",
        "农业和工业谁来负责长远规划",
    ],
)
def test_nothing_else_is_taken_apart(question: str) -> None:
    assert asked_apart(question) is None


@pytest.mark.parametrize(
    ("question", "one", "other", "working"),
    [
        (
            "泊位去年建的加上今年要建的一共多少座",
            "2030年：建成渔港泊位12座",
            "2031年计划：建成渔港泊位8座",
            "12座+8座=20座",
        ),
        ("泊位今年要建的比去年建的少几座", "2031年计划：建成渔港泊位8座", "2030年：建成渔港泊位12座", "12座-8座=4座"),
        ("泊位今年要建的是去年的几倍", "2031年计划：建成渔港泊位24座", "2030年：建成渔港泊位12座", "24座÷12座=2倍"),
        ("渔业占工业的几成", "2030年：渔业增加值30亿元", "2030年：工业增加值120亿元", "30亿元÷120亿元=25%"),
        ("泊位去年建的比今年要建的多百分之几", "2030年：建成渔港泊位12座", "2031年计划：建成渔港泊位8座", "÷8座=50%"),
        ("渔民和农民的收入差多少", *["2030年：渔民、农民收入分别为8万元和5万元"] * 2, "8万元-5万元=3万元"),
    ],
)
def test_what_was_answered_is_put_together(question: str, one: str, other: str, working: str) -> None:
    apart = asked_apart(question)
    assert apart is not None
    computed = put_together(apart, (told(one), told(other, 0 if one == other else 50)), 0.9)
    assert computed is not None
    assert working in computed.statement.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2030年：建成渔港泊位12座", "2030年：建成渔港泊位8座"),  # one year
        ("2030年：建成渔港泊位12座", "2031年计划：新增学校8座"),  # two things
        ("2030年：建成渔港泊位12座", "2031年计划：渔港泊位投资8亿元"),  # two units
        ("2030年：新增渔港泊位12座", "2031年计划：渔港泊位总数达20座"),  # what is added, and all there are
        ("2030年：渔港泊位达12座", "2031年计划：渔港泊位达20座"),  # all there are, twice
    ],
)
def test_figures_that_do_not_agree_make_nothing(one: str, other: str) -> None:
    apart = asked_apart("泊位去年建的加上今年要建的一共多少")
    assert apart is not None
    assert put_together(apart, (told(one), told(other, 50)), 0.9) is None


def test_the_other_year_is_asked_for_in_the_words_of_the_report() -> None:
    assert asked_of_other_year(told("2031年计划：建成海塘工程30公里"), "") == "2030年建成海塘工程多少公里?"
    assert asked_of_other_year(told("2030年：空气优良率达87.9%"), "") == "2031年计划空气优良率百分之几?"
    assert asked_of_other_year(told("2030年：港口贸易繁荣"), "") is None


def test_one_thing_is_told_of_two_years_in_like_words() -> None:
    assert is_of_one_thing(told("2030年：建成海塘工程90公里"), told("2031年计划：海塘工程30公里"))
    assert not is_of_one_thing(told("2030年：建成海塘工程90公里"), told("2031年计划：蔬菜产量270万吨"))
    assert not is_of_one_thing(told("2030年：建成海塘工程90公里"), told("2030年：海塘工程90公里"))


def test_how_far_two_years_are_apart_is_asked_for_too() -> None:
    sides = ("学位去年添了多少?", "学位今年添多少?")
    assert difference_of_years("学位去年添了多少,今年添多少,多出来多少", sides) is not None
    assert difference_of_years("学位去年添了多少,今年添多少", sides) is None


def test_a_fall_is_not_held_against_a_rise() -> None:
    apart = asked_apart("渔业和旅游业去年的增速,哪个长得快")
    assert apart is not None
    fell, rose = told("2030年：渔业下降5%"), told("2030年：旅游业增长3%", 50)
    assert put_together(apart, (fell, rose), 0.9) is None
    assert put_together(apart, (told("2030年：渔业增长5%"), rose), 0.9) is not None


def test_only_the_years_that_are_asked_about_are_held_against_each_other() -> None:
    apart = asked_apart("泊位2030年建的比2025年建的多几座")
    assert apart is not None
    assert put_together(apart, (told("2030年：建成泊位12座"), told("2031年计划：建成泊位8座", 50)), 0.9) is None
    assert asked_of_other_year(told("2030年：建成泊位12座"), "座", apart.years) is None


def test_nothing_is_divided_by_nothing() -> None:
    apart = asked_apart("泊位今年要建的比去年建的多百分之几")
    assert apart is not None
    assert put_together(apart, (told("2031年计划：建成泊位8座"), told("2030年：建成泊位0座", 50)), 0.9) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2030年：新建小学50所", "2031年计划：新建中学5所"),  # of two years
        ("2030年：新建小学50所", "2030年：新建幼儿园5所"),  # of another thing
    ],
)
def test_two_things_are_held_against_each_other_in_one_year(one: str, other: str) -> None:
    apart = asked_apart("小学和中学相差多少所")
    assert apart is not None
    assert put_together(apart, (told(one), told(other, 50)), 0.9) is None


def test_no_income_is_set_against_a_benefit() -> None:
    apart = asked_apart("低保城市和农村差多少元")
    assert apart is not None
    town = told("2030年：城市低保标准780元")
    assert put_together(apart, (town, told("2030年：农村居民收入24100元", 50)), 0.9) is None
    assert put_together(apart, (town, told("2030年：农村低保标准610元", 50)), 0.9) is not None


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("造林的力度,今年比去年是加码还是放缓", True),
        ("今年的学位跟去年比差得远吗", True),
        ("去年造林多少,今年呢", False),
        ("去年占比多少,今年比例多少", False),
        ("今年的学位跟其他地方比差得远吗", False),  # of one year
    ],
)
def test_two_years_are_held_against_each_other_in_any_words(question: str, holds: bool) -> None:
    assert holds_years_apart(question) is holds


def test_the_figure_that_a_question_names_is_the_one_asked_for_of_the_other_year() -> None:
    statement = told("2030年：新建渔港泊位12座，修复岸线30公里")
    figure = operand_named("岸线修复今年比去年是加码还是放缓", statement)
    assert figure is not None
    assert asked_of_figure(figure) == "2031年计划修复岸线多少公里?"
    assert operand_named("机场的航线今年比去年多吗", statement) is None


def test_no_growth_is_set_against_a_share_and_none_of_a_row_is_taken_for_one() -> None:
    apart = asked_apart("渔业和旅游业去年的增速,哪个长得快")
    assert apart is not None
    growth = told("2030年：渔业增长5%")
    assert put_together(apart, (growth, told("2030年：旅游业增长3%", 50)), 0.9) is not None
    assert put_together(apart, (growth, told("2030年：旅游业占比30%", 50)), 0.9) is None
    assert put_together(apart, (growth, told("2030年：旅游业、盐业分别增长3%、1%", 50)), 0.9) is None


def test_which_of_two_grows_faster_may_be_asked_with_or() -> None:
    apart = asked_apart("2030年是渔业长得快,还是整个旅游业长得快")
    assert apart is not None
    assert apart.questions == ("2030年渔业增长百分之几?", "2030年旅游业增长百分之几?")
