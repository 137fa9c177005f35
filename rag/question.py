"""Understand a question without a model: the kind of answer wanted, years, review or plan, terms named, the topic."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.errors import QuestionError
from index.periods import years_in_digits
from index.terms import fold_name, names_of
from index.types import Document, Role
from index.words import SPACE_IN_HAN, fold, simplified
from rag import wording
from rag.dictionary import translated
from rag.english import is_english
from rag.keywords import Keyword, content_words, keywords_of
from rag.lexicon import usages_in, without_word
from rag.named_terms import NamedTerm, named_terms
from rag.owners import owners_elsewhere
from rag.places import (
    homes,
    may_be_about,
    other_places,
    own_places,
    parts_named,
    whose_figure,
    without_place,
)
from rag.ranked_in import is_ranked_in
from rag.told_before import ToldBefore

MAX_CHARS = 2_000

_UNPRINTABLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]")
# Where a question has no marks within, its spaces part clauses: 「修了几座桥 今年还修不修」.
_MARKED = re.compile(r"[,，。;；?？!！].")
_PAUSE = re.compile(r"(?<=[\u3400-\u9fff]{4})\s+(?=(?:\d{2,4}年?)?[\u3400-\u9fff]{4})")
_AROUND_MARK = re.compile(r"\s*([,，。;；:：?？!！、])\s*(?![A-Za-z])")
_AGAIN = re.compile(r"([?？!！])[?？!！]+")
_TRAILING = re.compile(r"(?<=.)[.。…!！~～]+$")
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


OF_A_FACT = frozenset({Wanted.FACT, Wanted.YES_NO})  # answered by one sentence


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. ``topic`` is the question without the words that only ask; ``keywords`` tell it."""

    text: str
    wanted: Wanted
    years: tuple[int, ...]
    role: Role | None
    places: tuple[str, ...]  # places named that some document is about, in order
    foreign_places: tuple[str, ...]  # places named that no document is about, as far as can be told
    parts: tuple[str, ...]  # of what a document is about, that the question names: a county, a company
    terms: tuple[NamedTerm, ...]
    topic: str
    keywords: tuple[Keyword, ...]
    is_one_of_several: bool = False  # that were asked at once, of which one sentence may answer more than one
    told: ToldBefore | None = None  # what the last answer was taken from, where the question may go on about it
    of_entries: bool = False  # only the glossary is asked

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
# Not 「目前年产」, 「三年前年均」, 「以前年度」.
_YEARS_AWAY = (
    (re.compile("大前年"), -3),
    (re.compile("大后年"), 3),
    (re.compile(r"(?<![目以之提当此史年战会节])前年(?![均产度])"), -2),
    (re.compile(r"(?<![今之以年战会成产车营用此])后年(?![均产度])"), 2),
)
_OF_COVER = tuple(_WANTED[:4])
_OF_DICTIONARY = 0.7  # importance of a word that the dictionary gives
_BY_AMOUNT = re.compile(
    r"(?:多|少|高|低|加|减)[\u3400-\u9fff]{0,2}(?:多少|几)[万亿个家人户套项件处条名次元吨]"
)  # above a year


def clean(text: str) -> str:
    """The question as it can be asked. Raises QuestionError when it is empty, too long, or says nothing."""
    if len(text) > MAX_CHARS:
        raise QuestionError(f"the question has {len(text):,} characters. Ask in at most {MAX_CHARS:,}.")
    cleaned = readable(text if _MARKED.search(text) else _PAUSE.sub(",", text))
    tidied = _TRAILING.sub("", _AGAIN.sub(r"\1", _AROUND_MARK.sub(r"\1", cleaned)))
    cleaned = _said_once(tidied) or cleaned
    if not cleaned:
        raise QuestionError("the question is empty. Ask in a few words, such as the name of a term.")
    return cleaned


def readable(text: str) -> str:
    """A text as it is matched: NFKC, in simplified characters, years in digits, without what no one sees."""
    printable = _UNPRINTABLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    return years_in_digits(simplified(SPACE_IN_HAN.sub("", printable)))


