"""What a sentence tells with each of its figures: an amount, what was added to it, a share, by how much it changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from rag.clauses import JOINS_ITEMS, last_clause
from rag.operand import Operand
from rag.scored_span import ScoredSpan
from rag.sentence_figures import figures_of, pairs_of
from rag.shown import display
from rag.units import RATES, may_be_added


class Kind(StrEnum):
    """What a figure is of its thing."""

    AMOUNT = "amount"
    ADDED = "added"  # 「新增公园141座」
    TOTAL = "total"  # 「累计达到973座」
    PART = "part"  # 「其中廉租房28万平方米」
    CHANGE = "change"  # 「比上年增加19天」
    GROWTH = "growth"  # 「增长34.9%」
    POINTS = "points"  # 「提高0.8个百分点」
    SHARE = "share"  # 「占全省12%」, 「优良率88.5%」
    COMPLETION = "completion"  # 「完成年度计划的123%」


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the words that it is of; ``base`` is the one that a bare figure goes on about."""

    operand: Operand
    kind: Kind
    name: str
    base: "Told | None" = None

    @property
    def bases(self) -> "Iterator[Told]":
        """The figure that this one goes on about, the one that that goes on about, and so on."""
        base = self.base
        while base is not None:
            yield base
            base = base.base

    @property
    def unit(self) -> str:
        """The unit of the figure."""
        return self.operand.figure.unit

    @property
    def value(self) -> float:
        """The number, scaled."""
        return self.operand.figure.value


_RISING = r"涨幅?|增[长加速幅产]|提[高升]|上升|升高?|上涨|扩大|多|快"
_FALLING = r"下降|减少|降低?|下滑|下跌|回落|减|少"
_CHANGES = re.compile(
    rf"(?:^|[^新净])(?:{_RISING}|{_FALLING})(?:幅度?|速度?)?(?:了|达到?|近|约|超过?|为|至少|[-－−])*$"
)
_AGAINST = re.compile(r"[高低快慢多少]于|(?:占|比重|比例)[^,，]*$|由|从|(?<!达)[至到]$")
NEWLY = r"新[增评开发入建认培]|净增|增[加设]"  # of what was added in a year
_ADDED = re.compile(r"(?:新[增建改评开发入建认培添进设登接引启]|再[开建增]|净增|增[设添产])|增加(?!值)(?=[^,，比较]*$)")
_TOTAL = re.compile(
    r"累计|总(?:[数量计长]|产(?![值能出]))|(?<!公)共(?=有|计|达|\d|$)|现有|拥有|增至|已[建有达开完通]|达(?=到|\d|$)"
)
_IN_ALL = re.compile(r"累计|总[数量计长]|增至")
_COMPLETION = re.compile(
    r"完成率|(?:完成|为|是|超|达到?)[^,，]{0,6}(?:计划|目标|任务)[^,，]{0,4}的|(?:计划|目标|任务)(?:数|量)?的"
)
_SAYS_NO_THING = re.compile(
    rf"同比|环比|(?:比|较)(?:上年|去年|上一?年|前一?年|年初|(?:19|20)\d\d年)(?:末|底)?|年均|分别|均|各|其中|累计|总[数量计]|合计|总规模|总产量?(?![值能出])|首次|大关|关口"
    rf"|(?:约|折)合|占比?|比[重例]|达到?|完成|实现|突破|超过?|近|约|为|共|至|到|增至|新增|净增|增速|增幅|平均|名义|实际|左右|以上|已经?|并|且|也"
    rf"|{_RISING}|{_FALLING}|了|的|有|和|[,，、;；:：.。%(（)）“”\"\s\d]"
)
_OF_A_PLAN = re.compile(r"年度|全年|计划|目标|任务|完成率|投资(?=完成率)|是|数|率")
_OF_ALL = re.compile(r"^[\s、]*占(?!比)")
_BEHIND = re.compile(r"[^,，、;；:：。(（\d]*")
_SHORT = 2  # characters of the first of several things, whose last word only the last of them has
_FEWEST_CHARS = 1  # of a name of its own: 「税占比84.4%」


def told(span: ScoredSpan) -> tuple[Told, ...]:
    """The figures of a sentence, each with what it tells."""
    found: list[Told] = []
    for _, group in groupby(figures_of(span), key=lambda each: each.clause):
        figures = list(group)
        names = _names(figures)
        before = tuple(found)
        kind = Kind.AMOUNT
        for at, (operand, (name, head)) in enumerate(zip(figures, names, strict=True)):
            goes_on = at > 0 and not head.strip("、和与及 ") and operand.figure.unit == figures[at - 1].figure.unit
            kind = kind if goes_on else _kind(operand, head)
            one = Told(operand, kind, name)
            bare = _says_no_thing(one)
            base = _base(one, before if len(figures) > 1 else tuple(found), at, len(figures), is_bare=bare)
            if base is not None and bare:
                one = replace(one, name=f"{base.name}{name}")
            elif found and one.kind is Kind.SHARE and len(_SAYS_NO_THING.sub("", name)) < _SHORT:
                one = replace(one, name=f"{found[-1].name} {name}")  # 「收入增长4%、税占比84.4%」
            one = replace(one, base=base)
            found.append(_as_part(one, found, span.text) if found else one)
    return tuple(found)


