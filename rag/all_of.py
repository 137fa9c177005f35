"""Whether all of a thing is supposed to be so of which a report tells a rate below 100 %: 「普及率96.5%」."""

import re
from dataclasses import replace

from index.quantities import quantities
from rag.clauses import UNBROKEN
from rag.question import Question, Wanted
from rag.scored_span import ScoredSpan
from rag.sentence_figures import as_asked, pairs_of
from rag.shown import display
from rag.told import Kind, Told, told

_ALL = re.compile(
    r"(?<![首成古旧大])都(?!市|城|江|匀)(?=[\u3400-\u9fff])|全(?:部|都|覆盖|是)|所有|百分之百|100%"
    r"|每一?[个家户所名座条辆村]|个个|家家|户户|人人|天天"
)
_OF_PARTS = re.compile(r"(?:率|占比|比例|比重)(?:稳定|保持|维持)?(?:在|达|到|为|是|约|近|至|均|已|提[高升]|上升)*$")
_OF_ANYTHING_ELSE = re.compile(r"(?:增长|利|汇|税|失业|不良|死亡|发病|患病|出生|城[镇市]化|贡献|负债|案发|周转)率")
_FULL = 100


def rate_short_of_all(question: Question, span: ScoredSpan) -> ScoredSpan | None:
    """The clause with a rate below 100 % of what a question supposes of all; None where there is none."""
    if question.wanted is not Wanted.YES_NO or not _ALL.search(question.text):
        return None
    if any(each.unit == "%" and each.value < _FULL for each in quantities(question.text)):
        return None
    words = pairs_of(as_asked(question.text).words)
    rates = [(len(pairs_of(each.name) & words), each) for each in told(span) if _is_rate(each)]
    named, best = max(rates, key=lambda each: each[0], default=(0, None))
    if best is None or not named or best.value >= _FULL or best.operand.figure.bound is not None:
        return None
    clause = best.operand.clause
    parts = (part for part in UNBROKEN.finditer(span.text) if clause in display(part.group()))
    part = next(parts, None)
    return span if part is None else replace(span, start=span.start + part.start(), end=span.start + part.end())


def _is_rate(one: Told) -> bool:
    """Whether a figure tells of how many of a thing something is so."""
    head = one.operand.clause[: one.operand.figure.start]
    is_share = one.kind is Kind.SHARE and one.unit == "%"
    return is_share and _OF_PARTS.search(head) is not None and not _OF_ANYTHING_ELSE.search(head)
