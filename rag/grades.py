"""The grade of a thing, where a report tells another than a question supposes: 三乙 for 三甲, AA+ for AAA."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.types import Passage, Role
from index.words import fold, tagged_words
from rag import wording
from rag.clauses import CLAUSE
from rag.stages import Told, told_of
from rag.supposed import left_of

_SAME_SCOPE = {"全球": "世界", "国际": "世界", "国家": "全国", "中国": "全国"}
_SCOPE = "全球|国际|世界|全国|国家|中国|[东中西]部|华[东中南北]|全[省市]"
_HOSPITAL = re.compile(r"[“\"「]?([一二三])级?[“\"「]?([甲乙丙])")
_RATING = re.compile(
    r"(?<![a-z0-9])(a{1,5}|b{1,3}|[1-5]a)([+-]?)(?![a-z+])(?=级|[\u3400-\u9fff]{0,4}(?:评级|等级|信用|景区))"
)
_LISTED = re.compile(rf"({_SCOPE})[\u3400-\u9fff]{{0,12}}?([百千十]|[一二三四五六七八九]?十|[一二三四五]百|\d+)强")
# Verbs, particles and the like are no part of a name.
_NOT_OF_NAME = frozenset("vdpurtcyf")
_KIND_OF_PLACE = re.compile(r"(?<=[\u3400-\u9fff]{2})[省市区县州]$")
_OF_ASKING = re.compile(r"有没有|哪|多少|(?<!好)几[个家所]|什么时候|怎么|如何|要是|如果|离|差|没|未|不(?!是)")


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade, and of what kind: only grades of one kind exclude each other."""

    kind: str
    value: str
    start: int


def another_grade(question: str, passages: Sequence[Passage]) -> Told | None:
    """The clause that tells another grade of the thing than a question supposes; None where one tells that grade."""
    for clause in CLAUSE.findall(question):
        grade = next(_grades_in(clause), None)
        if grade is None or _OF_ASKING.search(clause) or wording.PLAN.search(question):
            continue
        name = _name_in(fold(clause)[: grade.start])
        if not name or _tells(passages, name, grade):
            continue
        told = [each for each in told_of(name, passages) if each.passage.period.role is Role.REVIEW]
        graded = [(each, said) for each in told for said in _grades_in(each.item) if said.kind == grade.kind]
        if graded and all(said.value != grade.value for _, said in graded):
            return graded[0][0]
    return None


def _tells(passages: Sequence[Passage], name: str, grade: Grade) -> bool:
    """Whether an item that names the thing, in short too, tells that very grade."""
    return any(
        (said.kind, said.value) == (grade.kind, grade.value)
        for passage in passages
        if passage.period.role is Role.REVIEW and name[:2] in passage.text
        for item in CLAUSE.findall(passage.text)
        if name[:2] in item
        for said in _grades_in(item)
    )


def _grades_in(text: str) -> Iterator[Grade]:
    """The grades that a text tells, in order of their kinds."""
    said = fold(text)
    for found in _HOSPITAL.finditer(said):
        yield Grade("hospital", found[1] + found[2], found.start())
    for found in _RATING.finditer(said):
        letters = "a" * int(found[1][0]) if found[1][0].isdigit() else found[1]
        yield Grade("rating", letters + found[2], found.start())
    for found in _LISTED.finditer(said):
        yield Grade(f"{found[2]}强", _SAME_SCOPE.get(found[1], found[1]), found.start())


def _name_in(words: str) -> str:
    """The nouns at the beginning of a clause; of a place without its kind: 望潮 of 「望潮县去年进了」."""
    nouns: list[str] = []
    for word, tag in tagged_words(left_of(words)):
        if tag[0] in _NOT_OF_NAME:
            if nouns:
                break
            continue
        nouns.append(word)
    return _KIND_OF_PLACE.sub("", "".join(nouns))
