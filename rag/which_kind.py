"""Which of several things of one kind is meant: of what size, of which level, whose."""

import re
from collections.abc import Sequence

from index.words import tagged_words

_KINDS = tuple(
    re.compile(kinds)
    for kinds in (
        r"((?:[\d.]+|[一二两三四五六七八九十百千]+)?[万亿]+(?:元|美元|人|吨))(?:以上|级)",  # 「亿元以上项目」
        r"国家级|[省市区县镇乡村]级(?!市)",
        r"公办|民办",
        r"内资|外资",
        r"公共|私人|个人",
        r"公立|民营|私立",
        r"小学|初中|高中|幼儿园",
        r"(?<!进)出口|进口",
        r"职工|居民",
    )
)
_OF_ANY_THING = re.compile(r"项目|工程|企业|公司|数量?$|总量|面积|设施|场所|站点|基地|工作|任务|网点|主体|规模|单位")


def says_other_kind(asked: str, told: str) -> bool:
    """Whether both say which of a kind they mean, and not the same: 「民办学位」 and 「公办学位」."""
    return any(_differ(frozenset(words.findall(asked)), frozenset(words.findall(told))) for words in _KINDS)


def _differ(said: frozenset[str], others: frozenset[str]) -> bool:
    return bool(said and others) and said.isdisjoint(others)


def counts_another(asked: str, keywords: Sequence[str], metric: str) -> bool:
    """Whether a metric counts a thing of what is counted in the question: 「新增幼儿园学位」 are no 幼儿园."""
    ends = [metric.rfind(word) + len(word) for word in keywords if word in metric]
    behind = metric[max(ends, default=len(metric)) :]
    words = tagged_words(behind)
    if not words:
        return False
    head, tag = words[-1]
    return tag[0] == "n" and len(head) > 1 and head not in asked and not _OF_ANY_THING.search(head)
