"""Calculations over what was done and what is planned: together, which is more, how many times, grown and before."""

import re

from index.quantities import quantities
from index.types import Role
from rag import wording
from rag.calculation import (
    AS_MANY,
    BACKWARDS,
    MORE_THAN_YEAR,
    TIME,
    TOGETHER,
    WHICH_YEAR,
    Computed,
    LookUp,
    Wish,
    added,
    asks_backwards,
    both_years_of,
    calculated,
    compared,
    computed,
    names_first,
    names_something,
    of_both_years,
    share_words,
    side_by_side,
    subtracted,
    topic_of_both_years,
    words_left,
    year_before,
)
from rag.clauses import JOINS_ITEMS, WITH_HEAD
from rag.operand import Operand, clauses
from rag.question import years_of
from rag.working import printed_number

TWO_YEARS = re.compile(
    r"(?:这|前后)?[两俩]年|前后年|(?:去年|上一?年).*(?:今年|本年|明年|新的?一年|计划|目标|打算|预期)|(?:今年|明年|新的?一年|计划|目标).*(?:去年|上一?年)"
    r"|(?:19|20)(\d\d)(?!\d).*(?:19|20)(?!\1)\d\d(?!\d)|(?:19|20)\d\d.*今年|今年[^\d]{2,}(?:19|20)\d\d年"
)
_ADDED_UP = re.compile(TOGETHER)
_MORE_THAN = re.compile(
    rf"(?P<reaches>(?:赶|比|追)得上){TIME}[^,，几多怎什?？。]{{0,8}}(?:吗|么|没有?)[?？。]*$"
    rf"|(?:比|较){TIME}.{{0,14}}?(?:(?P<more>多|高|大|快|好)|(?P<less>少|低|小|慢)).{{0,4}}(?:吗|么|没有?)[?？。]*$"
    rf"|(?:超过|多于|高于)(?:了)?{TIME}.{{0,14}}(?:吗|么|没有?)[?？。]*$"
    rf"|(?:是否|是不是|有没有)(?:会|能)?(?:超过|多于|高于|大于|(?P<below>低于|少于|小于)){TIME}"
    rf"|(?:有没有|是否|是不是)(?:比)?{TIME}.{{0,10}}(?:(?:多|高|大|快|好)|(?P<under>少|低|小|慢))"
)
_PAST = re.compile(r"去年|上年")
_WAS_PLANNED = re.compile(r"原来?的?(?:计划|目标|定)")  # of the same year, not the amount of the year before
# 「照增速目标推算，今年能到多少」 asks of what is to come, not of the year before.
_TO_COME = re.compile(r"目标|计划|[能会将]到|今年|明年")
_YEAR_BEFORE = re.compile(r"[倒反逆回]|前一?年|上一?年|去年|前年|之前")
_WORKS_BACK = re.compile(r"[倒反逆](?:着|回)?[推算]|往[回前][推算]")
_AIMS = re.compile(r"目标(?!是)[^?？]{0,20}?(?:应|该|要|能|会|将|得)[^?？]{0,4}?[达到有]")  # 「按目标倒推，应达到多少」
_WITH_OUTPUT = re.compile(
    r"(?:跟|和|与|同|随)着?(?:经济|GDP|生产总值)[^,，。]{0,6}(?:一起|同步|一样|一道|同样)", re.IGNORECASE
)
_NEAR = 60  # characters: an amount and its growth stand side by side
_HOW_LARGE = r"(?:什么|多大的?|啥|哪个)(?:规模|水平|量级|数目?|数字)"
_GROWN = re.compile(
    rf"(?:按|照|如果|要是|假[如设定]|若|倘|真[能要的]|只要|刚好|正好).{{0,30}}(?:目标|计划|底线|增|涨|兑现|完成|实现|达标).*?(?:多少|几|多[大高]|{_HOW_LARGE})"
    rf"|(?:目标|计划|底线).{{0,8}}(?:实现|达成|完成|兑现|做到).{{0,16}}(?:到|会是|将是|是|有).{{0,6}}(?:多少|几|多[大高]|{_HOW_LARGE})"
)
# What its growth is called is that of the economy. In front of its amount stands little but its name.
_OUTPUT = re.compile(
    r"(?:全?[国省市区县州])?(?:(?:地区|国内)?生产总值|GDP|经济总量)(?:增[速幅]|总量|:|：|实现|预计|达到?|完成|突破|超过?|为)*",
    re.IGNORECASE,
)
_OF_OUTPUT = re.compile(r"GDP|生产总值|经济(?:总量|盘子|体量|规模)", re.IGNORECASE)
_FRAMED = re.compile(r"要是|如果|真[能要的]|[涨增长]|能到|会到|多少|一起")
_SUPPOSED = re.compile(
    rf"{TIME}|\d[\d.]*%(?:左右|以上)?|按照?|如果|要是|假如|若|刚好|正好|大概|大约|会是|将是|增[长速幅]"
    rf"|{_HOW_LARGE}|推算|\([^()]*价格?[^()]*\)"  # 「(不考虑价格)」
)
_AMOUNT = re.compile(
    rf"(?:多少|几)(?:万|千|百|亿)*(?:[亿万]?元|[亿万]|人|户|家|个|套|吨|公里|平方米)|[到是有为](?:多少|多[大高]|{_HOW_LARGE})"
)


