import pytest

from index.types import Passage, Period, Role
from rag.question import clean, understand
from rag.scored_span import ScoredSpan
from rag.verdict import NO, NOT_SO, NOT_YET, YES, place_otherwise, verdict
from tests.rag.reports import harbour

DONE, PLANNED = Period(Role.REVIEW, 2030, 2030), Period(Role.PLAN, 2031, 2031)


def said(text: str, period: Period) -> ScoredSpan:
    passage = Passage("harbour", 0, len(text), text, (), period)
    return ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=False)


@pytest.mark.parametrize(
    ("question", "text", "period", "expected"),
    [
        ("海港公园改造好了吗？", "海港公园改造完工。", DONE, YES),
        ("海港公园改造好了吗？", "启动海港公园改造。", DONE, NO),  # begun is not finished
        ("白鹭大桥去年通车了吗？", "实施白鹭大桥等项目8个，望潮隧道建成通车。", DONE, NO),  # the tunnel is
        ("望潮隧道去年通车了吗？", "实施白鹭大桥等项目8个，望潮隧道建成通车。", DONE, YES),
        (
            "白鹭大桥去年通车了吗？",
            "白鹭大桥的夜景入选望潮十景，望潮隧道建成通车。",
            DONE,
            "",
        ),  # it tells nothing of that
        ("白鹭大桥去年开工了吗？", "白鹭大桥加快建设。", DONE, YES),  # what goes on was begun
        ("市医院现在是三甲医院吗？", "支持市医院创建三甲医院。", PLANNED, NOT_YET),
        ("海港公园已经建成了吗？", "建成海港公园。", PLANNED, NOT_YET),
        ("地铁已经开工了吗？", "加快推进地铁建设。", PLANNED, YES),  # what goes on was begun
        ("轻轨已经通车了吗？", "加快推进轻轨建设。", PLANNED, NOT_YET),  # what goes on has no end yet
        ("今年建成海港公园吗？", "建成海港公园。", PLANNED, YES),
        ("海港公园的绿地减少了吗？", "海港公园新增绿地。", DONE, NO),
        ("固定资产投资的增速是最快的吧？", "固定资产投资增速居全市第二。", DONE, NOT_SO),
        ("固定资产投资的增速是最快的吧？", "固定资产投资增速位列全市第一。", DONE, YES),
        ("海港集团排全国第4吗？", "海港集团位列全国第15。", DONE, NOT_SO),
        ("农村收入的增速排全省第三吧？", "城乡收入增速居全省第1、第3位。", DONE, ""),  # of two things
        ("海港集团在百强榜上跌到第十了吧？", "海港集团跃居全国百强第六位。", DONE, NOT_SO),
        ("渔业的增速是全省最快的吧？", "渔业增加值增长6%，工业增加值增速居全省第三。", DONE, ""),  # that is of another
        ("最大的渔港建成了吗？", "渔港建成投用，列全省第3批名单。", DONE, YES),  # of which no place is asked
        ("海港产业园是最大的吧？", "海港产业园发展第三产业。", DONE, ""),  # that is no place
        ("清洁能源占比超过60%了吗？", "清洁能源占比突破60%。", DONE, YES),  # the report says more than that
        ("清洁能源占比超过60%了吗？", "清洁能源占比达到60%。", DONE, NO),
        ("清洁能源占比超过70%了吗？", "清洁能源占比突破60%。", DONE, NO),
        ("渔业合作社超过200家了吗？", "新增渔业合作社30家，总数达到250家。", DONE, ""),  # which of both it is of
    ],
)
def test_a_sentence_decides_only_what_it_says(question: str, text: str, period: Period, expected: str) -> None:
    understood = understand(clean(question), (harbour(),))
    assert verdict(understood, said(text, period), lambda word: 1.0) == expected


@pytest.mark.parametrize(
    ("question", "text", "otherwise"),
    [
        ("获奖数拿了全省头名,到底几部?", "12部作品获奖,获奖数居全省第二。", True),
        ("获奖数拿了全省头名,到底几部?", "12部作品获奖,获奖数居全省第一。", False),
        ("渔业规模全市第一,产值多少?", "渔业产值120亿元,渔业增速居全市第二。", False),  # of another kind
        ("渔业规模全市第一,产值多少?", "渔业产值120亿元,渔业规模居全国第二。", False),  # among others
        ("渔业产值多少?", "渔业产值居全市第二。", False),
    ],
)
def test_another_place_than_is_supposed(question: str, text: str, otherwise: bool) -> None:
    assert place_otherwise(understand(clean(question), [harbour()]), said(text, DONE)) is otherwise
