import pytest

from index.types import Passage, Period, Role
from rag.question import clean, understand
from rag.select import ScoredSpan
from rag.verdict import NO, NOT_YET, YES, verdict
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
    ],
)
def test_a_sentence_decides_only_what_it_says(question: str, text: str, period: Period, expected: str) -> None:
    understood = understand(clean(question), (harbour(),))
    assert verdict(understood, said(text, period)) == expected