def grown(question: str, look_up: LookUp) -> Computed | None:
    """The amount of the year before, raised by the growth that is planned."""
    if not asks_grown(question):
        return None
    if with_output := _WITH_OUTPUT.search(question):
        base = look_up(
            Wish(
                words_left(_SUPPOSED.sub(" ", _FRAMED.sub(" ", question.replace(with_output.group(), " ")))),
                Role.REVIEW,
            )
        )
        growth = look_up(Wish("经济增长目标", Role.PLAN, rate=True)) if base is not None else None
        return None if base is None or growth is None else grown_by(question, base, growth)
    asking = next(filter(wording.HOW_MANY.search, WITH_HEAD.findall(question)), question)
    of_all, asked_of = (words_left(_SUPPOSED.sub(" ", each)) for each in (question, asking))
    found = _base_and_growth(of_all, look_up)
    if found is None and asked_of != of_all and names_something(asked_of):  # what is supposed names it otherwise
        found = _base_and_growth(asked_of, look_up)
        found = found if found is not None and share_words(*found) else None
    if found is None and _OF_OUTPUT.search(question):
        found = _output_and_growth(look_up)
    return None if found is None else grown_by(question, *found)


def asks_grown(question: str) -> bool:
    """Whether it is asked what an amount comes to as it is to grow: 「如果完成增长目标，会到多少亿」."""
    asks = _GROWN.search(question) is not None and _AMOUNT.search(question) is not None
    return asks and not (_WORKS_BACK.search(question) and not _AIMS.search(question))


def grown_by(question: str, base: Operand, growth: Operand) -> Computed | None:
    """An amount raised by its growth, where the question supposes no other one and asks of no later year."""
    if growth.year is not None and any(year > growth.year for year in years_of(question)):
        return None
    if growth.falls or not wording.RISES.search(growth.clause):
        return None
    supposed = [each.value for each in quantities(question) if each.unit == "%"]
    if supposed and growth.figure.value not in supposed:  # another growth than the report plans
        return None
    result = printed_number(base.clause, base.figure) * (1 + growth.figure.value / 100)
    return calculated((base, growth), f"{base.printed}×(1+{growth.printed})", result, base.tail, 1)


def _base_and_growth(topic: str, look_up: LookUp) -> tuple[Operand, Operand] | None:
    """What was reached, and by what share it is to grow."""
    base = look_up(Wish(topic, Role.REVIEW))
    if base is None:
        return None
    name = base.clause[: base.figure.start]  # 「要是按目标那个速度涨」 leaves unsaid what grows
    growth = look_up(Wish(name, Role.PLAN, rate=True)) or look_up(Wish(topic, Role.PLAN, rate=True))
    if growth is None and _OUTPUT.fullmatch(name):
        growth = look_up(Wish("经济增长目标", Role.PLAN, rate=True))
    return None if growth is None or growth.figure.unit != "%" else (base, growth)


def _output_and_growth(look_up: LookUp) -> tuple[Operand, Operand] | None:
    """What the economy came to, whatever a question calls it, and by what share it is to grow."""
    base = look_up(Wish("地区生产总值", Role.REVIEW)) or look_up(Wish("经济总量", Role.REVIEW))
    growth = look_up(Wish("地区生产总值", Role.PLAN, rate=True)) if base is not None else None
    return None if base is None or growth is None or growth.figure.unit != "%" else (base, growth)


