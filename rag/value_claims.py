"""Values that a question gives a thing: a figure, a place among others, which time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.figure_clauses import read_sentence
from index.quantities import Bound
from index.types import Role
from index.words import tagged_words
from rag.claims import ASKS_WHY, Claim, asks_if_so, asks_itself, asks_whether, named_by, without_asking
from rag.clauses import CLAUSE, UNBROKEN
from rag.question import Question, role_of, years_of
from rag.same_thing import Telling
from rag.shown import share_of_pairs
from rag.supposed_values import Kind, Value, may_be_said_of, same_measure, values_in

# As people set a figure against a bound; reports say 「超过」, 「不足」, which ``quantities`` knows.
_IS_MORE = re.compile(r"(?:不止|[高大多]于|[>＞])(?:有|是)?$")
_IS_REACHED = re.compile(
    r"(?:(?<!没)(?<!没有)(?<!不)(?<!不曾)(?:超[过出]?了?|[突冲]?破了?|[迈站冲]?上了?|(?<![经通])过了?|(?<![达缩降减跌增升提涨扩至])到了?)"
    r"|至少(?:有)?|起码(?:有)?|[≥]=?|总该有|[迈站][上到])(?:有|是)?$"
)
_IS_LESS = re.compile(r"(?:(?:没(?:有)?|未能?)(?:到|够|达到?|满)|不(?:足|满|够)|跌破了?|[低少小]于|[<＜])(?:有|是)?$")
_NOT_EVEN = re.compile(r"都(?:还)?(?:没|不到|不足|未)")
_REACHES = re.compile(r"达到?了?$")
ASKS = re.compile(r"多少|(?<!好)几(?![十百千]|乎)|什么|啥|哪|谁|怎样|如何|何时|能不能|会不会|多[大高长久快远]|分别|靠")
_NO_FACT = re.compile(
    r"如果|要是|假如|假设|倘若|若(?![干])|按(?!期|时|照)|没(?!有?[到够达满])|(?<![占同环])比(?![例重]|上年|去年|前一年)|(?<![倍落温])差(?![距异别])|离|剩|距"
)
# What was so before, or is so of a part, is not taken for so now, or of the whole.
_OF_BEFORE = re.compile(
    r"原来|原先|原本|以前|之前|此前|曾|过去|从前|当年|当初|年前|前[几两三]?年|的时候|时(?=$)|从\S*?[涨增提升扩降减]|由\S+?[涨增提升扩降减]"
)
_TO_HOW_MUCH = re.compile(
    r"^[\u3400-\u9fff]{0,3}?(?:增[加至]?|提[高升]|上?[涨升]|扩大?|下?降|减少)[了到至为]{0,2}(?:多少|几)"
)
_OF_WHOM = re.compile(r"^(?:又|到底|应该)?(?:是|属于)?(?:谁|哪|什么)")  # 「第一是谁」
_POINTS = re.compile(r"[这那]$")  # 「这三类」
_OF_A_PART = re.compile(r"[我咱](?:们|这)?(?:家|[区县街镇社村校]|要|想|今年|去年|有|在)|本[区县街镇社村校]")
_OF_THE_WHOLE = re.compile(r"[一总]共|合计|全[市省县]|加起来|总数")
# What is not so names a thing where the report says it too: 「打通未贯通道路」.
_DENIES = re.compile(
    r"(?:未(?![来成])|不(?![到足是止良断锈仅]|[低高少多大小]于|超过|动产)|非(?!遗|物质|机动|法|公|洲|常|税))"
    r"[\u3400-\u9fff]{2}"
)
_JOINS = r"(?:、|(?<![温缓饱祥中总])和(?![平谐美睦解])|(?<![涉普危提遍惠顾])及(?!时)|(?<!参)与)"
_LISTED_BEFORE = re.compile(rf"{_JOINS}(?P<part>(?!连续|增长|下降|提[高升])[\u3400-\u9fff]{{2,8}})$")
_LISTED_BEHIND = re.compile(rf"(?P<part>[\u3400-\u9fff]{{2,8}}{_JOINS}[\u3400-\u9fff]{{2}})")
_TOTAL = re.compile(r"总[数量额]|累计|合计|[一总]?共")
_STRICT = frozenset((Bound.MORE_THAN, Bound.AT_LEAST, Bound.LESS_THAN, Bound.AT_MOST))
_AS_WELL = 0.15  # of the pairs of characters of the words for a thing
_FEWEST_SHARED = 2  # pairs of characters
_QUOTED = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")


@dataclass(frozen=True, slots=True)
class SupposedValue:
    """A value that is claimed, and the words for what it is given."""

    value: Value
    words: str
    near: str = ""  # those between the value and the one before
    is_asked: bool = False  # whether it is so: then of several values told that of the thing itself is meant

    def agrees(self, telling: Telling) -> bool:
        """Whether the sentence of a clause tells the value, as rounded or as a bound."""
        own = self._own(telling)
        if not self.is_asked or not own:
            return may_be_said_of(self.value, telling.around)
        if all(map(self.value.is_as_precise_as, own)):
            return any(self.value.value == value.value for value in own)
        agrees = self.value.is_surely if self.value.bound in _STRICT else self.value.agrees_with
        is_alone = len(_of_kind(self.value, telling.text)) == 1
        return any(map(agrees, own)) or (is_alone and self._is_total_of(telling))

    def _is_total_of(self, telling: Telling) -> bool:
        """Whether a clause that tells a total of the same tells the value: 「新增30家，总数达到250家」."""
        clauses = UNBROKEN.findall(telling.around)
        return any(_TOTAL.match(clause) is not None and may_be_said_of(self.value, clause) for clause in clauses)

    def confirmed(self, telling: Telling) -> Telling | None:
        """The clause with that very value, or one within the bound, and no other of its kind."""
        told = self._own(telling)
        is_one_of_several = self.value.kind is not Kind.FIGURE and "分别" in telling.text
        surely = bool(told) and not is_one_of_several and all(map(self.value.is_surely, told))
        sure = surely and self._is_of_thing(telling, told)
        return telling.tells(told[0].start, told[-1].end) if sure else None

    def otherwise(self, telling: Telling) -> Telling | None:
        """The clause with another value of the kind, or with the only one of its sentence in the clause behind."""
        told = _of_kind(self.value, telling.text)
        turned = [value for value in values_in(telling.around) if self.value.is_turned_in(value)]
        if turned and not any(self.value.is_turned_in(value) for value in told):
            return None  # another clause of the sentence turns the very value
        if not told:
            return self._going_on(telling)
        return None if self._may_be_a_part(telling.text) else telling.tells(told[0].start, told[-1].end)

    def _may_be_a_part(self, text: str) -> bool:
        """Whether words count more of several things, which are not all named: 「中小学、幼儿园80所」."""
        return all(
            self.value.kind is Kind.FIGURE and value.value > self.value.value and self._is_listed(text, value)
            for value in _of_kind(self.value, text)
        )

    def _is_listed(self, text: str, value: Value) -> bool:
        """Whether a value stands beside a list of which the words for the thing do not say the near end."""
        listed = _LISTED_BEFORE.search(text[: value.start]) or _LISTED_BEHIND.match(text, value.end)
        return listed is not None and share_of_pairs(listed["part"], self.words) < 1

    def _own(self, telling: Telling) -> list[Value]:
        """The values of the kind; where it is asked which, of several those whose words say most of the thing."""
        told = _of_kind(self.value, telling.text)
        if not self.is_asked or self.value.kind is not Kind.FIGURE or len(told) == 1:
            return told
        shares = [share_of_pairs(self.words, said) for said in _said_of_each(telling, told)]
        return [value for value, share in zip(told, shares, strict=True) if share == max(shares)]

    def of_the_thing(self, told: Sequence[Telling]) -> list[Telling]:
        """The clauses without those whose values are of something else than another's: of new ones beside a total."""
        denied = _DENIES.findall(self.words)
        told = [telling for telling in told if all(each in telling.around for each in denied)]
        shares = [self._share(telling) for telling in told]
        best = max((each for each in shares if each is not None), default=0.0)
        return [each for each, share in zip(told, shares, strict=True) if share is None or share >= best - _AS_WELL]

    def _share(self, telling: Telling) -> float | None:
        """How much of the words for the thing the values of the kind are said of; None where there are none."""
        own = self._own(telling) if self.is_asked and self.value.kind is Kind.FIGURE else []
        return max((share_of_pairs(self.words, said) for said in _said_of_each(telling, own)), default=None)

    def _is_of_thing(self, telling: Telling, own: Sequence[Value]) -> bool:
        """Whether the noun before the value is not that of another figure: 「绿地258公顷、绿道192公里」."""
        nouns = [word for word, tag in tagged_words(self.near) if tag.startswith("n") and len(word) > 1]
        figures = [value for value in values_in(telling.text) if value.kind is Kind.FIGURE]
        if self.value.kind is not Kind.FIGURE or not nouns:
            return True
        said = dict(zip(figures, _said_of_each(telling, figures), strict=True))
        return any(nouns[-1] in said[value] for value in own) or not any(nouns[-1] in words for words in said.values())

    def tells_exactly(self, telling: Telling) -> bool:
        """Whether a clause tells that very value."""
        return any(self.value.value == value.value for value in _of_kind(self.value, telling.text))

    def _going_on(self, telling: Telling) -> Telling | None:
        """The clause with the only value of its sentence, if that is a figure in the next clause in the words said."""
        told = _of_kind(self.value, telling.around)
        if len(told) != 1:
            return None
        at = telling.clause[1] - telling.sentence[0]
        behind = re.split(r"[,，;；]", telling.around[at + 1 :])[0]
        shared = sum("".join(pair) in behind for pair in pairwise(self.words))
        goes_on = shared >= _FEWEST_SHARED and len(_of_kind(self.value, behind)) == 1
        if self.value.kind is Kind.FIGURE and not goes_on:
            return None
        return telling.tells_beside(told[0].start, told[0].end)


