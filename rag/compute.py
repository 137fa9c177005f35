"""Computed answers: sums, differences, shares and growth over figures that the report states, the working shown."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.quantities import COUNTS, quantities
from index.types import Role
from rag import wording
from rag.operand import Operand, cited, clauses, worked
from rag.question import years_of
from rag.types import Statement
from rag.working import printed_number

_TIME = r"(?:(?:19|20)\d{2}(?:年|(?=[多少高低]))|去年|今年|上年|上一年|前一年|明年)"
# 「2031年添的加上2032年准备添的」: which year's, of what was named before.
_THAT_OF_YEAR = rf"{_TIME}(?:准备|打算|计划|实际|已经|要|想)?[\u3400-\u9fff]{{1,2}}的(?=加上?|和|与|跟|比|[,，])"
_AND = re.compile(r"(?:、|和|与|加上?|跟|及|以及)")
_SHARE = (
    re.compile(r"(?P<part>.+?)在(?P<whole>.+?)(?:中|里|当中)的?(?:占|比重|占比|比例)"),
    re.compile(
        r"(?P<part>.+?)(?:大概|大约|约|能)?(?:占|相当于|等于)(?:了|到|去年|今年|全[省市区县州]的?)*(?P<whole>.+?)的?(?:百分之(?:多少|几)|多少|几成|比例|比重|份额)"
    ),
)
_RATE = re.compile(r"增[速幅]|增长率|涨幅|占比|比重|率")
_COMMON_HEAD = re.compile(r"的[\u3400-\u9fff]{2,4}$")
TOGETHER = (
    r"一共|合计|总共|总计|加起来|加在一(?:起|块儿?)|加一?块儿?|放一起|共计|累计|相加|之和|总和"
    r"|全?算上|全?算在一|拢共|合起来|合一(?:起|块)|合在一|加总|汇总|一块儿(?=是|有|能|共|多少|几)"
)
_SUM = re.compile(
    rf"(?P<parts>.+?(?:、|和|与|加上?|跟|及|以及).+?)(?:[,，]?(?:这|那)?[两三四五](?:项|类|样|种|个)(?:[\u3400-\u9fff]{{0,4}}的)?)?(?:都|全)?(?:{TOGETHER}|两项|三项|共有?)"
)
_TWO_YEARS = re.compile(
    r"(?:这|前后)?[两俩]年|前后年|(?:去年|上一?年).*(?:今年|明年|新的?一年|计划|目标|打算)|(?:今年|明年|新的?一年|计划|目标).*(?:去年|上一?年)"
    r"|(?:19|20)(\d\d)(?!\d).*(?:19|20)(?!\1)\d\d(?!\d)|(?:19|20)\d\d.*(?:计划|目标|打算|准备|今年)"
)
# Characters. A calculation is asked for in few words, and the patterns' time grows with the cube of them.
_LONGEST = 160
_TWICE = re.compile(r"(?:多少|几).*[^多](?:多少|几)")
_FEWEST_CHARS = 2  # of the name of one indicator among several
_UNNAMED = re.compile(
    r"[拟预]?新?[增添加]的?数?|实[绩际]|[各请要的]|一下|比较?|这块"
    r"|是?[涨增多升高](?:了|一?点)?还是[缩减少降低跌](?:了|一?点)?"
)
_BY_HOW_MUCH = re.compile(
    r"净?[增减]加?(?:长|少)?了?(?:多少|几)|(?:提高|下降|降低|上升|缩小|扩大|多|少|涨)了(?:多少|几)"
)
_FROM_TO = re.compile(r"[从由]\d[^,，;；]{0,12}?[到至为]\d[\d.,]*[\u3400-\u9fff%]{0,3}")
_ADDED_UP = re.compile(TOGETHER)
_BETWEEN_YEARS = re.compile(
    rf"(?:比|较|与|和){_TIME}的?(?:实际|计划|目标)?.{{0,12}}?(?:多|少|高|低|快|慢|增加|减少|提高|下降|涨|降|差)(?:了|出|个)*(?:多少|几)"
    r"|(?:相差|差了?)(?:多少|几)|差(?:距|额)|[多少高低]出来?(?:多少|几)|(?:多|少|高|低)(?:了|出)?(?:多少|几).{0,8}(?:比|较)"
)
_WHICH_YEAR = re.compile(
    r"哪一?年(?:的)?[\u3400-\u9fff]{0,6}?更?[多少高低大小快慢]|[多高大快涨升](?:了|一?点)?还是[少低小慢降]|[少低小慢降](?:了|一?点)?还是[多高大快涨升]"
)
_APART = re.compile(r"(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+?)(?:的?(?:数量|数))?(?:之间)?(?:相差|差了?)(?:多少|几)")
_BETWEEN_TWO = re.compile(r"(?P<more>.+?)比(?P<less>.+?)(?:多|少|高|低|大|小)(?:了|出)?(?:多少|几)")
_MORE_THAN = re.compile(
    rf"(?:比|较){_TIME}.{{0,14}}?(?:(?P<more>多|高|大|快|好)|(?P<less>少|低|小|慢)).{{0,4}}(?:吗|么|没有?)[?？。]*$"
    rf"|(?:超过|多于|高于)(?:了)?{_TIME}.{{0,14}}(?:吗|么|没有?)[?？。]*$"
    rf"|(?:有没有|是否|是不是)(?:比)?{_TIME}.{{0,10}}(?:(?:多|高|大|快|好)|(?P<under>少|低|小|慢))"
)
_TIMES = re.compile(r"(?P<more>.+?)是(?P<less>.+?)的?(?:几|多少)倍")
_BACKWARDS = re.compile(r"倒推|倒算|反推|推算|推一下|折回去?|往回[推算]|倒回去?|算回去")
_FROM_GROWTH = re.compile(
    r"(?:照|按|根据)[^,，]{2,30}(?:增[速幅长]|涨幅|速度)[^,，]{0,6}算[,，]?[^,，]{0,4}(?:前一?年|上一?年)"
)
_NEAR = 60  # characters: an amount and its growth stand side by side
_GROWN = re.compile(
    r"(?:按|照|如果|要是|假如|假设|若).{0,30}(?:目标|计划|增[长速幅]|涨).*?(?:多少|几)"
    r"|(?:目标|计划).{0,8}(?:实现|达成|完成|兑现).{0,16}(?:到|会是|将是|是|有).{0,6}(?:多少|几)"
)
_AMOUNT = re.compile(r"(?:多少|几)(?:万|千|百|亿)*(?:[亿万]?元|[亿万]|人|户|家|个|套|吨|公里|平方米)|[到是有为]多少")


@dataclass(frozen=True, slots=True)
class Wish:
    """A figure to look up: of what, in which part of the report (None: as the question says), a rate or an amount."""

    topic: str
    role: Role | None = None
    rate: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed statement, as sure as the least sure of its operands."""

    statement: Statement
    confidence: float


