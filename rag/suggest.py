"""Questions that the store can answer: examples for an empty page, follow-ups for an answer. Drawn from the index."""

import re
from collections.abc import Iterator, Sequence

from index.types import Document, Passage, Role
from rag.asker import Asker

# A clause that states one figure of one thing: 「新增就业2万人」, 「技术合同成交额突破71亿元」.
_STATED = re.compile(
    r"(?:^|[,，、;；。])([\u4e00-\u9fff]{4,12}?)(完成|突破|达到?|实现)?\d[\d.]*[万亿]?([个家项条所场人件套户元名]|亿元|人次)(?=[,，;；。]|$)"
)
_LEAD = re.compile(r"^([\u4e00-\u9fff“”\"]{6,16})。")


def examples(asker: Asker, count: int = 4) -> tuple[str, ...]:
    """Example questions of different kinds, spread over the reports."""
    passages = asker.store.passages
    kinds = [
        list(_about_figures(passages)),
        list(_about_terms(asker.store.documents)),
        list(_about_leads(passages, Role.PLAN)),
        list(_about_leads(passages, Role.REVIEW)),
    ]
    chosen: list[str] = []
    turn = 0
    while len(chosen) < count and any(kinds):
        kind = kinds[turn % len(kinds)]
        if kind:
            chosen.append(kind.pop(len(kind) // 2))
        turn += 1
    return tuple(chosen)


def related_questions(
    near: Sequence[Passage], documents: Sequence[Document], known: Sequence[str] = (), count: int = 3
) -> tuple[str, ...]:
    """Follow-ups about the paragraphs that an answer rests on: the whole paragraph, and the terms used in it.

    None asks for the terms ``known``.
    """
    text = "".join(passage.text for passage in near)
    questions = [question for role in Role for question in _about_leads(near, role)]
    for document in documents:
        questions.extend(
            f"什么是{term.name}？" for term in document.terms if term.name in text and term.name not in known
        )
    questions.extend(_about_figures(near))
    return tuple(dict.fromkeys(questions))[:count]


def _about_figures(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        if passage.period.role is Role.REVIEW and passage.period.first_year is not None:
            for found in _STATED.finditer(passage.text):
                yield f"{passage.period.first_year}年{found[1]}{found[2] or ''}多少{found[3]}？"


def _about_terms(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        for term in document.terms:
            yield f"什么是{term.name}？"


def _about_leads(passages: Sequence[Passage], role: Role) -> Iterator[str]:
    for passage in passages:
        lead = _LEAD.match(passage.text)
        if lead and passage.period.role is role and passage.period.first_year is not None:
            asked = "有哪些安排" if role is Role.PLAN else "体现在哪些方面"
            yield f"{passage.period.first_year}年“{lead[1]}”{asked}？"
