"""What rules a sentence out as an answer, however near: another year, place or part, or nothing of what is asked."""

import re
from functools import lru_cache

from index.quantities import quantities
from index.types import Passage
from index.words import fold
from rag import wording
from rag.clauses import UNBROKEN
from rag.keyword_coverage import presence
from rag.keywords import keywords_of
from rag.needs import lacks_what_is_asked
from rag.places import is_named_in
from rag.question import Question, Wanted
from rag.quoted import QUOTED
from rag.retrieve import in_period, is_entry
from rag.scored_span import ScoredSpan

_CHANGES = re.compile(f"{wording.RISES.pattern}|{wording.FALLS.pattern}")
_BEFORE_CHARS = 60  # before a sentence, where it may say what it goes on about
_NAMED_PART = 0.5  # of the pairs of characters of one word of the part
_PART = re.compile(
    r"(?:(?<![省市区县乡镇村城家告校院园场所厂店馆站街路山河湖海心])里[头面]|其中|当中)(?![讲说写])[,，]?(?=.{4})"
)
_OF_COUNTED = re.compile(
    r"[^,，。;；?？是有里中]{0,12}(?:里(?!程|弄)头?|里面|(?<![初高])中(?![心学小间央医资药低介标职外型]))[,，]?"
)  # 「的118个小区里」
_ASKS_OF_PART = re.compile(r"占|有|是|多少|几|哪|到底|一共|总共|分别|各")
_LISTED = re.compile(
    r"([^,，。;；:：]+、[^,，。;；:：]+?)等(?:[\d一二两三四五六七八九十百千余多]+)(?:余)?[个项条家座所处]"
)
_LISTED_NAME_CHARS = 4
_NAMED_LISTED = 0.6  # of a name's pairs of characters, in the question
_ASKS_OF_ALL = re.compile(r"等|这[些批几]|一批|一共|总共|(?:多少|几)[个项条家座所处](?=项目|工程|[?？]|$)")
_NAMED_SHARE = 0.75  # of the pairs of characters of the words to explain; a slip of one in five is forgiven
_LONGEST_NAME = 10


def is_ruled_out(question: Question, span: ScoredSpan) -> bool:
    """Whether a span is no answer, however near: of another year or place, or it leaves a word unexplained."""
    if not in_period(question, span.passage) or is_elsewhere(question, span.passage):
        return True
    if question.wanted is Wanted.FIGURE and _is_near_elsewhere(question, span):
        return True
    if question.wanted is Wanted.EXPLANATION and not _explains(question, span):
        return True
    if lacks_what_is_asked(question.text, span.text):
        return True
    if question.wanted is Wanted.FIGURE and is_of_another(question, span):
        return True
    asks_of_fall = question.wanted is Wanted.FIGURE and wording.FALLS.search(question.text) is not None
    return asks_of_fall and not _CHANGES.search(span.text)  # a stock tells of no fall


def is_elsewhere(question: Question, passage: Passage) -> bool:
    """Whether a question is about a place that neither the report nor the passage is about."""
    return any(not is_named_in(passage.text, place, question.places) for place in question.foreign_places)


def _is_near_elsewhere(question: Question, span: ScoredSpan) -> bool:
    """Whether neither a sentence nor what stands before it names another place that a figure is asked of."""
    return any(not is_named_in(_near(span), place, question.places) for place in question.foreign_places)


def names_parts(question: Question, span: ScoredSpan) -> bool:
    """Whether a sentence, or what stands before it, names each town or company that the question does."""
    near = _near(span) if question.parts else ""
    return all(name in near for name in question.parts)


def _near(span: ScoredSpan) -> str:
    start, end = (at - span.passage.start for at in (span.start, span.end))
    return " ".join((*span.passage.headings, span.passage.text[max(0, start - _BEFORE_CHARS) : end]))


def is_of_another(question: Question, span: ScoredSpan) -> bool:
    """Whether a figure is asked of a part of the whole, a town or 「其中…」, and the sentence is not about it."""
    if not names_parts(question, span) or _is_one_of_listed(question.text, span.text):
        return True
    whole, part = part_asked(question.text)
    words = (
        []
        if not part
        else [
            word
            for each in keywords_of(part)
            if each.importance == 1
            for word in (each.word, *each.alternatives)
            if word not in fold(whole)
        ]
    )
    if not words:
        return False
    near = fold(_near(span))
    return not any(presence(word, near) >= _NAMED_PART for word in words)


def _is_one_of_listed(question: str, sentence: str) -> bool:
    """Whether a figure is asked of one thing and told of all that are listed: 「甲、乙等50个项目，投资9亿元」."""
    for names, behind in _lists_in(sentence):
        named = [name for name in names if presence(name, question) >= _NAMED_LISTED]
        again = any(presence(name, behind) >= _NAMED_PART for name in named)
        if named and len(names) > 1 and quantities(behind) and not again and not _ASKS_OF_ALL.search(question):
            return True
    return False


@lru_cache(4_096)  # of the same sentences for one question after another
def _lists_in(sentence: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The names of each list of a sentence whose things are counted, and what stands behind it."""
    return tuple(
        (tuple(name for name in listed[1].split("、") if len(name) >= _LISTED_NAME_CHARS), sentence[listed.end() :])
        for listed in _LISTED.finditer(sentence)
    )


@lru_cache(256)  # asked of every sentence
def part_asked(question: str) -> tuple[str, str]:
    """Of which whole a part is asked for, and that part: 「3万人才里博士占几成」; both empty where none is."""
    counted = next(
        (each.end for each in quantities(question) if each.unit not in ("", "年", "月", "日")), len(question)
    )
    found = _PART.search(question) or _OF_COUNTED.match(question, counted)
    if found is None:
        return "", ""
    behind = UNBROKEN.search(question, found.end())
    first, *others = re.split(_ASKS_OF_PART, "" if behind is None else behind.group())
    return question[: found.start()], first or max(others, key=len, default="")


def _explains(question: Question, span: ScoredSpan) -> bool:
    """Whether a sentence says what a word is: 「X是…」, 「X，即…」, or its parts: 「…等X」, 「甲、乙“X”」.

    An entry of the glossary has to have the word.
    """
    text = fold(span.text)
    if is_entry(span.passage):
        said = re.sub(r"\W+", "", text)
        return all(presence(name, said) >= _NAMED_SHARE for name in _words_to_explain(question))
    before, behind = r"(?:等[“\"『「]?|、[^,，。;；、]{1,8}[“\"『「])", r"[”\"』」]?[,，]?\s*(?:是|即|指)"
    words = (re.escape(each.word) for each in question.keywords)
    return any(re.search(f"{word}{behind}|{before}{word}", text) for word in words)


def _words_to_explain(question: Question) -> tuple[str, ...]:
    """What the question puts in quotation marks, else its topic if that is a name; a description names nothing."""
    quoted = [re.sub(r"\W+", "", fold(name)) for name in QUOTED.findall(question.text)]
    topic = re.sub(r"\W+", "", fold(question.topic))
    return tuple(name for name in quoted or (topic,) if 0 < len(name) <= _LONGEST_NAME)
