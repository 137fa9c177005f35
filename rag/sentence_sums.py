"""Sums over the figures that one sentence lists: of the things that a question joins, or of as many as it says."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.numerals import numeral_value
from rag import wording
from rag.calculation import DIFFERENCE, TIME, TOGETHER, agree
from rag.clauses import WITH_HEAD
from rag.operand import Operand, worked
from rag.quoted import QUOTED
from rag.sentence_figures import FEWEST_PAIRS, Asked, as_asked, pairs_of
from rag.told import NEWLY
from rag.types import Statement
from rag.units import RATES

COUNTERS = "个户家台处所人件项栋亩座套场条名"
_TOGETHER = re.compile(
    rf"{TOGETHER}|一块儿?|汇总|总[{COUNTERS}]?数(?!量?的)|满打满算|凑(?:一起|到一起|起来|成|个)?|通共|合共|(?:全|都)算(?:进|在|上)|[两三四五六](?:笔|种|样|类|项|块)"
)
_SEVERAL = re.compile(
    r"(?:[这那]|以外的|之外的|外的?)?([两三四五六七八])(?:大?[笔种样类项块]|大(?=[\u3400-\u9fff]{2}))"
)
_SUMMED = re.compile(rf"^(?:[的都全]|{_TOGETHER.pattern}).*|[^\u3400-\u9fff].*")
_EXCEPT = re.compile(
    r"除(?:了|去|开)?(?P<one>[^,，。?？]{2,12}?)(?:以外|之外|外)|(?:不算|不含|不包括)(?P<other>[^,，。?？]{2,12})"
)
_JOINED = re.compile(r"、|和|与|加上?|跟|以?及|还有|再加")
_ASIDE = re.compile(r"[(（][^)）]*[)）]")
_TAIL_CHARS, _OF_TAIL = 2, 1.5
_COST = re.compile(r"投资|投入|资金|金额|多少钱|花了?多少")
_ADDED = re.compile("再加上?|加上")  # joins more loosely than 和: 「甲和乙的奖补,再加上丙的奖励」
_TOLD_ALONE = re.compile(rf"{_TOGETHER.pattern}|{TIME}|{wording.ASKING.pattern}")
# Of things that are named in other words than the sentence's: they are only counted.
_JOINED_LOOSELY = re.compile(r"、|和(?![谐平睦])|(?<!参)与|跟(?![踪随进])|以?及|加上?")
_IN_SUM = re.compile(rf"[,，]?(?:{TOGETHER})")
_LESS = re.compile(r"撤[并销]|减少|淘汰|关[停闭]|压减|[改修]造")
_NEW = re.compile(NEWLY)
IN_ALL = re.compile(r"总[量数计]|累计|(?<!公)共(?=有|计|达|\d)|(?<!发)达(?=到|\d)|拥有|增至")


def sum_of_listed(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """Of several figures of one unit that the question names or counts, the sum."""
    asked = as_asked(QUOTED.sub(" ", asked.text))  # 「三类强企」 may be the name of one thing
    if not _TOGETHER.search(asked.text) or wording.EACH.search(asked.text) or _is_difference(asked.text):
        return None
    amounts = [each for each in stated if each.figure.unit != "%" and asked.is_in_unit(each)]
    amounts = [each for each in amounts if each.figure.unit == asked.unit] or amounts
    if _COST.search(asked.text):
        amounts = [each for each in amounts if each.figure.unit.endswith("元")]
    alike = dict.fromkeys(tuple(each for each in amounts if agree(first, each)) for first in amounts)
    named = next((found for each in alike if (found := _to_be_summed(asked, each))), [])
    if len(named) < 2:
        return None
    in_all = [IN_ALL.search(each.clause) is not None for each in named]
    is_row = all(each.clause == named[0].clause and "分别" in each.clause for each in named)
    is_row = is_row and not named[0].clause.startswith(("总", "全部"))
    is_whole = not is_row and (in_all[-1] or len(set(in_all)) > 1)
    if any("其中" in each.clause for each in named[1:]) or is_whole:  # a part and its whole
        return None
    value, unit = named[0].in_scale(sum(each.figure.value for each in named))
    return worked(named, "+".join(each.printed for each in named), value, unit)


def asks_sum_of_row(question: str) -> bool:
    """Whether things that a question joins are asked for together, and not each."""
    together = re.search(TOGETHER, question) is not None
    return together and _JOINED.search(question) is not None and not wording.EACH.search(question)


def sum_of_row(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """「甲、乙分别新认定6家和3家，累计分别达到10家和5家」: the new ones of both, or all there are of both."""
    if not asks_sum_of_row(asked.text) or _is_difference(asked.text):
        return None
    sides = _sides(_JOINED.split(_TOGETHER.sub(" ", asked.text)))
    clauses = dict.fromkeys(each.clause for each in stated)
    by_clause = ([each for each in stated if each.clause == clause] for clause in clauses)
    rows = [row for row in by_clause if len(row) == len(sides) > 1 and "分别" in row[0].clause]
    if len(rows) < len(("new", "all")) or not all(_named_by(side, rows[0][0]) for side in sides):
        return None
    in_all = [row for row in rows if IN_ALL.search(row[0].clause)]
    row = in_all[-1] if in_all and not _NEW.search(asked.text) and IN_ALL.search(asked.text) else rows[0]
    if not all(agree(row[0], each) for each in row) or row[0].figure.unit in RATES:
        return None
    value, unit = row[0].in_scale(sum(each.figure.value for each in row))
    return worked(row, "+".join(each.printed for each in row), value, unit)


def _is_difference(question: str) -> bool:
    """「两种房，租的比卖的多多少套」 counts two, and adds nothing."""
    return DIFFERENCE.search(question) is not None and re.search(TOGETHER, question) is None and "比" in question


def _to_be_summed(asked: Asked, amounts: Sequence[Operand]) -> list[Operand]:
    ways = (_as_many, _of_the_joined, _named_as_many)
    return next((found for way in ways if (found := way(asked, amounts))), [])


def _named_as_many(asked: Asked, stated: Sequence[Operand]) -> list[Operand]:
    """The figures that the question surely names, where they are as many as it says or joins: 「甲和乙,两笔加起来」."""
    several = _SEVERAL.search(asked.text)
    many = numeral_value(several[1]) if several else len(_sides(_JOINED.split(_TOGETHER.sub(" ", asked.text))))
    named = [each for each in stated if asked.names(each) >= FEWEST_PAIRS]
    return named if len(named) == many else []


def _of_the_joined(asked: Asked, stated: Sequence[Operand]) -> list[Operand]:
    """The figure of each thing that the question joins, where every one has its own: 「钢和水泥」 of 钢铁 and 水泥."""
    bare = _ASIDE.sub(" ", asked.text)
    own = [each for each in WITH_HEAD.findall(bare) if _TOGETHER.search(each) and _JOINED.search(each)]
    clauses = (_TOGETHER.sub(" ", each) for each in dict.fromkeys((bare, *own)))
    sides = (
        figures_of_sides(joins.split(each), stated, by_name=joins is _JOINED)
        for each in clauses
        for joins in (_ADDED, _JOINED)
    )
    return next(filter(None, sides), [])


def figures_of_sides(said: Sequence[str], stated: Sequence[Operand], *, by_name: bool = False) -> list[Operand]:
    """The figure of each of the things that are said, in the order of the sentence; none where one has none."""
    sides, found = _sides(said), list[Operand]()
    left = list(sides)
    while left:
        free = [each for each in stated if each not in found]
        sure = [(side, best) for side in left if (best := _best_named(side, free)) is not None]
        sure = [(side, best) for side, best in sure if not by_name or _says_name(side, sides, best)]
        if not sure:
            return []  # which figure is meant is not said
        side, best = sure[0]
        left.remove(side)
        found.append(best)
    return sorted(found, key=stated.index) if len(found) > 1 else []


def _says_name(side: str, sides: Sequence[str], operand: Operand) -> bool:
    """Whether a figure's clause says the name in a side: the last words, of the last side the first ones."""
    words = [each for each in re.split(r"[\s,，?？]+", side) if len(each) > 1] or [side]
    return bool(_named_by(words[0] if side == sides[-1] else words[-1], operand))


