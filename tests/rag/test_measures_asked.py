import pytest

from rag.measures_asked import ALL_ASKED, MEASURES, told_in_all


@pytest.mark.parametrize(
    ("question", "tells", "tells_not"),
    [
        ("渔业公司利润多少", "利润9亿元", "营收9亿元"),
        ("鱼出口多少", "鱼出口9万吨", "鱼进口9万吨"),
        ("灯塔多高", "灯塔高30米", "灯塔3座"),
    ],
)
def test_a_measure_is_told_by_words_of_its_own(question: str, tells: str, tells_not: str) -> None:
    told = [words for asks, words in MEASURES if asks.search(question)]
    assert told
    assert all(words.search(tells) for words in told)
    assert not all(words.search(tells_not) for words in told)


def test_all_there_are_is_more_than_what_was_added() -> None:
    assert ALL_ASKED.search("现在有多少座灯塔")
    assert not ALL_ASKED.search("新增了多少座灯塔")
    assert told_in_all("灯塔有多少座", "新增灯塔3座,灯塔累计30座")
    assert not told_in_all("灯塔有多少座", "新增灯塔3座")
