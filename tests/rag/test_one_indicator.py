import pytest

from index.quantities import quantities
from rag.across import across
from rag.compute import compute
from rag.one_indicator import are_told_alike, have_little_of_their_own, is_one_indicator, names_all, says_its_head
from rag.operand import Operand
from rag.over_years import TWO_YEARS
from rag.question import understand
from rag.types import Span
from tests.rag.test_across import DOCUMENT, FIGURES, found


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("规上工业企业", "规上服务业企业", "规上企业"),
        ("老旧小区", "老旧厂区", "老旧小区"),
        ("高速公路", "农村公路", "公路"),
        ("农村居民收入", "城镇居民收入", "居民收入"),
        ("新增就业率", "调查失业率", "业率"),
        ("公办学位", "学位", "公办学位"),
        ("老旧小区物业管理整体签约", "老旧小区改造", "老旧小区改造"),
    ],
)
def test_two_metrics_with_words_of_their_own_are_not_one(one: str, other: str, said: str) -> None:
    assert not is_one_indicator(one, other, said)
    assert not is_one_indicator(other, one, said)


def test_a_word_that_is_not_said_and_that_one_has_alone_tells_nothing() -> None:
    assert is_one_indicator("老旧小区", "城镇老旧小区", "老旧小区")
    assert is_one_indicator("瞪羚企业", "瞪羚企业", "瞪羚企业")


def test_a_clause_names_a_thing_only_with_all_its_words() -> None:
    assert names_all("渔业投资", "渔业投资完成30亿元")
    assert not names_all("科技支出", "教育支出30亿元")
    assert not names_all("民营经济增加值", "数字经济增加值30亿元")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("今年新增学位要比去年多百分之几", "(3000个-2600个)÷2600个≈15.4%（2031年更多）"),
        ("2031年累计新增学位比2030年多多少个", "3000个-2600个=400个"),
        ("今年一共要新增的学位比去年多几个", "3000个-2600个=400个"),
        ("2030年新增学位2600个,2031年想添的相当于涨百分之几", "(3000个-2600个)÷2600个≈15.4%（2031年更多）"),
        ("2030年新增学位比2031年少百分之几", "(3000个-2600个)÷3000个≈13.3%（2030年更少）"),
        ("去年和今年一共要新增多少个学位", "2600个+3000个=5600个"),
        ("跟去年比,今年新增学位的目标是几倍", "3000个÷2600个≈1.2倍"),
        ("2030年和2031年新增学位一共多少个", "2600个+3000个=5600个"),
    ],
)
def test_what_is_compared_is_not_added_and_the_year_compared_with_is_the_base(question: str, told: str) -> None:
    computed = across(understand(question, (DOCUMENT,)), found("学位", "绿地"), FIGURES, (DOCUMENT,))
    assert computed is not None
    assert computed.statement.text.endswith(told) or f"，{told}" in computed.statement.text
    assert ";" not in computed.statement.text.replace("；", ";")


def test_a_school_mended_is_not_added_to_one_built() -> None:
    asked = understand("去年完工的学校和今年计划的学校一共多少所", (DOCUMENT,))
    assert across(asked, found("学校"), FIGURES, (DOCUMENT,)) is None


def test_a_summand_has_the_last_word_of_what_is_added() -> None:
    assert says_its_head("贷款贴息", "贷款贴息30万元")
    assert not says_its_head("贷款贴息", "贷款365亿元")


def test_a_share_is_not_taken_of_another_part() -> None:
    asked = understand("林业增加值占生产总值的几成", (DOCUMENT,))
    assert across(asked, found("增加值", "地区生产总值"), FIGURES, (DOCUMENT,)) is None


def test_the_plan_of_one_year_is_no_second_year() -> None:
    assert TWO_YEARS.search("2031年计划一共新增就业多少人") is None
    assert TWO_YEARS.search("2030年和2031年一共新增就业多少人")


def test_a_long_question_asks_for_no_calculation() -> None:
    assert across(understand("里" * 300, (DOCUMENT,)), found("学位"), FIGURES, (DOCUMENT,)) is None
    assert compute("里" * 300, lambda wish: None) is None


def test_clauses_with_much_of_their_own_are_not_of_one_thing() -> None:
    assert not have_little_of_their_own("30个老旧小区物业管理整体签约", "启动8个老旧小区改造")
    assert have_little_of_their_own("新增学位2600个", "计划新增学位3000个")


def test_what_there_is_in_all_is_not_held_against_what_is_built() -> None:
    total, built, planned = (
        operand(text) for text in ("渔港公路总里程达到8600公里", "新改建渔港公路410公里", "新改建渔港公路350公里")
    )
    assert not are_told_alike(total, planned)
    assert are_told_alike(built, planned)
    assert not are_told_alike(operand("“十四五”以来建成鱼礁52万亩"), operand("建成鱼礁6万亩"))


def operand(clause: str) -> Operand:
    """A figure of a clause."""
    return Operand(clause, quantities(clause)[-1], Span("harbour", 0, len(clause)), None, None)
