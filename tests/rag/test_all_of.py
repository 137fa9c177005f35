import pytest

from index.types import Role
from rag.all_of import rate_short_of_all
from rag.scored_span import ScoredSpan
from tests.rag.supposing import asked, passage

_TOLD = "渔村自来水普及率96%,渔船北斗终端安装率100%,渔民参保率稳定在95%以上,渔业产值增长6%。"


def said(question: str, text: str = _TOLD) -> str:
    of = passage(text, Role.REVIEW)
    span = ScoredSpan(of, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)
    found = rate_short_of_all(asked(question), span)
    return "" if found is None else found.text


@pytest.mark.parametrize(
    "question",
    ["渔村都通自来水了吗？", "是不是所有渔村都有自来水？", "渔村家家户户都用上自来水了吗？", "渔村全部通自来水了吧？"],
)
def test_a_rate_below_all_tells_that_not_all_are_so(question: str) -> None:
    assert said(question) == "渔村自来水普及率96%"


@pytest.mark.parametrize(
    "question",
    [
        "渔船都安装北斗终端了吗？",  # all have
        "渔民都参保了吗？",  # 95 % or more may be all
        "渔业产值都增长了吗？",  # a growth is no share
        "渔村通自来水了吗？",  # of all nothing is said
        "首都的渔村通自来水了吗？",
        "渔村自来水普及率都到多少了？",  # asks how much
    ],
)
def test_nothing_else_is_held_against_all(question: str) -> None:
    assert said(question) == ""
