"""What the ways to calculate share: a figure to look up, the words that name it, and whether two figures agree."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.quantities import Bound, quantities
from index.types import Role
from index.words import han_pairs
from rag import wording
from rag.clauses import last_clause
from rag.one_indicator import have_little_of_their_own
from rag.operand import Operand, cited, difference, worked
from rag.types import Statement
from rag.units import may_be_added

TIME = r"(?:(?:19|20)\d{2}(?:年|(?=[多少高低]))|去年|今年|上年|上一年|前一年|明年)"
# 「2031年添的加上2032年准备添的」: which year's, of what was named before.
_THAT_OF_YEAR = rf"{TIME}(?:准备|打算|计划|实际|已经|要|想)?[\u3400-\u9fff]{{1,2}}的(?=加上?|和|与|跟|比|[,，])"
DIFFERENCE = re.compile(
    r"差(?:了|出)?(?:多少|几)|差(?:距|额)|相差|(?<!提)(?<!升)[多少高低](?:了|出)?(?:多少|几)|比[^,，]{1,14}[多少高低][拿领要花用交得发给建办修](?:了|出)?(?:多少|几)"
)
_TO_ROUND = re.compile(
    r"(?:冲[击刺]?|达到?|突?破|[做增]到)(?P<goal>[^,，。?？多少几]{1,12})[,，](?![^?？]*[离距])[^?？]{0,20}?(?:还|仍)(?:差|缺)(?:了|着)?(?:多少|几|好多)|(?:离|距离?)(?P<aim>[^,，。?？多少几]{1,16}?)[,，]?(?:还|仍|只)?(?:差|缺)(?:了|着)?(?:多少|几|好多)"
)
TIMES = re.compile(r"(?:几|多少)倍")
STAGE = re.compile(r"签约|开工|竣工|完工|投产|续建|通车")  # projects of one are not those of another
SHARE = re.compile(r"分之(?:几|多少)|几成|占(?:比|[^,，。?？]{0,12}(?:多少|比例|比重|多大))")
RATE = re.compile(r"增[速幅]|增长率|涨幅|占比|比重|率")
TOGETHER = (
    r"一共|合计|总共|总计|加起来|加[在到]?一(?:起|块儿?)|加块儿?|放一起|共计|累计|相加|之和|总和"
    r"|全?算上|全?算在一|拢共|合起来|合一(?:起|块)|合[在到]一|加总|汇总|一(?:块儿|起)(?=是|有|能|共|多少|几)|(?:两年下来|(?:去年|上年)加上?今年)(?!.*(?:变化|差|分别|各|对比|相比))(?=.*(?:多少|几))"
)
_FEWEST_CHARS = 2  # of the name of one indicator among several
_UNNAMED = re.compile(
    r"力度|变化|[拟预]?新?[增添加]的?数?|实[绩际]|[各请要的有么减加]|一下|比较?|这块"
    r"|是?[涨增多升高](?:了|一?点)?还是[缩减少降低跌](?:了|一?点)?"
)
WHICH_YEAR = re.compile(
    r"哪一?年(?:的)?[\u3400-\u9fff]{0,6}?更?[多少高低大小快慢]|[多高大快涨升](?:了|一?点)?还是[少低小慢降]|[少低小慢降](?:了|一?点)?还是[多高大快涨升]"
    r"|[多高大快](?:一?[点些])?还是[^,，。?？]{1,12}[^最][多高大快](?:一?[点些])?(?=[,，。?？]|$)"
)
_WORKS_OUT = r"(?:推(?!动|进|广|荐)|算|折|倒)"
BACKWARDS = re.compile(
    rf"[倒反逆](?:着|回来?|回?去|过来|过去)?(?:来|去)?{_WORKS_OUT}|[往向朝](?:回|前|后)(?:倒|反)?{_WORKS_OUT}|{_WORKS_OUT}回[去到]"
    r"|推算|推一下|[倒折]回|回推|还原"
)
_OPENING = re.compile(r"^[^:,，]{0,12}:")  # 「我在写作业:」
_FROM_GROWTH = re.compile(
    r"(?:照|按|根据)[^,，]{2,30}(?:增[速幅长]|涨幅|速度)[^,，]{0,6}算[,，]?[^,，]{0,4}(?:前一?年|上一?年)"
)
# 「2030年有多少？只说了2031年的数和涨幅，帮我算算」
_AMOUNT_OF_YEAR = re.compile(r"((?:19|20)\d{2})年?的?[^,，。?？]{2,20}(?:多少|几)")
_GROWTH_OF_YEAR = re.compile(r"((?:19|20)\d{2})年?的?[^,，。?？]{0,16}(?:增[速幅长]|涨幅)(?![^,，。?？]*(?:多少|几))")
# 「去年涨了一成多，那2029年大约是多少」
_TOLD_AND_BEFORE = re.compile(
    r"(?:去年|上年|(?P<told>(?:19|20)\d{2})年)[^?？]{0,24}(?<!新)[增涨翻][^?？]{0,8}[,，](?:那么?)?(?:(?P<before>(?:19|20)\d{2})年|前一?年)"
    r"(?![^?？]*(?:目标|计划|准备|打算|定|要))[^?？]{0,20}(?:多少|几)"
)
_WORKS_IT_OUT = re.compile(r"[推估]算|帮我?算|算一?[下算]")

AS_MANY = re.compile(r"([两三])(?:样|个指标|类合计|项合计)")  # indicators that a question joins
MORE_THAN_YEAR = re.compile(
    rf"(?:(?:比|较){TIME}[^?？。]{{0,16}}?|(?:跟|和|与|同){TIME}(?:(?!{TOGETHER})[^?？。]){{0,16}}?)(?:[多少高低增涨降减]|相?差)[了出加个]*(?:多少|几|百分之)"
)
_BESIDE_YEAR = re.compile(rf"(?:跟|和|与|同){TIME}[^,，]{{0,8}}?比(?:起来|较)?|比起?{TIME}[^,，]{{0,4}}[,，]")
_YEAR_BEFORE = re.compile(
    r"(?:翻|涨|增长|上升|降|跌)[^?？]{0,12}(?<![比较])(?:头一?年|前一?年|上一?年)(?:\(?(?:19|20)\d{2}年?\)?)?[^,，。]{0,14}(?:多少|几)"
    r"|(?:头一?年|前一?年|上一?年)(?:\(?(?:19|20)\d{2}年?\)?)?[^,，。]{0,10}(?:大概|大约|约|才|只)[^,，。]{0,6}(?:多少|几)(?![^,，。]*[增涨]了?(?:多少|几))"
)
_CHANGES = re.compile(r"增|涨|升|提高|降|减|下滑|缩|回落|翻")
_IS_SHARE = re.compile(r"占(?!地|用)|比重|比例")
# Nothing is told of who stands before or behind: 「比第二名多几家」.
_OF_ANOTHER_RANK = re.compile(
    r"比(?:起|较)?(?:第[一二三四五六七八九十]+(?:名|位(?!数)|的|(?=[多少高低快慢]))|[亚季]军|头名|榜首|后一名|前一名)"
)
_REASON = re.compile(r"为什么|为何|为啥|凭什么|怎么会|原因")
# Characters. A calculation is asked for in few words, and the patterns' time grows with the cube of them.
LONGEST = 160


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


def may_be_calculated(question: str) -> bool:
    """Whether a question may ask for a calculation: it is short, and asks for no reason."""
    if len(question) > LONGEST or _OF_ANOTHER_RANK.search(question):
        return False
    return not (_REASON.search(question) and not wording.HOW_MANY.search(question))


def may_be_over_figures(question: str) -> bool:
    """Whether it may ask for one over the report's figures alone, and not for what is missing to a number it names."""
    return may_be_calculated(question) and aim_named(question) is None


