"""From a document's text to passages: whole paragraphs, with headings and period beside them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.glossary_lines import is_glossary
from index.headings import is_cover
from index.sentences import sentence_spans
from index.types import Document, Passage, Period, Section, Term

# A cover's lines (number, title, date, speaker) mean little alone; the covers of the reports seen stay below this.
_COVER_CHARS, _COVER_LINE_CHARS = 400, 100
# A line that only announces what follows (「我们主要做了以下工作:」) is no passage of its own.
_LEAD_IN_CHARS = 40


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    headings: tuple[str, ...]
    period: Period
    kind: str  # "cover", "body", "entry 3" of the glossary, or "stamp" (who issued it when, after the last entry)


def read_passages(document: Document, *, count_tokens: Callable[[str], int], max_tokens: int) -> tuple[Passage, ...]:
    """Passages in order; with the headings they tile the text. None exceeds ``max_tokens`` unless one sentence does."""
    text = document.text
    passages = []
    for paragraph in _merged(text, list(_paragraphs(document))):
        for start, end in _split(text, paragraph, count_tokens, max_tokens):
            beside = (paragraph.headings, paragraph.period, document.page_of(start))
            passages.append(Passage(document.id, start, end, text[start:end], *beside))
    return tuple(passages)


def encoded_text(passage: Passage) -> str:
    """What the encoder and the word index see: the headings in front of the text, as a reader sees them."""
    return "\n".join((*passage.headings, passage.text))


def _paragraphs(document: Document) -> Iterator[_Paragraph]:
    text, sections = document.text, document.sections
    beside = [section for section in sections if _stands_beside(text, section)]
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        within = [section for section in sections if section.start <= start < max(section.end, section.start + 1)]
        above = [section for section in within if section in beside]
        own = next((section for section in above if section.start == start), None)
        # The heading stands beside the passage; a sentence that follows it in the line is text.
        body_start = start if own is None else min(end, start + len(own.heading) + 1)
        if body_start < end and line.strip():
            period = within[-1].period if within else Period()
            headings = tuple(section.heading for section in above)
            yield _Paragraph(body_start, end, headings, period, _kind(line, start, within, document.terms))
        start = end + 1


def _stands_beside(text: str, section: Section) -> bool:
    """Not the title on the cover, nor a deeper heading that opens its paragraph: these are text of their passage."""
    if section.level == 0:
        return section.heading != "" and not is_cover(section.heading)
    return section.level <= 2 or text[section.start + len(section.heading) :][:1] in ("", "\n")


def _kind(line: str, start: int, within: list[Section], terms: Sequence[Term]) -> str:
    if any(is_glossary(section.heading) for section in within):
        entry = next((at for at, term in enumerate(terms) if term.start <= start < term.end), None)
        return "stamp" if entry is None else f"entry {entry}"
    if all(is_cover(section.heading) for section in within) and len(line) <= _COVER_LINE_CHARS:
        return "cover"
    return "body"


def _merged(text: str, paragraphs: list[_Paragraph]) -> Iterator[_Paragraph]:
    """Join the lines of a cover, and a lead-in with the paragraph that it announces."""
    pending: _Paragraph | None = None
    for paragraph in paragraphs:
        if pending is not None and _belong_together(text, pending, paragraph):
            pending = _Paragraph(pending.start, paragraph.end, paragraph.headings, paragraph.period, paragraph.kind)
            continue
        if pending is not None:
            yield pending
        pending = paragraph
    if pending is not None:
        yield pending


def _belong_together(text: str, before: _Paragraph, after: _Paragraph) -> bool:
    if before.kind != after.kind or before.headings != after.headings or after.start != before.end + 1:
        return False
    if before.kind in ("cover", "stamp"):
        return after.end - before.start <= _COVER_CHARS
    if before.kind.startswith("entry"):  # the lines of one definition
        return True
    return before.kind == "body" and before.end - before.start <= _LEAD_IN_CHARS and text[before.end - 1] in ":："


def _split(
    text: str, paragraph: _Paragraph, count_tokens: Callable[[str], int], max_tokens: int
) -> Iterator[tuple[int, int]]:
    """Cut a paragraph that the encoder would truncate at sentence ends, into pieces as long as fit."""
    beside = "\n".join((*paragraph.headings, ""))
    if count_tokens(beside + text[paragraph.start : paragraph.end]) <= max_tokens:
        yield paragraph.start, paragraph.end
        return
    piece_start = piece_end = paragraph.start
    for start, end in sentence_spans(text[paragraph.start : paragraph.end]):
        end_in_text = paragraph.start + end
        if piece_end > piece_start and count_tokens(beside + text[piece_start:end_in_text]) > max_tokens:
            yield piece_start, piece_end
            piece_start = paragraph.start + start
        piece_end = end_in_text
    yield piece_start, paragraph.end
