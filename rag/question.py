"""Understand a question without a model: the kind of answer wanted, years, review or plan, terms named, the topic."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

import rjieba

from index.errors import QuestionError
from index.periods import years_in_digits
from index.place import NATIONAL
from index.terms import fold_name, names_of
from index.types import Document, Role, Term
from index.words import fold, simplified, tagged_words
from rag import wording
from rag.keywords import Keyword, content_words, keywords_of
from rag.lexicon import usages_in

MAX_CHARS = 2_000

_UNPRINTABLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]")
_KINDS_OF_PLACES = tuple("省市区县州盟旗")
_PART_OF_A_TOWN = re.compile(
    r"^(?:[老旧主新]|中心|我们?|咱们?|全|本|这个?|哪个?|各)[城省市区县]|[小社园校景片街辖自]区$"
)
_SAYS_SOMETHING = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")


class Wanted(StrEnum):
    """The kind of answer a question wants."""

    SPEAKER = "speaker"  # what the cover says: who, when, where
    DATE = "date"
    PLACE = "place"
    NUMBER = "number"  # of the document that it was sent out as
    DEFINITION = "definition"  # what a term means
    EXPLANATION = "explanation"  # the same of a word that no glossary defines
    TERM = "term"  # the term for something described
    USE = "use"  # where the report uses a term, or what it does about it
    FIGURE = "figure"
    LIST = "list"
    COMPARISON = "comparison"
    YES_NO = "yes_no"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A glossary term that the question names, and the document that defines it."""

    term: Term
    document_id: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. ``topic`` is the question without the words that only ask; ``keywords`` tell it."""

    text: str
    wanted: Wanted
    years: tuple[int, ...]
    role: Role | None
    places: tuple[str, ...]  # places named that some document is about, in order
    foreign_places: tuple[str, ...]  # places named that no document is about, as far as can be told
    terms: tuple[NamedTerm, ...]
    topic: str
    keywords: tuple[Keyword, ...]

    @property
    def place(self) -> str | None:
        """The first place named that some document is about."""
        return next(iter(self.places), None)

    @property
    def in_official_words(self) -> str:
        """The question with the official words for its everyday ones added, for the encoder."""
        return " ".join((self.text, *(each.alternatives[0] for each in self.keywords if each.alternatives)))

    @property
    def search_words(self) -> str:
        """The topic with every official word added, for the word index."""
        official = (word for each in self.keywords for word in each.alternatives)
        return " ".join((self.topic or self.text, *official))


# The more telling kind first.
_WANTED: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (Wanted.SPEAKER, wording.COVER_WHO),
    (Wanted.DATE, wording.COVER_WHEN),
    (Wanted.PLACE, wording.COVER_WHERE),
    (Wanted.NUMBER, wording.COVER_NUMBER),
    (Wanted.COMPARISON, wording.COMPARISON),
    (Wanted.TERM, wording.TERM),
    (Wanted.USE, wording.USE),
    (Wanted.DEFINITION, wording.DEFINITION),
    (Wanted.FIGURE, wording.FIGURE),
    (Wanted.LIST, wording.LIST),
    (Wanted.YES_NO, wording.YES_NO),
)


# What the cover says; a question may ask for several: 「谁在哪天作的报告」.
_OF_COVER = tuple(_WANTED[:4])


def clean(text: str) -> str:
    """The question as it can be asked. Raises QuestionError when it is empty, too long, or says nothing."""
    if len(text) > MAX_CHARS:
        raise QuestionError(f"the question has {len(text):,} characters. Ask in at most {MAX_CHARS:,}.")
    cleaned = readable(text)
    if not cleaned:
        raise QuestionError("the question is empty. Ask in a few words, such as the name of a term.")
    return cleaned


def readable(text: str) -> str:
    """A text as it is matched: NFKC, in simplified characters, years in digits, without what no one sees."""
    printable = _UNPRINTABLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    return years_in_digits(simplified(re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", printable)))


def says_something(text: str) -> bool:
    """Whether there is a letter, digit or Chinese character to search for."""
    return _SAYS_SOMETHING.search(text) is not None


def is_out_of_bounds(text: str) -> bool:
    """Whether this asks for something other than what reports say: instructions to the system, other tasks."""
    return wording.OUT_OF_BOUNDS.search(text) is not None


def understand(text: str, documents: Sequence[Document]) -> Question:
    """Read a cleaned, standalone question against the glossaries of ``documents``."""
    terms = _named_terms(" ".join((text, *(usage.official[0] for usage in usages_in(fold(text))))), documents)
    places = _places(text, documents)
    topic = _topic(text)
    for place in places:
        topic = _without(place, topic)
    topic = topic.strip()
    others = _other_places(topic, documents, is_beside_own=bool(places))
    return Question(
        text=text,
        wanted=_wanted(text, terms),
        years=years_of(text),
        role=_role(text),
        places=places,
        foreign_places=tuple(other for other in others if not _may_be_about(other, documents)),
        terms=terms,
        topic=topic,
        keywords=tuple(keyword for keyword in keywords_of(topic) if keyword.word not in others),
    )


def _topic(text: str) -> str:
    """The question without the words that only ask, and those of time and doing: 「主要目标有哪些」 keeps 目标."""
    asked = wording.TIME.sub(" ", text)
    for stripped in (wording.DOING.sub(" ", asked), asked):
        topic = wording.ASKING.sub(" ", stripped).strip()
        if len(content_words(topic)) > 1:
            break
    return topic


def cover_facts_asked(question: Question) -> tuple[Wanted, ...]:
    """The facts of a cover that the question asks for, if it asks for one at all."""
    if question.wanted not in dict(_OF_COVER):
        return ()
    return tuple(wanted for wanted, pattern in _OF_COVER if pattern.search(question.text))


def years_of(text: str) -> tuple[int, ...]:
    """The years a question names, also in short (``23年``), in order of their first mention."""
    found = [(match.start(), int(match.group(1))) for match in wording.YEAR.finditer(text)]
    found.extend((match.start(), 2000 + int(match.group(1))) for match in wording.SHORT_YEAR.finditer(text))
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def _wanted(text: str, terms: tuple[NamedTerm, ...]) -> Wanted:
    for wanted, pattern in _WANTED:
        if wanted in (Wanted.USE, Wanted.DEFINITION) and not terms:
            continue
        if wanted is Wanted.TERM and (terms or wording.PROPER_NAME.search(text)):  # 「X是个什么概念」 names it already
            continue
        if pattern.search(text):
            return wanted
    if wording.EXPLANATION.search(text):
        return Wanted.EXPLANATION
    bare = fold_name(wording.ASKING.sub("", text))
    if any(bare in names_of(named.term) for named in terms):  # the name alone asks what it means
        return Wanted.DEFINITION
    return Wanted.FACT


def _places(text: str, documents: Sequence[Document]) -> tuple[str, ...]:
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


def _without(place: str, topic: str) -> str:
    """A topic without the place that selects its report: over many reports it is rare, and would outweigh the rest."""
    topic, short = topic.replace(place, " "), place[:-1]
    if len(short) < 2:
        return topic
    # Not in a longer name, as far as the words can tell: one that the dictionary does not know is cut anywhere.
    is_said = not rjieba.has_word(short) or any(word == short for word, _ in tagged_words(topic))
    return topic.replace(short, " ") if is_said else topic


def _may_be_about(place: str, documents: Sequence[Document]) -> bool:
    """Whether a document of a place that is not known speaks of this one, and could be about it."""
    return any(document.metadata.place is None and place[:-1] in document.text for document in documents)


def _other_places(topic: str, documents: Sequence[Document], *, is_beside_own: bool) -> tuple[str, ...]:
    """Provinces, cities, districts and counties named in a topic that no document is known to be about.

    A bare name beside the report's own place is the one that this place lies in: 「武汉江汉区」; and a city is no other
    place than its province or the country, whose report speaks of it.
    """
    own = {name for document in documents if (place := document.metadata.place) for name in (place, place[:-1])}
    well_known = () if is_beside_own or NATIONAL in own else _well_known_in(topic)
    named = dict.fromkeys((*_places_named(topic), *well_known))
    return tuple(name for name in named if name not in own and _well_known_places().get(name) not in own)


def places_said(text: str) -> Iterator[str]:
    """Names of places in a text, with their kind (「望江区」) or so well known that they need none."""
    yield from _places_named(text)
    yield from _well_known_in(text)


def _places_named(topic: str) -> Iterator[str]:
    """Names that the dictionary knows for places, and words that it does not know but end like one: 「望江区」."""
    words = tagged_words(topic)
    for (word, tag), (behind, _) in pairwise((*words, ("", ""))):
        is_whole = len(word) > 2 and word.endswith(_KINDS_OF_PLACES)
        if tag == "ns" and len(word) > 1 and not is_whole and behind in _KINDS_OF_PLACES:
            yield word + behind
        elif is_whole and not _PART_OF_A_TOWN.search(word) and _is_name_of_place(word, tag):
            yield word


def _is_name_of_place(word: str, tag: str) -> bool:
    """Whether a word that ends like a place is one. 「岳麓区」 is known for a person, 「硚口区」 for a verb."""
    if tag == "ns" or not rjieba.has_word(word):
        return True
    stem = tagged_words(word[:-1])
    is_named = not rjieba.has_word(word[:-1]) or (len(stem) == 1 and stem[0][1].startswith(("ns", "nr", "nz")))
    return tag in ("nr", "nz", "v") and is_named


def _well_known_in(topic: str) -> Iterator[str]:
    """Names of well-known places that stand for themselves, and not in the name of a street or a school."""
    for (word, tag), (_, tag_behind) in pairwise((*tagged_words(topic), ("", ""))):
        if word in _well_known_places() and tag.startswith("ns") and not tag_behind.startswith(("ns", "nt", "nz")):
            yield word


@cache
def _well_known_places() -> dict[str, str]:
    """Provinces and cities, each with the province that it lies in or is."""
    lines = (Path(__file__).parent / "data" / "well_known_places.txt").read_text(encoding="utf-8").splitlines()
    provinces = [line.split() for line in lines if not line.startswith("#")]
    return {name: names[0] for names in provinces for name in names}


def _role(text: str) -> Role | None:
    """The part of the report a question points at; None when it points at both or neither."""
    review, plan = wording.REVIEW.search(text), wording.PLAN.search(text)
    if bool(review) == bool(plan):
        return None
    return Role.REVIEW if review else Role.PLAN


def _named_terms(text: str, documents: Sequence[Document]) -> tuple[NamedTerm, ...]:
    """Terms whose name or alias stands in the question; one inside a longer one that also stands there is dropped."""
    folded = fold_name(text)
    found: list[tuple[str, NamedTerm]] = []
    for document in documents:
        for term in document.terms:
            name = max((name for name in names_of(term) if name in folded), key=len, default=None)
            if name is not None:
                found.append((name, NamedTerm(term, document.id)))
    return tuple(named for name, named in found if not any(name != other and name in other for other, _ in found))
