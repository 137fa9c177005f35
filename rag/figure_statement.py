"""The figures told beside the one asked for, and the words that a figure is told in."""

import re
from collections.abc import Sequence

from index.types import Figure, FigureKind
from rag.figure_match import TELLING_CHARS, MatchedFigure, Wish, grants, stated
from rag.question import Question
from rag.shown import display, share_of_pairs
from rag.types import Span, Statement
from rag.units import same_unit

_AS_GOOD = 0.85  # of how well the question's words fit a figure: another one so near is of the same indicator
_NAMED_SHARE = 0.8  # of a metric's pairs of characters, in the question
_OF_EACH = re.compile(r"[^,，。;；]*分别[^,，。;；]*")
_JOINS = re.compile(r"、|和|与|以?及|还有|[,，]")
# 「增速落后于全国」, and the clause that tells it: 「增长2.7%，高于全国水平」
OF_REGION = re.compile(
    r"(?:[高低快慢多少优]于|[超跑]过|跑[赢输]|落后于?|领先于?|(?:比|跟|和|与)(?!重|例))(?:整个)?全[国省市区州]"
)
_AGAINST_REGION = re.compile(
    r"[,，、](?:增速|增幅)?(?:[高低快慢]于|高出|落后|领先)[^,，。;；\d]{0,6}全[国省市区州][^,，。;；\d]*(?=[,，。;；])"
)


def beside(wish: Wish, chosen: Sequence[MatchedFigure], matched: Sequence[MatchedFigure]) -> list[MatchedFigure]:
    """The next figure of the sentence already chosen: 「43个小区提档升级，1.9万户家庭受益」."""
    found = [each for each in matched if chosen and each.span is chosen[-1].span and grants(wish, each.figure)]
    return sorted(found, key=lambda each: abs(each.figure.start - chosen[-1].figure.end))[:1]


def named_beside(
    question: Question, chosen: Sequence[MatchedFigure], matched: Sequence[MatchedFigure]
) -> list[MatchedFigure]:
    """Figures of the same sentence that the question names as well: 「金融业增加值及新增金融总部数量」."""
    if not chosen or not _JOINS.search(question.text):
        return []
    metrics = {each.figure.metric for each in chosen}
    return [
        each
        for each in matched
        if each.span is chosen[0].span
        and each.figure.change is None
        and each.figure.metric not in metrics
        and len(each.figure.metric) >= TELLING_CHARS
        and share_of_pairs(each.figure.metric, question.text) >= _NAMED_SHARE
    ]


def is_twin(other: MatchedFigure, best: MatchedFigure) -> bool:
    """Whether two figures are of one indicator, reached and intended."""
    one, two = other.figure, best.figure
    return (
        one.kind is not two.kind
        and one.document_id == two.document_id
        and same_unit(one.measure, (two.measure,))
        and other.metric_coverage >= _AS_GOOD * best.metric_coverage
    )


def statement_of_figure(figure: Figure, text: str, of_region: bool = False) -> Statement:
    """A figure in the report's words; where it is asked ``of_region``, with what it is held against there."""
    start, end = figure.clause_start, figure.clause_end
    each = _OF_EACH.match(text, start)
    if each is not None:  # 「甲、乙分别为3个、5个」 is told whole
        end = each.end()
    against = _AGAINST_REGION.match(text, end) if of_region and figure.end == end else None
    behind = "" if against is None else against.group()
    shown = display((stated(text, figure) if each is None else text[start:end]) + behind)
    end += len(behind)
    label = "" if figure.year is None or f"{figure.year}年" in shown else f"{figure.year}年"
    if label:
        label += "计划：" if figure.kind is FigureKind.TARGET else "："
    return Statement(f"{label}{shown}", (Span(figure.document_id, start, end),))
