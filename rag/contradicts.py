"""Whether words tell otherwise than a question supposes: fewer, another rank, another figure."""

import re
from functools import lru_cache

from index.quantities import quantities
from rag import wording
from rag.clauses import clauses_in
from rag.units import same_unit

_MORE = re.compile(
    rf"{wording.RISES.pattern}|正增长|[升涨]|高于|快于|越来越多|倍增|稳定|突破|超过|往上|提前|变多|多了|(?<!不)领先"
)
_FEWER = re.compile(
    rf"{wording.FALLS.pattern}|[降跌减]|[比变又]\S{{0,4}}少|少了|不到|不足|以下"
    r"|拖|晚了|推迟|没有?[增涨]|丢了|垫底|跑不过|不如|落后|低于|输给"
)
_RANK = re.compile(r"第([一二三四五六七八九十]+|\d+)(?![届次期批轮季产条])")
_FIRST = re.compile(r"首[位家个次]|之首|榜首|居首")
_OTHERS = re.compile(r"好几|多个|另外|其[他它余]|别的")
_PAIR = re.compile(r"(?=(\w{2}))")
_ASKS_WHY = re.compile(r"为(?:什么|何|啥)|怎么|咋|原因|靠")


def tells_otherwise(question: str, words: str) -> bool:
    """Whether words contradict what a question takes for so before it asks: 「掉到第二」 of what is the first."""
    supposed = _supposed(question)
    if not supposed:
        return False
    if _OTHERS.search(question) and "唯一" in words:
        return True
    opposite = _opposite(supposed)
    if opposite is not None:
        of_it = (clause for clause in clauses_in(words) if is_about(supposed, clause))
        if any(map(opposite.search, of_it)):
            return True
    ranks = _ranks(supposed)
    told = _ranks(words) if ranks else ranks
    return bool(ranks and told and ranks.isdisjoint(told)) or _has_another_figure(supposed, words)


@lru_cache(64)
def _opposite(supposed: str) -> re.Pattern[str] | None:
    """The words for the other direction than is supposed; None where none is."""
    return _MORE if _FEWER.search(supposed) else _FEWER if _MORE.search(supposed) else None


@lru_cache(1_024)
def _ranks(text: str) -> frozenset[str]:
    return frozenset(_RANK.findall(_FIRST.sub("第一", text)))


def tells_the_same(question: str, words: str) -> bool:
    """Whether words say a figure of the question, or that what it supposes to have risen or fallen did."""
    said = {(each.value, each.unit) for each in quantities(question) if each.unit not in ("", "年", "月", "日")}
    if any((each.value, each.unit) in said for each in quantities(words)):
        return True
    return any(way.search(question) and way.search(words) for way in (_MORE, _FEWER))


def is_about(supposed: str, clause: str) -> bool:
    """Whether a clause shares a word with what is supposed."""
    return not {*_PAIR.findall(supposed)}.isdisjoint(_PAIR.findall(clause))


@lru_cache(64)  # one question, many sentences
def _supposed(question: str) -> str:
    """What stands before what is asked, or all where it is asked why."""
    *before, _ = re.split("[,，]", question)
    if before:
        return ",".join(before)
    return question if _ASKS_WHY.search(question) else ""


def _has_another_figure(supposed: str, words: str) -> bool:
    """Whether figures in the units of those supposed are told, and none is one of these."""
    for each in quantities(supposed):
        told = [other.value for other in quantities(words) if same_unit(each.unit, (other.unit,))]
        if each.unit not in ("", "年", "月", "日", "号") and told and each.value not in told:
            return True
    return False
