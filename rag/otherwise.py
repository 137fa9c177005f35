"""What a sentence tells otherwise than a question supposes: for the how manyth time, in which scope, whether alone."""

import re

from index.numerals import number_value
from index.quantities import quantities
from rag.clauses import UNBROKEN

_NTH = re.compile(r"第([一二三四五六七八九十]+|\d+)([次回届批轮])|(?:首|头一|第一)([次回届批轮])")
_TIMES = {"回": "次"}
_SCOPE = re.compile(r"全[国省市区县州球]|世界")
_RANKED = re.compile(
    r"(全[国省市区县州球]|世界)的?[\u3400-\u9fff]{0,2}?(唯一|仅有|首[个家批次条座例创]|率先|最|第[一二三四五六七八九十]+)"
)
_OF_OURS = re.compile(r"我们?([省市区县州])")
_OTHERS = re.compile(
    r"(?:除了?|除去)[^,，。?？]{2,}|[^,，。?？]{2,}(?:之外|以外)|(?:别的|其[他它])[^,，。?？]{1,8}(?:有没有|也)|另有"
)
_STILL = re.compile(r"还有|另有|别的|其[他它]|也|有没有")
_LEVEL = re.compile(
    r"(?:全(?P<of>[国省市区县州])|(?P<state>国)家级?|(?P<level>[省市区县州])级)的?(?P<what>[\u3400-\u9fff]{2})"
)
_SUBJECT = re.compile(
    r"^(?:去年|今年|那?个?)?([\u3400-\u9fff]{2,}?)(?:是不是|是|获评|获得|获|评上|评为|入选|成为|算|当上|被)"
)
_ALONE = re.compile(r"唯一|独一|只有")
_ONLY = re.compile(r"唯一|仅有的?[一1]|独家")


def is_told_otherwise(question: str, text: str) -> bool:
    """Whether a sentence tells another time or scope than a question supposes, and not the supposed one too."""
    ways = (_is_other_time, _is_ranked_elsewhere, of_other_scope, _is_of_other_level, _is_not_alone)
    return any(way(question, text) for way in ways)


def is_the_only_one(question: str, text: str) -> bool:
    """Whether others are asked for beside one that a sentence tells to be the only one."""
    return all(words.search(question) for words in (_OTHERS, _STILL)) and _ONLY.search(text) is not None


def of_other_scope(question: str, text: str) -> bool:
    """Whether the figures that a question says are told of another scope: of 全国, where it asks of 全区."""
    scopes = _scopes(question)
    said = {(each.value, each.unit) for each in quantities(question) if each.unit and each.unit != "年"}
    if len(scopes) != 1 or not said:
        return False
    own = [part.group() for part in UNBROKEN.finditer(text) if said & _figures(part.group())]
    return bool(own) and all((told := _scopes(part)) and not told & scopes for part in own)


def _figures(text: str) -> set[tuple[float, str]]:
    return {(each.value, each.unit) for each in quantities(text)}


def _scopes(text: str) -> set[str]:
    return {*_SCOPE.findall(text), *(f"全{place}" for place in _OF_OURS.findall(text))}


def _is_other_time(question: str, text: str) -> bool:
    asked, told = _times(question), _times(text)
    measures = {measure for _, measure in asked}
    others = {each for each in told if each[1] in measures}
    return len(asked) == 1 and len(others) == 1 and not asked & others


def _times(text: str) -> set[tuple[float | None, str]]:
    """「第三次」 as 3 and 次; 「首批」 and 「头一批」 as 1 and 批."""
    found = ((number_value(each[1]) if each[1] else 1.0, each[2] or each[3]) for each in _NTH.finditer(text))
    return {(number, _TIMES.get(measure, measure)) for number, measure in found}


def _is_ranked_elsewhere(question: str, text: str) -> bool:
    """「全省唯一」 of what is 「全市唯一」."""
    asked, told = (dict(reversed(each) for each in _RANKED.findall(words)) for words in (question, text))
    both = asked.keys() & told.keys()
    return bool(both) and all(asked[rank] != told[rank] for rank in both)


def _is_of_other_level(question: str, text: str) -> bool:
    """「全国标杆企业」 of what is 「全省标杆企业」, in the clause that names it."""
    subject, asked = _SUBJECT.match(question), list(_LEVEL.finditer(question))
    if subject is None or len(asked) != 1:
        return False
    told = {_level(each) for each in _LEVEL.finditer(_clause_of(subject[1], text)) if each["what"] == asked[0]["what"]}
    return bool(told) and _level(asked[0]) not in told


def _level(found: re.Match[str]) -> str:
    return found["of"] or found["state"] or found["level"]


def _is_not_alone(question: str, text: str) -> bool:
    """「唯一」 of what is told in one breath with others: 「甲镇、乙镇同时获评…」."""
    subject = _SUBJECT.match(question)
    if subject is None or not _ALONE.search(question):
        return False
    clause, name = _clause_of(subject[1], text), re.escape(subject[1])
    return _ONLY.search(clause) is None and re.search(rf"{name}(?:、|和|与)|(?:、|和|与){name}", clause) is not None


def _clause_of(name: str, text: str) -> str:
    """The clause that says a name, or the last characters of it; empty where none does."""
    clauses = [part.group() for part in UNBROKEN.finditer(text)]
    return next((each for said in (name, name[-3:]) for each in clauses if said in each), "")
