"""Which number a question asks for that no report prints: what there was before, the rest, a share, the whole."""

import re
from enum import StrEnum

from rag import wording
from rag.calculation import asks_backwards, may_be_over_figures
from rag.denial import LEFT_OUT, denied
from rag.over_years import asks_grown

_ROUGH = re.compile(r"大[概约致]|约|差不多|左右|[推估测倒]|算(?!力|法|[盘上是])|来着")


class Unknown(StrEnum):
    """A number that follows from figures that stand together."""

    PLANNED = "planned"  # of what was done, and the share that it is of the plan
    WHOLE = "whole"  # of a part and its share
    REST = "rest"  # without a part
    TIMES = "times"  # how many times what there was before
    SHARE = "share"
    BEFORE = "before"  # what was added, or the growth


_AMOUNT = re.compile(r"多少|几|多[大高长重]|[翻涨]了?多少")
_ASKS_SHARE = re.compile(r"(?:比例|占比|比重)[?？。]*$")
_PLANNED = re.compile(
    r"(?:原[来本先定]?|当初|年初|本来|起初|最初)[^,，。?？]{0,10}?(?:计划|目标|打算|任务|定[的下]?|想|预[期计]|要)[^?？]{0,14}?(?:多少|几)"
    r"|(?:计划|目标|任务)(?:数|量|额)?(?:本来|原本|原来)?(?:是|为|要)[^,，。?？]{0,8}?(?:多少|几)"
)
_OF_PLAN_TO_COME = re.compile("[今明]年|来年|下一年")  # its aims are printed
_BY_SHARE = re.compile(r"份额|占|比[重例]|百分之|几成|\d%")
_IN_ALL = re.compile(r"大[约概]|约|总共|一共|总量|总数|总额|整个|全[国省市区县州]|多大|有多少|是多少")
OF_MORE_THAN_OURS = re.compile(r"占(?:了|到|据)?(?:全[国球]|世界)")  # which no report counts
_REST = re.compile(rf"{LEFT_OUT}|以外|之外|其[余他]|剩[下余]?|余下|不算|不含|另外的")
_TIMES = re.compile(r"(?:几|多少)倍|翻了?(?:多少|几)|(?:多少|几)番")
_SHARE = re.compile(
    r"几成|分之(?:几|多少)|(?:多大|多少|什么|啥|几)的?(?:比[例重]|份额)|比[例重](?:是|有|为)?(?:多少|几|多[大高])|占比(?=是|有|为|约|多少|几|[?？]|$)|(?:占|相当于|比重|比例)[^,，。?？]{0,14}(?:多少|几|多[大高]|(?:比[例重]|份额)(?:[?？]|$))"
)
_BEFORE = re.compile(
    r"[\u3400-\u9fff](?:之|以)前(?![几一两三]?年)|(?:涨|增|升|提|扩|建|入|定|添|加|新|接|降|跌)[^,，。?？]{0,2}前(?![几一两三]?年|往|[景沿途后])"
    r"|一年(?:之|以)?前|(?:前|上|头)一?年(?!度|级|轻)|原[先来本有]|本来|起初|当初|从前|往年"
    r"|没有?(?:再|去)?新?[增添]加?|新[增加添](?:的|那)[^,，。?？]{0,8}(?:减|扣|除|刨|不要?算)|新增尚未|除[了去掉][^,，]{0,6}新[增加添]"
    r"|老底子|(?:此前|原来|先前)的?基数|(?:开年|起步)(?:那会|的?时候|时(?![间期]))|家底(?:是|有)?(?:多少|几)|(?:多少|几)[^,，]{0,6}的?基础上|(?:去年初|年初)(?![^,，]{0,8}(?:目标|计划|预期|任务|[定说提]))|从(?:多少|几)[^,，]{0,8}增"
)
_EARLIER = r"(?:之前|以前|从前|(?:前|上|头)一?年|原[先来本]|本来|当初|起初|去年|上年)"
_AGAINST = re.compile(
    rf"(?:(?<![占贷同环价])比(?![例重率])起?|较)[^,，。?？]{{0,6}}?{_EARLIER}|(?:跟|和|与|同)[^,，。?？]{{0,6}}?{_EARLIER}[^,，。?？]{{0,4}}[比差]|{_EARLIER}[^,，]{{0,4}}比(?![例重率])"
)
_OF_CHANGE = re.compile(
    r"[增涨升降减跌多少](?:加|长|了|出)*(?:多少|几(?!成))|增[速幅]|涨幅|降幅|(?:快|慢|高|低)(?:了)?(?:多少|几)"
)


def unknowns_asked(question: str) -> tuple[Unknown, ...]:
    """The numbers that a question may ask for, the most telling words first."""
    if not may_be_over_figures(question) or wording.EACH.search(question):
        return ()
    ways = {
        Unknown.PLANNED: not _OF_PLAN_TO_COME.search(question) and _PLANNED.search(question),
        Unknown.WHOLE: _asks_whole(question),
        Unknown.REST: asks_rest(question) and (_AMOUNT.search(question) or _ASKS_SHARE.search(question)),
        Unknown.TIMES: _TIMES.search(question),
        Unknown.SHARE: _SHARE.search(question),
        Unknown.BEFORE: asks_before(question),
    }
    return tuple(each for each, found in ways.items() if found)


def _asks_whole(question: str) -> bool:
    """Whether the whole is asked for of which a share is told, and not that share."""
    asks = all(words.search(question) for words in (_BY_SHARE, _IN_ALL, _AMOUNT))
    return asks and not _SHARE.search(question) and not asks_grown(question)


def asks_rest(question: str) -> bool:
    """Whether what is left without a part is asked for: 「刨去」, 「不是高中的」."""
    return _REST.search(question) is not None or bool(denied(question))


def asks_before(question: str) -> bool:
    """Whether it is asked how much there was before something was added or grew."""
    said = _BEFORE.search(question) is not None or asks_backwards(question)
    return said and _AMOUNT.search(question) is not None and not _AGAINST.search(question)


def asks_of_year(question: str) -> bool:
    """Whether an amount or a rate is asked for, and not by how much it changed."""
    return _AMOUNT.search(question) is not None and not any(words.search(question) for words in (_OF_CHANGE, _AGAINST))


def is_rough(question: str) -> bool:
    """Whether a rough number will do, or one that is worked out: 「大概多少」, 「推算一下」."""
    return _ROUGH.search(question) is not None
