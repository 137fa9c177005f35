"""Which clauses of a sentence are about the thing that a question is about."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import dropwhile

from index.terms import fold_name
from index.words import han_pairs, tagged_words
from rag.clauses import clauses_in
from rag.no_names import no_names

_QUOTES = tuple('“"「『《')
_SAYS_WHEN = re.compile(r"^[\d一二三四五六七八九十年月日底前初中上下半末季度第今明内力争取确保预计到]+$")  # 「年底前」
_GOES_ON = re.compile(r"总[量数额产]|其中|累计|合计|规模|占比")  # of what stands before
_ENTRY = re.compile(r"[“\"]?([^,，。;；:：]{2,24})[:：]")  # how an entry of a glossary begins
_OPENS = re.compile(r"[在从于].{2,}[中里上下内]$")  # what another goes on from
# What the last item of a list says of all.
_OF_ALL = re.compile(r"\d|等|[两三四五六七八九十]+[个家所条座]|分[获别]|双双|[均都]")
_LEADS_ON = re.compile(
    rf"{_SAYS_WHEN.pattern}|[受由经因在与和同跟对以]|通过|联合|携手|依托|安排|落实|投入|支持|鼓励|引导|帮助|推动"
)
# Of the pairs of characters that the nearest clause shares with a question, in one that is as near; and how many that
# it does not share are in one that tells of the thing, too. 1.0 and none rule out 2 of 1,925 near misses more.
_NEARLY, _MUCH = 0.7, 2
_SURELY = 4  # pairs shared, from which on a clause is about the thing that a number is asked of


def clauses_about(question: str, sentence: str, *, with_before: bool) -> str:
    """The clause that says most of a question, with the next; the sentence where none says anything.

    The one before where it is wanted, or only says when: 「年底前」.
    """
    clauses, told = _nearest(question, sentence, 1.0)
    for at in tuple(told):
        goes_on = at + 1 < len(clauses) and (with_before or not names_its_own(clauses[at + 1]))
        is_led = at > 0 and (with_before or says_only_when(clauses[at - 1]))
        told |= ({at + 1} if goes_on else set()) | ({at - 1} if is_led else set())
    return ",".join(clause for at, clause in enumerate(clauses) if at in told)


def clauses_of_its_thing(question: str, sentence: str) -> str:
    """The clauses that say most of a question, each with those that go on about the same thing.

    The one before tells who, where or when unless a clause names its own subject; the next, unless it names its own.
    All of an entry of a glossary that the question names: 「四轮驱动：即…，是…形成的做法」.
    """
    entry = _ENTRY.match(sentence)
    if entry is not None and fold_name(entry[1]) in fold_name(question):
        return sentence
    clauses, told = _nearest(question, sentence, _NEARLY)
    told |= _beside(question, clauses, told)
    for at in tuple(told):
        says_when = at > 0 and says_only_when(clauses[at - 1])
        if says_when or (at and not names_its_own(clauses[at]) and leads_on(clauses[at - 1])):
            told.add(at - 1)
        if at + 1 < len(clauses) and (_OPENS.match(clauses[at]) or not names_its_own(clauses[at + 1])):
            told.add(at + 1)
    return ",".join(clause for at, clause in enumerate(clauses) if at in told)


def clauses_going_on(question: str, sentence: str) -> str:
    """The clauses that say most of a question, those beside them, and all behind them that name nothing of their own.

    All of a sentence of which no clause says much.
    """
    clauses, told = _nearest(question, sentence, _NEARLY)
    if max(_shared(question, sentence)) < _SURELY:
        return sentence
    told |= _beside(question, clauses, told, 1)
    for at in tuple(told):
        told |= {at - 1, at + 1}
        behind = at + 2
        while behind < len(clauses) and not names_its_own(clauses[behind]):
            told.add(behind)
            behind += 1
    return ",".join(clause for at, clause in enumerate(clauses) if at in told)


def nearest_clauses(question: str, words: str) -> tuple[str, ...]:
    """The clauses that say most of a question."""
    clauses, told = _nearest(question, words, 1.0)
    return tuple(clauses[at] for at in sorted(told))


def without_siblings(question: str, words: str) -> str:
    """Clauses without the other items of a list in which the thing asked about stands: 「甲、乙开工」 is 「乙开工」."""
    return ",".join(_without_siblings(question, clause) for clause in words.split(","))


def _without_siblings(question: str, clause: str) -> str:
    items = clause.split("、")
    said = _pairs(question)
    shared = [len(said & _pairs(item)) for item in items]
    if len(items) == 1 or shared.count(max(shared)) > 1:
        return clause
    own = shared.index(max(shared))
    first, tag = next(iter(tagged_words(items[own])), ("", ""))
    is_done = own > 0 and tag[:1] == "v" and first not in question  # 「甲建成、成为第一」
    if is_done or (own == len(items) - 1 and _is_of_all(said, items[own])):
        return clause
    tail = "" if own == len(items) - 1 else _from_its_verb(items[-1])
    return items[own] + tail


def _is_of_all(said: Set[str], item: str) -> bool:
    """Whether what is said of a question stands behind the list: 「、临海等2个小镇」, and not in its last item."""
    found = _OF_ALL.search(item)
    if found is None:
        return False
    before, behind = (len(said & _pairs(part)) for part in (item[: found.start()], item[found.start() :]))
    return behind >= before


def _from_its_verb(item: str) -> str:
    words = [word for word, _ in dropwhile(lambda each: each[1][:1] not in ("v", "u"), tagged_words(item))]
    return "".join(words)


@lru_cache(4_096)
def leads_on(clause: str) -> bool:
    """Whether a clause tells who, where or when the next one is of, and not what else was done."""
    first, tag = next(iter(tagged_words(clause)), ("", ""))
    is_subject = tag[:1] in ("n", "p", "t", "s", "j", "r") and (tag == "n" or first not in no_names())
    return is_subject or _LEADS_ON.match(clause) is not None


def says_only_when(clause: str) -> bool:
    """Whether a clause says when the next one is of, and no more: 「年底前」."""
    return _SAYS_WHEN.match(clause) is not None


def _nearest(question: str, sentence: str, share: float) -> tuple[tuple[str, ...], set[int]]:
    """The clauses of a sentence, and which of them share about as much with a question as any; all if none does."""
    shared = _shared(question, sentence)
    least = share * max(shared, default=0)
    return _clauses(sentence), {at for at, many in enumerate(shared) if many >= least}


@lru_cache(1_024)  # of one question, looked at from several sides
def _shared(question: str, sentence: str) -> tuple[int, ...]:
    """How many pairs of characters each clause of a sentence shares with a question."""
    said = _pairs(question)
    return tuple([len(said & _pairs(clause)) for clause in _clauses(sentence)])


@lru_cache(4_096)  # of the same sentences for one question after another, as all that is kept here
def _clauses(sentence: str) -> tuple[str, ...]:
    return tuple(clauses_in(sentence))


def _beside(question: str, clauses: Sequence[str], told: set[int], least: int = _MUCH) -> set[int]:
    """Clauses that say of a question what those told do not."""
    left = _pairs(question).difference(*(_pairs(clauses[at]) for at in told))
    return {at for at, clause in enumerate(clauses) if at not in told and len(left & _pairs(clause)) >= least}


@lru_cache(4_096)
def names_its_own(clause: str) -> bool:
    """Whether a clause begins with a thing of its own, and not with what was done: 「隧道建成」, 「预计明年建成」."""
    words = tagged_words(clause)[:3]
    if words and words[0][1].startswith("m"):  # 「8家博物馆晋级」
        words = words[1:] if words[1:2] and words[1][1] == "n" else words[2:]
    (first, tag), (_, behind) = (*words, ("", ""), ("", ""))[:2]
    is_doing = tag != "n" and first in no_names() and behind.startswith("n")  # 「新建隧道」, but not 「城镇新增就业」
    is_named = tag.startswith("n") or clause[:1] in _QUOTES
    return is_named and not _GOES_ON.match(clause) and not is_doing


@lru_cache(8_192)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(han_pairs(text))
