"""What is to be made of indicators that a question names in full, told by the few words that are left of it.

However it is put: 「甲减乙得多少」, 「乙要再加多少才跟甲一样多」. What names the indicators (「总额」, 「新增」) says
nothing of that, so it is left out before the words are read.
"""

import re
from collections.abc import Sequence

from index.quantities import quantities
from index.types import Figure, FigureKind
from index.words import fold
from rag import wording
from rag.by_operation import by_operation, names_said, operation_asked
from rag.calculation import TOGETHER, Computed, added, agree, computed
from rag.found_figures import SURE
from rag.indicators import Indicator, indicators_named
from rag.operand import Operand, clauses, difference
from rag.operands import operand_of
from rag.operation import Operation
from rag.question import years_of
from rag.sentence_figures import as_asked
from rag.units import RATES

_OF_PLAN = re.compile(r"今年|明年|目标|计划|打算|预期|预计")
_OF_REVIEW = re.compile(r"去年|上年|上一年|实际|完成了|做到了")
_YEAR_BEFORE = re.compile(
    r"前年|前一年|上上年|基数|起点|分母|(?:涨|增长?)(?:之|以)?前(?![景沿途后往])|老?底子|上期|上年同期"
)
_WORKED_OUT = re.compile(r"推(?!动|进|广)|算|去年|上年|增[速幅]|涨幅|÷|底子|往[回前]|大[概约]|才")
# 「去年比前年增加了多少」: how far apart, not what there was.
_AGAINST_BEFORE = re.compile(
    r"(?:比(?![例重])|较|跟|和|与|同)[^,，]{0,8}(?:前年|前一年|上上年|上期|上年同期|20\d\d年?)|[多少增涨](?:加|长|了|出)*(?:多少|几)"
)
_ADDED_UP = re.compile(
    r"[+＋]|汇总|总[套人户家个额]数|一共|合计|总共|总计|共计|拢共|统共|总和|总数|总起来|总账|总的|加总|加上|再?加|加[在到]?[一进完总]|相加|合起来|合在一|合一|并[在入]|凑|摞|连同?[^,，]*(?:在内|[。.]|$)|(?:两[者项个]|俩)累计|算上|算[在进]|外加"
)
_APART = re.compile(
    r"差(?!不多)|[多少高低][出了来]*(?:多少|几)|[多少高低](?:了|出)?的?(?:那|一|部)|[-－−]|减(?![税负免排])|扣[除掉]|超出|超过|高于|低于|高出|多出|领先|持平|一样多|隔着?|余量|剩|余下|较[^,，]*多|大的比小的|[多少高低](?:出)?几何"
)
# 「各多少，哪个高多少」: what is to be made stands behind what each is.
_MADE_BESIDE = re.compile(rf"差[多距额几]|[多少高低](?:[出了]|(?=多少|几))|加上|合在一|{TOGETHER}")
_WHICH_GROWS = re.compile(
    r"谁|哪|何者|孰|还是|高于|低于|快于|慢于|超过|跑赢|跑输|落后|领先|比得过|赶得?上|居前|较快者|快慢|比[^,，]*[快慢高低]|差不多|比较|对比|更[快高猛强]"
)
_OF_GROWTH = re.compile(r"增[速幅长势得]|涨|增长率|百分比|同比|[快慢]|跑赢|跑输|赶得?上|增$")
_GROWN = re.compile(
    r"增长?的?(?:目标|任务|要求|预期)|目标[^,，]{0,6}增|增[速幅长][^,，]{0,8}(?:目标|任务|要求|预期|实现|兑现|达到|完成)|(?:按|照|以|凭|依据)[^,，]{0,14}(?:增[速幅长]|目标)|预期目标|达标|目标增[速幅]"
    r"|涨到位|涨完|真涨|(?:如期|计划|打算|还要|又要|要)(?:再|往上)?(?:增长|上涨|涨)|增长那么多|今年要增长|[×x*＊乘].*增[速幅]|百分(?:之|比)|算下来|增长多少"
)
_LACKS = re.compile(
    r"差|[还尚]?[缺欠]|缺口|[还再得][^,，]{0,6}(?:添|加|增|多|干|补)|增加额|增量|余下|剩|超出|[-－−]|减[掉去]?|扣除|距|离|较去年增|多远"
)
_ASKS_FOR = re.compile(
    r"数|值|告诉|列出|报给|给[一出]|核对|查|求|说明|确认|计算|算|为单位|指出|比较|对比|什么水平|的差"
)
_ASKS_WHETHER = re.compile(r"孰|何者|没有|吗")
_ASKS_AMOUNT = re.compile(
    r"(?:多少|几)[万千百亿]*(?:元|人次|人|家|个|户|套|件|亩|吨|斤|公里|公顷|平方|立方|千瓦|辆|台|座|所|处|张|条|项|标箱|美元|[万亿](?![\u3400-\u9fff]))|数额|总数|规模|绝对数|[预目]\w值|数值|(?:换成|用|以|单位)[^,，]{0,3}?[万亿]*(?:元|人|家|个|户|吨|公里)"
)
_MORE = re.compile(r"(?:还|再)(?:需要?|要|得)?[^,，]{0,3}(?:增加|添|多)[^,，]{0,3}(?:多少|几)")  # not what it comes to
_COMPARES = re.compile(
    r"[多少](?:收|投|卖|出|做|干|完成|增加?|花|挣)|[高低快慢大小]了?还是|比(?!例|重)[^,，]{0,10}[多少高低快慢]|调高|调低|上调|下调"
)
_TWO = 2


