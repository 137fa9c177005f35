"""A follow-up that only finds again what was said is answered by the entry of the term that was said."""

import re
from dataclasses import replace

from index.terms import fold_name, names_of
from index.types import Term
from index.words import fold
from rag import wording
from rag.about_terms import definition
from rag.clauses import CLAUSE
from rag.drafted import Drafted
from rag.exchange import WHICH
from rag.figure_asked import asks_rate, units_asked
from rag.generate import Draft
from rag.going_on import GoingOn, tells_figure_asked
from rag.meant import Read
from rag.needs import lacks_what_is_asked
from rag.pointing import POINTS_BACK, noun_pointed_at
from rag.question import Question, Wanted, understand
from rag.shown import share_of_pairs

_CONFIDENCE = 0.7
_SAID = 0.6  # of the pairs of a clause, in the last question and answer
_ITEM = re.compile(r"[^,，、;；和及与:：]+")
_AT = re.compile(r"第([一二三四五六七八九十])[个项样条种件]")
_FIRST, _LAST = re.compile(r"^(?:那么?)?(?:前者|头一?个)"), re.compile(r"后者|最后[那一]?[个项样条种]")
_OF_ANYTHING = frozenset("的了是在有还也都又就和与那这它其个种些什么呢吗过后来上里面")
_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(r"[一二两三四五六七八九十百千万\d]+[\u3400-\u9fff]")
_ASKS_HOW = re.compile(r"怎么(?:个)?[搞做弄办干]|咋[搞做弄办干]|什么意思|啥意思|怎么回事|为什么|为啥|干[吗嘛]")
_ITS_ITEMS = re.compile(r"几[个样项种类条件大方块]|里[面头]|包[括含]|组成|构成")  # that an entry tells without a figure


def told_by_entry(read: Read, goes_on: GoingOn) -> Read | None:
    """The entry of the term pointed at, where an answer is only words of the sentence that was told before."""
    if len(_asks_apart(goes_on.question)) > 1 and (around := _entry_around(read, goes_on)) is not None:
        return _of_entry(read, around, goes_on)
    called = _called_by_number(goes_on)
    if not (_is_told_again(read, goes_on) or (called is not None and not read.is_answered)):
        return None
    asked = understand(goes_on.question, (goes_on.document,))
    pointed = called or _pointed_at(goes_on)
    term = pointed or _said_last(goes_on)
    if term is None or _tells_besides(asked, goes_on, term, is_pointed_at=pointed is not None):
        return None
    if not _may_be_told(asked, term.definition, goes_on):
        return None
    return _of_entry(read, term, goes_on)


def _of_entry(read: Read, term: Term, goes_on: GoingOn) -> Read:
    asked = understand(goes_on.question, (goes_on.document,))
    drafted = Drafted(asked, (goes_on.document,), Draft(definition(term, goes_on.document)), _CONFIDENCE)
    return replace(read, drafted=(drafted,), questions=(asked,))


def _asks_apart(question: str) -> list[str]:
    """The clauses that ask: 「什么时候开始的，试多久」."""
    return [each for each in CLAUSE.findall(question) if wording.ASKING.search(each)]


def _entry_around(read: Read, goes_on: GoingOn) -> Term | None:
    """The entry that the last answer was taken from, where words of it are the answer again."""
    spans = [span for each in read.drafted for statement in each.draft.statements for span in statement.spans]
    starts = [goes_on.told.start, *(span.start for span in spans)]
    if not spans or any(span.document_id != goes_on.document.id for span in spans):
        return None
    return next((t for t in goes_on.document.terms if all(t.start <= start < t.end for start in starts)), None)


def _is_told_again(read: Read, goes_on: GoingOn) -> bool:
    told = goes_on.told
    spans = [span for each in read.drafted for statement in each.draft.statements for span in statement.spans]
    inside = all(span.document_id == goes_on.document.id and told.start <= span.start < told.end for span in spans)
    return bool(spans) and inside and not any(each.is_computed for each in read.drafted)


def _terms_said(goes_on: GoingOn) -> list[Term]:
    """The terms that the sentence uses, but does not explain."""
    text, told = fold_name(goes_on.told.text), goes_on.told
    return [
        term
        for term in goes_on.document.terms
        if any(name in text for name in names_of(term)) and not term.start <= told.start < term.end
    ]


