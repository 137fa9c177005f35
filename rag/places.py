"""Places and other names that a question says: those that reports are about, others, and parts of the first."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import rjieba

from index.place import NATIONAL
from index.types import Document
from index.words import tagged_words
from rag.counties import County, counties_said, counties_said_bare

_KINDS_OF_PLACES = tuple("省市区县州盟旗")
_PART_OF_A_TOWN = re.compile(
    r"^(?:[老旧主新]|中心|我们?|咱们?|全|本|这个?|哪个?|各)[城省市区县]|[小社园校景片街辖自]区$"
)
# What many places are or are called for, and the zones that every city has: 「百强县」, 「旅游名县」, 「文明城市」.
_A_KIND = re.compile(
    r"^[大中小超特老新]+(?:城市|县城)$|^[十百千万\d]+强[省市县区]$|..(?:城市|[强大名][省市县])$|^[无禁限]\w区$"
)
_ZONE = re.compile(r"^(?:经开|高新|综保|综试|自贸|保税|临空|临港)区$")
_CITY_DISTRICT = "城区"  # a word, and how names of districts end: 「蕉城区」
_NAMES = ("nr", "ns", "nt", "nz")
NO_TOWN = "江河湖海山岭岛港口桥寺园站路街"  # what names of other places than towns end with
# Where the one who asks is from or works is not asked about: 「我在望江打工」, 「老家临海的」.
_OF_ME = re.compile(r"[我咱俺伢崽]|[刚初](?:来|到)|老家|孩子|儿子|女儿|老[公婆]|[爸妈哥弟姐妹]")
# Whose figure is asked for: 「望江市去年的产值是多少」, 「…,望江区有几个」.
_WHOSE = re.compile(
    r"(?:^|[,，;；。?？])(?P<name>[\u3400-\u9fff]{2,3}?)(?P<kind>[市区县]?)"
    r"(?=(?:(?:(?:19|20)\d{2}年|[去今上]年)的?[\u3400-\u9fffA-Za-z]{0,14}|一?共?[有占]|[是为])(?:多少|几|百分之))"
)
# As reports write them beside others: 「川渝通办」, 「沪苏湖高铁」; not those that are other words, too.
_IN_SHORT = {
    "上海": "沪",
    "重庆": "渝",
    "四川": "蜀",
    "广东": "粤",
    "河北": "冀",
    "河南": "豫",
    "湖北": "鄂",
    "湖南": "湘",
    "江西": "赣",
    "山东": "鲁",
    "安徽": "皖",
    "福建": "闽",
    "浙江": "浙",
    "陕西": "陕",
    "贵州": "黔",
    "云南": "滇",
    "辽宁": "辽",
    "山西": "晋",
}
_REGION = "地区"
_OF_NO_NAME = "全本我咱贵该此各每两几个哪老新城辖上超菜夜早股楼门集"  # before 市 and 区: 「现在全市有多少」
_SMALLER = r"(?P<name>[\u3400-\u9fff]{2,6}?(?:[村镇乡湖港]|街道|社区|景区|水库|大桥|高速|机场|医院|[大中小]学|公园))"
_WORKS = r"[^,，。;；?？]{0,8}?(?:打了?[^,，。;；?？]{0,6}工|上班|工作|务工|做[事工]|读[书大]|上大?学|当兵|定居|租房)"


def own_places(text: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """The places of documents that the question names, in full or without their kind, in its order.

    A name within the name of another is none: 吉林 within 吉林市 where both have reports. The whole country is meant
    only where no other place is.
    """
    places = {document.metadata.place for document in documents if document.metadata.place}
    named = {place: name for place in places if (name := _named_as(place, text))}
    longest = {
        place: text.index(name)
        for place, name in named.items()
        if not any(name != other and name in other for other in named.values())
    }
    if len(longest) > 1:
        longest.pop(NATIONAL, None)
    return tuple(sorted(longest, key=lambda place: (longest[place], place)))


def _named_as(place: str, text: str) -> str | None:
    if place in text:
        return place
    return place[:-1] if len(place) > 2 and place[:-1] in text else None


def without_place(place: str, topic: str) -> str:
    """A topic without the place that selects its report: over many reports it is rare, and would outweigh the rest."""
    topic, short = topic.replace(place, " "), place[:-1]
    if len(short) < 2:
        return topic
    # Not in a longer name, as far as the words can tell: one that the dictionary does not know is cut anywhere.
    is_said = not rjieba.has_word(short) or any(word == short for word, _ in tagged_words(topic))
    return topic.replace(short, " ") if is_said else topic


def is_named_in(text: str, place: str, own: Sequence[str]) -> bool:
    """Whether a text names a place, with its kind or without: 「望江」 for 「望江县」, but not 「望江山」.

    Without its kind it may be one of ``own``, the places that the text is about: 「临海」 of 临海市 and 临海县.
    """
    if place in text or _IN_SHORT.get(place.removesuffix("市").removesuffix("省"), place) in text:
        return True
    short = place[:-1]
    may_be_short = len(short) > 1 and place.endswith(_KINDS_OF_PLACES) and short not in {each[:-1] for each in own}
    return may_be_short and re.search(rf"{re.escape(short)}(?![{NO_TOWN}])", text) is not None


def may_be_about(place: str, documents: Sequence[Document]) -> bool:
    """Whether a document of a place that is not known speaks of this one, and could be about it."""
    return any(document.metadata.place is None and place[:-1] in document.text for document in documents)


def other_places(topic: str, documents: Sequence[Document], *, is_beside_own: bool) -> tuple[str, ...]:
    """Provinces, cities, districts and counties named in a topic that no document is known to be about.

    A bare name beside the report's own place is the one that this place lies in: 「临海望江区」; and a city is no other
    place than its province or the country, whose report speaks of it.
    """
    own = {name for document in documents if (place := document.metadata.place) for name in (place, place[:-1])}
    well_known = () if is_beside_own or NATIONAL in own else _well_known_in(topic)
    places = places_of(documents)
    counties = (each.said for each in _counties_in(topic) if places and not each.is_in(places))
    names = dict.fromkeys((*_places_named(topic), *well_known, *counties))
    named = (name for name in names if not _ZONE.search(name) and not any(name[:-1] in place for place in places))
    return tuple(name for name in named if name not in own and well_known_places().get(name) not in own)


def names_another_place(told: str, question: str, own: Sequence[str]) -> bool:
    """Whether a text names a place that a question does not say, and that is none of the reports' ``own``.

    「华中地区」 is where something is the first.
    """
    others = (place for place in places_said(told) if not place.endswith(_REGION) and place not in question)
    return any(not any(place in each for each in own) for place in others)


def homes(topic: str) -> tuple[str, ...]:
    """The places where the one who asks, or the family, is from or works."""
    if not _OF_ME.search(topic):
        return ()
    said = (name for name in dict.fromkeys(places_said(topic)) if topic.count(name) == 1)  # else it is asked about too
    return tuple(name for name in said if _is_home(re.escape(name), topic))


def _is_home(name: str, topic: str) -> bool:
    works, comes = rf"[在去到来]{name}{_WORKS}", rf"(?:老家|祖籍|娘家|婆家)[是在]?{name}"
    is_of = rf"[我咱俺]们?是{name}(?:本地)?人(?![口均才大民员])"
    return any(re.search(said, topic) for said in (works, comes, is_of))


def parts_named(topic: str, documents: Sequence[Document]) -> Iterator[str]:
    """Places within a document's own, and a name that the question begins with and the dictionary does not know.

    Rivers, hills and squares are none; nor is a place that a document of no known place may be about.
    """
    documents = [document for document in documents if document.metadata.place is not None]
    own = {name for document in documents if (place := document.metadata.place) for name in (place, place[:-1])}
    for name in _well_known_in(topic):
        if name not in own and well_known_places()[name] in own:
            yield name
    yield from _counties_within(topic, documents)
    for name in _places_named(topic):
        is_told = any(name in document.text or name[:-1] in document.text for document in documents)
        if name not in own and is_told and not _tells_where(name, topic, documents):
            yield name[:-1] if len(name) > 2 and name[:-1] not in own else name
    first, tag = next(iter(tagged_words(topic)), ("", ""))
    may_be_name = tag in _NAMES and len(first) > 1 and first[-1] not in NO_TOWN
    if (
        may_be_name
        and not any(first in name for name in own)
        and any(_is_name_in(each.text, first) for each in documents)
        and not _tells_where(first, topic, documents)
    ):
        yield first


def _counties_within(topic: str, documents: Sequence[Document]) -> Iterator[str]:
    """Counties of a document's place that a topic names, without their kind; one said bare has to be in the text."""
    places = places_of(documents)
    bare = (each for each in counties_said_bare(topic) if any(each.name in document.text for document in documents))
    for county in (*_counties_in(topic), *bare):
        if any(county.name in place for place in places) or not county.is_in(places):
            continue
        if not _tells_where(county.said, topic, documents):
            yield county.name