def _best_named(side: str, stated: Sequence[Operand]) -> Operand | None:
    """The one figure that a thing said names best; its last word tells more, official words for it less."""
    tail = re.sub(r"\W|[的们]", "", side)[-_TAIL_CHARS:]
    said = pairs_of(side)
    named = {
        each: _named_by(side, each) + len(said & pairs_of(each.clause)) + _OF_TAIL * (tail in each.clause)
        for each in stated
    }
    best = max(stated, key=lambda each: named[each], default=None)
    if best is None or not _named_by(side, best) or list(named.values()).count(named[best]) > 1:
        return None
    return best


def _sides(said: Sequence[str]) -> list[str]:
    """What is left of each thing said without words of time and asking; nothing of those that are no thing."""
    return [bare for side in said if (bare := _TOLD_ALONE.sub(" ", side)).strip(" ,的都")]


def _named_by(side: str, operand: Operand) -> float:
    """How many pairs of a figure's words are said; a name of one character is said by that: 「钢」 is 钢铁."""
    bare = re.sub(r"\W|的", "", side)
    short = len(bare) == 1 and bare in operand.clause
    return 0.5 if short else len(pairs_of(as_asked(side).words) & pairs_of(operand.clause))


def _as_many(asked: Asked, stated: Sequence[Operand]) -> list[Operand]:
    """The figures that a sentence lists, where they are as many as the question says: 「这三种一共」."""
    several = _SEVERAL.search(asked.text)
    if several is None:
        return []
    wholes = [one for one, other in pairwise(stated) if "其中" in other.clause]
    listed = [each for each in stated if each not in wholes]
    if left := _EXCEPT.search(asked.text):
        without = as_asked(left["one"] or left["other"])
        excepted = max(listed, key=without.names, default=None)
        if excepted is None or not without.names(excepted):
            return []
        listed.remove(excepted)
    runs = [[each for each in listed if agree(first, each)] for first in listed]
    thing = _SUMMED.sub("", asked.text[several.end() :])[:2]  # 「三种管子」: each is one
    return next(
        (
            run
            for run in runs
            if len(run) == numeral_value(several[1])
            and (len(thing) < len("管子") or all(set(thing) & set(each.clause) for each in run))
        ),
        [],
    )


def sum_of_joined(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """The sum of what a sentence surely lists, where it lists as many as the question joins, in whatever words."""
    together = _IN_SUM.search(asked.text)
    if together is None or wording.EACH.search(asked.text):
        return None
    listed = re.split("[,，]", asked.text[: together.start()])[-1]
    joined = [each for each in _JOINED_LOOSELY.split(listed) if each.strip("的")]
    for first in stated:
        alike = [each for each in stated if agree(first, each) and asked.is_in_unit(each)]
        apart = not any("其中" in each.clause or IN_ALL.search(each.clause) for each in alike)
        doings = {(bool(_NEW.search(each.clause)), bool(_LESS.search(each.clause))) for each in alike}
        if _COST.search(asked.text) and not first.figure.unit.endswith("元"):
            continue
        if len(joined) == len(alike) > 1 and apart and len(doings) == 1 and first.figure.unit not in RATES:
            value, unit = alike[0].in_scale(sum(each.figure.value for each in alike))
            return worked(alike, "+".join(each.printed for each in alike), value, unit)
    return None
