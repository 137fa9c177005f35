"""Which clauses of a sentence are about the thing that a question is about."""

import re

from index.words import tagged_words

_CLAUSE_ENDS = re.compile(r"[,，;；。]")
_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))")
_SAYS_WHEN = re.compile(r"^[\d一二三四五六七八九十年月日底前初中上下半末季度第今明内力争取确保预计到]+$")  # 「年底前」
_GOES_ON = re.compile(r"总[量数额]|其中|累计|合计|规模|占比")  # of what stands before
_OPENS = re.compile(r"[在从于].{2,}[中里上下内]$")  # what another goes on from
_NEARLY = 0.7  # of the pairs of characters that the nearest clause shares with a question


def clauses_about(question: str, sentence: str, *, with_before: bool) -> str:
    """The clause that says most of a question, with the next; the sentence where none says anything.

    The one before where it is wanted, or only says when: 「年底前」.
    """
    clauses, told = _nearest(question, sentence, 1.0)
    for at in tuple(told):
        goes_on = at + 1 < len(clauses) and (with_before or not names_its_own(clauses[at + 1]))
        is_led = at > 0 and (with_before or _SAYS_WHEN.match(clauses[at - 1]) is not None)
        told |= ({at + 1} if goes_on else set()) | ({at - 1} if is_led else set())
    return ",".join(clause for at, clause in enumerate(clauses) if at in told)


def clauses_of_its_thing(question: str, sentence: str) -> str:
    """The clauses that say most of a question, each with those that go on about the same thing.

    The one before tells who or where unless a clause names its own subject; the next, unless it names its own.
    """
    clauses, told = _nearest(question, sentence, _NEARLY)
    for at in tuple(told):
        if at and not names_its_own(clauses[at]):
            told.add(at - 1)
        if at + 1 < len(clauses) and (_OPENS.match(clauses[at]) or not names_its_own(clauses[at + 1])):
            told.add(at + 1)
    return ",".join(clause for at, clause in enumerate(clauses) if at in told)


def _nearest(question: str, sentence: str, share: float) -> tuple[list[str], set[int]]:
    """The clauses of a sentence, and which of them share about as much with a question as any; all if none does."""
    clauses = [clause for clause in _CLAUSE_ENDS.split(sentence) if clause.strip()]
    said = _pairs(question)
    shared = [len(said & _pairs(clause)) for clause in clauses]
    least = share * max(shared, default=0)
    return clauses, {at for at, many in enumerate(shared) if many >= least}


def names_its_own(clause: str) -> bool:
    """Whether a clause begins with a thing of its own, and not with what was done: 「隧道建成」, 「预计明年建成」."""
    return not _GOES_ON.match(clause) and next(iter(tagged_words(clause)), ("", ""))[1].startswith("n")


def _pairs(text: str) -> set[str]:
    return set(_PAIR.findall(text))