LookUp = Callable[[Wish], Operand | None]


def compute(question: str, look_up: LookUp) -> Computed | None:
    """The computed answer to ``question``; None when it asks for none, or its figures are missing or do not agree."""
    if len(question) > _LONGEST:
        return None
    look_up = cache(look_up)  # several ways may look for the same
    for way in (
        _is_more,
        _before,
        _grown,
        _from_to,
        _share,
        _times,
        _times_over_years,
        _sum_over_years,
        _difference,
        _which_year,
        _of_each_year,
        _sum,
    ):
        found = way(question, look_up)
        if found is not None:
            return found
    return None


def _grown(question: str, look_up: LookUp) -> Computed | None:
    """The amount of the year before, raised by the growth that is planned."""
    if not (_GROWN.search(question) and _AMOUNT.search(question)):
        return None
    topic = _topic(re.sub(r"(?:按照?|如果|要是|假如|若|刚好|正好|大概|大约|会是|将是|增[长速幅])", " ", question))
    base = look_up(Wish(topic, Role.REVIEW))
    growth = look_up(Wish(topic, Role.PLAN, rate=True)) if base is not None else None
    if base is None or growth is None or growth.figure.unit != "%":
        return None
    supposed = [each.value for each in quantities(question) if each.unit == "%"]
    if supposed and growth.figure.value not in supposed:  # another growth than the report plans
        return None
    result = printed_number(base.clause, base.figure) * (1 + growth.figure.value / 100)
    return _worked((base, growth), f"{base.printed}×(1+{growth.printed})", result, base.tail, 1)