def aim_named(question: str) -> tuple[str, float, str] | None:
    """The number that something is to come to, as the question prints it, value and unit: 「离1000万吨还差多少」."""
    said = _TO_ROUND.search(question)
    aim = (said["aim"] or said["goal"]) if said else ""
    aims = [each for each in quantities(aim) if each.unit not in ("", "年")]
    return (aim[aims[0].start : aims[0].end], aims[0].value, aims[0].unit) if len(aims) == 1 else None


def year_before(amount: Operand, growth: Operand) -> tuple[str, float, str] | None:
    """「300亿元÷(1+5%)」, its value and unit; None where the rate is no growth, or nothing can have grown so."""
    before = growth.clause[: growth.figure.start]
    told = last_clause(before) or before
    share = growth.figure.value / 100 * (-1 if growth.falls else 1)
    if _CHANGES.search(told) is None or _IS_SHARE.search(told) is not None or share <= -1:
        return None
    value, unit = amount.in_scale(amount.figure.value / (1 + share))
    return f"{amount.printed}÷(1{'-' if growth.falls else '+'}{growth.printed.lstrip('-')})", value, unit


def asks_backwards(question: str) -> bool:
    """Whether the amount of the year before is asked for, from what it grew to and by how much."""
    stated = any(pattern.search(question) for pattern in (BACKWARDS, _FROM_GROWTH, _YEAR_BEFORE))
    told = _TOLD_AND_BEFORE.search(question)
    of_before = told is not None and (not told["told"] or not told["before"] or told["before"] < told["told"])
    return stated or of_before or works_out_earlier(question)


