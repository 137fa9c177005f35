import pytest

from index.types import Role
from rag.same_thing import Telling
from rag.told_span import told_span
from tests.rag.supposing import asked, passage


def told(question: str, text: str, clause: str, value: str | None, role: Role | None = Role.REVIEW) -> str:
    """The words of a sentence that are told of a clause and a value in it."""
    spans = [(text.index(part), text.index(part) + len(part)) for part in (clause, value) if part is not None]
    telling = Telling(passage(text, role), (0, len(text)), spans[0], 1.0, spans[1] if len(spans) > 1 else None)
    return text[slice(*told_span(asked(question), telling))]


@pytest.mark.parametrize(
    ("text", "clause", "value", "expected"),
    [
        ("织密保障网,低保标准提高至每月980元,筹集公寓300套。", "低保标准", "980元", "低保标准提高至每月980元"),
        (
            "渔港改造全面推进,完成投资50亿元,渔村兴旺。",
            "渔港改造全面推进",
            "50亿元",
            "渔港改造全面推进,完成投资50亿元",
        ),
        ("港口兴旺,吞吐量达3亿吨,增长4%,其中外贸1亿吨。", "吞吐量达3亿吨", "3亿吨", "吞吐量达3亿吨,增长4%"),
        ("渔民增收,到2035年底前,建成渔港5个。", "建成渔港5个", "5个", "到2035年底前,建成渔港5个"),
        (
            "做强“一港,五湾”渔业,增长5%。",
            "五湾”渔业",
            "五湾",
            "做强“一港,五湾”渔业,增长5%。",
        ),  # a quotation stays whole
        ("购置渔船980艘,其中新能源占比82%。", "其中新能源占比82%", "82%", "购置渔船980艘,其中新能源占比82%"),
        ("渔业兴旺,低保标准提高至每月980元。", "低保标准", None, "渔业兴旺,低保标准提高至每月980元。"),
    ],
)
def test_a_correction_tells_from_name_to_value(text: str, clause: str, value: str | None, expected: str) -> None:
    assert told("低保涨到1500元了,从哪个月开始发?", text, clause, value) == expected


def test_what_else_is_asked_is_told_too() -> None:
    text = "渔业总量达到640亿元,渔民收入增长5%,鱼市兴旺,渔业总量居全国第五。"
    assert told("渔业总量排全国第三,渔民收入涨了吗?", text, "渔业总量居全国第五", "第五") == text[12:-1]
    assert told("渔业总量排全国第三,为什么?", text, "渔业总量居全国第五", "第五") == "渔业总量居全国第五"


def test_a_figure_in_the_unit_that_is_asked_for_is_told_too() -> None:
    text = "改造老旧渔村43个,惠及1.9万户,鱼市兴旺。"
    assert told("改造的8个老旧渔村里有多少户受益?", text, "改造老旧渔村43个", "43个") == "改造老旧渔村43个,惠及1.9万户"


def test_an_entry_is_told_whole() -> None:
    text = "渔港小镇:全国选取60个渔港开展试点,共三年。"
    assert told("渔港小镇选了90个?", text, "全国选取60个渔港开展试点", "60个", None) == text