def value_claims(question: Question) -> Iterator[Claim]:
    """The figures, places among others and times that a question gives a thing."""
    before = ""
    if _OF_A_PART.search(question.text):
        return
    clauses = CLAUSE.findall(question.text)
    for at, clause in enumerate(clauses):
        is_asked = asks_if_so(question) and asks_whether(clauses, at)
        asking = without_asking(clause) if is_asked else clause
        supposing = ASKS.split(ASKS_WHY.sub(" ", asking))[0]
        whole = _OF_THE_WHOLE.search(question.text) is not None and _OF_THE_WHOLE.search(supposing) is None
        if not _NO_FACT.search(supposing) and not _OF_BEFORE.search(supposing):
            values = list(_values(supposing, is_asked=is_asked, asks_if_reached=is_asked and asks_itself(clause)))
            for value, near in zip(values, _parts(supposing, values), strict=True):
                if (whole and value.kind is Kind.FIGURE) or _only_counts(supposing, value):
                    continue
                if _TO_HOW_MUCH.match(asking[value.end :]) or _OF_WHOM.match(asking[value.end :]):
                    continue
                words = supposing[: value.start] + " " + supposing[value.end :]
                words = f"{before} {words}" if is_asked and not values_in(before) else named_by(words, before)
                role = role_of(clause) or (None if question.role is Role.PLAN else question.role)
                years = years_of(clause) or question.years
                is_denial = is_asked and value.bound is not None
                supposed = SupposedValue(value, words, near, is_asked)
                yield Claim(words, supposed, years, role, is_denial, is_asked)
        before = supposing


