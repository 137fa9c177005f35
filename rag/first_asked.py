"""Of clauses that ask for figures of one thing, the first: it may be told where the report lacks the others."""

import re

from rag import wording
from rag.asking_clauses import names_a_topic

SURE = 0.8  # least confidence of the only part that is told
_CLAUSE = re.compile(r"[^,，?？。;；]+[,，?？。;；]*")
_AMOUNT = re.compile(r"多少|(?<![好哪])几(?!乎)|多[大高长](?=[,，]|$)")
_SHARE = re.compile(r"比例|占比|比重")


def first_asked(question: str) -> tuple[str, str] | None:
    """The first clause, and those behind it, where both ask for a figure: 「改造几个小区，其中有电梯的占几成」."""
    first, *others = _CLAUSE.findall(question) or [""]
    rest = "".join(others)
    if not _AMOUNT.search(first) or not (_AMOUNT.search(rest) or _SHARE.search(rest)) or not names_a_topic(first):
        return None
    return None if wording.YES_NO.search(question) else (first, rest)