def _as_part(one: Told, before: Sequence[Told], text: str) -> Told:
    """「…，其中高中4处、学位1万个」: what stands behind a part is of that part, too; 「…、小学9处」 is another part."""
    part = before[-1]
    if _is_next_part(one, part, before, text):
        return replace(one, kind=Kind.PART, base=part.base)
    wholes = [each for each in before[:-1] if each.unit == one.unit and pairs_of(each.name) & pairs_of(one.name)]
    if part.kind is not Kind.PART or one.kind is not Kind.AMOUNT or part.unit == one.unit or not wholes:
        return one
    return Told(one.operand, Kind.PART, f"{part.name} {one.name}", wholes[-1])


def _is_next_part(one: Told, part: Told, before: Sequence[Told], text: str) -> bool:
    """Whether a figure counts another part of the whole that the one before is a part of, and not all are more."""
    if part.kind is not Kind.PART or part.base is None or one.kind is not Kind.AMOUNT or part.unit != one.unit:
        return False
    parts = [each for each in before if each.kind is Kind.PART and each.base is part.base]
    return sum(each.value for each in (*parts, one)) <= part.base.value and f"{part.operand.clause}、" in display(text)


def told_of_figure(operand: Operand, metric: str) -> Told:
    """A figure of the report whose metric is known, wherever it stands."""
    head = last_clause(operand.clause[: operand.figure.start])
    return Told(operand, _kind(operand, head), metric)


def _names(figures: Sequence[Operand]) -> list[tuple[str, str]]:
    """For each figure of a clause the words that it is of, and those in front of it."""
    clause = figures[0].clause
    apart = clause.find("分别")
    if len(figures) > 1 and 0 <= apart < figures[0].figure.start:
        things = [each for each in JOINS_ITEMS.split(clause[:apart]) if each]
        things = [*(_with_tail(each, things[-1]) for each in things[:-1]), *things[-1:]]
        if clause[:apart].startswith("城乡") and len(figures) == len("城乡"):
            things = [f"{side}{clause[2:apart]}" for side in ("城镇", "农村")]
        doing = clause[apart : figures[0].figure.start]
        if len(things) == len(figures):
            return [(f"{thing}{doing}", f"{thing}{doing}") for thing in things]
        return [(clause[: figures[0].figure.start], doing)] * len(figures)
    found, start = [], 0
    for each in figures:
        head = clause[start : each.figure.start]
        behind = _BEHIND.match(clause, each.figure.end)
        found.append((f"{head} {behind.group() if behind else ''}", head))
        start = each.figure.end
    return found


def _with_tail(thing: str, last: str) -> str:
    """「省、市重点建设项目」: the first of them is 省重点建设项目."""
    return f"{thing}{last[len(thing) :]}" if len(thing) <= _SHORT < len(last) else thing


def _says_no_thing(one: Told) -> bool:
    """Whether a figure stands without a thing of its own: 「累计达973座」, 「占全省12%」, 「是计划任务的2.1倍」."""
    if one.kind is Kind.SHARE and _OF_ALL.search(one.name):
        return True
    name = _OF_A_PLAN.sub("", one.name) if one.kind is Kind.COMPLETION else one.name
    return len(_SAYS_NO_THING.sub("", name)) < _FEWEST_CHARS


def _kind(operand: Operand, head: str) -> Kind:
    changes = _CHANGES.search(head) is not None and not _AGAINST.search(head)
    if operand.figure.unit in RATES:
        return _kind_of_rate(operand.figure.unit, head, changes=changes)
    behind = operand.clause[operand.figure.end :]
    if "其中" in head:
        return Kind.PART
    if changes and len(_SAYS_NO_THING.sub("", head)) < _FEWEST_CHARS + 1 and not behind.strip():
        return Kind.CHANGE
    added, total = _ADDED.search(head), _TOTAL.search(head)
    if added and _IN_ALL.search(head, added.end()):
        return Kind.TOTAL  # 「新增公园累计达到973座」
    if added and not (total and total.start() < added.start()):
        return Kind.ADDED
    return Kind.TOTAL if total and not added else Kind.AMOUNT


def _kind_of_rate(unit: str, head: str, *, changes: bool) -> Kind:
    if unit in ("%", "倍") and _COMPLETION.search(head):
        return Kind.COMPLETION
    if unit == "%":
        return Kind.GROWTH if changes else Kind.SHARE
    return Kind.POINTS if changes and unit.endswith("百分点") else Kind.AMOUNT


def _base(one: Told, before: Sequence[Told], at: int, many: int, *, is_bare: bool) -> Told | None:
    """The figure that this one goes on about: the nearest that it can be of, of a row the one in its place."""
    fitting = [each for each in before if _may_be_of(one, each)]
    if many > 1:
        row = fitting[-many:]
        return row[at] if len(row) == many and is_bare else None
    fitting = [each for each in fitting if each.unit == one.unit] or fitting
    if not fitting:
        return None
    if is_bare or one.kind is Kind.PART:
        return fitting[-1]
    alike = [each for each in fitting if pairs_of(each.name) & pairs_of(one.name)]
    return alike[-1] if alike and one.kind in (Kind.ADDED, Kind.TOTAL, Kind.SHARE, Kind.COMPLETION) else None


def _may_be_of(one: Told, base: Told) -> bool:
    """Whether a figure may be of what another is an amount of."""
    is_amount = base.unit not in RATES and base.kind not in (Kind.CHANGE,)
    if one.kind in (Kind.GROWTH, Kind.SHARE, Kind.COMPLETION):
        return is_amount
    if one.kind is Kind.POINTS:
        return base.kind in (Kind.SHARE, Kind.GROWTH)
    return is_amount and may_be_added(base.unit, one.unit)


def all_told(spans: Sequence[ScoredSpan]) -> Iterator[Told]:
    """The figures of several sentences."""
    for span in spans:
        yield from told(span)
