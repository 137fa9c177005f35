"""Of which whole place a sentence tells its figures: 「全区86所,全市1240所」 tell nothing of 全省."""

import re

from index.quantities import quantities
from rag.clauses import UNBROKEN

_WHOLE = re.compile(r"全[国省市区县州](?![域局县])")
_HOW_MANY = re.compile(r"多少|(?<![好哪])几(?!乎)|增[速幅]")
_OPENS = re.compile(r"\s*(?:(?:19|20)\d\d年)?全[国省市区县州](?!县)")


def is_of_other_place(question: str, text: str) -> bool:
    """Whether a figure is asked of the whole of one place, and a sentence tells its own of others."""
    asked = set(_WHOLE.findall(question))
    if len(asked) != 1 or not _HOW_MANY.search(question) or asked & set(_WHOLE.findall(text)):
        return False
    first = next((part.group() for part in UNBROKEN.finditer(text) if _measures(part.group())), "")
    return _OPENS.match(first) is not None


def _measures(text: str) -> bool:
    return any(each.unit not in ("", "年") for each in quantities(text))