def works_out_earlier(question: str) -> bool:
    """Whether the amount of a year is to be worked out from the growth of a later one that the question names."""
    earlier = _AMOUNT_OF_YEAR.search(question)
    told = _GROWTH_OF_YEAR.search(question)
    works_out = _WORKS_IT_OUT.search(question) is not None
    return works_out and earlier is not None and told is not None and earlier[1] < told[1]


def subtracted(first: Operand, second: Operand) -> Computed:
    """The difference of two figures; of two years it says in which there is more."""
    found = Computed(difference(first, second), min(first.confidence, second.confidence))
    if first.figure.value == second.figure.value or None in (first.year, second.year) or first.year == second.year:
        return found
    later, earlier = (first, second) if (first.year or 0) > (second.year or 0) else (second, first)
    words = ("高", "低") if first.figure.unit == "%" else ("多", "少")
    told = f"（{later.year}年更{words[later.figure.value < earlier.figure.value]}）"
    return replace(found, statement=replace(found.statement, text=found.statement.text + told))


def by_what_share(done: Operand, planned: Operand, *, of_planned: bool) -> Computed:
    """By what share of the earlier figure the later is more, or less; the other way round where that is asked for."""
    one, base = (done, planned) if of_planned else (planned, done)
    more, less = (one, base) if one.figure.value >= base.figure.value else (base, one)
    share = (more.figure.value - less.figure.value) / base.figure.value * 100
    found = calculated((done, planned), f"({more.printed}-{less.printed})÷{base.printed}", share, "%", 1)
    told = f"（{one.year}年更{'多' if more is one else '少'}）" if share else ""
    return replace(found, statement=replace(found.statement, text=found.statement.text + told))


def names_first(text: str, done: Operand, planned: Operand) -> bool:
    """Whether a question speaks of what was done before it speaks of what is planned: 「跟去年比,今年…」 does not."""
    bare = _BESIDE_YEAR.sub(" ", text)
    first = re.search(rf"(去年|上一?年|{done.year}年)|今年|明年|计划|目标|打算|准备|{planned.year}年", bare)
    return first is not None and first[1] is not None


def share_words(one: Operand, other: Operand) -> bool:
    """Whether the clauses of two figures have words in common besides those of any indicator."""
    return any(pair in other.clause for pair in _pairs_of_words(one.clause))


def _pairs_of_words(clause: str) -> list[str]:
    """Neighbouring Chinese characters: two clauses of one indicator share some besides 新增 and the like."""
    said = re.sub(r"新增|完成|实现|达到|突破|增长|建设|新建|改造|左右|以上", " ", clause)
    return han_pairs(said)


def of_both_years(question: str, look_up: LookUp) -> tuple[Operand, Operand] | None:
    """What was done and what is planned of what a question asks for over both years."""
    return both_years_of(topic_of_both_years(question), look_up, rate=RATE.search(question) is not None)


def topic_of_both_years(question: str) -> str:
    """What is left of a question without the words of time and of calculation."""
    asked = _OPENING.sub("", question)
    return words_left(of_calculation(re.sub(rf"{_THAT_OF_YEAR}|{TIME}|(?:这|前后)?[两俩]年的?", " ", asked)))


