"""Shares over two figures of one sentence: of a part in its whole, of one in the sum of two."""

import re
from collections.abc import Iterator, Sequence

from index.words import tagged_words
from rag.calculation import agree
from rag.lexicon import usages_in
from rag.operand import Operand, worked
from rag.pointing import nouns_of
from rag.sentence_figures import FEWEST_PAIRS, Asked, are_siblings, as_asked, pairs_of
from rag.sentence_sums import IN_ALL
from rag.told import NEWLY
from rag.types import Statement
from rag.units import RATES
from rag.unknown_asked import OF_MORE_THAN_OURS

_SHARE = re.compile(
    r"占(?:了|到)?(?:[^,，。?？]{0,10}(?:百分之(?:几|多少)|几成|几分之几|多少|比例|比重|多大))|占比|(?:占|比重).*(?:百分之(?:几|多少)|几成)"
)
_IN_BOTH = re.compile(
    r"(?P<both>[^,，]{2,}(?:和|与|、|及|跟)[^,，]{2,}?)(?:当中|之中|里头?|里面)[,，]?(?P<part>[^,，]+?)(?:大概|大约|约|能|只)*占"
)
_SIDES = re.compile(
    r"(?P<part>[\u3400-\u9fffA-Za-z“”\"]{2,}?)(?:大[概约致]|约|能|只|才|要|得|到底|究竟|差不多)*占(?!比)(?:了|到)?"
    r"(?P<whole>[^,，。?？]*?)(?:的|里|中)*(?:百分|几|多少|比[例重]|多大|份额|[,，。?？]|$)"
)
_OF_ANY = re.compile(
    r"总?[数量额体]|总?数量|个数|名额|目标|部分|整体|全部|比[例重]|份额|里头|当中|成绩|任务|全[国省市区县州]"
)
_COUNTED = re.compile(r"(?:项目|企业|公司|单位|人员|工程|产品|主体|机构)$")  # 外资 tells which 「外资项目」 are
_THAN_BEFORE = re.compile(r"比(?:上年|去年)|同比")
_LEVEL = re.compile(r"国家级|[省市县区]级")
_ASKS_ADDED = re.compile(r"新|[增添]")
NEW = re.compile(rf"{NEWLY}|其中")


def share_of_part(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """「其中…占百分之几」 of two amounts, where the sentence does not tell the share itself."""
    if not _SHARE.search(asked.text) or OF_MORE_THAN_OURS.search(asked.text):
        return None
    if any(each.figure.unit == "成" or "占" in each.clause for each in stated):
        return None
    for one, other in _side_by_side(stated):
        if one.clause == other.clause and "分别" in one.clause:
            continue
        whole, part = (one, other) if one.figure.value > other.figure.value else (other, one)
        if (of_both := _share_of_both(asked, one, other)) is not None:
            return of_both
        if are_siblings(one, other) or not tells_both_sides(asked.text, f"{one.clause} {other.clause}"):
            continue
        if one.figure.unit == other.figure.unit != "%" and _is_asked_of(asked, part, whole, follows=part is other):
            share = part.figure.value / whole.figure.value * 100
            return worked((one, other), f"{part.printed}÷{whole.printed}", share, "%", 1)
    return None


def tells_both_sides(question: str, told: str) -> bool:
    """Whether what is told has the nouns of both things of which one is asked to be a share of the other."""
    said = _SIDES.search(question)
    if said is None:
        return True
    return all(_has_last_noun(said[side], told) for side in ("part", "whole"))


def _has_last_noun(said: str, told: str) -> bool:
    """Whether the last noun of what is said of a thing is told, by a character of it or an official word for it."""
    nouns = [noun for noun in nouns_of(said) if not _OF_ANY.fullmatch(noun)]
    if (kind := _kind_counted(said)) and kind not in nouns[-1:]:
        nouns = [*nouns, kind]
    official = [each for usage in usages_in(nouns[-1]) for each in usage.official] if nouns else []
    return not nouns or bool(set(nouns[-1]) & set(told)) or any(each in told for each in official)


def _kind_counted(said: str) -> str:
    """Which of the things that are counted are meant: 外资 of 「外资企业」; empty where none is said."""
    words = [word for word in tagged_words(said.rstrip("的")) if word[1][0] in "njbl"]
    last = words[-1][0] if words and said.rstrip("的").endswith(words[-1][0]) else ""
    counted = _COUNTED.search(last)
    if counted is None:
        return ""
    before = words[-2][0] if len(words) > 1 and said.rstrip("的").endswith(f"{words[-2][0]}{last}") else ""
    kind = last[: counted.start()] or before
    return kind if len(kind) > 1 else ""


def _share_of_both(asked: Asked, one: Operand, other: Operand) -> Statement | None:
    """The share of one of two in their sum, where the question joins both: 「建议和提案当中，建议占百分之几」."""
    said = _IN_BOTH.search(asked.text)
    if said is None or not agree(one, other) or one.figure.unit in RATES or "其中" in other.clause:
        return None
    joined, part = as_asked(said["both"]), as_asked(said["part"])
    own = [pairs_of(each.clause) - pairs_of(beside.clause) for each, beside in ((one, other), (other, one))]
    if not all(words & pairs_of(joined.words) for words in own) or part.names(one) == part.names(other):
        return None
    asked_of = max((one, other), key=part.names)
    total = one.figure.value + other.figure.value
    working = f"{asked_of.printed}÷({one.printed}+{other.printed})"
    return worked((one, other), working, asked_of.figure.value / total * 100, "%", 1)


def _side_by_side(stated: Sequence[Operand]) -> Iterator[tuple[Operand, Operand]]:
    """Each figure and the next; 「其中」 goes with the last in its unit: 「项目470个、总投资3亿元，其中…8个」."""
    for at, other in enumerate(stated[1:], start=1):
        before = [
            one for one in stated[:at] if one.figure.unit == other.figure.unit and not _THAN_BEFORE.search(one.clause)
        ]
        if "其中" in other.clause and before:
            yield before[-1], other
        else:
            yield stated[at - 1], other


def _is_asked_of(asked: Asked, part: Operand, whole: Operand, *, follows: bool) -> bool:
    """Whether the share of a part in a whole is asked for: 「其中…」 behind it, or 「新增48家，总量达185家」."""
    if follows:
        own = pairs_of(_LEVEL.sub(" ", part.clause)) & pairs_of(asked.words)
        within = "其中" in part.clause and len(own) >= FEWEST_PAIRS
        least = 1 if _SIDES.search(asked.text) else FEWEST_PAIRS  # 「…占比」 does not say of what
        return asked.names(part) >= least and (asked.names(whole) > 0 or within)
    is_added = NEW.search(part.clause) is not None and IN_ALL.search(whole.clause) is not None
    return is_added and _ASKS_ADDED.search(asked.text) is not None and asked.names(part) >= FEWEST_PAIRS
