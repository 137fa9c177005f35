"""How far an indicator is from what it is to come to: from the aim of the plan, or from all there is."""

import re
from collections.abc import Sequence
from itertools import product

from index.types import Document, Figure, FigureKind
from rag.calculation import Computed, agree
from rag.found_figures import SURE
from rag.indicators import name_of
from rag.operand import Operand, difference, worked
from rag.operands import operand_of
from rag.question import Question
from rag.sentence_figures import FEWEST_PAIRS, Asked, as_asked, pairs_of
from rag.units import RATES, same_unit

_LACKS = r"(?:还|仍|尚)?(?:差|缺|欠|少)(?:了|着|上)?[^,，。?？]{0,3}?(?:多少|几|好多)"
_TO_AIM = re.compile(
    rf"(?:离|距离?|到|比)[^,，。?？]{{0,14}}?(?:目标|计划|要求|底线|定的(?:那?个)?数)[^?？]{{0,10}}?{_LACKS}|(?:目标|计划)[^?？]{{0,12}}?(?:还|仍)差"
    r"|(?:还|再|仍)(?:得|要|需|须|该)[^,，。?？]{0,8}?(?:多少|几)[^。?？]{0,12}?(?:目标|达标|够|任务|计划)"
    r"|(?:目标|任务|计划)[^。?？]{0,16}?(?:还|再|仍)(?:得|要|需|须|该)[^,，。?？]{0,8}?(?:多少|几)"
)
_TO_ALL = re.compile(
    rf"(?:离|距离?|到)[^,，。?？]{{0,6}}?(?:全覆盖|100[%％]|百分之百|百分百|全部|满分|全面覆盖)[^?？]{{0,8}}?{_LACKS}"
)
_BEGINS = re.compile(r"[由从][^,，到至]*$")  # of 「由91%提高到95%」 the first is past
_OF_POINTS = re.compile(r"几个?(?:百分)?点|百分点|多少个?(?:百分)?点")


def asks_to_aim(question: str) -> bool:
    """Whether it is asked how much is lacking: 「离今年的目标还差几个点」."""
    return _TO_AIM.search(question) is not None or _TO_ALL.search(question) is not None


def to_aim(question: Question, figures: Sequence[Figure], documents: Sequence[Document]) -> Computed | None:
    """What was reached and what is aimed at of one indicator, and how far they are apart."""
    asked, texts = as_asked(question.text), {document.id: document.text for document in documents}
    rate = _OF_POINTS.search(question.text) is not None
    named = [each for each in figures if _is_named(asked, each, rate=rate)]
    reached = [each for each in named if each.kind is FigureKind.ACTUAL]
    if _TO_ALL.search(question.text):
        return _to_all(
            asked, [operand_of(each, texts[each.document_id], SURE) for each in reached if each.measure == "%"]
        )
    aims = [each for each in named if each.kind is FigureKind.TARGET]
    pairs = [
        (done, aim)
        for done, aim in product(reached, aims)
        if name_of(done.metric) == name_of(aim.metric)
        and same_unit(done.measure, (aim.measure,))
        and done.amount < aim.amount
    ]
    if not pairs:
        return None
    done, aim = max(pairs, key=lambda pair: _said(asked, pair[0]))
    operands = [operand_of(each, texts[each.document_id], SURE) for each in (done, aim)]
    if any(each is None for each in operands):
        return None
    one, other = (each for each in operands if each is not None)
    return Computed(difference(one, other), SURE) if agree(one, other) else None


def _to_all(asked: Asked, operands: Sequence[Operand | None]) -> Computed | None:
    """「100%-96.3%」."""
    rates = [
        each
        for each in operands
        if each is not None and each.figure.value < 100 and not _BEGINS.search(each.clause[: each.figure.start])
    ]
    rate = max(rates, key=asked.names, default=None)
    if rate is None:
        return None
    return Computed(worked((rate,), f"100%-{rate.printed}", 100 - rate.figure.value, "个百分点"), SURE)


def _is_named(asked: Asked, figure: Figure, *, rate: bool) -> bool:
    """Whether a figure is of an indicator that the question names, and no growth of it."""
    grows = figure.change is not None and figure.measure in RATES
    return (figure.measure in RATES) == rate and not grows and _said(asked, figure) >= FEWEST_PAIRS


def _said(asked: Asked, figure: Figure) -> int:
    return len(pairs_of(f"{figure.scope or ''}{figure.metric}") & pairs_of(asked.words))
