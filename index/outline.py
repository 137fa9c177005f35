"""From repaired lines to the canonical text, its sections and their periods."""

import re
from dataclasses import dataclass, replace

from index.glossary_lines import is_glossary
from index.headings import find_headings, is_cover
from index.periods import plans_too, read_period, states_period
from index.repair import Line
from index.types import Period, Role, Section

# Back from a numbered part to the report as a whole: thanks, problems, closing words.
_ADDRESSES_ALL = re.compile(r"^各位代表[!！,，]")


@dataclass(frozen=True, slots=True)
class Outline:
    """The canonical text, its sections in order of ``start``, and where each page of the file begins."""

    text: str
    sections: tuple[Section, ...]
    page_starts: tuple[int, ...] = ()


def read_outline(lines: tuple[Line, ...]) -> Outline:
    """One line of text per paragraph; a section for every heading. Periods are filled by ``with_periods``."""
    text = "\n".join(line.text for line in lines)
    opened: list[Section] = []
    closed: list[Section] = []
    start = 0
    for line, heading in zip(lines, find_headings(lines), strict=True):
        if heading is not None:
            opened = _close(opened, closed, heading.level, start)
            opened.append(Section(heading.level, heading.text, start, len(text), Period()))
        elif _ADDRESSES_ALL.match(line.text):
            opened = _close(opened, closed, 1 if any(_is_part(section) for section in opened) else 2, start)
        start += len(line.text) + 1
    _close(opened, closed, 0, len(text) + 1)
    sections = tuple(sorted(closed, key=lambda section: (section.start, section.level)))
    return Outline(text, sections, _page_starts(lines))


def with_periods(sections: tuple[Section, ...], report_year: int | None) -> tuple[Section, ...]:
    """The sections with their periods: stated by the heading of a part, inherited by all beneath it.

    Parts are ``一、``, or the unnumbered headings above it where there are such. A part's heading without a word of
    review or plan goes on with the role of the part before it (with the plan, if that part does both); one without a
    year reviews the year before ``report_year``, or plans it. Title and glossary have no period.
    """
    dated: list[Section] = []
    part: Section | None = None
    role_before: Role | None = None
    for section in sections:
        around = [each for each in dated if section.start < each.end]
        if section.level == 0:
            part = section if _is_part(section) else None
        if section.level == 0 and part is None:
            period, role_before = Period(), None
        elif section.level == 0 or (section.level == 1 and part is None) or states_period(section.heading):
            implied = not section.heading  # first the review, then the plan
            period = read_period(section.heading, role_before or (Role.REVIEW if implied else None), report_year)
            role_before = Role.PLAN if implied or plans_too(section.heading) else period.role
        else:
            period = around[-1].period if around else Period()
        dated.append(replace(section, period=period))
    return tuple(dated)


def _is_part(section: Section) -> bool:
    return section.level == 0 and not is_cover(section.heading) and not is_glossary(section.heading)


def _page_starts(lines: tuple[Line, ...]) -> tuple[int, ...]:
    """The offset of every page from 1 on; an empty page begins where the next one does, page 1 at 0."""
    starts: list[int] = []
    line_start = 0
    for line in lines:
        for offset, page in line.pages:
            starts.extend([line_start + offset if starts else 0] * (page - len(starts)))
        line_start += len(line.text) + 1
    return tuple(starts)


def _close(opened: list[Section], closed: list[Section], level: int, end: int) -> list[Section]:
    """Close every open section of this level or deeper before the line at ``end``; those still open are returned."""
    closed.extend(replace(section, end=max(section.start, end - 1)) for section in opened if section.level >= level)
    return [section for section in opened if section.level < level]
