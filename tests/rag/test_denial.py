import pytest

from rag.denial import denied, negated, others_than
from rag.unknown_asked import asks_rest


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("不是高中的有几个", ("高中的有几个",)),
        ("没有留在渔业的占几成", ("留在渔业的占几成",)),
        ("不合格的船占几成", ("合格的船占几成",)),
        ("不合理的收费有几项", ("合理的收费有几项",)),  # a word, but so is 合理
        ("非渔产值占几成", ("渔产",)),
        ("是不是渔港", ()),
        ("不良贷款余额多少", ()),
        ("不锈钢产量多少", ()),
        ("未来几年建几座", ()),
        ("没收渔船几艘", ()),
        ("非洲船员几人", ()),
        ("非常大的渔港有几座", ()),
        ("非遗项目有几个", ()),
        ("未成年人保护站有几个", ()),
        ("不文明行为查处几起", ()),
        ("不低于5%的有几个", ()),
    ],
)
def test_a_denial_is_told_from_a_word_that_begins_like_one(question: str, expected: tuple[str, ...]) -> None:
    assert denied(question) == expected
    assert asks_rest(question) is bool(expected)


def test_a_denial_may_begin_a_name_of_the_report() -> None:
    assert negated("未拆迁户有几户") == ("未拆",)
    assert negated("不良贷款余额多少") == ()


def test_what_is_named_after_what_it_is_not_is_told_from_places() -> None:
    assert others_than("非渔产值、非税收入和非洲市场") == ("非渔", "非税")