def before(question: str, look_up: LookUp) -> Computed | None:
    """The amount of the year before, worked out from what it grew to and by how much."""
    if not asks_backwards(question) or _WAS_PLANNED.search(question):
        return None
    if _TO_COME.search(question) and not _YEAR_BEFORE.search(question):
        return None
    framing = rf"{BACKWARDS.pattern}|{TIME}|增[长速幅]度?|涨幅|[依根]据|按照?|照|用|规模|算|只有"
    topic = words_left(re.sub(framing, " ", question))
    amount = look_up(Wish(topic, Role.REVIEW))
    growth = look_up(Wish(topic, Role.REVIEW, rate=True)) if amount is not None else None
    if amount is None or growth is None or growth.figure.unit != "%" or not _stand_together(amount, growth):
        return None
    if "分别" in growth.clause and amount.clause != growth.clause[: len(amount.clause)]:
        return None  # which of several growths it is of is not told
    found = year_before(amount, growth)
    return calculated((amount, growth), *found, 1) if found is not None else None


def _stand_together(one: Operand, other: Operand) -> bool:
    first, last = sorted((one.span, other.span), key=lambda span: span.start)
    return first.document_id == last.document_id and last.start - first.end <= _NEAR


def is_more(question: str, look_up: LookUp) -> Computed | None:
    """Whether the plan is above, or below, what the year before achieved, or reaches it."""
    asked = _MORE_THAN.search(question)
    if asked is None:
        return None
    topic = words_left(compared(question, asked))
    operands = both_years_of(topic, look_up)
    if operands is None:
        return None
    review, plan = operands
    years = years_of(question)
    reaches = asked["reaches"] is not None
    if reaches and (_PAST.search(question[: asked.start()]) or not set(years) <= {review.year, plan.year}):
        return None
    of_plan = (
        reaches
        or re.match(r".{0,6}今年|.{0,8}(?:计划|目标)", question) is not None
        or (len(years) > 1 and years[0] > years[1])
    )
    first, second = (plan, review) if of_plan else (review, plan)
    holds = (
        first.figure.value < second.figure.value
        if asked["less"] or asked["under"] or asked["below"]
        else first.figure.value > second.figure.value or (reaches and first.figure.value == second.figure.value)
    )
    return computed((first, second), f"{'是的' if holds else '没有'}，{clauses((first, second))}")


def times_over_years(question: str, look_up: LookUp) -> Computed | None:
    """How many times what was done is planned: 「今年要新增的是去年的几倍」."""
    if not (TWO_YEARS.search(question) and re.search(r"(?:几|多少)倍", question)):
        return None
    operands = of_both_years(re.sub(r"翻了?|是|的?(?:几|多少)倍|数", " ", question), look_up)
    if operands is None:
        return None
    done, planned = operands
    one, other = (done, planned) if names_first(question, done, planned) else (planned, done)
    if not other.figure.value:
        return None
    return calculated(operands, f"{one.printed}÷{other.printed}", one.figure.value / other.figure.value, "倍", 1)


def sum_over_years(question: str, look_up: LookUp) -> Computed | None:
    """What was done in the year before and what is planned, together."""
    if not (TWO_YEARS.search(question) and _ADDED_UP.search(question)) or MORE_THAN_YEAR.search(question):
        return None
    operands = of_both_years(question, look_up)
    return added(operands) if operands else None


def which_year(question: str, look_up: LookUp) -> Computed | None:
    """Which of the two years has more, and by how much."""
    if not (TWO_YEARS.search(question) and WHICH_YEAR.search(question)):
        return None
    if AS_MANY.search(question):
        pairs = _pairs_of_topics(question, look_up)
        return side_by_side([subtracted(*pair) for pair in pairs]) if pairs else None
    operands = of_both_years(question, look_up)
    return subtracted(*operands) if operands else None


def of_each_year(question: str, look_up: LookUp) -> Computed | None:
    """What was done beside what is planned, where both are asked for: 「去年和今年各新增多少」."""
    asks_of_both = any(
        pattern.search(question) for pattern in (wording.EACH, wording.COMPARISON, wording.HOW_MANY_TWICE)
    )
    if not (TWO_YEARS.search(question) and asks_of_both):
        return None
    found = _pairs_of_topics(question, look_up)
    operands = tuple(operand for pair in found for operand in pair)
    agree = all(share_words(*pair) for pair in found)
    return computed(operands, clauses(operands)) if operands and agree else None


def _pairs_of_topics(question: str, look_up: LookUp) -> list[tuple[Operand, Operand]]:
    """What was done and what is planned of each thing that a question joins; of none where it is missing of one."""
    topic = topic_of_both_years(AS_MANY.sub(" ", question))
    named = [part for part in JOINS_ITEMS.split(topic) if names_something(part)]
    pairs: list[tuple[Operand, Operand]] = []
    for part in named or [topic]:
        pair = both_years_of(part, look_up)
        if pair is None:
            return []  # each look-up costs a search
        pairs.append(pair)
    return pairs
