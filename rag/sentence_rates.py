"""Calculations over a growth, a share or the two ends of a rise that one sentence states."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.quantities import Quantity
from rag import wording
from rag.calculation import asks_backwards, year_before
from rag.operand import Operand, cited, clauses, difference, result, worked
from rag.sentence_figures import FEWEST_PAIRS, Asked, measures, pairs_of
from rag.sides_said import are_the_sides
from rag.types import Statement

_GROWS = re.compile(r"^(?:(?:同比|比上年|较上年|年均)?(?:名义|实际)?(?:增[长加速幅]|提高|上升|下降|减少|降低|下滑))")
_RISE_ASKED = re.compile(
    r"比(?:前年|前一?年|上一?年|再前一年|((?:19|20)\d\d)年)[^,，。?？]{0,8}?[多少增减涨降](?!百分|几成)[^,，。?？百]{0,4}?(?:多少|几)(?![个]?(?:百分)?点|成|倍)[^,，。?？]{0,3}[亿万元人户家个吨套]"
)
_BY_AMOUNT = re.compile(
    r"^(?:比|较)(?:上年|去年|上一?年|前一?年)(?:净|共|实际)?(?:增加|增长|多|减少|下降|少|净增)(?:了|出)?(?=\d)"
)
_OF_CHANGE = re.compile(r"增|涨|[多少高低](?:了|出)|减|降|差|比")
_ASKS_AMOUNT = re.compile(r"多少|几|多大")
_SHARE_OF_ALL = re.compile(r"^(?:约|大约)?占(全[国省市县区州])")
# Of what something is a share, if not of all there is: 「占生产总值比重达4%」.
_SHARE_OF = re.compile(
    r"占(?!比|到?[约近超]|总[量数额]|其|全部?|整个)([\u3400-\u9fff]{2,}?)的?(?:比重|比例|比)?(?:达到?|[约为近超提]|\d)"
)
_EACH_YUAN = re.compile(
    r"(?:每[^,，。?？]{0,8}?|[补投花][出入]?|平均(?:下来[,，]?)?)[一1](?:块|元|分)钱?[^。?？]{0,16}(?:几|多少)(?:块|元|钱)"
)
_BRINGS = re.compile(r"^(?:直接|共|累计)?(?:拉动|带动|撬动|引导|促进|实现|吸引)")
_TRADE = re.compile(r"[\u3400-\u9fff]业(?!务)")
_OF_PART = re.compile(r"占|比重|比例")
_OF_THE_WHOLE = re.compile(r"其中|占比|比重|占(?!地|用)")
_ASKS_SHARE = re.compile(r"占|比重|比例|百分|几成|率")
_WHICH_IS_MORE = re.compile(
    r"(?:谁|哪(?:个|边|样|项|类|种|块|头|一[个项块])?)[^,，。?？]{0,12}?(?:快|慢|高|低|多|大|猛)|(?:快|高|慢|低)(?:了|出)?(?:多少|几)个?(?:百分)?点"
    r"|是[^,，。?？]{2,12}?[涨增长跑升]得?[快慢][^,，。?？]{0,2}还是[^,，。?？]{2,12}?[涨增长跑升]得?[快慢]"
    r"|(?P<whether>[涨增长跑升走]得?比(?!去年|[上往前今]年|上一年|(?:19|20)\d\d|同期)[^,，。?？]{2,12}?更?[快慢高低](?:一?[点些])?(?:吗|么|没有?|还是))"
)
_OF_MANY = re.compile(r"最|[三四五六七八](?:个|种|样|项|类|者)|分别|各")
_OF_GROWTH = re.compile(r"涨|增|长|升|快|慢|猛|降|跌")
_WORKS_OUT = re.compile(
    r"^(?!.*(?:高于|快于|高出|低于|几个(?:百分)?点)).*(?:推(?!动|进|广|荐)|(?<![预决核])算|倒过来|反过来)"
)
_OF_THE_OTHER = re.compile(
    r"比(?P<region>全[国省市区县州])[^,，。?？]{0,6}[高快低慢][^?？]{0,8}(?:那么?|照这|[,，])[^?？]{0,8}(?P=region)[^?？]{0,12}(?:多少|几)"
)
_AGAINST_REGION = re.compile(r"(?P<way>高于|高出|快于|低于|慢于)(?P<region>全[国省市区县州])(?:平均(?:水平)?)?")
_POINTS = ("个百分点", "百分点")
_ENDS = re.compile(
    r"[由从](?P<from>[^,，;；。]*?\d[^,，;；。]*?)[,，]?(?:均|都|分别)?(?:扩大|扩|提高|提升|上升|增加|增长|增|升|下降|减少|降低|压减|压缩|缩短|缩减|降|减|缩)[到至为](?P<to>[^,，;；。]*\d[^,，;；。]*)"
)
_BY_HOW_MUCH = re.compile(
    r"(?:比|较)(?:原来|原先|以前|之前|过去|上年|去年).{0,10}(?:[多少高低快慢短]|增|减|降|升|提|缩)(?:加|了|出|少)*(?:多少|几)"
    r"|(?:[多少]|增加?|减少?|提[高升]|下?降低?|上?升|扩大?|缩[短减小]?|压[减缩])(?:了|出)(?:多少|几)"
)


def before_growth(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """The amount of the year before, of an amount and its growth that stand side by side."""
    grown = [
        (amount, growth)
        for amount, growth in _amounts_and_rates(stated)
        if growth.figure.unit == "%" != amount.figure.unit
        and _GROWS.search(growth.clause.removeprefix("分别"))
        and asked.is_in_unit(amount)
        and asked.is_of(amount)
    ]
    if not asks_backwards(asked.text) or not grown:
        return None
    amount, growth = max(grown, key=lambda pair: asked.names(pair[0]))
    found = year_before(amount, growth)
    return worked((amount, growth), *found, 1) if found is not None else None


def _amounts_and_rates(stated: Sequence[Operand]) -> Iterator[tuple[Operand, Operand]]:
    """Each amount and the rate behind it; of 「甲16亿元、乙8亿元，分别增长2%、5%」 the rate in its place."""
    for at, (amount, rate) in enumerate(pairwise(stated)):
        if "分别" not in rate.clause or rate.clause == amount.clause:
            yield amount, rate
            continue
        rates = [each for each in stated if each.clause == rate.clause]
        amounts = stated[max(0, at + 1 - len(rates)) : at + 1]
        if len(amounts) == len(rates):
            yield from zip(amounts, rates, strict=True)


def asks_rise(question: str) -> bool:
    """Whether it is asked by what amount something is more or less than in the year before the report's."""
    return _RISE_ASKED.search(question) is not None


