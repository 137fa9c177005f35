"""Two things that a question sets against each other and one sentence tells: a share, or what is left."""

import re
from collections.abc import Sequence

from rag.operand import difference, worked
from rag.sentence_figures import Asked, as_asked, pairs_of
from rag.told import Kind, Told
from rag.types import Statement
from rag.units import RATES

_ONLY = r"(?:大[概约]|约|只|仅|才|能|要|得|差不多|到底)*"
_SHARE = re.compile(
    rf"(?P<one>[^,，。?？]{{2,}}?)[,，]?{_ONLY}(?P<verb>相当于|等于|占|是|为|抵得?上)(?:了|到)?(?P<other>[^,，。?？]{{2,}}?)的?"
    r"(?P<asks>几分之|百分之(?:几|多少)|几成|多大(?:的?比[例重])?|多少比例|什么比例|(?:比[例重]|份额)(?:是|有)?(?:多少|多大|几)|(?:几|多少)倍)"
)
_LEFT = re.compile(
    r"(?P<one>[^,，。?？]{2,}?)(?:里面?|中)?(?:减[去掉]?|扣[掉除去]|刨[掉除去]|除[去掉])(?:了)?(?P<other>[^,，。?？]{2,}?)[,，]?(?:还|就)?(?:剩|余|是|有|等于)[^,，。?？]{0,8}(?:多少|几)"
)


def asks_of_sides(question: str) -> bool:
    """Whether one thing is set against another: 「甲相当于乙的几成」, 「甲减去乙还剩多少」."""
    return _SHARE.search(question) is not None or _LEFT.search(question) is not None


def of_sides(asked: Asked, told: Sequence[Told]) -> Statement | None:
    """What a question asks to be made of two amounts that a sentence tells, each named on a side of its own."""
    share, left = _SHARE.search(asked.text), _LEFT.search(asked.text)
    said = share or left
    pair = _pair(said["one"], said["other"], told) if said is not None else None
    if pair is None:
        return None
    one, other = (each.operand for each in pair)
    if share is not None and share["verb"] == "占" and one.figure.value > other.figure.value:
        return None  # no part is more than its whole
    if share is None:
        return difference(one, other) if one.figure.value > other.figure.value else None
    ratio, working = one.figure.value / other.figure.value, f"{one.printed}÷{other.printed}"
    if share["asks"].endswith("倍"):
        return worked((one, other), working, ratio, "倍", 1)
    return worked((one, other), working, ratio * 100, "%", 1)


def _pair(one: str, other: str, told: Sequence[Told]) -> tuple[Told, Told] | None:
    """The amount of each side, of one unit; none where a side names two alike, or both the same."""
    amounts = [each for each in told if each.unit not in RATES and each.kind is not Kind.CHANGE]
    first, second = _named(one, other, amounts), _named(other, one, amounts)
    if first is None or second is None or first is second or first.unit != second.unit:
        return None
    return (first, second) if second.value else None


def _named(side: str, beside: str, amounts: Sequence[Told]) -> Told | None:
    """The one amount that a side names best, by words that the other side does not say."""
    said, its = (pairs_of(as_asked(each).words) for each in (side, beside))
    weight = {each: (len(pairs_of(each.name) & (said - its)), len(pairs_of(each.name) & said)) for each in amounts}
    best = sorted(amounts, key=lambda each: weight[each], reverse=True)
    if not best or not weight[best[0]][0] or (len(best) > 1 and weight[best[0]] == weight[best[1]]):
        return None
    return best[0]