def _counties_in(topic: str) -> Iterator[County]:
    """The counties that a topic names with their kind; 「老城区」 is a part of any town."""
    return (each for each in counties_said(topic) if not _is_a_kind(each.said))


def _tells_where(place: str, topic: str, documents: Sequence[Document]) -> bool:
    """Whether a place only tells where a smaller one is that the documents speak of: 「望江县石礁村」."""
    smaller = re.search(rf"{re.escape(place)}[县区市]?的?{_SMALLER}", topic)
    return smaller is not None and any(smaller["name"] in document.text for document in documents)


def places_of(documents: Sequence[Document]) -> tuple[str, ...]:
    """The places that documents are known to be about."""
    return tuple(dict.fromkeys(place for document in documents if (place := document.metadata.place)))


def whose_figure(question: str, documents: Sequence[Document]) -> Iterator[str]:
    """Towns and districts within a document's own place of which a figure is asked, known by where they are said."""
    own = {name for document in documents if (place := document.metadata.place) for name in (place, place[:-1])}
    for found in _WHOSE.finditer(question) if own else ():
        name, kind = found["name"], found["kind"]
        if own & {name, name + kind} or is_province(name + kind) or name[-1] in _OF_NO_NAME:
            continue
        if kind and _may_be_name(name) and not _is_a_kind(name + kind) and not _ZONE.search(name + kind):
            yield name
        is_place = not kind and tagged_words(question[found.start("name") :])[0] == (name, "ns")
        is_known = name in well_known_places() or any(
            each.is_in(places_of(documents)) for each in counties_said(f"{name}县")
        )
        if not kind and (is_known or (is_place and any(name in document.text for document in documents))):
            yield name