def risen_by(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """By what amount something rose or fell, of an amount and its growth: 「比前年多了多少亿」."""
    risen = _RISE_ASKED.search(asked.text)
    if risen is None:
        return None
    for amount, growth in pairwise(stated):
        if risen[1] and amount.year != int(risen[1]) + 1:
            continue
        told = growth.figure.unit == "%" != amount.figure.unit and _GROWS.search(growth.clause)
        before = year_before(amount, growth) if told and asked.is_in_unit(amount) and asked.is_of(amount) else None
        if before is not None:
            working, value, unit = before
            now = amount.in_scale(amount.figure.value)[0]
            more = f"{working}-{amount.printed}" if growth.falls else f"{amount.printed}-{working}"
            return worked((amount, growth), more, abs(now - value), unit, 1)
    return None


def before_change(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """The amount of the year before, of an amount and by how much it is more or less: 「135亿元，比上年增加15亿元」."""
    if _OF_CHANGE.search(asked.text) or not _ASKS_AMOUNT.search(asked.text):
        return None
    for amount, change in pairwise(stated):
        told = _BY_AMOUNT.search(change.clause)
        in_kind = amount.figure.unit == change.figure.unit and "%" not in amount.figure.unit
        of_it = (
            asked.names(amount) >= FEWEST_PAIRS and asked.is_in_unit(amount) and _is_named_best(asked, amount, stated)
        )
        year_said = amount.year is not None and f"{amount.year - 1}年" in asked.text
        if told is None or not (in_kind and of_it and year_said) or change.figure.value >= amount.figure.value:
            continue
        falls = wording.FALLS.search(told.group()) is not None
        value, unit = amount.in_scale(amount.figure.value + change.figure.value * (1 if falls else -1))
        return worked((amount, change), f"{amount.printed}{'+' if falls else '-'}{change.printed}", value, unit)
    return None


def _is_named_best(asked: Asked, amount: Operand, stated: Sequence[Operand]) -> bool:
    """Whether the question says what a figure is of, and names no other figure of the sentence better."""
    head = re.sub(r"\W", "", amount.clause[: amount.figure.start])[-2:]
    return head in asked.words and asked.names(amount) == max(map(asked.names, stated))


def whole_by_share(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """The whole of which a part is told with its share: 「人才186人、占全省30%」."""
    for part, share in pairwise(stated):
        whole = _SHARE_OF_ALL.search(share.clause)
        if not asks_backwards(asked.text) and not (whole and _asks_of_all(asked.text, whole[1])):
            continue
        is_share = whole is not None and whole[1] in asked.text and share.figure.unit == "%" != part.figure.unit
        if is_share and asked.is_in_unit(part) and asked.is_of(part):
            value, unit = part.in_scale(part.figure.value / share.figure.value * 100)
            return worked((part, share), f"{part.printed}÷{share.printed}", value, unit, 1)
    return None


def _asks_of_all(question: str, whole: str) -> bool:
    """Whether it is asked how many there are in all: 「那全省一共大概有多少人」."""
    return (
        re.search(rf"{whole}[^,，]{{0,2}}(?:一共|总共|总数|大概|大约|约)[^,，]{{0,5}}(?:多少|几)", question) is not None
    )


def part_by_share(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """The amount of a part of which only the share is told: 「外资152亿美元，其中制造业占51%」."""
    if asked.unit is None or _ASKS_SHARE.search(asked.text):
        return None
    amounts = [each for each in stated if each.figure.unit != "%" or not _GROWS.search(each.clause)]
    for whole, share in pairwise(amounts):
        is_share = share.figure.unit == "%" and _OF_THE_WHOLE.search(share.clause) and _OF_PART.search(share.clause)
        of_part = (pairs_of(share.clause) - pairs_of(whole.clause)) & pairs_of(asked.words)
        of_trade = all(trade in asked.words for trade in _TRADE.findall(share.clause))
        of_whole = _is_share_of(share, whole)
        if is_share and whole.figure.unit != "%" and asked.is_in_unit(whole) and of_part and of_trade and of_whole:
            value, unit = whole.in_scale(whole.figure.value * share.figure.value / 100)
            return worked((whole, share), f"{whole.printed}×{share.printed}", value, unit, 1)
    return None


def _is_share_of(share: Operand, whole: Operand) -> bool:
    """Whether a share is not told of something else than the amount before it: 「投入达8亿元，占生产总值比重达4%」."""
    other = _SHARE_OF.search(share.clause)
    return other is None or bool(pairs_of(other[1]) & pairs_of(whole.clause))


def from_to(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """By how much something rose or fell of which both ends are told: 「由16种扩大到37种」."""
    if not _BY_HOW_MUCH.search(asked.text):
        return None
    for clause in dict.fromkeys(each.clause for each in stated):
        operand = next(each for each in stated if each.clause == clause)
        ends = _ENDS.search(clause)
        told = _steps(asked, clause, ends) if ends is not None and asked.names(operand) > 1 else ()
        if told:
            return cited((operand,), f"{clauses((operand,))}，{'；'.join(told)}")
    return None


def _steps(asked: Asked, clause: str, ends: re.Match[str]) -> tuple[str, ...]:
    """「37种-16种=21种」 for each of the things that the question asks about."""
    froms, tos = measures(ends["from"]), measures(ends["to"])
    tos = tos[:1] if len(tos) != len(froms) else tos
    if not froms or not tos or {each.unit for each in (*froms, *tos)} != {froms[0].unit}:
        return ()
    pairs = [(start, tos[at if len(tos) > 1 else 0]) for at, start in enumerate(froms)]
    names = clause[: ends.start()].replace("分别", "").split("、")
    if len(pairs) == 1:
        return (_step(ends, *pairs[0]),)
    if len(names) != len(pairs):
        return ()
    shared = frozenset.intersection(*map(pairs_of, names))
    named = [pairs_of(each) - shared for each in names]
    said = [len(each & pairs_of(asked.words)) / max(1, len(each)) for each in named]
    wanted = range(len(pairs)) if wording.EACH.search(asked.text) or "各" in asked.text else [said.index(max(said))]
    return tuple(f"{names[at].lstrip('将把')}：{_step(ends, *pairs[at])}" for at in wanted)


def _step(ends: re.Match[str], start: Quantity, end: Quantity) -> str:
    first, last = ends["from"][start.start : start.end], ends["to"][end.start : end.end]
    rises = end.value >= start.value
    working = f"{last}-{first}" if rises else f"{first}-{last}"
    unit = "个百分点" if start.unit == "%" else f"{end.scale}{end.unit}"
    scale = end.value / end.printed_value if end.printed_value else 1.0
    return working + result(abs(end.value - start.value) / scale, unit)


def times_from_to(operand: Operand) -> Statement | None:
    """How many times the end of a rise is its beginning: 「由2万元增加到6万元」."""
    ends = _ENDS.search(operand.clause)
    sides = (measures(ends["from"]), measures(ends["to"])) if ends is not None else ((), ())
    if ends is None or [len(each) for each in sides] != [1, 1] or sides[0][0].unit != sides[1][0].unit:
        return None
    (start,), (end,) = sides
    first, last = ends["from"][start.start : start.end], ends["to"][end.start : end.end]
    return worked((operand,), f"{last}÷{first}", end.value / start.value, "倍", 1)


def of_the_region(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """The rate of the whole region, of one that is told with how far it is above: 「增长2%，高于全省0.7个百分点」."""
    of_other = _OF_THE_OTHER.search(asked.text) is not None
    if not (_WORKS_OUT.search(asked.text) or of_other):
        return None
    for rate, apart in pairwise(stated):
        against = _AGAINST_REGION.search(apart.clause)
        if rate.figure.unit != "%" or apart.figure.unit not in _POINTS or against is None or rate.falls:
            continue
        if against["region"] not in asked.text or not (asked.names(rate) or of_other):
            continue
        above = against["way"] in ("高于", "高出", "快于")
        value = rate.figure.value - apart.figure.value if above else rate.figure.value + apart.figure.value
        return worked((rate, apart), f"{rate.printed}{'-' if above else '+'}{apart.printed}", value, "%")
    return None


def faster(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """Which of two grows faster, or is higher, that one sentence tells side by side: 「城乡收入分别增长4.7%、6.6%」."""
    if not asks_which_is_more(asked.text):
        return None
    for one, other in pairwise(stated):
        if one.figure.unit != other.figure.unit or one.figure.value == other.figure.value or one.falls or other.falls:
            continue
        if (one.figure.unit == "%") != (_OF_GROWTH.search(asked.text) is not None):
            continue
        told_together = one.clause == other.clause and "分别" in one.clause and not _asks_whether(asked.text)
        if (told_together and asked.names(one)) or are_the_sides(asked, one, other):
            return difference(one, other)
    return None


def asks_which_is_more(question: str) -> bool:
    """Whether two things are weighed: 「谁涨得快」."""
    return _WHICH_IS_MORE.search(question) is not None and _OF_MANY.search(question) is None


def _asks_whether(question: str) -> bool:
    """Whether one is asked to be held against the other that is named: 「甲比乙快吗」."""
    found = _WHICH_IS_MORE.search(question)
    return found is not None and found["whether"] is not None


def for_each_yuan(asked: Asked, stated: Sequence[Operand]) -> Statement | None:
    """How much money one yuan brings: 「每补一块钱带动几块钱」 of what was paid and what it brought."""
    if not _EACH_YUAN.search(asked.text):
        return None
    for paid, brought in pairwise(stated):
        in_money = paid.figure.unit == brought.figure.unit == "元"
        if in_money and _BRINGS.search(brought.clause) and paid.figure.value:
            times = brought.figure.value / paid.figure.value
            return worked((paid, brought), f"{brought.printed}÷{paid.printed}", times, "倍", 1)
    return None
