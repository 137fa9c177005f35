"""A report to read, as HTML: its outline, its text with an anchor at every paragraph, terms marked. All is escaped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from index.types import Document, Section, Term
from ui.languages import Say

_LONGEST_HEADING = 60
_MOST_TIP_CHARS = 400
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where to open a report: ``document.text[start:end]``, which is empty for a place without words to show."""

    document_id: str
    start: int = 0
    end: int = 0


def read_place(document_id: str | None, at: str | None) -> Place | None:
    """The place of a deep link ``?doc=ID&at=START`` or ``&at=START-END``; None without a document."""
    if not document_id:
        return None
    found = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", at or "")
    if found is None:
        return Place(document_id)
    start = int(found[1])
    return Place(document_id, start, max(start, int(found[2] or start)))


def reader_html(document: Document, place: Place | None, say: Say) -> str:
    """The outline beside the text; the words at ``place`` are highlighted and named ``wb-here``."""
    at = place or Place(document.id)
    starts = {section.start: section for section in document.sections if section.heading}
    marks = _Marks(document.terms)
    body = "".join(
        _heading(document, line, section, at, say)
        if (section := starts.get(line.start))
        else _paragraph(document, line, at, marks, say)
        for line in _lines(document.text)
    )
    outline = "".join(_outline_entry(section) for section in document.sections if section.heading)
    nav = f'<nav aria-label="{say("目录")}"><ul>{outline}</ul></nav>'
    return (
        f'<div class="wb-reader"><div class="wb-side">{_find(say)}{nav}</div>'
        f'<article id="wb-text" lang="zh-CN" tabindex="-1">{_astray(document, at, say)}{body}</article></div>'
    )


def _find(say: Say) -> str:
    name = say("在报告中查找")
    steps = "".join(
        f'<button type="button" class="wb-found-{step}" aria-label="{say(label)}" title="{say(label)}">{arrow}</button>'
        for step, label, arrow in (("back", "上一处", "‹"), ("on", "下一处", "›"))
    )
    return (
        f'<div class="wb-find" role="search">'
        f'<input type="search" id="wb-find" aria-label="{name}" placeholder="{name}">'
        f'<span id="wb-found" role="status"></span>{steps}</div>'
    )


def _astray(document: Document, at: Place, say: Say) -> str:
    """A word on a place that the report does not have, as after a shorter one has replaced it."""
    if at.document_id != document.id or at.start < max(len(document.text), 1):
        return ""
    return f'<p class="wb-astray" role="status">{say("链接指的位置不在这份报告里。")}</p>'


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def _lines(text: str) -> Iterator[_Line]:
    for found in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield _Line(found.start(), found.group())


class _Marks:
    """Marks the first use of every term, its definition beside it."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = {name: term for term in terms for name in (term.name, *term.aliases) if name}
        self._within = sorted((term.start, term.end) for term in terms if term.rank == 1)
        self._seen: set[str] = set()
        names = sorted(self._terms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, names))) if names else None

    def marked(self, text: str, start: int) -> str:
        """``text`` escaped; in the glossary itself nothing is marked."""
        if self._pattern is None or any(first <= start < last for first, last in self._within):
            return escape(text)
        pieces, end = [], 0
        for found in self._pattern.finditer(text):
            term = self._terms[found.group()]
            if term.name in self._seen:
                continue
            self._seen.add(term.name)
            pieces += [escape(text[end : found.start()]), _defined(found.group(), term)]
            end = found.end()
        return "".join((*pieces, escape(text[end:])))


def _defined(name: str, term: Term) -> str:
    tip = escape(term.definition[:_MOST_TIP_CHARS])
    return f'<span class="wb-defined">{escape(name)}<span class="wb-tip" role="tooltip">{tip}</span></span>'


def _heading(document: Document, line: _Line, section: Section, at: Place, say: Say) -> str:
    level = min(section.level, _DEEPEST) + 2
    text = escape(line.text.strip())
    here = at.document_id == document.id and at.end != 0 and line.start <= at.start <= line.start + len(line.text)
    if here:
        text = f'<span id="wb-here">{text}</span>'
    return f'<h{level} id="wb-at-{line.start}">{text}{_anchor(document, line.start, say)}</h{level}>'


def _paragraph(document: Document, line: _Line, at: Place, marks: _Marks, say: Say) -> str:
    first, last = max(at.start - line.start, 0), min(at.end - line.start, len(line.text))
    text = line.text
    if at.document_id == document.id and first < last:
        before, after = marks.marked(text[:first], line.start), marks.marked(text[last:], line.start)
        name = ' id="wb-here"' if at.start >= line.start else ""  # of words over several lines, the first
        shown = f"{before}<mark{name}>{escape(text[first:last])}</mark>{after}"
    else:
        shown = marks.marked(text, line.start)
    here = at.document_id == document.id and at.start == at.end != 0 and 0 <= at.start - line.start <= len(line.text)
    name = "wb-here" if here else f"wb-at-{line.start}"
    return f'<p id="{name}">{shown}{_anchor(document, line.start, say)}</p>'


def _anchor(document: Document, start: int, say: Say) -> str:
    address, name = f"?doc={escape(document.id)}&amp;at={start}", say("复制这一段的链接")
    return f'<a class="wb-anchor" href="{address}" title="{name}" aria-label="{name}">#</a>'


def _outline_entry(section: Section) -> str:
    heading = section.heading
    if len(heading) > _LONGEST_HEADING:
        heading = f"{heading[:_LONGEST_HEADING]}…"
    link = f'<a class="wb-to" href="#wb-at-{section.start}">{escape(heading)}</a>'
    return f'<li class="wb-level-{section.level}">{link}</li>'
