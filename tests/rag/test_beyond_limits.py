"""What is told of another time or place than a question takes it to be of."""

import pytest

from index.encoder import Encoder
from index.types import NO_LIMIT, Filter, Role
from rag.answer import ask
from rag.asker import Asker
from rag.reader import Reader
from rag.types import Status
from tests.rag.reports import asker_of

REPORT = """# 政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

临港市人民政府市长 周明远

各位代表:

一、2030年工作回顾

对外开放扩大。鹿屿口岸国际客运班轮复航。海岛医疗互助会秘书处在嵊泗县启动运行。6岁以下儿童免费乘坐轮渡。

工业经济向好。规模以上工业增加值完成312亿元、增长6.1%。

二、2031年工作安排

办好教育事业。新建幼儿园4所。启动第五次海洋生物普查。

名词解释

1.“126”渔业体系:以深远海养殖为支柱,以鱼糜、鱼油两大加工为两翼,以种苗、饲料、冷链、渔具、休闲、拍卖为六大配套。
"""


@pytest.fixture(scope="module")
def asker(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    return asker_of(REPORT, tmp_path_factory.mktemp("beyond"), default_encoder, reader)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("鹿屿口岸的国际客轮停着,打算什么时候复航", "2030年：鹿屿口岸国际客运班轮复航"),  # it was done
        ("今年我家娃5岁,坐轮渡是不是不要钱", "免费乘坐轮渡"),  # it was told of the year before
        ("海岛医疗互助会的秘书处为什么设在岱山县", "嵊泗县"),  # it stands elsewhere
    ],
)
def test_what_surely_answers_is_told_with_its_own_time_and_place(asker: Asker, question: str, told: str) -> None:
    answer = ask(asker, question)
    assert answer.status is Status.ANSWERED
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "今年规模以上工业增加值要完成多少亿元",  # figures are of one year,
        "北岙县规模以上工业增加值是多少",  # and of one place
        "2031年工业增加值的目标",
        "2029年启动了第几次海洋生物普查",
        "打算完成多少亿元的规模以上工业增加值",
        "2028年鹿屿口岸国际客运班轮复航了吗",  # a year is named
        "今年鹿屿口岸国际客运班轮复航吗",  # 「是的」 would be of another year
        "岱山县哪个口岸的国际客运班轮复航",  # the sentence names no other place
        "2029年临港市的市长是谁",  # a cover is of one year
    ],
)
def test_what_is_of_one_year_or_place_is_not_told_of_another(asker: Asker, question: str) -> None:
    assert ask(asker, question).status is Status.NOT_FOUND


def test_the_years_and_the_part_that_a_caller_chooses_are_kept(asker: Asker) -> None:
    question = "今年我家娃5岁,坐轮渡是不是不要钱"
    for limit in (Filter(years=(2031,)), Filter(role=Role.PLAN)):
        assert ask(asker, question, (), limit).status is Status.NOT_FOUND
    assert ask(asker, question, (), NO_LIMIT).status is Status.ANSWERED


def test_what_nothing_else_tells_an_entry_may(asker: Asker) -> None:
    answer = ask(asker, "渔业的六大配套都是哪几样?")
    assert answer.status is Status.ANSWERED
    assert "种苗、饲料、冷链" in answer.text


def test_an_entry_tells_nothing_of_what_it_is_not_about(asker: Asker) -> None:
    assert ask(asker, "渔业补贴的发放对象有哪六类人?").status is Status.NOT_FOUND
