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
        others = [each for each in told if _of_kind(claim.value, each.text)]
        if others and all(_counts_more(claim.value, each.text) for each in others):
            continue
        others = others or [each for each in told if _goes_on_with_value(claim, each)]
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
            return same[0]
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
            return found
    return None


def _denies_it(text: str, not_done: re.Pattern[str], names: Sequence[Word]) -> bool:
    """Whether the very words between two commas that name a thing tell that it is not done."""
    return any(
        not_done.search(part) is not None and any(stands_in(word, part) for word in names)
        for part in re.split(r"[,，;；、]", text)
        if sum(stands_in(word, part) for word in names) >= len(names) - 1
    )


def _claims(question: Question) -> Iterator[Claim]:
    before = ""
    for clause in CLAUSE.findall(question.text):
        supposing = _ASKS.split(_ASKS_WHY.sub(" ", clause))[0]
        if not _NO_FACT.search(supposing):
            for value in values_in(_QUOTED.sub(lambda found: "_" * len(found.group()), supposing)):
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


def _goes_on_with_value(claim: Claim, telling: Telling) -> bool:
    """Whether its sentence goes on with its only value, a figure in the next clause in words of the claim."""
    if claim.value.kind is not Kind.FIGURE:
        return len(_of_kind(claim.value, telling.around)) == 1
    behind = re.split(r"[,，;；]", telling.around[telling.clause[1] - telling.sentence[0] + 1 :])[0]
    shared = sum("".join(pair) in behind for pair in pairwise(claim.words))
    return (
        shared >= _FEWEST_SHARED
        and len(_of_kind(claim.value, behind)) == 1
        and len(_of_kind(claim.value, telling.around)) == 1
    )


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
