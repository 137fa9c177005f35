"""What a report admits: 「也清醒看到存在的问题和挑战，…」, and questions that ask for it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.keywords import content_words

ADMITS = re.compile(r"清醒地?(?:看到|认识到|意识到)|(?:存在|面临)[^，。]{0,8}(?:问题|困难|不足|短板|挑战)")
_FAULTS = r"问题|困难|不足|短板|挑战|毛病|难[题处点]|薄弱(?:环节)?|差距"
ASKS_OF_FAULTS = re.compile(
    rf"{_FAULTS}|薄弱|风险|压力|不够|problem|challenge|difficult|weak",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(r"承认|自己|坦[承言白]|自我|检讨|反思|存在|面临|还有|没补上")
# Words that name no field that the faults are of.
_OF_NO_FIELD = re.compile(
    rf"{_FAULTS}|{_OF_ONESELF.pattern}|[省市区县州盟旗](?:政府|长|里)|政府|领导|报告|工作|发展|记者|目前|当前|眼下|主要|方面|回顾|成绩|没有?|解决|做|到位|[一二两三四五六七八九十\d]条"
)


# What a report goes on to do about it is no fault: 「对此，我们要…」.
_TO_BE_DONE = re.compile(r"^(?:对此|对这些|针对|面对|各位代表|我们(?:一定|[将要]|必须|需要)|必须)")


def admitted_beside(sentences: Sequence[str], at: int) -> range:
    """Which of the sentences of a paragraph tell what one of them, the one at ``at``, begins to admit."""
    rest = range(at + 1, len(sentences))
    end = next((each for each in rest if _TO_BE_DONE.search(sentences[each])), len(sentences))
    return range(at, end)


@lru_cache(4_096)  # asked of every sentence
def asks_what_is_admitted(question: str, topic: str) -> bool:
    """Whether the faults that a report admits are asked for, of no one field: 「自己承认还有哪些不足」.

    ``topic`` is the question without the places that it names.
    """
    asks = ASKS_OF_FAULTS.search(question) is not None and _OF_ONESELF.search(question) is not None
    of_field = any(len(word) > 1 for word in content_words(_OF_NO_FIELD.sub(",", topic)))
    return asks and re.search(r"哪|什么|啥", question) is not None and not of_field