def _before(question: str, look_up: LookUp) -> Computed | None:
    """The amount of the year before, worked out from what it grew to and by how much."""
    if not (_BACKWARDS.search(question) or _FROM_GROWTH.search(question)):
        return None
    framing = rf"{_BACKWARDS.pattern}|{_TIME}|增[长速幅]度?|涨幅|[依根]据|按照?|照|用|规模|算|只有"
    topic = _topic(re.sub(framing, " ", question))
    amount = look_up(Wish(topic, Role.REVIEW))
    growth = look_up(Wish(topic, Role.REVIEW, rate=True)) if amount is not None else None
    if amount is None or growth is None or growth.figure.unit != "%" or growth.span.start - amount.span.end > _NEAR:
        return None
    sign, share = ("-", -growth.figure.value) if wording.FALLS.search(growth.clause) else ("+", growth.figure.value)
    value, unit = amount.in_scale(amount.figure.value / (1 + share / 100))
    rate = growth.printed.lstrip("-")
    return _worked((amount, growth), f"{amount.printed}÷(1{sign}{rate})", value, unit, 1)


def _from_to(question: str, look_up: LookUp) -> Computed | None:
    """By how much something rose or fell of which the report states both ends: 「从41家增加到45家」."""
    if not _BY_HOW_MUCH.search(question):
        return None
    operand = look_up(Wish(_topic(_of_calculation(question))))
    ends = _FROM_TO.search(operand.clause) if operand is not None else None
    found = quantities(ends.group()) if ends else ()
    if operand is None or ends is None or len(found) != 2 or found[0].unit != found[1].unit:
        return None
    less, more = sorted(found, key=lambda each: each.value)
    printed = [ends.group()[each.start : each.end] for each in (more, less)]
    value, unit = replace(operand, clause=ends.group(), figure=found[1]).in_scale(more.value - less.value)
    return _worked((operand,), "-".join(printed), value, "个百分点" if unit == "%" else unit)


def _is_more(question: str, look_up: LookUp) -> Computed | None:
    """Whether the plan is above, or below, what the year before achieved."""
    asked = _MORE_THAN.search(question)
    if asked is None:
        return None
    topic = _topic(_compared(question, asked))
    plan, review = (look_up(Wish(topic, role, _RATE.search(topic) is not None)) for role in (Role.PLAN, Role.REVIEW))
    if plan is None or review is None or not _agree(plan, review):
        return None
    years = years_of(question)
    of_plan = re.match(r".{0,6}今年|.{0,8}(?:计划|目标)", question) is not None or (
        len(years) > 1 and years[0] > years[1]
    )
    first, second = (plan, review) if of_plan else (review, plan)
    holds = (
        first.figure.value < second.figure.value
        if asked["less"] or asked["under"]
        else first.figure.value > second.figure.value
    )
    return _computed((first, second), f"{'是的' if holds else '没有'}，{clauses((first, second))}")


def _share(question: str, look_up: LookUp) -> Computed | None:
    asked = next((found for pattern in _SHARE if (found := pattern.search(question))), None)
    if asked is None:
        return None
    operands = _pair(asked["part"], asked["whole"], look_up)
    if operands is None or not operands[1].figure.value:
        return None
    part, whole = operands
    return _worked(operands, f"{part.printed}÷{whole.printed}", part.figure.value / whole.figure.value * 100, "%", 1)


def _times(question: str, look_up: LookUp) -> Computed | None:
    asked = _TIMES.search(question)
    operands = _pair(asked["more"], asked["less"], look_up) if asked else None
    if operands is None or not operands[1].figure.value:
        return None
    more, less = operands
    return _worked(operands, f"{more.printed}÷{less.printed}", more.figure.value / less.figure.value, "倍", 1)


