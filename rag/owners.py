"""Other towns, said without their kind, of which something is asked: 「武昌去年…多少」 of a report on another district.

The dictionary takes many of them for people, does not know others, and some are words or hills as well; so it counts
where they stand.
"""

import re
from collections.abc import Iterator, Sequence

from index.place import NATIONAL
from index.types import Document
from index.words import word_at
from rag import wording
from rag.clauses import CLAUSE
from rag.counties import county_named
from rag.places import NO_TOWN, homes, is_named_in, is_province, places_of, well_known_places

_TAGS_OF_TOWNS = ("ns", "nr", "nrt", "s")
# At the beginning of a clause, or held against the report's own: 「…比望江的多吗」.
_OWNER = re.compile(
    r"(?:^(?:请问|想[问知]道?|[打请]听|问一?下|听说|那么?)?[\s,，]*|(?P<beside>[和与跟同比像]))(?=(?P<name>[\u3400-\u9fff]{2,5}))"
)
_OWNS = re.compile(r"一?共?有|总共|(?:19|20)\d{2}年?|[去今明上]年|[州盟]|比|相比|哪[个边]")
# These follow hills and lakes, too; and 的 any word: what is counted has to be asked then.
_OWNS_THERE, _HAS = re.compile(r"[那这](?:[边里儿头]|个[区市县])"), "的"
_OURS = re.compile(r"[我咱俺]们?(?!想|问|听|看|查)|本[省市区县]|[省市区县]里")


def owners_elsewhere(question: str, documents: Sequence[Document]) -> Iterator[str]:
    """Cities, and counties that no report says a word of, said bare in the clause that asks something of them."""
    own = places_of(documents)
    if not own or NATIONAL in own or _OURS.search(question):
        return
    names_own, asked_from = any(is_named_in(question, place, ()) for place in own), homes(question)
    clauses = CLAUSE.findall(question)
    for clause in [each for each in clauses if wording.ASKS.search(each)] or clauses:
        for found in _OWNER.finditer(clause):
            is_beside = found["beside"] is not None
            if names_own and not is_beside:
                continue
            name = _town_at(clause, *found.span("name"), is_beside=is_beside)
            if name is None or name in asked_from or any(name in each for each in own) or _is_within(name, own):
                continue
            if name in well_known_places() or not any(name in each.text for each in documents):
                yield name


def _town_at(clause: str, start: int, last: int, *, is_beside: bool) -> str | None:
    """The longest name of a town that begins there, or behind that of its province: 「湖南岳阳去年…」."""
    starts = (start, start + 2) if is_province(clause[start : start + 2]) else (start,)
    for at in starts:
        for end in range(last, at + 1, -1):
            name = clause[at:end]
            if _is_town(name) and (_OWNS.match(clause, end) or _owns_there(name, clause[end:], is_beside=is_beside)):
                return name
    return None


def _owns_there(name: str, behind: str, *, is_beside: bool) -> bool:
    """Whether 「…那边」 or 「…的…多少」 follows the name of what is no hill or lake, nor a word of another kind."""
    if name in well_known_places():
        return behind.startswith(_HAS) or _OWNS_THERE.match(behind) is not None
    word, tag = word_at(name, 0)
    is_place = (is_beside or name[-1] not in NO_TOWN) and (tag == "ns" or word != name)
    has = behind.startswith(_HAS) and (is_beside or wording.HOW_MANY.search(behind) is not None)
    return is_place and (has or _OWNS_THERE.match(behind) is not None)


def _is_town(name: str) -> bool:
    """Whether a name is that of a province, city or county, and no common word: not 「小店」."""
    word, tag = word_at(name, 0)
    is_common = word == name and tag not in _TAGS_OF_TOWNS
    return name in well_known_places() or (county_named(name) is not None and not is_common)


def _is_within(name: str, own: Sequence[str]) -> bool:
    """Whether a city or county lies within one of the places that reports are about."""
    county = county_named(name)
    provinces = {place.removesuffix("省") for place in own}
    return well_known_places().get(name) in provinces or (county is not None and county.is_in(own))
