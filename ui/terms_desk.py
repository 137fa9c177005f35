"""The glossary as HTML for officials: definitions side by side, where the report uses a term, how to cite it."""

from collections.abc import Sequence
from html import escape

from index.store import Store
from index.terms import find_terms, fold_name
from index.types import Document, Term
from ui.languages import Say
from ui.term_uses import official_citation, related_terms, same_terms, uses_of

_MOST_ENTRIES = 40  # of those that are shown at once; the exports have them all


def terms_html(store: Store, query: str, say: Say) -> str:
    """The terms that a query finds, those of one name together; or that there are none."""
    entries = _by_name(find_terms(store.documents, query))
    if not entries:
        told = "没有找到这个名词。换个说法试试，或清空后查看全部。" if query.strip() else "书架上的报告没有名词解释。"
        return f'<p class="wb-empty">{say(told)}</p>'
    shown = "".join(_entry(store, *entry, say) for entry in entries[:_MOST_ENTRIES])
    more = len(entries) - _MOST_ENTRIES
    rest = f'<p class="wb-empty">{say("还有 {} 条，请输入更多的字。").format(more)}</p>' if more > 0 else ""
    return f'<dl class="wb-glossary">{shown}</dl>{rest}'


def _by_name(found: Sequence[tuple[Document, Term]]) -> list[tuple[Document, Term]]:
    """The first entry of each name, in order."""
    first: dict[str, tuple[Document, Term]] = {}
    for document, term in found:
        first.setdefault(fold_name(term.name), (document, term))
    return list(first.values())


def _entry(store: Store, document: Document, term: Term, say: Say) -> str:
    aliases = f' <span class="wb-where">{say("又称：")}{escape("、".join(term.aliases))}</span>' if term.aliases else ""
    every = same_terms(store.documents, term) or ((document, term),)
    reports = "".join(_in_report(store, *each, say) for each in every)
    related = "".join(_related(name) for name in related_terms(store, document, term))
    beside = f'<dd class="wb-related"><span>{say("相关名词")}</span> {related}</dd>' if related else ""
    several = ' class="wb-several"' if len(every) > 1 else ""
    return f"<div{several}><dt>{escape(term.name)}{aliases}</dt>{reports}{beside}</div>"


def _in_report(store: Store, document: Document, term: Term, say: Say) -> str:
    """What one report says of a term: its definition, where it is used, and how to cite it."""
    uses = uses_of(store, document, term)
    lines = "".join(
        f"<li>{_link(document, use.start, use.end, document.text[use.start : use.end].strip())}"
        f"{_under(use.headings)}</li>"
        for use in uses
    )
    used = f'<div class="wb-uses"><span>{say("报告中的用法")}</span><ul>{lines}</ul></div>' if lines else ""
    citation = escape(official_citation(document, uses))
    return (
        f"<dd><p>{escape(term.definition)}</p>"
        f'<p class="wb-from">{_link(document, term.start, term.end, document.metadata.title)}</p>{used}'
        f'<p class="wb-cited"><span>{citation}</span> '
        f'<button type="button" class="wb-copy-citation" data-citation="{citation}">{say("复制引用")}</button></p></dd>'
    )


def _link(document: Document, start: int, end: int, words: str) -> str:
    """Words that open the report where they stand."""
    address = f"?doc={escape(document.id)}&amp;at={start}-{end}"
    return f'<a href="{address}" target="_blank" rel="noopener">{escape(words)}</a>'


def _under(headings: Sequence[str]) -> str:
    return f' <span class="wb-where">{escape(" › ".join(headings))}</span>' if headings else ""


def _related(name: str) -> str:
    return f'<button type="button" class="wb-look-up">{escape(name)}</button>'