def _values(supposing: str, *, is_asked: bool, asks_if_reached: bool) -> Iterator[Value]:
    """The values that words give a thing, with the bound that is asked about; more is as good as reached."""
    for value in values_in(_QUOTED.sub(lambda found: "_" * len(found.group()), supposing)):
        before, behind = supposing[: value.start], supposing[value.end :]
        if not is_asked or value.kind is not Kind.FIGURE or value.bound is not None:
            yield value
        elif _IS_LESS.search(before) or _NOT_EVEN.match(behind):
            yield replace(value, bound=Bound.LESS_THAN)
        elif _IS_MORE.search(before):
            yield replace(value, bound=Bound.MORE_THAN)
        elif _IS_REACHED.search(before) or (asks_if_reached and _REACHES.search(before)):
            yield replace(value, bound=Bound.AT_LEAST)
        else:
            yield value


def _parts(text: str, values: Sequence[Value]) -> list[str]:
    """Of each value the words from the one before to its end."""
    return [text[start : value.end] for start, value in zip([0, *(each.end for each in values)], values, strict=False)]


def _said_of_each(telling: Telling, values: Sequence[Value]) -> list[str]:
    """Of each value what it measures, or the words from the one before to its end where that is not told."""
    first = telling.clause[0] - telling.sentence[0]
    measured = _measured(telling.around)
    parts = zip(values, _parts(telling.text, values), strict=True)
    return [measured.get(first + value.start) or part for value, part in parts]


@lru_cache(512)
def _measured(sentence: str) -> Mapping[int, str]:
    """By the place of each figure what it measures: 「甲、乙分别增长3%、5%」, 「12个村、30个社区」."""
    return {each.quantity.start: each.metric for each in read_sentence(sentence)}


def _only_counts(text: str, value: Value) -> bool:
    """Whether a number counts what was said before: 「这三类」, 「三个数加一块」."""
    return _POINTS.search(text[: value.start]) is not None or text[value.end :].startswith("数")


def _of_kind(claimed: Value, text: str) -> list[Value]:
    return [value for value in values_in(text) if same_measure(claimed, value)]
