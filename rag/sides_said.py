"""Two figures that are weighed against each other, and the sides of the question that say them."""

import re
from itertools import pairwise

from rag import wording
from rag.calculation import TIME
from rag.operand import Operand
from rag.sentence_figures import Asked, as_asked, pairs_of

_GROWTH_TOLD = re.compile(r"(?:同比|预计|分别)|(?:增长|提高|上升|下降)[了约近超过达到至]*$")
_OF_ASKING = re.compile(rf"{TIME}|{wording.ASKING.pattern}|增[速幅长]率?|[长涨增升定]得|更?[快高多大]些?|[两三]个|指标")
_SIDES = re.compile(r"、|和|与|跟|同|及|还是|比")


def are_the_sides(asked: Asked, one: Operand, other: Operand) -> bool:
    """Whether two figures are of the two things that the question weighs: each named on a side of its own."""
    sides = [as_asked(side) for side in _SIDES.split(asked.text)]
    for first, second in pairwise(sides):
        for left, right in ((one, other), (other, one)):
            if first.names(left) > first.names(right) and second.names(right) > second.names(left):
                return True
    return False


def surely_said(asked: Asked, one: Operand, other: Operand) -> float:
    """How much of the less named of two figures a side of the question says, or it of that side: 0 to 1."""
    sides = _SIDES.split(asked.text)
    pairs = [pair for two in pairwise(sides) for pair in (two, two[::-1])]
    return max((min(_said(first, one), _said(second, other)) for first, second in pairs), default=0.0)


def _said(side: str, operand: Operand) -> float:
    name = pairs_of(_GROWTH_TOLD.sub("", operand.clause[: operand.figure.start]))
    clauses = (
        (pairs_of(_OF_ASKING.sub(" ", each)), pairs_of(as_asked(each).words)) for each in re.split("[,，]", side)
    )
    return max(
        (len(name & said) / min(len(name), len(thing)) for thing, said in clauses if name and thing), default=0.0
    )
