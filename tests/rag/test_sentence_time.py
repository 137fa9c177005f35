import pytest

from rag.derived import derive
from rag.question import understand
from rag.scored_span import Selection
from tests.rag.test_derived import span


@pytest.mark.parametrize(
    ("question", "text", "working"),
    [
        ("招聘会平均下来一个月办多少场", "举办渔业招聘会240场次。", "240场次÷12个月=20场次"),
        ("港口平均每天吞吐多少吨", "港口吞吐量达到7300万吨。", "7300万吨÷365天=20万吨"),
        ("港口吞吐量合一天多少吨", "港口吞吐量达到7300万吨。", "7300万吨÷365天=20万吨"),
        ("渔业投资每个月平均多少亿元", "渔业投资完成143.7亿元。", "143.7亿元÷12个月≈12亿元"),
        ("渔民补助全年能拿多少钱", "渔民补助标准提高到每月1050元。", "1050元×12个月=12600元"),
        ("空气好的日子大约有多少天", "空气优良天数比率达80%。", "365天×80%=292天"),
        ("空气优良天数占一年的百分之几", "空气优良天数达到292天。", "292天÷365天=80%"),
        ("一个渔港平均摊到几个泊位", "建成渔港20个,新增泊位5000个。", None),  # nothing says which counts which
        ("一美元合多少人民币", "实际使用外资10亿美元、约合71亿元人民币。", "71亿元÷10亿美元=7.1元"),
        ("按渔户平分,一户能分到多少元", "减少利息12亿元、惠及渔户30万户。", "12亿元÷30万户=4000元"),
    ],
)
def test_a_year_and_its_parts_are_reckoned_with(question: str, text: str, working: str | None) -> None:
    found = derive(understand(question, ()), Selection((span(text),), 0.5))
    assert (found.statement.text.endswith(working) if found is not None and working else found is None) is True


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("空气好的日子多了几天", "空气优良天数比率达80%。"),
        ("港口综合一天吞吐多少吨", "港口吞吐量达到7300万吨。"),  # 合 is no word of its own
        ("港口联合每天吞吐多少吨", "港口吞吐量达到7300万吨。"),
        ("渔民补助每个月多少钱", "渔民补助标准提高到每月1050元。"),
        ("渔港平均每天有多少座", "渔港达到730座。"),  # what there is is no work of a year
    ],
)
def test_no_year_is_reckoned_with_where_none_is_asked_for(question: str, text: str) -> None:
    assert derive(understand(question, ()), Selection((span(text),), 0.5)) is None
