"""Answers and terms as HTML for the page. Every text is escaped here: no markup of a question or a report ever runs.

Each fragment is one line, as the chat component reads blank lines as Markdown.
"""

import re
from collections.abc import Sequence
from html import escape

from index.store import Store
from index.types import Document, Passage, Term
from rag.types import Answer, Citation, Status, TermDefinition

STATUS_WORDS = {
    Status.ANSWERED: "已回答",
    Status.PARTIAL: "部分回答",
    Status.NOT_FOUND: "报告未提及",
    Status.REFUSED: "不属于报告问题",
}
_MARKER = re.compile(r"\[(\d+)\]")


def question_html(question: str) -> str:
    """What a person asked."""
    return f'<div class="wb-user">{_inline(question)}</div>'


def partial_html(text: str) -> str:
    """An answer that is still being written."""
    return f'<div class="wb-answer">{_paragraphs(text)}</div>'


def answer_html(answer: Answer, store: Store) -> str:
    """An answer with its status, its citations that open, and the definitions of its terms."""
    sources = [_citation(citation, store) for citation in answer.citations]
    quoted = "".join(citation.quote for citation in answer.citations)
    sources.extend(_definition(term) for term in answer.terms if term.definition not in quoted)
    below = f'<div class="wb-sources">{"".join(sources)}</div>' if sources else ""
    status = f'<span class="wb-status wb-{answer.status}">{STATUS_WORDS[answer.status]}</span>'
    copy = '<button type="button" class="wb-copy">复制</button>'
    return f'<div class="wb-answer">{status}{_paragraphs(answer.text)}{below}{copy}</div>'


def glossary_html(found: Sequence[tuple[Document, Term]]) -> str:
    """Terms with their definitions, or that there are none."""
    if not found:
        return '<p class="wb-empty">没有找到这个名词。换个说法试试，或清空后查看全部。</p>'
    entries = "".join(
        f'<div><dt>{escape(term.name)} <span class="wb-where">{escape(document.metadata.title)}</span></dt>'
        f"<dd>{escape(term.definition)}</dd></div>"
        for document, term in found
    )
    return f'<dl class="wb-glossary">{entries}</dl>'


def _paragraphs(text: str) -> str:
    lines = (_MARKER.sub(_marker, _inline(line)) for line in text.split("\n"))
    return "".join(f"<p>{line}</p>" for line in lines)


def _marker(found: re.Match[str]) -> str:
    return f'<a class="wb-mark" href="#" role="button" title="查看出处">[{found.group(1)}]</a>'


def _inline(text: str) -> str:
    """Escaped for HTML and for Markdown: what Markdown would read as a sign is written as a character reference."""
    escaped = re.sub(r"\r\n?|\n", "<br>", escape(text))
    return re.sub(r"[\\`*_~$|]", lambda sign: f"&#{ord(sign.group())};", escaped)


def _citation(citation: Citation, store: Store) -> str:
    where = " › ".join((citation.title, *citation.headings))
    before, after = _around(citation, store)
    return (
        f'<details class="wb-cite wb-cite-{citation.number}"><summary>[{citation.number}] {_inline(where)}</summary>'
        f"<blockquote>{_inline(before)}<mark>{_inline(citation.quote)}</mark>{_inline(after)}</blockquote></details>"
    )


def _around(citation: Citation, store: Store) -> tuple[str, str]:
    """The words of the paragraph before and after a quote."""
    passage = next(each for each in store.passages_of(citation.document_id) if _holds(each, citation))
    return (
        passage.text[: citation.start - passage.start],
        passage.text[citation.end - passage.start :],
    )


def _holds(passage: Passage, citation: Citation) -> bool:
    return passage.start <= citation.start and citation.end <= passage.end


def _definition(term: TermDefinition) -> str:
    return (
        f'<details class="wb-term"><summary>名词：{_inline(term.name)}</summary>'
        f"<blockquote>{_inline(term.definition)}</blockquote></details>"
    )