def of_indicators(question: str, figures: Sequence[Figure], text: str) -> Computed | None:
    """The calculation over the one or two indicators that a question names; None where it asks for none.

    Of an operation that is surely asked for, else of what the words beside the indicators say.
    """
    named = _named(question, figures)
    if not named:
        return None
    operation = operation_asked(question, named)
    found = _by_words(question, named, text) if operation is None else by_operation(operation, named, text)
    return _of_its_years(question, found)


def surely_asked(question: str, figures: Sequence[Figure], text: str) -> Computed | None:
    """The calculation of an operation that a question surely asks for; None where that is unsure."""
    named = _named(question, figures)
    operation = operation_asked(question, named)
    return None if operation is None else _of_its_years(question, by_operation(operation, named, text))


def _named(question: str, figures: Sequence[Figure]) -> list[Indicator]:
    """The indicators that a question names, in its order; none where they are more than two."""
    named = _in_order(question, tuple(indicators_named(as_asked(question).words, figures)))
    return named if len(named) <= _TWO else []


def _of_its_years(question: str, found: Computed | None) -> Computed | None:
    """What was calculated, if it tells of all years that the question names."""
    return found if found is not None and set(years_of(question)) <= _years_told(found) else None


def _by_words(question: str, named: Sequence[Indicator], text: str) -> Computed | None:
    """What the words left beside the indicators ask to be made of them."""
    left = _left(question, named)
    if not any(words.search(left) is not None for words in (wording.ASKS, _ASKS_FOR, _ASKS_WHETHER)):
        return None
    return _of_two(left, text, *named) if len(named) == _TWO else _of_one(left, named[0], text)


def _years_told(found: Computed) -> set[int]:
    """The years whose figures are calculated with; the one before, too, where it is worked back to."""
    told = set(years_of(found.statement.text))
    return told | {year - 1 for year in told} if "÷" in found.statement.text else told


def _in_order(question: str, named: Sequence[Indicator]) -> list[Indicator]:
    """The indicators in the order in which the question names them."""
    said = fold(question)
    return sorted(named, key=lambda each: (said.find(each.name) < 0, said.find(each.name)))


def _left(question: str, named: Sequence[Indicator]) -> str:
    """The question without the names of the indicators, in everyday words either."""
    left = fold(question)
    names = [word for words in names_said(question, named) for word in words]
    for words in sorted(names, key=len, reverse=True):
        left = left.replace(words, "#")
    return left


def _kind(left: str) -> FigureKind:
    planned = _OF_PLAN.search(left) is not None and not _OF_REVIEW.search(left)
    return FigureKind.TARGET if planned else FigureKind.ACTUAL


def _operands(figures: Sequence[Figure | None], text: str) -> list[Operand]:
    """The figures as operands; none where one is missing or is not told as one quantity."""
    found = [None if each is None else operand_of(each, text, SURE) for each in figures]
    return [each for each in found if each is not None] if None not in found else []


def _of_two(left: str, text: str, one: Indicator, other: Indicator) -> Computed | None:
    kind = _kind(left)
    if _OF_GROWTH.search(left):
        # Where a rate is said, one is held against that: 「增幅有没有超过24%」.
        says_rate = any(each.unit in RATES for each in quantities(left))
        asks_which = _WHICH_GROWS.search(left) is not None and not says_rate
        rates = _operands([one.growth(kind), other.growth(kind)], text) if asks_which else []
        falls = any(each.falls for each in rates)
        return Computed(difference(*rates), SURE) if len(rates) == _TWO and not falls else None
    amounts = _operands([one.amount(kind), other.amount(kind)], text)
    if len(amounts) != _TWO or amounts[0].year != amounts[1].year:
        return None
    first, second = amounts
    if wording.EACH.search(left) and not _MADE_BESIDE.search(left):
        return computed(amounts, clauses(amounts)) if _asks_of_both(left) else None
    apart, twice = _APART.search(left), wording.HOW_MANY_TWICE.search(left)
    if apart or (_ADDED_UP.search(left) and not twice):
        if not agree(first, second) or first.figure.unit in RATES:
            return None
        return Computed(difference(first, second), SURE) if apart else added((first, second))
    return computed(amounts, clauses(amounts)) if _asks_of_both(left) else None


def _asks_of_both(left: str) -> bool:
    """Whether the two are only asked for, and nothing of them: no share, no times, no rank."""
    other = re.search(
        r"占|倍|几成|排|第几|率|增|涨|比|相当|百分|几分|为什么|为何|怎么|如何|是不是|有没有|以外|之外|除|其余|剩|基础",
        left,
    )
    asks = (wording.HOW_MANY, wording.EACH, _ASKS_FOR)
    return other is None and any(words.search(left) is not None for words in asks)


def _of_one(left: str, named: Indicator, text: str) -> Computed | None:
    if _asks_of_year_before(left, named) and not re.search(r"目标|计划", left):
        return by_operation(Operation.YEAR_BEFORE, [named], text)
    if not _OF_PLAN.search(left):
        return None
    if _LACKS.search(left) and not re.search(r"增[速幅]|百分", left):
        lacks = by_operation(Operation.LACKS, [named], text)
        if lacks is not None:
            return lacks
    if not _MORE.search(left) and _GROWN.search(left) and _ASKS_AMOUNT.search(left) and not _COMPARES.search(left):
        return by_operation(Operation.AIM_BY_GROWTH, [named], text)
    return None


def _asks_of_year_before(left: str, named: Indicator) -> bool:
    """Whether the year before the report's is asked about, in words or as a number."""
    amount, years = named.amount(FigureKind.ACTUAL), years_of(left)
    is_said = amount is not None and amount.year is not None and set(years) == {amount.year - 1}
    if _AGAINST_BEFORE.search(left):
        return False
    return (is_said and _WORKED_OUT.search(left) is not None) or _YEAR_BEFORE.search(left) is not None