def _times_over_years(question: str, look_up: LookUp) -> Computed | None:
    """How many times what was done is planned: 「今年要新增的是去年的几倍」."""
    if not (_TWO_YEARS.search(question) and re.search(r"(?:几|多少)倍", question)):
        return None
    operands = _of_both_years(re.sub(r"翻了?|是|的?(?:几|多少)倍|数", " ", question), look_up)
    if operands is None or not operands[0].figure.value:
        return None
    done, planned = operands
    return _worked(operands, f"{planned.printed}÷{done.printed}", planned.figure.value / done.figure.value, "倍", 1)


def _difference(question: str, look_up: LookUp) -> Computed | None:
    """Between two years of one indicator, or between two indicators."""
    operands: tuple[Operand | None, ...]
    if (apart := _APART.search(question)) and not _TWO_YEARS.search(question):
        operands = _pair(apart["one"], apart["other"], look_up) or (None, None)
    elif asked := _BETWEEN_YEARS.search(question):
        operands = _of_both_years(_compared(question, asked), look_up) or (None, None)
    elif two := _BETWEEN_TWO.search(question):
        operands = _pair(two["more"], two["less"], look_up) or (None, None)
    else:
        return None
    first, second = operands
    if first is None or second is None or _is_same(first, second) or not _agree(first, second):
        return None
    return _subtracted(first, second)


def _subtracted(first: Operand, second: Operand) -> Computed:
    more, less = (first, second) if first.figure.value >= second.figure.value else (second, first)
    value, unit = more.in_scale(more.figure.value - less.figure.value)
    unit = "个百分点" if unit == "%" else unit
    found = _worked((first, second), f"{more.printed}-{less.printed}", value, unit)
    if first.year is None or second.year is None or first.year == second.year or not value:
        return found
    later_has_more = (first.year < second.year) == (second is more)
    words = ("高", "低") if unit == "个百分点" else ("多", "少")
    told = f"（{max(first.year, second.year)}年更{words[0] if later_has_more else words[1]}）"
    return replace(found, statement=replace(found.statement, text=found.statement.text + told))


def _sum_over_years(question: str, look_up: LookUp) -> Computed | None:
    """What was done in the year before and what is planned, together."""
    if not (_TWO_YEARS.search(question) and _ADDED_UP.search(question)):
        return None
    operands = _of_both_years(question, look_up)
    return _added(operands) if operands else None


def _which_year(question: str, look_up: LookUp) -> Computed | None:
    """Which of the two years has more, and by how much."""
    if not (_TWO_YEARS.search(question) and _WHICH_YEAR.search(question)):
        return None
    operands = _of_both_years(question, look_up)
    return _subtracted(*operands) if operands else None


def _of_each_year(question: str, look_up: LookUp) -> Computed | None:
    """What was done beside what is planned, where both are asked for: 「去年和今年各新增多少」."""
    asks_of_both = any(pattern.search(question) for pattern in (wording.EACH, wording.COMPARISON, _TWICE))
    if not (_TWO_YEARS.search(question) and asks_of_both):
        return None
    topic = _topic_of_both_years(question)
    named = [part for part in re.split(r"、|和|与|以?及", topic) if _names_something(part)]
    found = [_both_years_of(part, look_up) for part in named or [topic]]
    operands = [operand for pair in found if pair is not None for operand in pair]
    agree = all(pair is not None and _share_words(*pair) for pair in found)
    return _computed(tuple(operands), clauses(tuple(operands))) if operands and agree else None


def _share_words(one: Operand, other: Operand) -> bool:
    return any(pair in other.clause for pair in _pairs_of_words(one.clause))


def _pairs_of_words(clause: str) -> list[str]:
    """Neighbouring Chinese characters: two clauses of one indicator share some besides 新增 and the like."""
    said = re.sub(r"新增|完成|实现|达到|突破|增长|建设|新建|改造|左右|以上", " ", clause)
    return re.findall(r"(?=([\u3400-\u9fff]{2}))", said)


def _of_both_years(question: str, look_up: LookUp) -> tuple[Operand, Operand] | None:
    return _both_years_of(_topic_of_both_years(question), look_up)


def _topic_of_both_years(question: str) -> str:
    """What is left of a question without the words of time and of calculation."""
    return _topic(_of_calculation(re.sub(rf"{_THAT_OF_YEAR}|{_TIME}|(?:这|前后)?[两俩]年的?", " ", question)))


