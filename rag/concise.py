"""A sentence, or as much of it as answers: the clause that tells it, with what fits of those around it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from index.quantities import quantities
from index.words import tagged_words
from rag import wording
from rag.clauses import UNBROKEN
from rag.figure_asked import asks_twice, fits_figure_asked
from rag.keyword_coverage import Rarity, coverage_of, weights_of
from rag.question import Question, Wanted
from rag.scored_span import ScoredSpan
from rag.shorten import shorten, widen

_FACT_CHARS = 90  # DESIGN.md caps a fact at 120 without markers; the labels need some of it
_SURELY_TOLD, _FEWEST_CHARS = 0.85, 8  # the reader's share of a clause, and its length, to stand alone
_ALONE_TOLD = 0.95  # the same of one that does not begin with a name, but says most of the question
_NO_NAMES = ("v", "p", "d", "c", "u")  # parts of speech
_NAME_CHARS = 4  # of a name that a clause opens with
_ORGANISATIONS = ("集团", "公司", "银行", "医院", "大学", "学院", "学校")
_NEARLY_AS_MUCH = 0.25  # of the question, that a clause covers less than another
# Words that go on from those before them do not say what they tell of: 「其中境内217家」, 「占全省的一成」.
_GOES_ON = re.compile(
    r"(?:其中|同比|累计|合计|总[量数额]|分别|全部|[均较比占居达并也]|位[列居次]|排名?第|增[长速幅加]|下降|减少|提[升高]|惠及|覆盖|带动|受益)"
)

_OF_EACH = re.compile(r"各(?![项类级种界族地方])|分别")
_ANNOUNCES = re.compile(r"(?:^|(?<=[,，。;；!！?？]))[^,，。;；:：!！?？]{1,14}[:：]$")  # the name of an entry


def concise(question: Question, span: ScoredSpan, rarity: Rarity) -> ScoredSpan:
    """The sentence if it is short, else the clauses that cover the question with what fits of those around them.

    Of several things told side by side the one that is asked for: 「甲桥开工，乙桥通车」.
    """
    told = _one_told(question, span, rarity) if wording.WHICH_ONE.search(question.text) else None
    if told is not None:
        announced = _ANNOUNCES.search(span.text[: told.start - span.start])
        return told if announced is None else replace(told, start=told.start - len(announced.group()))
    if len(span.text) <= _FACT_CHARS or not question.keywords:
        return span
    return widen(shorten(question, span, rarity), span, _FACT_CHARS)


def _one_told(question: Question, span: ScoredSpan, rarity: Rarity) -> ScoredSpan | None:
    """The words between two commas that the reader surely finds to tell the answer, where they say what they are of.

    Not where others say more of the question, or the figure that it says.
    """
    if question.is_one_of_several or _OF_EACH.search(question.text):
        return None
    weights, parts = weights_of(question, rarity), list(UNBROKEN.finditer(span.text))
    covered = max((coverage_of(weights, part.group(), "") for part in parts), default=0.0)
    figures = any(_says_its_figure(question, part.group()) for part in parts)
    for unbroken in parts:
        start, end = span.start + unbroken.start(), span.start + unbroken.end()
        if len(unbroken.group()) < _FEWEST_CHARS or not all(part in unbroken.group() for part in question.parts):
            continue
        of_question = coverage_of(weights, unbroken.group(), "")
        share = span.told_within(start, end)
        says_most = of_question == covered > 0 and "、" not in unbroken.group() and share >= _ALONE_TOLD
        if not (says_most or says_of_what(question, unbroken.group())) or share < _SURELY_TOLD:
            continue
        if of_question >= covered - _NEARLY_AS_MUCH and _says_its_figure(question, unbroken.group()) == figures:
            return replace(span, start=start, end=end)
    return None


def of_its_subject(question: Question, span: ScoredSpan) -> ScoredSpan:
    """What is told of the company or school that the question names, where other clauses tell of others.

    The clauses before it go, and those from the next one on.
    """
    opened = [(part.start(), _opening_nouns(part.group())) for part in UNBROKEN.finditer(span.text)]
    named = [(at, nouns) for at, nouns in opened if len("".join(nouns)) >= _NAME_CHARS]
    own = [each for each in named if _says_name(question.text, each[1])]
    if len(own) != 1 or own[0][1][-1] not in _ORGANISATIONS or question.wanted is Wanted.YES_NO:
        return span
    (start, nouns), *_ = own
    others = [at for at, theirs in named if at != start and theirs[-1] == nouns[-1]]
    if not others:
        return span
    end = min((at - 1 for at in others if at > start), default=len(span.text))
    return replace(span, start=span.start + start, end=span.start + end)


def _opening_nouns(clause: str) -> tuple[str, ...]:
    return tuple(word for word, _ in takewhile(lambda each: each[1][0] in "nj", tagged_words(clause)))


def _says_name(question: str, nouns: Sequence[str]) -> bool:
    """Whether a name is said, if only without the word that it begins with, a place as a rule."""
    name, short = "".join(nouns), "".join(nouns[1:])
    return name in question or (len(short) >= _NAME_CHARS and short in question)


def says_of_what(question: Question, text: str) -> bool:
    """Whether words between two commas say what they tell of: its name, or what was done with the thing counted."""
    first = next(iter(tagged_words(text)), ("", ""))[1][:1]
    is_named = first not in _NO_NAMES or (first == "v" and question.wanted is Wanted.FIGURE)
    return is_named and not _GOES_ON.match(text)


def _says_its_figure(question: Question, text: str) -> bool:
    said = {(each.value, each.unit) for each in quantities(question.text) if each.unit}
    return any((each.value, each.unit) in said for each in quantities(text))


def with_figure(question: Question, span: ScoredSpan, rarity: Rarity) -> ScoredSpan:
    """The clauses with the figure; a question in other words than the report's keeps the sentence that holds it."""
    joins = any(words.search(question.text) for words in (wording.EACH, wording.SEVERAL))
    of_several = joins or asks_twice(question)
    told = None if of_several or question.wanted is not Wanted.FIGURE else _one_told(question, span, rarity)
    if told is not None and fits_figure_asked(question, told.text):
        return told if len(quantities(told.text)) == 1 else shorten(question, told, rarity)
    if len(span.text) <= _FACT_CHARS and (span.coverage < 0.3 or of_several):
        return span
    short = shorten(question, span, rarity)
    short = short if quantities(short.text) or not quantities(span.text) else span
    return widen(short, span, _FACT_CHARS) if of_several else short