def both_years_of(topic: str, look_up: LookUp, *, rate: bool = False) -> tuple[Operand, Operand] | None:
    """What was done and what is planned of an indicator; the ``rate`` where one is asked for."""
    rate = rate or RATE.search(topic) is not None
    done = look_up(Wish(topic, Role.REVIEW, rate))
    planned = look_up(Wish(topic, Role.PLAN, rate)) if done is not None else None
    if done is None or planned is None or not agree(done, planned) or is_same(done, planned):
        return None
    if not have_little_of_their_own(done.clause, planned.clause):
        return None
    in_one_unit = done.figure.unit == planned.figure.unit
    return (done, planned) if in_one_unit or share_words(done, planned) else None


def names_something(part: str) -> bool:
    """Whether words are left besides those that only ask and tell of doing: 「瞪羚企业」, but not 「拟新增」."""
    left = part
    for words in (_UNNAMED, wording.ASKING, wording.DOING):
        left = words.sub(" ", left)
    return len(re.sub(r"[^\w]", "", left)) >= _FEWEST_CHARS


def of_calculation(text: str) -> str:
    """A question without the words that ask for a calculation."""
    return re.sub(
        rf"{TOGETHER}|{WHICH_YEAR.pattern}|(?:给自己)?(?:实际|真正|真|想要?|要|能)?(?:定|做到|达到|完成|实现)(?:下|了)?的(?:数|目标|那个数)?|[是有]?[多高低少大小](?:了)?还是[多高低少大小](?:了)?|比一?[下比]|对比|比较|比起?来?|相差|差(?:了|距|额)?|加上?|各是|分别|(?:是|有|要|会)?(?:多少|几)[个家条件户人万亿元]*",
        " ",
        text,
    )


def added(operands: tuple[Operand, ...]) -> Computed | None:
    """The sum of figures that agree."""
    if not all(agree(operands[0], other) for other in operands):
        return None
    value, unit = operands[0].in_scale(sum(each.figure.value for each in operands))
    found = calculated(operands, "+".join(each.printed for each in operands), value, unit)
    if not all(each.figure.bound is Bound.AT_LEAST for each in operands):
        return found
    return replace(found, statement=replace(found.statement, text=f"{found.statement.text}以上"))


def is_same(one: Operand, other: Operand) -> bool:
    """Whether two operands are one figure of the report."""
    return (one.span, one.clause, one.figure) == (other.span, other.clause, other.figure)


def agree(one: Operand, other: Operand) -> bool:
    """Whether two figures may be added and compared."""
    return may_be_added(one.figure.unit, other.figure.unit)


def compared(question: str, asked: re.Match[str]) -> str:
    """What two years are compared in: what stands before the comparison, else behind it; without the years."""
    before, behind = (
        re.sub(rf"{TIME}|两年的?", " ", part) for part in (question[: asked.start()], question[asked.end() :])
    )
    return before if len(re.findall(r"[\u3400-\u9fffA-Za-z]", before)) > 1 else behind


def words_left(text: str) -> str:
    """What is left to look up without the words that only frame the calculation."""
    return re.sub(r"算一?下|打算|准备|实际|完成的?|计划|目标|大概|大约|(?:的)?(?:人|数|户|家)数|数量|金额", " ", text)


def calculated(operands: Sequence[Operand], working: str, value: float, unit: str, decimals: int = 2) -> Computed:
    """The statement that shows the working, as sure as the least sure of its operands."""
    return Computed(worked(operands, working, value, unit, decimals), min(each.confidence for each in operands))


def side_by_side(found: Sequence[Computed]) -> Computed:
    """Several calculations as one statement, as sure as the least sure of them."""
    spans = tuple(dict.fromkeys(span for each in found for span in each.statement.spans))
    text = "；".join(each.statement.text for each in found)
    return Computed(Statement(text, spans), min(each.confidence for each in found))


def computed(operands: Sequence[Operand], text: str) -> Computed:
    """A statement over operands, as sure as the least sure of them."""
    return Computed(cited(operands, text), min(each.confidence for each in operands))