def _both_years_of(topic: str, look_up: LookUp) -> tuple[Operand, Operand] | None:
    """What was done and what is planned of an indicator."""
    rate = _RATE.search(topic) is not None
    done = look_up(Wish(topic, Role.REVIEW, rate))
    planned = look_up(Wish(topic, Role.PLAN, rate)) if done is not None else None
    if done is None or planned is None or not _agree(done, planned) or _is_same(done, planned):
        return None
    in_one_unit = done.figure.unit == planned.figure.unit
    return (done, planned) if in_one_unit or _share_words(done, planned) else None


def _names_something(part: str) -> bool:
    """Whether words are left besides those that only ask and tell of doing: 「瞪羚企业」, but not 「拟新增」."""
    left = part
    for words in (_UNNAMED, wording.ASKING, wording.DOING):
        left = words.sub(" ", left)
    return len(re.sub(r"[^\w]", "", left)) >= _FEWEST_CHARS


def _of_calculation(text: str) -> str:
    """A question without the words that ask for a calculation."""
    return re.sub(
        rf"{TOGETHER}|{_WHICH_YEAR.pattern}|比一?[下比]|对比|比较|比起?来?|相差|差(?:了|距|额)?|加上?|各是|分别|(?:是|有|要|会)?(?:多少|几)[个家条件户人万亿元]*",
        " ",
        text,
    )


def _added(operands: tuple[Operand, ...]) -> Computed | None:
    if not all(_agree(operands[0], other) for other in operands):
        return None
    value, unit = operands[0].in_scale(sum(each.figure.value for each in operands))
    return _worked(operands, "+".join(each.printed for each in operands), value, unit)


def _sum(question: str, look_up: LookUp) -> Computed | None:
    asked = _SUM.search(question)
    if asked is None:
        return None
    topics = [topic for topic in _AND.split(asked["parts"]) if topic.strip()]
    if len(topics) < 2:
        return None
    head = _COMMON_HEAD.search(topics[-1])  # 「开工、续建、完工的项目」
    topics = [f"{topic}{head.group()}" if head and head.group() not in topic else topic for topic in topics]
    operands = [operand for topic in topics if (operand := look_up(Wish(topic))) is not None]
    if not 2 <= len(operands) == len(topics) or len({(each.span, each.clause) for each in operands}) < len(operands):
        return None
    return _added(tuple(operands))


def _pair(first: str, second: str, look_up: LookUp) -> tuple[Operand, Operand] | None:
    """Both figures, if they are of one unit and not the same."""
    one = look_up(Wish(first))
    other = look_up(Wish(second)) if one is not None else None
    if one is None or other is None or not _agree(one, other):
        return None
    return None if _is_same(one, other) else (one, other)


def _is_same(one: Operand, other: Operand) -> bool:
    return (one.span, one.clause, one.figure) == (other.span, other.clause, other.figure)


def _agree(one: Operand, other: Operand) -> bool:
    """Whether two figures may be added and compared: of one unit, or both counts of things (个, 家, 处 …)."""
    units = {one.figure.unit, other.figure.unit}
    return len(units) == 1 or units <= COUNTS


def _compared(question: str, asked: re.Match[str]) -> str:
    """What two years are compared in: what stands before the comparison, else behind it; without the years."""
    before, behind = (
        re.sub(rf"{_TIME}|两年的?", " ", part) for part in (question[: asked.start()], question[asked.end() :])
    )
    return before if len(re.findall(r"[\u3400-\u9fffA-Za-z]", before)) > 1 else behind


def _topic(text: str) -> str:
    """What is left to look up without the words that only frame the calculation."""
    return re.sub(r"算一?下|打算|准备|实际|完成的?|计划|目标|大概|大约|(?:的)?(?:人|数|户|家)数|数量|金额", " ", text)


def _worked(operands: Sequence[Operand], working: str, value: float, unit: str, decimals: int = 2) -> Computed:
    return Computed(worked(operands, working, value, unit, decimals), min(each.confidence for each in operands))


def _computed(operands: Sequence[Operand], text: str) -> Computed:
    return Computed(cited(operands, text), min(each.confidence for each in operands))