def _called_by_number(goes_on: GoingOn) -> Term | None:
    """「一主三化」 of 「一主指的谁」, 「三化是哪三样」."""
    said = fold_name(goes_on.question)
    parts = {term: _NUMBERED.findall(fold_name(term.name)) for term in _terms_said(goes_on)}
    return next((term for term, numbered in parts.items() if any(part in said for part in numbered)), None)


def _pointed_at(goes_on: GoingOn) -> Term | None:
    """The term that a question calls by a part of its name, by its place in the answer, or by what it is."""
    question, terms = goes_on.question, _terms_said(goes_on)
    item = fold_name(_item_asked_for(goes_on))
    if item:
        return next((term for term in terms if any(name in item or item in name for name in names_of(term))), None)
    said = fold_name(f"{goes_on.last.question}{goes_on.last.answer}")
    parts = [term for term in terms if any(name[:2] in fold_name(question) for name in names_of(term))]
    if len(parts) == 1:
        return parts[0]
    noun = noun_pointed_at(question)
    called = [term for term in terms if noun and _is_called(term, noun, goes_on.told.text)]
    if len(called) == 1:
        return called[0]
    points_back = POINTS_BACK.search(question) and not noun
    return (
        _said_last(goes_on) if points_back and any(name in said for term in terms for name in names_of(term)) else None
    )


def _item_asked_for(goes_on: GoingOn) -> str:
    """「戏水长流」 of 「第三个」, where three were named."""
    question = goes_on.question
    items = [each.strip() for each in _ITEM.findall(re.sub(r"等?[。.]?$", "", goes_on.last.answer)) if each.strip()]
    at = _AT.search(question)
    place = _NUMERALS.index(at[1]) if at else 0 if _FIRST.search(question) else -1 if _LAST.search(question) else None
    return items[place] if place is not None and len(items) > max(place, 1) else ""


def _is_called(term: Term, noun: str, text: str) -> bool:
    """Whether a sentence says a term and, in the same clause, what it is: 「“三所一庭”矛盾纠纷化解机制」."""
    clauses = [fold_name(each) for each in CLAUSE.findall(text)]
    return any(name in each and noun in each[each.find(name) :] for each in clauses for name in names_of(term))


def _said_last(goes_on: GoingOn) -> Term | None:
    for said in map(fold_name, (goes_on.last.answer, goes_on.last.question)):
        found = [(said.rfind(name), term) for term in _terms_said(goes_on) for name in names_of(term) if name in said]
        if found:
            return max(found, key=lambda each: each[0])[1]
    return None


def _tells_besides(asked: Question, goes_on: GoingOn, term: Term, *, is_pointed_at: bool) -> bool:
    """Whether the sentence tells what is asked besides what was said, or as much of it as the entry does."""
    if (units_asked(asked) or asks_rate(asked)) and tells_figure_asked(asked, goes_on.told.text, goes_on.last):
        return True
    said = f"{goes_on.last.question}{goes_on.last.answer}"
    besides = [each for each in CLAUSE.findall(goes_on.told.text) if share_of_pairs(each, said) < _SAID]
    own = _own_letters(goes_on) - set(fold(term.name))
    there, in_entry = (len(own & set(fold(text))) for text in ("".join(besides), term.definition))
    about_it = is_pointed_at or _ASKS_HOW.search(goes_on.question) is not None
    return bool(besides) and there >= in_entry and not (about_it and not there)


def _own_letters(goes_on: GoingOn) -> set[str]:
    """What a question says that was not said before, letter by letter: few of its words are those of a report."""
    own = goes_on.question
    for words in (WHICH, POINTS_BACK, wording.TIME, wording.ASKING):
        own = words.sub(" ", own)
    letters = re.sub(r"\W", "", fold(own)).replace(noun_pointed_at(goes_on.question), "")
    return set(letters) - set(fold(f"{goes_on.last.question}{goes_on.last.answer}")) - _OF_ANYTHING


def _may_be_told(asked: Question, entry: str, goes_on: GoingOn) -> bool:
    if asked.wanted is Wanted.FIGURE and not _ITS_ITEMS.search(asked.text):
        return tells_figure_asked(asked, entry, goes_on.last)
    return not lacks_what_is_asked(asked.text, entry)