def _said_once(text: str) -> str:
    """A question that was pasted twice, once."""
    half, rest = text[: len(text) // 2], text[len(text) // 2 :]
    return half if half == rest and wording.ASKS.search(half) else text


def says_something(text: str) -> bool:
    """Whether there is a letter, digit or Chinese character to search for."""
    return _SAYS_SOMETHING.search(text) is not None


def is_out_of_bounds(text: str) -> bool:
    """Whether this asks for something other than what reports say: instructions to the system, other tasks."""
    return wording.OUT_OF_BOUNDS.search(text) is not None


def understand(text: str, documents: Sequence[Document]) -> Question:
    """Read a cleaned, standalone question against the glossaries of ``documents``."""
    text = _with_years_counted(text, documents)
    of_its_own_years = _without_base(text, documents)
    terms = named_terms(" ".join((text, *(usage.official[0] for usage in usages_in(fold(text))))), documents)
    places = own_places(text, documents)
    topic = _topic(text)
    for place in places:
        topic = without_place(place, topic)
    for home in homes(topic):
        topic = topic.replace(home, " ")
    topic = topic.strip()
    others = (*other_places(topic, documents, is_beside_own=bool(places)), *owners_elsewhere(text, documents))
    return Question(
        text=text,
        wanted=_wanted(of_its_own_years, terms),
        years=years_of(of_its_own_years),
        role=role_of(text),
        places=places,
        foreign_places=tuple(
            other
            for other in dict.fromkeys(others)
            if not may_be_about(other, documents) and not is_ranked_in(other, text)
        ),
        parts=tuple(
            part
            for part in dict.fromkeys((*parts_named(topic, documents), *whose_figure(text, documents)))
            if not is_ranked_in(part, text)
        ),
        terms=terms,
        topic=topic,
        keywords=tuple(keyword for keyword in _keywords(topic, documents) if keyword.word not in others),
    )


def _keywords(topic: str, documents: Sequence[Document]) -> tuple[Keyword, ...]:
    """The words that tell a topic; of an English one those too that a dictionary has for the documents' own."""
    keywords = keywords_of(topic)
    if not is_english(topic):
        return keywords
    rest = topic.casefold()
    for keyword in keywords:
        rest = without_word(rest, keyword.word)
    meant = translated(rest, [document.text for document in documents])
    return keywords + tuple(Keyword(said, _OF_DICTIONARY, words) for said, words in meant)


def _with_years_counted(text: str, documents: Sequence[Document]) -> str:
    """前年 and 后年 as years, counted from the year of the reports; 去年 and 今年 point at their parts instead."""
    years = {document.metadata.year for document in documents}
    year = years.pop() if len(years) == 1 else None
    if year is None:
        return text
    for words, away in _YEARS_AWAY:
        text = words.sub(f"{year + away}年", text)
    return text


def _without_base(text: str, documents: Sequence[Document]) -> str:
    """A question without the year before those of the reports that something is compared with: 「比前年多了」.

    Reports tell what share their year is above it, and nothing of that year itself.
    """
    told = {document.metadata.year for document in documents}
    if None in told or _BY_AMOUNT.search(text):
        return text

    def base(found: re.Match[str]) -> str:
        years = years_of(found.group())
        return found.group() if any(year in told or year + 1 in told for year in years) else ""

    return wording.COMPARED_WITH.sub(base, text)


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
        if (wanted is Wanted.FIGURE and _asks_no_figure(text)) or (wanted is Wanted.LIST and _asks_of_one(text)):
            continue
        if pattern.search(text):
            return wanted
    if wording.EXPLANATION.search(text):
        return Wanted.EXPLANATION
    bare = fold_name(wording.ASKING.sub("", text))
    if any(bare in names_of(named.term) for named in terms):  # the name alone asks what it means
        return Wanted.DEFINITION
    return Wanted.FACT


def _asks_of_one(text: str) -> bool:
    """Whether words that ask for several things ask how one is worded."""
    return wording.STATED.search(text) is not None


def _asks_no_figure(text: str) -> bool:
    """Whether words that ask for figures do not here: 「增速是最快的吧」, 「那几样是什么」."""
    whether = wording.YES_NO.search(text) is not None and not wording.HOW_MANY.search(text)
    return whether or wording.NAMES_OF_SEVERAL.search(text) is not None


def role_of(text: str) -> Role | None:
    """The part of the report a question points at; None when it points at both or neither."""
    review, plan = wording.REVIEW.search(text), wording.PLAN.search(text)
    if bool(review) == bool(plan):
        return None
    return Role.REVIEW if review else Role.PLAN
