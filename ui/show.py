"""Answers, hits, terms and documents as plain text for a terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import Document, Period, Role, Section, Term
from rag.types import Answer, Hit
from ui.render import STATUS_WORDS

if TYPE_CHECKING:
    from index.summary import BuildSummary


def answer(given: Answer) -> str:
    """The text, then what each marker points at, then definitions and follow-ups."""
    lines = [given.text, ""]
    for citation in given.citations:
        where = " > ".join((citation.title, *citation.headings))
        lines.append(f"[{citation.number}] {where}\n    “{citation.quote}”")
    quoted = "".join(citation.quote for citation in given.citations)
    lines.extend(f"名词 {term.name}：{term.definition}" for term in given.terms if term.definition not in quoted)
    confidence = "" if given.confidence is None else f"，把握 {given.confidence:.0%}"
    lines.append(f"（{STATUS_WORDS[given.status]}{confidence}）")
    if given.related:
        lines.append("还可以问：" + " ".join(given.related))
    return "\n".join(lines)


def hits(found: Sequence[Hit]) -> str:
    """Each hit with its score, place in the report, and text."""
    return "\n\n".join(
        f"{number}. {' > '.join((hit.title, *hit.passage.headings))}（{hit.score:.2f}）\n   {hit.passage.text}"
        for number, hit in enumerate(found, 1)
    )


def terms(found: Sequence[Term]) -> str:
    """Names with definitions."""
    return "\n".join(f"{term.name}：{term.definition}" for term in found)


def documents(listed: Sequence[Document]) -> str:
    """One line per document."""
    return "\n".join(
        f"{each.id}  {each.metadata.title}  {len(each.sections)} sections  {len(each.terms)} terms" for each in listed
    )


def document(shown: Document, passages: int, figures: int) -> str:
    """How a document was read, so that a person sees in ten seconds whether it is right."""
    metadata = shown.metadata
    pages = f"{metadata.pages} pages, " if metadata.pages else ""
    lines = [
        f"{metadata.title}（{shown.id}，{shown.source}）",
        f"place {metadata.place}  year {metadata.year}  date {metadata.date}  speaker {metadata.speaker}",
        f"{pages}{len(shown.text)} characters, {len(shown.sections)} sections, {passages} passages, "
        f"{len(shown.terms)} terms, {figures} figures",
        *(f"warning: {warning}" for warning in shown.warnings),
        "",
    ]
    lines.extend(_outline(shown.sections))
    lines.append("")
    lines.append(f"{len(shown.terms)} terms: " + "、".join(term.name for term in shown.terms))
    return "\n".join(lines)


def with_changes(sections: Sequence[Section]) -> Iterator[tuple[Section, bool]]:
    """Each section, and whether its period is another than that of the section it stands in."""
    above: dict[int, Period] = {}
    for section in sections:
        outer = next((above[level] for level in range(section.level - 1, -1, -1) if level in above), None)
        yield section, section.period != outer
        above = {level: kept for level, kept in above.items() if level < section.level}
        above[section.level] = section.period


def _outline(sections: Sequence[Section]) -> Iterator[str]:
    """The sections as a tree; a period stands where it changes."""
    for section, changes in with_changes(sections):
        period = _period(section.period) if changes else ""
        yield f"{'  ' * section.level}{section.heading or '（无标题）'}{period}"


def build_summary(summary: "BuildSummary", store: Path) -> str:
    """What was read of each file, what was refused and why."""
    lines = []
    for each in summary.documents:
        pages = f"{each.pages} pages  " if each.pages else ""
        lines.append(
            f"{each.id}  {each.title}  {pages}{each.sections} sections  {each.terms} terms  "
            f"{each.passages} passages  {each.figures} figures"
        )
        lines.extend(f"  warning: {warning}" for warning in each.warnings)
    lines.extend(f"refused: {each.reason}" for each in summary.refused)
    return "\n".join((*lines, f"store: {store}"))


def _period(period: Period) -> str:
    if period.role is None:
        return ""
    years = (
        f"{period.first_year}" if period.first_year == period.last_year else f"{period.first_year}–{period.last_year}"
    )
    return f"  [{'回顾' if period.role is Role.REVIEW else '计划'} {years}]"
