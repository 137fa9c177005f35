import pytest

from rag.needs import lacks_what_is_asked
from rag.place_told import is_of_other_place


@pytest.mark.parametrize(
    ("question", "text", "is_other"),
    [
        ("全省渔港多少座", "全区渔港达到6座,全市渔港40座。", True),
        ("全国渔民收入增长多少", "2030年全市渔民收入增长5%。", True),
        ("全市渔港多少座", "全区渔港达到6座,全市渔港40座。", False),
        ("全省渔港多少座", "渔港达到6座,居全市第一。", False),  # 全市 is not where its figure is told of
        ("渔港多少座", "全区渔港达到6座。", False),
        ("全省有哪些渔港", "全区渔港达到6座。", False),  # asks for no figure
    ],
)
def test_a_figure_of_one_place_is_none_of_another(question: str, text: str, *, is_other: bool) -> None:
    assert is_of_other_place(question, text) is is_other


def test_two_levels_tell_not_whether_a_gap_has_narrowed() -> None:
    levels = "城市救助标准780元,农村救助标准610元。"
    assert lacks_what_is_asked("城乡救助差距缩小了吗", levels)
    assert not lacks_what_is_asked("城乡救助差距缩小了吗", "城乡救助标准之比降至1.2,差距缩小。")
    assert not lacks_what_is_asked("城乡收入差距缩小了吗", "城乡渔民收入分别增长4%和7%。")
