import pytest

from index.types import Role
from rag.denied import denied
from rag.direction_claims import direction_claims
from rag.only import only_one
from rag.supposed_values import values_in
from rag.whose import told_of_another
from tests.rag.supposing import asked, equally_rare, other, passage, words_of

_DONE = (
    "渔家大院搬迁群众全部入住新居,5.2万人迁出险区。海岛客运实现村级全覆盖。赤潮防治三年任务提前完成。"
    "市渔业馆建成开放。部分指标与年初目标存在差距。原渔港泊位达到89个。打通未贯通渔港道路24条。"
    "灯塔诉求解决率96.7%。海鸥湾成为全国唯一同时获得湿地和港湾两项荣誉的海湾。海星集团首开远洋直航。"
)
_PLANNED = "深化渔学联办改革。推动灯塔会展中心多功能使用。"


PASSAGES = (passage(_DONE, Role.REVIEW), passage(_PLANNED, Role.PLAN))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("渔家大院的搬迁群众怎么还没入住新居?", "渔家大院搬迁群众全部入住新居"),
        ("海岛客运只覆盖一半吧?", "海岛客运实现村级全覆盖"),
        ("赤潮防治为什么拖期了?", "赤潮防治三年任务提前完成"),
        ("市渔业馆还关着门吧,哪天开?", "市渔业馆建成开放"),
        ("去年各项指标都达到年初目标了吗?", "部分指标与年初目标存在差距"),
        ("听说渔学联办今年不搞了,为什么?", "深化渔学联办改革"),
        ("渔家大院的群众一直没入住新居,政府打算怎么帮?", ""),  # a complaint
        ("渔学联办以后还搞不搞?", ""),  # asks, and takes neither for so
        ("渔学联办今年怎么搞?", ""),
        ("海岛客运是怎么做到村村都有的?", ""),
        ("赤潮防治什么时候完成的?", ""),
        ("滩涂养殖为什么拖期了?", ""),  # of another thing
        ("渔学联办落在哪里?", ""),  # no word of being late
        ("渔学联办改革取消了多少?", ""),  # asks, and does not say that it ends
        ("灯塔诉求大部分都解决了?", ""),  # 96.7 % is most, and not all
    ],
)
def test_the_other_side_of_what_is_supposed_is_told(question: str, told: str) -> None:
    assert words_of(other(question, PASSAGES)) == told


@pytest.mark.parametrize(
    "question",
    [
        "渔港泊位原来是85个,现在多少个?",
        "渔港泊位从85个增加到多少?",
        "渔港泊位85个的时候是哪年?",
        "我们区有30个渔港泊位,全市一共多少?",
        "灯塔诉求解决率九成,靠什么?",
        "渔港泊位近90个,是哪些?",
    ],
)
def test_what_was_so_before_or_of_a_part_or_rounded_is_not_corrected(question: str) -> None:
    assert other(question, PASSAGES) is None


def test_a_denial_inside_a_name_denies_nothing() -> None:
    assert denied(asked("渔港道路贯通了多少条?"), PASSAGES, equally_rare) is None
    given_up = passage("制定、修订和废止渔港规章9件。", Role.REVIEW)
    assert denied(asked("渔港规章准备怎么改?"), (given_up,), equally_rare) is None


def test_the_only_one_with_two_honours_is_not_the_only_one_with_one() -> None:
    assert only_one(asked("除了海鸥湾,还有其他获得港湾荣誉的海湾吗?"), PASSAGES, equally_rare) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("远洋直航是远星集团首开的,一周几班?", "海星集团首开远洋直航"),
        ("远洋直航是海星集团首开的,一周几班?", ""),
    ],
)
def test_another_company_did_it(question: str, told: str) -> None:
    assert words_of(told_of_another(asked(question), PASSAGES, equally_rare)) == told


def test_growth_that_slows_down_is_no_fall() -> None:
    assert not list(direction_claims(asked("渔业产值增速回落了,为什么")))
    assert list(direction_claims(asked("渔业产值回落了,为什么")))


@pytest.mark.parametrize("text", ["第一方阵", "第一梯队", "第一责任人", "第一大伙伴"])
def test_what_is_called_first_is_no_place(text: str) -> None:
    assert not values_in(text)