def _may_be_name(name: str) -> bool:
    """Whether a word before 市 or 区 may be a place's: 「石礁」, but not 「脱贫」 or 「便民超」."""
    known = tagged_words(name)
    is_place = len(known) == 1 and known[0][1].startswith(_NAMES)
    return is_place or not any(rjieba.has_word(name[:end]) for end in range(2, len(name) + 1))


def _is_name_in(text: str, word: str) -> bool:
    """Whether a text says a word that the dictionary does not know, or that is a town to it: 「甲水县」."""
    return word in text and (not rjieba.has_word(word) or any(f"{word}{kind}" in text for kind in _KINDS_OF_PLACES))


def places_said(text: str) -> Iterator[str]:
    """Names of places in a text, with their kind (「望江区」) or so well known that they need none."""
    yield from _places_named(text)
    yield from _well_known_in(text)


def cities_said(text: str) -> tuple[str, ...]:
    """Words of a text that may be provinces or cities, whatever else they may mean: 「大连呢」."""
    return tuple(word for word, _ in tagged_words(text) if word in well_known_places())


def _places_named(topic: str) -> Iterator[str]:
    """Names that the dictionary knows for places, and words that it does not know but end like one: 「望江区」."""
    for (word, tag), (behind, _) in _neighbours(topic):
        is_whole = len(word) > 2 and word.endswith(_KINDS_OF_PLACES)
        if tag == "ns" and len(word) > 1 and not is_whole and behind in _KINDS_OF_PLACES:
            yield word + behind
        elif is_whole and not _is_a_kind(word) and _is_name_of_place(word, tag):
            yield word


def _neighbours(topic: str) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Each word with the next. What words that only ask stood between, is not joined: 「安在 区」."""
    for piece in topic.split():
        yield from pairwise((*tagged_words(piece), ("", "")))


def _is_a_kind(word: str) -> bool:
    return _PART_OF_A_TOWN.search(word) is not None or _A_KIND.search(word) is not None


def _is_name_of_place(word: str, tag: str) -> bool:
    """Whether a word that ends like a place is one. 「岳麓区」 is known for a person, 「硚口区」 for a verb.

    「省电省」 of 「省电省煤」 is none.
    """
    if "省" in word[:-1]:
        return False
    if tag == "ns" or not rjieba.has_word(word):
        return True
    if tag == "n":  # 「望江区」, but not 「示范县」 or 「居民小区」
        ends = (word[at:] for at in range(1, len(word) - 1))
        return not any(rjieba.has_word(part) for part in (word[:-1], *ends) if part != _CITY_DISTRICT)
    stem = tagged_words(word[:-1])
    is_named = not rjieba.has_word(word[:-1]) or (len(stem) == 1 and stem[0][1].startswith(("ns", "nr", "nz")))
    return tag in ("nr", "nz", "v") and is_named


def _well_known_in(topic: str) -> Iterator[str]:
    """Names of well-known places that stand for themselves, and not in the name of a street or a school."""
    for (word, tag), (_, tag_behind) in _neighbours(topic):
        if word in well_known_places() and tag.startswith("ns") and not tag_behind.startswith(("ns", "nt", "nz")):
            yield word


def is_province(name: str) -> bool:
    """Whether a place is a province, and no city in one."""
    return well_known_places().get(name) == name


@cache
def well_known_places() -> dict[str, str]:
    """Provinces and cities, each with the province that it lies in or is."""
    lines = (Path(__file__).parent / "data" / "well_known_places.txt").read_text(encoding="utf-8").splitlines()
    provinces = [line.split() for line in lines if not line.startswith("#")]
    return {name: names[0] for names in provinces for name in names}
