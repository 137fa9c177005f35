"""The term whose meaning a follow-up asks for without saying its name."""

import re
from collections.abc import Sequence

from index.terms import fold_name
from rag.question import MAX_CHARS, readable
from rag.types import Turn

_ASKS_MEANING = re.compile(
    r"^(?:那么?|请问)?[,，]?(?:它|他|这|那|其|此|前[面头]|刚才|上[面述头]|该)[\u3400-\u9fff“”\"]{0,8}?(?:是|指|叫|算|又是|有)?[\u3400-\u9fff]{0,4}(?:什么|啥)(?:意思|含义|概念|东西)|^(?:它|这|那)[\u3400-\u9fff]{0,6}?(?:是|指)(?:的是)?(?:什么|啥|哪(?!一?[个家所座条位]))|^前[面头][\u3400-\u9fff]{0,8}指[\u3400-\u9fff]{0,3}(?:什么|啥|哪)|^(?:那么?)?(?:啥|什么|是什么|是啥|具体是?什么)?意思[?？。]*$|^(?:那么?)?(?:它|这个?|那个?|其)?的?(?:定义|含义|概念)(?:是|呢)|^什么是(?:它|这个?|那个?)"
)
# 「具体哪三样」 of a name that says how many: 「三件套」.
_SO_MANY_OF = re.compile(
    r"^(?:那么?|具体|分别|各自|都|又|各|指)*(?:是|有|指|包括)?(?:的是)?哪([两三四五六七八九十])[个样件项条种类大]?[\u3400-\u9fff]{0,2}[?？。呢啊呀]*$"
)


def term_pointed_at(question: str, history: Sequence[Turn], names: Sequence[str]) -> str | None:
    """The term that 「它是什么意思」 points at, or 「哪三样」: of the answer before, else of the question before."""
    several = _SO_MANY_OF.match(question)
    if history and several is not None:
        names = [name for name in names if several[1] in name]
    elif not history or not _ASKS_MEANING.search(question) or any(name in question for name in names):
        return None
    last = history[-1]
    for said in map(fold_name, (last.answer, readable(last.question[:MAX_CHARS]))):
        found = [name for name in names if fold_name(name) in said]
        if found:
            return max(found, key=lambda name: (said.rfind(fold_name(name)), len(name)))
    return None
