"""Where a clause ends, in a question as in a report; a comma in 1,900 and a colon in 8:30 end none."""

import re

_MARKS, _COLONS, _LISTS = ",，;；。!！?？\n", ":：", "、"
_IN_NUMBER = r"(?<=\d)(?:[,，](?=\d{3}(?!\d))|[:：](?=\d))"


def _between(marks: str) -> re.Pattern[str]:
    return re.compile(rf"[^{marks}]+(?:{_IN_NUMBER}[^{marks}]+)*")


MARK = re.compile(rf"(?!{_IN_NUMBER})[{_MARKS}{_COLONS}{_LISTS}]")
CLAUSE = _between(_MARKS + _COLONS + _LISTS)  # the words between any two marks
UNBROKEN = _between(_MARKS + _COLONS)  # an enumeration stays whole: 「甲桥、乙桥开工」
WITH_HEAD = _between(_MARKS)  # and so does what is said of the words before a colon: 「甲桥:2030年开工」

JOINS_ITEMS = re.compile("、|和|与|以?及")


def clauses_in(text: str) -> list[str]:
    """What stands between the marks of a text, each with the words before a colon that it is of; nothing blank."""
    return [clause for clause in WITH_HEAD.findall(text) if clause.strip()]


def first_clause(text: str) -> str:
    """What stands before the first mark."""
    return MARK.split(text, maxsplit=1)[0]


def last_clause(text: str) -> str:
    """What stands behind the last mark: nothing where the text ends with it."""
    return MARK.split(text)[-1]


def spans_with_marks(kind: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    """``[start, end)`` of each clause of a kind with the marks that end it: together all of the text."""
    starts = [found.start() for found in kind.finditer(text) if found.group().strip()]
    return tuple(zip((0, *starts[1:]), (*starts[1:], len(text)), strict=True)) if starts else ()
