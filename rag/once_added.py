"""What there will be in all once what is planned has been added to what there is."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from index.types import Document, Figure, FigureKind, Role
from rag.calculation import Computed, added, agree
from rag.found_figures import SURE, are_of_one_report
from rag.operands import operand_of
from rag.question import Question
from rag.ruled_out import is_elsewhere
from rag.scored_span import ScoredSpan, Selection
from rag.sentence_figures import Asked, as_asked, pairs_of
from rag.told import Kind, Told, all_told, told_of_figure
from rag.units import RATES

_SENTENCES, _OF_PLAN = 12, 5  # of the best ones: that may tell what there is, and what is added
_TO_COME = r"新[增建设修开添改]|增[加设添]|再[建增加添开修]|任务|计划|目标|扩面|打算|准备|今年要|要[新建增加添开修]"
_DONE = r"完成|实现|兑现|达成|达标|到位|落实|[建办修添开弄搞做][成好完齐]|开工|投用|通车|建起来"
_IN_ALL = r"总(?!是|体|经理)|一共|共|累计|[会能将]有|[会能将]?达?到(?!位)|拢共|全[国省市区县]"
_ONCE_DONE = re.compile(
    rf"(?:{_TO_COME})[^?？]{{0,18}}(?:都|全)?(?:{_DONE})[^?？]{{0,20}}(?:{_IN_ALL})[^?？]{{0,12}}(?:多少|几)"
)
_WITH_NEW = re.compile(
    rf"(?:总[长数量额]|累计|现有|已有|[年]?底)[^?？]{{0,16}}(?:再?加|算|连)上?[^?？]{{0,16}}(?:{_TO_COME})[^?？]{{0,20}}(?:多少|几)"
)
_ADDED_TO = re.compile(
    rf"(?:底|现在?|目前|已经?)[^?？]{{0,16}}(?:{_TO_COME})[^?？]{{0,16}}(?:加|算)(?:上去?|进[去来])[^?？]{{0,6}}(?:{_IN_ALL})[^?？]{{0,8}}(?:多少|几)"
)
_FURTHER = re.compile(r"再[建增加添开修]")


def asks_once_added(question: str) -> bool:
    """Whether it is asked what there will be in all: 「新增的参保人到位后，一共有多少人」."""
    return any(words.search(question) is not None for words in (_ONCE_DONE, _WITH_NEW, _ADDED_TO))


def once_added(
    question: Question, selection: Selection, figures: Sequence[Figure], documents: Sequence[Document]
) -> Computed | None:
    """What there is, and what is to be added; None where one of them is not told."""
    asked = as_asked(question.text)
    spans = [each for each in selection.spans if not is_elsewhere(question, each.passage)]
    there_is = (*_there(spans, asked), *_reached(figures, documents, asked))
    pairs = [
        (_score(asked, there, planned), there, planned)
        for there, planned in product(there_is, _planned(spans, asked))
        if agree(there.operand, planned.operand) and are_of_one_report(there.operand, planned.operand)
        if pairs_of(there.name) & pairs_of(planned.name) & pairs_of(asked.words)
    ]
    if not pairs:
        return None
    _, there, planned = max(pairs, key=lambda pair: pair[0])
    return added((there.operand, planned.operand))


def _there(spans: Sequence[ScoredSpan], asked: Asked) -> list[Told]:
    """What is told of all there is."""
    return [each for each in _amounts(spans[:_SENTENCES], asked) if each.kind is Kind.TOTAL]


def _reached(figures: Sequence[Figure], documents: Sequence[Document], asked: Asked) -> Iterator[Told]:
    """What all the report tells of what there is by now."""
    texts, words = {document.id: document.text for document in documents}, pairs_of(asked.words)
    for figure in figures:
        if figure.kind is FigureKind.ACTUAL and figure.measure not in RATES and pairs_of(figure.metric) & words:
            operand = operand_of(figure, texts[figure.document_id], SURE)
            if operand is not None and asked.is_in_unit(operand):
                found = told_of_figure(operand, f"{figure.scope or ''}{figure.metric}")
                if found.kind is Kind.TOTAL:
                    yield found


def _planned(spans: Sequence[ScoredSpan], asked: Asked) -> list[Told]:
    """What is to be added."""
    found = [each for each in _amounts(spans[:_OF_PLAN], asked) if each.operand.role is Role.PLAN]
    return [each for each in found if each.kind is Kind.ADDED or _FURTHER.search(each.name)]


def _amounts(spans: Sequence[ScoredSpan], asked: Asked) -> list[Told]:
    return [each for each in all_told(spans) if each.unit not in RATES and asked.is_in_unit(each.operand)]


def _score(asked: Asked, there: Told, planned: Told) -> float:
    """How well both are named; of one part of the report they are told together, or not at all."""
    words = pairs_of(asked.words)
    both = [pairs_of(each.name) for each in (there, planned)]
    together = there.operand.span == planned.operand.span or there.operand.role is Role.REVIEW
    shared = both[0] & both[1] & words
    return 3 * len(shared) + sum(len(each & words) - 0.25 * len(each - words) for each in both) - 100 * (not together)
