"""Of which whole place a sentence tells its figures: 「全区86所,全市1240所」 tell nothing of 全省."""

import re

from index.quantities import quantities
from rag.clauses import UNBROKEN

_WHOLE = re.compile(r"全[国省市区县州](?![域局县])")
_HOW_MANY = re.compile(r"多少|(?<![好哪])几(?!乎)|增[速幅]")
_OPENS = re.compile(r"\s*(?:(?:19|20)\d\d年)?全[国省市区县州](?!县)")
# 「有没有我们望江街道」: whether something is in the asker's own street, village or quarter.
_OURS = re.compile(
    r"(?:有没有|包不包括|包括|算不算|轮得?到)(?:我们|咱们|俺们|[咱俺](?!们))(?![这那全整每各住所老]|自己|附近|旁边)"
    r"((?:(?![哪个些有是的区市县])[\u3400-\u9fff]){2,4}?)(?:街道?|社区|村|镇|乡|小区)(?![委民干政级里])"
)
# 「里头有没有望江路那边的」: of several things one in a place that is not told; not 「有没有改善农村的…」.
_ONE_THERE = re.compile(
    r"有没有(?:我们|咱们?|俺们?)?([\u3400-\u9fff]{2,4}?(?:路|街|村|镇|桥|巷))(?:[那这](?:边|片|块|一带)|附近|一带)的"
)


def is_of_other_place(question: str, text: str) -> bool:
    """Whether a figure is asked of the whole of one place, and a sentence tells its own of others."""
    asked = set(_WHOLE.findall(question))
    if len(asked) != 1 or not _HOW_MANY.search(question) or asked & set(_WHOLE.findall(text)):
        return False
    first = next((part.group() for part in UNBROKEN.finditer(text) if _measures(part.group())), "")
    return _OPENS.match(first) is not None


def _measures(text: str) -> bool:
    return any(each.unit not in ("", "年") for each in quantities(text))


def names_none_there(question: str, sentence: str) -> bool:
    """Whether something is asked of the asker's own street or village, or another, that a sentence does not name."""
    asked = (_OURS.search(question), _ONE_THERE.search(question))
    return any(found is not None and found[1] not in sentence for found in asked)
