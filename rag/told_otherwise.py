"""What a question takes for so of a thing, and a report tells otherwise: another figure, place among others, time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.types import Passage, Role
from index.words import tagged_words
from rag import wording
from rag.keyword_coverage import Rarity
from rag.question import Question, years_of
from rag.same_thing import Telling, Word, is_of_place_asked, nearest, stands_in, tellings, thing_in
from rag.supposed import CLAUSE
from rag.supposed_values import Kind, Value, may_be_said_of, same_measure, values_in

_ASKS_WHY = re.compile(r"为什么|为何|为啥子?|怎么|咋|凭(?:什么|啥)")
_ASKS = re.compile(
    r"多少|(?<!好)几(?![十百千]|乎)|什么|啥|哪|谁|怎样|如何|何时|是不是|有没有|能不能|会不会|是否|多[大高长久快远]|分别|靠"
)
_NO_FACT = re.compile(
    r"如果|要是|假如|假设|倘若|若(?![干])|按(?!期|时|照)|没|未|不(?!到|足|是)|非|(?<!占)比(?![例重])|差|离|剩|距"
)
# What was so before, or is so of a part, is not taken for so now, or of the whole.
_OF_BEFORE = re.compile(
    r"原来|原先|原本|以前|之前|此前|曾|过去|从前|当年|当初|年前|前[几两三]?年|的时候|时(?=$)|从\S*?[涨增提升扩降减]|由\S+?[涨增提升扩降减]"
)
_TO_HOW_MUCH = re.compile(
    r"^[\u3400-\u9fff]{0,3}?(?:增[加至]?|提[高升]|上?[涨升]|扩大?|下?降|减少)[了到至为]{0,2}(?:多少|几)"
)
_OF_A_PART = re.compile(r"[我咱](?:们|这)?(?:家|[区县街镇社村校]|要|想|今年|去年|有|在)|本[区县街镇社村校]")
_OF_THE_WHOLE = re.compile(r"[一总]共|合计|全[市省县]|加起来|总数")
_IS_ATTRIBUTE = re.compile(r"[不未][\u3400-\u9fff]{1,6}的")
_GIVEN_UP = r"废止|叫停|终止|撤销"
_ASKS_WHETHER = re.compile(r"(?:吗|吧|没有?|不)$|是否|是不是|有没有")
_DENIES = re.compile(rf"{_GIVEN_UP}|[不没未]|取消")
_LISTED_BEFORE = re.compile(r"[、和及与](?!连续)[\u3400-\u9fff]{2,8}$")
_LISTED_BEHIND = re.compile(r"[\u3400-\u9fff]{2,8}[、和及与][\u3400-\u9fff]{2}")
_FEWEST_SHARED = 2  # pairs of characters
_QUOTED = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that a question gives a thing, the words for that thing, and for when."""

    value: Value
    words: str
    years: tuple[int, ...]
    role: Role | None


