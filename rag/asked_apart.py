"""A calculation whose figures are asked for one by one, each in a question of its own, and then put together.

Where the figures cannot be found by the words of the calculating question alone: what stands between them asks for
neither.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.types import Role
from rag.another_year import PERIOD
from rag.calculation import (
    TOGETHER,
    WHICH_YEAR,
    may_be_over_figures,
)
from rag.combined import figures_told
from rag.keywords import without_amounts
from rag.operand import Operand
from rag.over_years import TWO_YEARS
from rag.places import places_said
from rag.pointing import names_something, nouns_of
from rag.question import years_of
from rag.sentence_figures import as_asked
from rag.town_and_village import town_and_village
from rag.types import Statement
from rag.units import units_said


class Operation(StrEnum):
    """What is made of the figures."""

    SUM = "sum"
    DIFFERENCE = "difference"
    TIMES = "times"
    SHARE = "share"
    MORE_BY_SHARE = "more by share"


@dataclass(frozen=True, slots=True)
class Apart:
    """The questions for the figures in the order of the calculation; of one thing in two years, or of several."""

    operation: Operation
    questions: tuple[str, str]
    unit: str  # empty where none is named
    of_years: bool
    years: frozenset[int] = frozenset()  # where both are named


_FEWEST_CHARS = 3  # of a topic that the tagger does not know for a name
_HOW_MANY = r"(?:多少|(?<!好)几|好多)"
_MORE_BY = (
    rf"(?:相差|差|[多少高低大小快慢](?:[出了上来个要再]|安排|投入|引进|新增|建)*){_HOW_MANY}|差(?:距|额)|差得?[多远]"
)
_TO_ADD = re.compile(
    rf"到[^?？]*还[得要需应再]*(?:添|增|加|补|多)[加建增]?{_HOW_MANY}"
)  # 「做到今年的目标，还得再添多少」
_WHICH_IS_MORE = (
    r"(?:哪一?[个头边样项年]|谁)[^,，。;；?？]{0,4}?[多大高长快猛少低小慢](?:些|一?点|了|的)?(?=[,，。;；?？]|$)"
)
_FROM_TO = re.compile(rf"(?:{PERIOD.pattern})(?:到|至|[-—~])(?:{PERIOD.pattern})")
_AWAY = re.compile(r"[一两二三四五六七八九十]年(?:之|以)?[前后]")
_OF_CHANGE = re.compile(r"提[高升]|增[长加]|下降|比(?:去年|上年|前一年)|变化")
_ALL_OF = re.compile(r"全[国省市区县州]|平均(?:水平)?|的")
_TIMES_OF = rf"{_HOW_MANY}倍"
_SHARE_OF = rf"(?:百分之{_HOW_MANY}|几成|几分之几|多少|多大|份额|比例|比重)"
_BY_WHAT_SHARE = rf"[多少高低增减涨降](?:[出加长少])*(?:了|出)?(?:百分之{_HOW_MANY}|几成)"
_OPERATIONS = (
    (Operation.MORE_BY_SHARE, re.compile(_BY_WHAT_SHARE)),
    (Operation.TIMES, re.compile(_TIMES_OF)),
    (Operation.SUM, re.compile(TOGETHER)),
    (Operation.DIFFERENCE, re.compile(rf"{_MORE_BY}|{_TO_ADD.pattern}|{WHICH_YEAR.pattern}|{_WHICH_IS_MORE}")),
)
_OF_GROWTH = re.compile(r"[长涨增升跑]得|增[速幅]|涨幅|(?:谁|哪一?[个头边样项])[^,，。?？]{0,4}快")
_LAST_VERB = re.compile(r"[已将约超达到至为突破近完成实现]+$")
_LABEL = re.compile(r"^.{0,6}年(?:计划)?[:：]?")
_OF_ANYTHING = re.compile(r"新增|新建|建设|改造|完成|实现|计划|左右|以上|力争|确保|建成|增长|下降|提高|全[省市区县]")
# 「力度是加码还是放缓」, 「差得远吗」, 「跟去年比」
_HELD_APART = re.compile(
    r"[相对]比(?![例重])|比较|比起?(?![例重])(?:(?:19|20)\d|去年|今年|上)|(?:跟|和|与|同)[^,，。?？]{1,16}(?:比|差|一样|持平)|差不多|差(?:得|别|距|多少|几)"
    r"|有(?:什么|啥|何|没有)?变化|变化(?:了?多少|如何|怎么样|大|[?？。]*$)|[多高大快提加升涨扩][\u3400-\u9fff]?了?还是[少低小慢降减放收缩]|[少低小慢降减放收缩][\u3400-\u9fff]?了?还是[多高大快提加升涨扩]|(?:提速|加码|加力|放缓|收缩|缩水)(?:了?[吗没]|[?？。]*$)|哪[一个年]{0,2}[^,，。?？]{0,4}[多高大快]"
)
_FEWEST_SHARED = 2  # pairs of characters
# What is asked of both years, and what joins one to the other; not what is asked of each.
_OF_BOTH = re.compile(
    rf"[,，;；?？](?:这|前后)?(?:两年|{TOGETHER}|哪|是|差|[多高]).*$|(?:的?(?:{TOGETHER}|{_TIMES_OF}|{_BY_WHAT_SHARE}|{_MORE_BY}|哪[个年一]).*)$"
)
_JOINS = re.compile(r"[,，、;；\s]*(?:再?加上?|跟|和|与|同|以?及|还有|比起?|较|是|要?比)?[,，、\s]*$")
_TRAILS = re.compile(
    r"的?(?:是?[多高][了出]?还是[少低].*|比是?|[多高少低]?[多高少低]出?)?(?:要|至少(?:要|得)?)?的?(?:数量?|一批|那个数)?的?[?？。,，\s]*$"
)
# Behind what a year's figure is of: what was done or is to be done with it.
_BARE_NAME = re.compile(r"刚好|正好|[要想]|打算|准备|计划|做到|达到|完成|目标|实际|(?<=.)新增|的?$")
_OPENS = re.compile(r"^[^,，]{0,10}[:：]|^(?:那么?|请问|想?问一?下|帮我?算一?[下算])[,，]?")
_AND = r"(?:、|和|与|跟|加上?|以及|还有|及)"
_ONE, _OTHER = r"(?P<one>[^,，]{1,30}?)", r"(?P<other>[^,，]{1,30}?)"
_TWO_THINGS = (
    (
        Operation.SHARE,
        re.compile(rf"{_OTHER}(?:里头?|里面|当?中|之中)[,，]?{_ONE}(?:占|撑起)(?:了|到)?{_SHARE_OF}"),
    ),
    (
        Operation.SHARE,
        re.compile(
            rf"{_ONE}(?:大概|大约|约|能|只|一共)*(?:占|撑起)(?!比)(?:了|到|去)*(?!百分|几成){_OTHER}的?{_SHARE_OF}"
        ),
    ),
    (
        Operation.TIMES,
        re.compile(rf"{_ONE}(?:大概|大约|差不多)*是{_OTHER}的?{_TIMES_OF}"),
    ),
    (
        Operation.DIFFERENCE,
        re.compile(rf"{_ONE}{_AND}{_OTHER}(?:之间)?[,，]?(?:一年)?(?:相差|差(?:了|着)?){_HOW_MANY}"),
    ),
    (
        Operation.DIFFERENCE,
        re.compile(rf"{_ONE}{_AND}{_OTHER}[,，\s]*(?:相?比(?:起来|一比)?[,，]?)?(?:{PERIOD.pattern})?{_WHICH_IS_MORE}"),
    ),
    (
        Operation.DIFFERENCE,
        re.compile(
            r"(?:^|[,，是])(?P<one>[^,，是]{2,14}?)(?P<more>(?:[长涨增]得|增长|增速)?(?:更|要)?[快高多大])(?:一?[些点])?[,，]?还是(?:整个|整体)?(?P<other>[^,，是]{2,14}?)(?P=more)"
        ),
    ),
    (
        Operation.DIFFERENCE,
        re.compile(rf"{_ONE}比(?!重|例){_OTHER}(?:[多少高低大小快慢])(?:了|出)?{_HOW_MANY}"),
    ),
)


def asked_apart(question: str) -> Apart | None:
    """The questions for the figures of a calculation over two years or two things; None where none is asked for."""
    if not may_be_over_figures(question):
        return None
    return _of_two_years(question) or _of_town_and_village(question) or _of_two_things(question)


def difference_of_years(question: str, sides: Sequence[str]) -> Apart | None:
    """How far the answers to questions of two years are apart, where that is asked for too: 「…，多出来多少」."""
    if len(sides) != 2 or not (re.search(_MORE_BY, question) or _TO_ADD.search(question)):
        return None
    asked = sides[0], sides[1]
    return Apart(Operation.DIFFERENCE, asked, _unit(question), of_years=True, years=_both_named(question))


def _of_two_years(question: str) -> Apart | None:
    operation = next((each for each, words in _OPERATIONS if words.search(question)), None)
    years = list(PERIOD.finditer(question))
    if operation is None or len(years) != 2 or years[0].group() == years[1].group():
        return None
    first, second = (year.start() for year in years)
    if re.search(_HOW_MANY, question[first:second]) or _FROM_TO.search(question) or _AWAY.search(question):
        return None  # each is asked for by itself; or more than two years are meant
    topic = _OPENS.sub("", question[:first]).strip(",， ")
    sides = [_bare(question[first:second]), _bare(_OF_BOTH.sub("", question[second:]))]
    named = names_something(topic) or len(re.findall(r"[\u3400-\u9fff]", topic)) >= _FEWEST_CHARS
    if not named:
        topic = _BARE_NAME.split(PERIOD.sub("", sides[0]))[0] or "".join(nouns_of(PERIOD.sub("", sides[0])))
    if not topic:
        return None
    unit = _unit(question)
    texts = [side if at == 0 and not named else f"{topic},{side}" for at, side in enumerate(sides)]
    asked = _asking(texts[0], unit), _asking(texts[1], unit)
    return Apart(operation, asked, unit, of_years=True, years=_both_named(question))


def _of_town_and_village(question: str) -> Apart | None:
    sides = town_and_village(question)
    if sides is None:
        return None
    unit = _unit(question)
    one, other = (_asking(side, unit) for side in sides)
    return Apart(Operation.DIFFERENCE, (one, other), unit, of_years=False)


def _of_two_things(question: str) -> Apart | None:
    for operation, pattern in _TWO_THINGS:
        found = pattern.search(question)
        if found is None or (operation is Operation.SHARE and _OF_CHANGE.search(question)):
            continue
        period = PERIOD.search(question)
        unit = "" if operation in (Operation.SHARE, Operation.TIMES) else _unit(question)
        if not unit and "快" in (found.groupdict().get("more") or ""):
            unit = "%"
        sides = [_OPENS.sub("", found[name]) for name in ("one", "other")]
        if not all(map(names_something, sides)) or _is_place(sides[1]) or PERIOD.match(sides[1]):
            return None
        sides[0] = f"{sides[0]}{_tail(*sides)}"
        if operation is Operation.SHARE:
            sides[1] = re.sub("经济$", "经济总量", sides[1])
        timed = [side if period is None or PERIOD.search(side) else f"{period.group()}{side}" for side in sides]
        return Apart(operation, (_asking(timed[0], unit), _asking(timed[1], unit)), unit, of_years=False)
    return None


def _is_place(side: str) -> bool:
    """Whether nothing is left of what something is compared with but a place: 「比全省高多少」."""
    for place in places_said(side):
        side = side.replace(place, "")
    return not _ALL_OF.sub("", side).strip()


def _unit(question: str) -> str:
    unit = next(iter(units_said(question)), "")
    return "%" if not unit and _OF_GROWTH.search(question) else unit


def _tail(one: str, other: str) -> str:
    """What is asked of both things and stands behind the second: 「甲和乙去年的产值」."""
    tail = PERIOD.search(other) or re.search("的", other)
    return (
        other[tail.start() :]
        if tail is not None and tail.start() and "的" not in one and not PERIOD.search(one)
        else ""
    )


def _bare(side: str) -> str:
    """What is said of one year, without what joins it to the other."""
    return _TRAILS.sub("", _JOINS.sub("", side))


def _asking(side: str, unit: str) -> str:
    said = re.sub(rf"(?:是|有|为)?{_HOW_MANY}.*$", "", side)
    return f"{said}{'增长百分之几' if unit == '%' else f'多少{unit}' if unit else '是多少'}?"


def _both_named(question: str) -> frozenset[int]:
    years = frozenset(years_of(question))
    return years if len(years) == 2 else frozenset()


def asked_of_other_year(told: Statement, unit: str, years: Collection[int] = ()) -> str | None:
    """What was found for one of two years, asked for of the other in the report's own words.

    None where no figure in the unit, any where it is empty, is found, or the other is none of the years asked about.
    """
    figures = tuple(figures_told(unit, told)) or (tuple(figures_told("%", told)) if not unit else ())
    found = next(iter(figures), None)
    return None if found is None else asked_of_figure(found, years)


def asked_of_figure(found: Operand, years: Collection[int] = ()) -> str | None:
    """The question for the figure of the other year: 「2031年计划新建泊位多少个?」 of what was done in 2030."""
    if found.year is None:
        return None
    name = without_amounts(_LAST_VERB.sub("", found.clause[: found.figure.start]))
    other = found.year - 1 if found.role is Role.PLAN else found.year + 1
    if years and other not in years:
        return None
    year = f"{other}年{'' if found.role is Role.PLAN else '计划'}"
    measure = "百分之几" if found.figure.unit == "%" else f"多少{found.figure.unit}"
    return f"{year}{name}{measure}?" if names_something(name) else None


def holds_years_apart(question: str) -> bool:
    """Whether a question holds what was done against what is planned, in whatever words."""
    return TWO_YEARS.search(question) is not None and _HELD_APART.search(question) is not None


def operand_named(question: str, told: Statement) -> Operand | None:
    """The figure of a statement that a question names best; None where it names none."""
    asked = as_asked(question)
    figures = (*figures_told("", told), *figures_told("%", told))
    best = max(figures, key=asked.names, default=None)
    return best if best is not None and asked.names(best) else None


def is_of_one_thing(one: Statement, other: Statement) -> bool:
    """Whether statements of two years have words in common besides those of any indicator."""
    years = [found.group() if (found := _LABEL.match(each.text)) else "" for each in (one, other)]
    if years[0] == years[1]:
        return False
    clauses = [_LABEL.sub("", without_amounts(each.text)) for each in (one, other)]
    return len(_pairs(clauses[0]) & _pairs(clauses[1])) >= _FEWEST_SHARED


def _pairs(text: str) -> set[str]:
    return set(re.findall(r"(?=([\u3400-\u9fffA-Za-z]{2}))", _OF_ANYTHING.sub(" ", text)))
