"""Whose something is: another winner, place or maker than a question takes for so."""

import re
from collections.abc import Iterator, Sequence

from index.sentences import sentence_spans
from index.types import Passage
from index.words import fold, tagged_words
from rag.clauses import CLAUSE
from rag.keyword_coverage import Rarity, presence
from rag.places import names_another_place
from rag.question import Question
from rag.same_thing import Telling, nearest, tellings, thing_in

_KINDS = r"街道|社区|经开区|高新区|开发区|园区|集团|公司|医院|大学|学院|学校|中学|小学|机场|[县区市镇乡村省港]"
_WINS = r"(?:评上|获评|被?命名为|被?授予|入选|[选评][上进中]|选为|当选|获批|拿[到下了]|获得|夺得|摘得|列入|上榜)"
_WON = re.compile(rf"([\u3400-\u9fff]{{2,8}}?)({_KINDS})(?:[能会被都也]|是|去年|已经?|凭什么)*{_WINS}了?(.+)")
_WINS_TOLD = re.compile(rf"{_WINS}|获|唯一|首[个批家]|成功创建")
_OF_ASKING = re.compile(r"哪|谁|什么|啥|吗|是不是|有没有|几[个家]|多少|如果|要是")
_NO_NAME = re.compile(r"[个的些别每各其这那家有](?:街道)?$|[我你他咱]们?|多少")
_HELD = re.compile(
    r"(?:在|放[到在]|搬[到去]|落[到在])(?:了)?([\u3400-\u9fff]{2,5}?)(?:去|来)?了?(?:举?办|举行|召?开|工作|建|搞|落户)"
)
_WITH = re.compile(
    r"(?:跟|和|与|同)([\u3400-\u9fff]{2,5}?)(?:一起|一块儿?|联合|合作|共同)(?:举?办|搞|[共修]?建|发起|成立)"
)
_WITH_TOLD = re.compile(r"携手|联合|[与同和]|共建|合作")
_HELD_TOLD = re.compile(r"在([\u3400-\u9fff]{1,8}?)(?:成功)?(?:举办|举行|召开|开幕|工作|建成|落户|落地|设立)")
_MADE = re.compile(
    r"(?:是|由)([\u3400-\u9fff]{2,10}?)(?:一家|自己|单独|去年|新|联合|共同|带头|最早|首先|首)*"
    r"(发起|提出|倡议|倡导|首创|发明|创办|主办|牵头|共建)"
)
_MAKES = r"发起|提出|倡议|倡导|首创|发明|创办|主办|牵头"
_STREET = r"([\u3400-\u9fff]{2,3}街道)"
_SAME_KIND = ("大学|学院", "中学|小学", "集团|公司|银行", "医院", "[县区]", "街道", "[村乡镇]", "机场|港")
_GOES_ON = r"生|毕业|城|域|里|中|外|内|级|水|流|岸|长|民|口"  # 大学生, 区域
_NO_PLACE = r"[\u3400-\u9fff][小景社园地城校片市牧灾特疫库林]"
_NAME = re.compile(rf"(?P<name>[\u3400-\u9fff]{{2}})(?<!{_NO_PLACE})(?P<kind>{'|'.join(_SAME_KIND)})(?!{_GOES_ON})")
_SURELY_NAMED = 0.85  # of the words for what is done
_NAME_CHARS, _MOST_NAMED = 3, 6  # characters that a name begins with, and sentences that say it


