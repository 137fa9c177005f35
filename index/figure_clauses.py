"""From a sentence to its figures: each quantity with the metric that it states."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.figure_quantities import FOLDED, RANK_UNIT, THINGS, stated_quantities
from index.figure_words import Stated, counted, is_verbs, leading_verbs, opens_with_noun, opens_with_verb, read_words
from index.quantities import Quantity

_BREAK = re.compile(r"[,;:!?。\n()]|——")
_QUOTED = re.compile(r"“[^“”]{1,30}”|\"[^\"]{1,30}\"|《[^《》]*》")
_NOTE = re.compile(r"\[\d{1,3}\]|\((?![^()]*\d)[^()]{1,30}\)")
_CONJUNCTS = re.compile(r"、|以及|和(?!谐|美|平)|及(?!时)|与")
# Nouns that say nothing without what stood before: 「新设经营主体30万户，总量居全省第一」.
_BARE = re.compile(
    r"(?:[总全]?(?:投资|产值|规模|额|量|面积|长度|里程|金额|产量|营收|收入|资金)|总[数量额]|增[速幅量长]|[降涨]幅|占比|比重|人均|单产|日均|年均|最高|"
    r"覆盖率|普及率|办结率|满意率|满意度|完成率|合格率|达标率|数量|质量|累计|利润|市值|产能|价值|贡献率|增长|签约额|总签约额|合同额|其中)"
)
_HEADS = re.compile(r"[额值量率数度资入积比]$|收入|指数|总额|支出|贷款|存款|税费")
_GOES_ON = re.compile(r"[和与及并]|以及|同比|增长|下降|用于|支持|位居|居(?![民住家])|位?列|占|比上")
_CHANGED_AFTER = re.compile(r"的?(?:(增[长幅速]|提升|涨幅)|下降|降幅)")
_LEVELS = frozenset(("保持", "实现", "完成", "录得"))
_FROM = re.compile(r"[由从自](?:((?:19|20)\d{2})年[底末]?)?的?$")
_MAX_METRIC = 48
_JOINED = ("、", "和", "与", "及", "")
_JOINS = frozenset((*_JOINED, "以及"))


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity of a sentence, its metric, and what it says of another value; ``[start, end)`` is their clause."""

    quantity: Quantity
    metric: str
    stated: Stated
    start: int
    end: int
    left: str  # the words between the break or figure before, and the quantity
    origin: str | None = None  # the value it came from, as printed

    @property
    def is_origin(self) -> bool:
        """Whether it is the value that a later one came from: 「由41%」."""
        return bool(_FROM.search(self.left))

    @property
    def origin_year(self) -> int | None:
        """The year of such a value, where it is printed: 「由2019年的41%」."""
        found = _FROM.search(self.left)
        return int(found[1]) if found and found[1] else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A quantity between the words before it (since the figure or break before) and after it."""

    quantity: Quantity
    left: str
    right: str
    start: int  # of its clause
    end: int
    subject: str  # the clause before, where that states no figure


def read_sentence(sentence: str) -> tuple[Measured, ...]:
    """The figures of one sentence in order; spans are offsets in it."""
    folded = sentence.translate(FOLDED)
    found = stated_quantities(folded)
    if not found:
        return ()
    places = _places(_NOTE.sub(lambda match: "\0" * len(match.group()), folded), found)
    measured: list[Measured] = []
    at = 0
    while at < len(places):
        row = _row(places, at)
        first = _measure(places[at], measured[-1] if measured else None, folded)
        metrics = _conjuncts(first.metric, len(row))
        measured.extend(
            replace(first, quantity=each.quantity, metric=metric, left=each.left or first.left)
            for each, metric in zip(row, metrics, strict=True)
        )
        at += len(row)
    return tuple(_of_what_follows(measured))


def _of_what_follows(measured: Sequence[Measured]) -> Iterator[Measured]:
    """The figures; of 「总投资50亿元的12个重点项目」 the amount is that of the things which are counted behind it."""
    for each, after in zip(measured, (*measured[1:], None), strict=True):
        of_them = after is not None and after.left == "的" and _BARE.fullmatch(each.stated.noun)
        yield replace(each, metric=_tidy(after.metric + each.stated.noun)) if after is not None and of_them else each


def _places(sentence: str, found: Sequence[Quantity]) -> list[_Place]:
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    breaks = [
        match
        for match in _BREAK.finditer(sentence)
        if not any(start < match.start() < end for start, end in quoted)
        and not any(each.start <= match.start() < each.end for each in found)
    ]
    places = []
    for at, quantity in enumerate(found):
        before = [each for each in breaks if each.end() <= quantity.start]
        start = before[-1].end() if before else 0
        end = next((each.start() for each in breaks if each.start() >= quantity.end), len(sentence))
        left = sentence[start : quantity.start]
        if at and found[at - 1].end >= start:
            left = _parted(sentence[found[at - 1].end : quantity.start])[1]
        right = sentence[quantity.end : end]
        if at + 1 < len(found) and found[at + 1].start < end:
            between = sentence[quantity.end : found[at + 1].start]
            right = _parted(between)[0] if between else sentence[found[at + 1].end : end]  # 「3万户9万名群众」
        subject_start = before[-2].end() if len(before) > 1 else 0
        subject = sentence[subject_start : before[-1].start()] if before else ""
        if any(subject_start <= each.start < start for each in found):
            subject = ""
        places.append(_Place(quantity, left, right.replace("\0", "").lstrip("”"), start, end, subject))
    return places


def _parted(between: str) -> tuple[str, str]:
    """The words between two figures of a clause: those that name what the first counts, and those of the second.

    Where nothing parts them they are of both: 「21个选址项目1.7万亩」.
    """
    if not between or between[0] in "、和与及":
        return "", between
    parted = max(between.rfind("、"), *(len(between) - 1 if between.endswith(each) else -1 for each in "和与及"))
    return (between[:parted], between[parted:]) if parted > 0 else (between, between)


def _row(places: Sequence[_Place], at: int) -> Sequence[_Place]:
    """The place and those that share its words: 「分别为3家、5家」, 「3条、5条」."""
    end = at + 1
    while (
        end < len(places)
        and places[end].start == places[at].start
        and places[end].left in _JOINS
        and (not places[end - 1].right.strip("、和与及") or not opens_with_noun(places[end - 1].right))
        and not opens_with_noun(places[end].right)
    ):
        end += 1
    return places[at:end]


def _measure(place: _Place, before: Measured | None, sentence: str) -> Measured:
    quantity = place.quantity
    stated = read_words(place.left.replace("\0", ""), quantity.unit, rank=quantity.unit == RANK_UNIT)
    if stated.direction is None and quantity.unit == "%" and (after := _CHANGED_AFTER.match(place.right)):
        stated = replace(stated, direction="up" if after[1] else "down")
    joined = before is not None and before.start <= place.start < before.end and place.left[:1] in _JOINED
    if _names_counted(place, stated):
        metric = _counted_metric(place, stated, before if joined else None)
    elif stated.noun and not stated.shares and stated.noun not in _LEVELS:
        metric = _own_metric(place, stated, before, joined=joined)
    else:
        owner = before.metric if before is not None else _subject(place.subject)
        metric = (owner + (stated.noun if stated.shares else "")) or stated.noun or place.right or place.left
    start, origin = place.start, None
    if before is not None and not stated.noun:
        start = min(start, before.start)
        if before.is_origin and stated.direction is not None:
            origin = sentence[before.quantity.start : before.quantity.end]
    return Measured(quantity, _tidy(metric), stated, start, place.end, place.left, origin)


def _counted_metric(place: _Place, stated: Stated, joined: Measured | None) -> str:
    """Of 「建成3个幸福食堂」: what was done and the words that follow the quantity."""
    noun = leading_verbs(stated.noun) if stated.noun.endswith("等") else stated.noun
    if not noun and joined is not None:
        noun = leading_verbs(joined.metric)
    return noun + counted(place.right.removeprefix("的"))


def _own_metric(place: _Place, stated: Stated, before: Measured | None, *, joined: bool) -> str:
    """The words in front of the quantity, with what they leave to the figure before: its owner, object or verb."""
    noun = stated.noun
    owner = before.metric if before is not None else _subject(place.subject)
    verbs = leading_verbs(owner)
    if _BARE.fullmatch(noun):
        return owner if noun == "总量" and _HEADS.search(owner) else owner.removeprefix(verbs) + noun
    if before is None or not joined:
        return noun
    if is_verbs(noun) and before.quantity.unit == place.quantity.unit:
        return noun + owner.removeprefix(verbs)
    return verbs + noun if stated.direction is None and not opens_with_verb(noun) else noun


def _names_counted(place: _Place, stated: Stated) -> bool:
    """Whether the words after the quantity name what is counted: 「3个幸福食堂」, but not 「3个，居全省第一」."""
    if stated.direction is not None or place.quantity.unit == RANK_UNIT or _GOES_ON.match(place.right):
        return False
    if place.right and (stated.noun.endswith("首批") or place.quantity.unit == "年"):
        return True
    counts = place.quantity.unit in THINGS and (is_verbs(stated.noun) or stated.noun.endswith("等"))
    acts = bool(stated.noun) and stated.noun == leading_verbs(stated.noun)
    if (counts or acts) and re.match(r"[\u4e00-\u9fff“\"]{2}", place.right):
        return True
    return opens_with_noun(place.right)


def _subject(clause: str) -> str:
    """The clause before a figure that has no words of its own."""
    return read_words(clause.replace("\0", ""), "", rank=False).noun


def _conjuncts(metric: str, count: int) -> Sequence[str]:
    """The metrics of a row of figures: 「新建、改建道路」 for two, the same for each where the words do not part."""
    parts = [each for each in _CONJUNCTS.split(metric) if each]
    if count == 1 or len(parts) != count or any(_is_quoted(each) for each in parts):
        return [metric] * count
    last, verbs = parts[-1], leading_verbs(parts[0])
    whole = []
    for at, part in enumerate(parts):
        if part == leading_verbs(part):
            whole.append(part + last.removeprefix(leading_verbs(last)))
        elif at < count - 1 and (len(part) == 1 or len(part) == 2 == len(last) - 2):
            whole.append(part + last[len(part) :])
        elif at < count - 1 and len(part) + 2 <= len(last) and not _HEADS.search(part) and verbs != part:
            whole.append(part + last[len(part.removeprefix(verbs)) :] if _HEADS.search(last) else part)
        else:
            whole.append(part)
    return [part if not verbs or part.startswith(verbs) or leading_verbs(part) else verbs + part for part in whole]


def _tidy(metric: str) -> str:
    """Without what an earlier action of the same clause adds: 「深化改革、新增企业」."""
    metric = metric.replace("\0", "").lstrip("、,和与及的 ").rstrip("、,的 ")
    if metric.count("“") < metric.count("”") or metric.count('"') % 2:
        metric = metric.rstrip('”"')
    head, mark, last = metric.rpartition("、")
    if mark and not _is_quoted(head) and leading_verbs(last) and (opening := leading_verbs(head)) and opening != head:
        metric = last
    return metric[-_MAX_METRIC:]


def _is_quoted(words: str) -> bool:
    """Whether a quotation is open at the end of the words."""
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1