def told_otherwise(question: Question, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """The clause that tells another value of a thing than a question takes for so; None where one tells that value."""
    for claim in _claims(question):
        thing = thing_in(question, claim.words, rarity)
        of_its_time = [passage for passage in passages if _is_of_its_time(claim, passage)]
        told = [each for each in tellings(thing, of_its_time) if is_of_place_asked(question, each)]
        if any(may_be_said_of(claim.value, each.around) for each in told):
            continue
        others = [each.valued for each in told if _of_kind(claim.value, each.text)]
        if others and all(_counts_more(claim.value, each.text) for each in others):
            continue
        others = others or [valued for each in told if (valued := _going_on_with_value(claim, each)) is not None]
        others.sort(key=lambda each: min((value.end for value in _of_kind(claim.value, each.text)), default=0))
        if others:
            return nearest(claim.words, others)
    return None


def told_of_another_time(question: Question, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """The clause of the other part of the report that tells the very figure which a question gives a thing."""
    for claim in _claims(question):
        if (
            claim.value.kind is not Kind.FIGURE
            or claim.role is not Role.PLAN
            or not wording.DOING.search(question.text)
        ):
            continue
        told = tellings(thing_in(question, claim.words, rarity), passages)
        same = [
            each for each in told if any(claim.value.value == value.value for value in _of_kind(claim.value, each.text))
        ]
        if same and not any(_is_of_its_time(claim, each.passage) for each in same):
            return same[0].valued
    return None


def denied(question: Question, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """The clause that tells that what a question takes for done is not, or was given up."""
    for clause in CLAUSE.findall(question.text):
        supposing = _ASKS.split(_ASKS_WHY.sub(" ", clause))[0]
        if _DENIES.search(supposing) or _ASKS_WHETHER.search(clause):
            continue
        verbs = "|".join(re.escape(word) for word, tag in tagged_words(supposing) if len(word) > 1 and tag[0] in "nv")
        thing = thing_in(question, supposing, rarity)
        not_done = re.compile(rf"{_GIVEN_UP}|(?:不|未|尚未)(?:{verbs})" if verbs else _GIVEN_UP)
        told = tellings(thing, [passage for passage in passages if not_done.search(passage.text)])
        names = [word for word in thing if word.names]
        found = next((each for each in told if _denies_it(each.text, not_done, names)), None)
        if found is not None:
            return found.valued
    return None


def _denies_it(text: str, not_done: re.Pattern[str], names: Sequence[Word]) -> bool:
    """Whether the very words between two commas that name a thing tell that it is not done."""
    for part in re.split(r"[,，;；、]", text):
        found = not_done.search(part)
        if found is None or _IS_ATTRIBUTE.search(part):
            continue
        given_up = re.match(_GIVEN_UP, found.group()) is not None
        denies = any(stands_in(word, part if given_up else part[: found.start()]) for word in names)
        if denies and sum(stands_in(word, part) for word in names) >= len(names) - 1:
            return True
    return False


def _claims(question: Question) -> Iterator[Claim]:
    before = ""
    if _OF_A_PART.search(question.text):
        return
    for clause in CLAUSE.findall(question.text):
        supposing = _ASKS.split(_ASKS_WHY.sub(" ", clause))[0]
        whole = _OF_THE_WHOLE.search(question.text) is not None and _OF_THE_WHOLE.search(supposing) is None
        if not whole and not _NO_FACT.search(supposing) and not _OF_BEFORE.search(supposing):
            for value in values_in(_QUOTED.sub(lambda found: "_" * len(found.group()), supposing)):
                if _TO_HOW_MUCH.match(clause[value.end :]):
                    continue
                words = supposing[: value.start] + " " + supposing[value.end :]
                words = words if len(words.strip()) > 3 else f"{before} {words}"
                role = role_of(clause) or (None if question.role is Role.PLAN else question.role)
                yield Claim(value, words, years_of(clause) or question.years, role)
        before = supposing


def role_of(clause: str) -> Role | None:
    """The part of the report that a clause points at; None where it points at none, or both."""
    review, plan = wording.REVIEW.search(clause), wording.PLAN.search(clause)
    if bool(review) == bool(plan):
        return None
    return Role.REVIEW if review else Role.PLAN


def _of_kind(claimed: Value, text: str) -> list[Value]:
    return [value for value in values_in(text) if same_measure(claimed, value)]


def _going_on_with_value(claim: Claim, telling: Telling) -> Telling | None:
    """The clause with the only value of its sentence, if that is a figure in the next clause in words of the claim."""
    of_kind = _of_kind(claim.value, telling.around)
    if len(of_kind) != 1:
        return None
    valued = telling.with_value(of_kind[0].start, of_kind[0].end)
    if claim.value.kind is not Kind.FIGURE:
        return valued
    behind = re.split(r"[,，;；]", telling.around[telling.clause[1] - telling.sentence[0] + 1 :])[0]
    shared = sum("".join(pair) in behind for pair in pairwise(claim.words))
    return valued if shared >= _FEWEST_SHARED and len(_of_kind(claim.value, behind)) == 1 else None


def _counts_more(claimed: Value, text: str) -> bool:
    """Whether words count more of several things, of which what is claimed may be a part: 「中小学、幼儿园80所」."""
    return all(
        claimed.kind is Kind.FIGURE
        and value.value > claimed.value
        and (_LISTED_BEFORE.search(text[: value.start]) or _LISTED_BEHIND.match(text, value.end)) is not None
        for value in _of_kind(claimed, text)
    )


def _is_of_its_time(claim: Claim, passage: Passage) -> bool:
    period = passage.period
    if claim.years:
        return period.first_year is None or any(year in period.years for year in claim.years)
    return claim.role is None or period.role is None or period.role is claim.role