def told_of_another(question: Question, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """The clause that tells another winner, place or maker of the very thing; None where it tells none, or that one.

    Of a question that opens with a place which the reports are not of it has to name another: 「甲区创成…了吗」.
    """
    told = _told_of_another(question, passages, rarity)
    is_of_other = question.text.startswith(question.foreign_places)
    if told is None or not is_of_other:
        return told
    return told if names_another_place(told.around, question.text, question.places) else None


def _told_of_another(question: Question, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    for clause in CLAUSE.findall(question.text):
        for found in (_won, _lies, _held, _made, _does):
            told = found(question, clause, passages, rarity)
            if told is not None:
                return told
    return None


def _won(question: Question, clause: str, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """「甲社区入选…」 of what 乙社区 did."""
    found = _WON.search(clause)
    if found is None or _OF_ASKING.search(clause[: found.start(3)]) or _NO_NAME.search(found[1]):
        return None
    if (
        any(place in found[1] + found[2] for place in (*question.places, *question.foreign_places))
        or found[1][-1] == "全"
    ):
        return None
    name, kind, won = found[1][-4:], found[2], _OF_ASKING.split(found[3])[0]
    told = [each for each in tellings(thing_in(question, won, rarity), passages) if _WINS_TOLD.search(each.around)]
    kinds = "[县区市]" if kind in "县区市" else kind
    others = [each for each in told if re.search(rf"[\u3400-\u9fff]{{2}}(?<!{_NO_PLACE}){kinds}", each.text)]
    return others[0].valued if others and not any(_says(name, each.around) for each in told) else None


def _lies(question: Question, clause: str, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """「甲街道的丙社区」, 「丙社区在甲街道」 of one in 乙街道: its place stands before its name."""
    for place, name in _placed(clause):
        if _NO_NAME.search(place) or any(place in each for each in question.foreign_places) or not _is_noun(name):
            continue
        told = list(_naming(name, passages))
        before = [(each, _place_ending(each.text[: each.text.index(name)])) for each in told]
        if any(place + name in passage.text for passage in passages):
            continue
        known = _is_quarter(place) or not any(place in passage.text for passage in passages)
        if not known or len(told) > _MOST_NAMED or any(other == place for _, other in before):
            continue
        other = next((each for each, other in before if other and _is_quarter(other) == _is_quarter(place)), None)
        if other is not None:
            return other
    return None


def _placed(clause: str) -> Iterator[tuple[str, str]]:
    """The places that a clause puts something in, and the beginnings of its name."""
    for found in re.finditer(rf"{_STREET}的?", clause):
        yield found[1], clause[found.end() : found.end() + _NAME_CHARS]
    for found in re.finditer(rf"([\u3400-\u9fff]{{{_NAME_CHARS}}})(?:是?在|属于){_STREET}", clause):
        yield found[2], found[1]
    at = 0
    for word, tag in tagged_words(clause):
        at = clause.find(word, at) + len(word)
        if tag == "ns":
            yield word, clause[at : at + _NAME_CHARS]


def _is_noun(name: str) -> bool:
    return next(iter(tagged_words(name)), ("", ""))[1].startswith("n")


def _naming(name: str, passages: Sequence[Passage]) -> Iterator[Telling]:
    """The sentences that say a name."""
    for passage in passages:
        if len(name) == _NAME_CHARS and name in passage.text:
            for start, end in sentence_spans(passage.text):
                if name in passage.text[start:end]:
                    span = passage.start + start, passage.start + end
                    yield Telling(passage, span, span, 1.0)


def _place_ending(text: str) -> str:
    """The street, or the country or town, that words end with."""
    found = re.search(rf"{_STREET}$", text)
    if found:
        return found[1]
    word, tag = next(reversed(tagged_words(text[-6:])), ("", ""))
    return word if tag == "ns" and text.endswith(word) else ""


def _is_quarter(place: str) -> bool:
    return re.search(_STREET, place) is not None


def _held(question: Question, clause: str, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """「怎么放到甲市去开」 of what was held elsewhere, 「跟甲市一起办的」 of what was held with another."""
    found, tells = _HELD.search(clause), _HELD_TOLD
    if found is None:
        found, tells = _WITH.search(clause), _WITH_TOLD
    if found is None or _OF_ASKING.search(found.group()) or not _is_place(found[1]):
        return None
    words = clause[: found.start()] + " " + clause[found.end() :]
    told = [each for each in tellings(thing_in(question, words, rarity), passages) if tells.search(each.text)]
    return told[0].valued if told and not any(_says(found[1], each.around) for each in told) else None


def _is_place(word: str) -> bool:
    return any(tag == "ns" for _, tag in tagged_words(word))


def _made(question: Question, clause: str, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """「是甲局一家发起的」 of what 乙局 began."""
    found = _MADE.search(clause)
    if found is None or _OF_ASKING.search(clause):
        return None
    makes = found[2] if found[2] not in _MAKES else _MAKES
    told = [
        each
        for each in tellings(thing_in(question, clause[: found.start()], rarity), passages)
        if re.search(makes, each.around)
    ]
    return told[0] if told and not any(_says(found[1], each.around) for each in told) else None


def _does(question: Question, clause: str, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """What 乙集团 or 乙学院 does, of which a question says that 甲集团 does it."""
    words = {each.word for each in question.keywords}
    for found in _NAME.finditer(clause):
        name, kinds = found.group(), next(kinds for kinds in _SAME_KIND if re.fullmatch(kinds, found["kind"]))
        if _NO_NAME.search(found[1]) or not {found[1], name} & (words | set(question.foreign_places)):
            continue
        rest = clause.replace(name, " ")
        if _OF_ASKING.search(rest) or _OF_ASKING.search(found[1]):
            continue
        told = tellings(thing_in(question, rest, rarity), passages, _SURELY_NAMED)
        other = re.compile(rf"[\u3400-\u9fff]{{2}}(?<!{_NO_PLACE})(?:{kinds})(?!{_GOES_ON})")
        if told and all(other.search(each.text) and found[1] not in each.around for each in told):
            return nearest(rest, told)
    return None


def _says(name: str, text: str) -> bool:
    return presence(fold(name), fold(text)) >= 0.5
