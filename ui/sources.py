"""The sources of an answer as HTML: those of one place together, each quote marked in its paragraph. All is escaped."""

from collections.abc import Sequence

from index.store import Store
from index.types import Passage
from rag.types import Answer, Citation, TermDefinition
from ui.escaped import inline
from ui.languages import Say
from ui.period_words import period_words


def sources_html(answer: Answer, store: Store, say: Say) -> str:
    """A line for each place of a report that is cited and one for the terms, which open; empty without any."""
    places: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        places.setdefault(_where(citation, say), []).append(citation)
    sources = [_place(where, cited, store, say) for where, cited in places.items()]
    quoted = "".join(citation.quote for citation in answer.citations)
    terms = [term for term in answer.terms if term.definition not in quoted]
    if terms:
        sources.append(_definitions(terms, say))
    return f'<div class="wb-sources">{"".join(sources)}</div>' if sources else ""


def _where(citation: Citation, say: Say) -> str:
    page = () if citation.page is None else (say("第 {} 页").format(citation.page),)
    return " › ".join((citation.title, *citation.headings, *page))


def _place(where: str, cited: Sequence[Citation], store: Store, say: Say) -> str:
    numbers = " ".join(f"[{citation.number}]" for citation in cited)
    citations = "".join(_citation(citation, where, store, say) for citation in cited)
    return f'<details class="wb-place"><summary>{numbers} {inline(where)}</summary>{citations}</details>'


def _citation(citation: Citation, where: str, store: Store, say: Say) -> str:
    """What page.js also shows in the panel: where, of which period, the paragraph, and the way into the report."""
    passage = next((each for each in store.passages_of(citation.document_id) if _holds(each, citation)), None)
    before, after, period = "", "", ""
    if passage is not None:  # else the report has been replaced or removed since
        before = passage.text[: citation.start - passage.start]
        after = passage.text[citation.end - passage.start :]
        words = period_words(passage.period, say)
        period = f'<p class="wb-period">{inline(words)}</p>' if words else ""
    return (
        f'<div class="wb-cite wb-cite-{citation.number}">'
        f'<p class="wb-from">[{citation.number}]<span> {inline(where)}</span></p>{period}'
        f"<blockquote>{inline(before)}<mark>{inline(citation.quote)}</mark>{inline(after)}</blockquote>"
        f"{_link(citation, say)}</div>"
    )


def _link(citation: Citation, say: Say) -> str:
    address = f"?doc={inline(citation.document_id)}&amp;at={citation.start}-{citation.end}"
    return f'<a class="wb-open" href="{address}" target="_blank" rel="noopener">{say("在报告中打开")}</a>'


def _holds(passage: Passage, citation: Citation) -> bool:
    quoted = passage.between(citation.start, citation.end)
    return passage.start <= citation.start and citation.end <= passage.end and quoted == citation.quote


def _definitions(terms: Sequence[TermDefinition], say: Say) -> str:
    names = say("、").join(inline(term.name) for term in terms)
    defined = "".join(f"<dt>{inline(term.name)}</dt><dd>{inline(term.definition)}</dd>" for term in terms)
    return f'<details class="wb-term"><summary>{say("名词：")}{names}</summary><dl>{defined}</dl></details>'
