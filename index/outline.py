"""From repaired lines to the canonical text, its sections and their periods."""

import re
import unicodedata
from dataclasses import dataclass, replace

from index.repair import Line
from index.types import Period, Role, Section

_LEVEL_1 = re.compile(r"^[一二三四五六七八九十]+[、.．]")
_LEVEL_2 = re.compile(r"^[（(][一二三四五六七八九十]+[）)]")
# 「2023年工作回顾」 alone in its line: so 13 of 76 reports seen open their parts, and count 「一、」 anew in each.
_DATED_PART = re.compile(r"^(?:[“\"].{2,8}[”\"].{0,3})?(?:19|20)\d{2}年[^。!?;,:]{2,24}$")
_GLOSSARY = re.compile(r"^(?:附[件录]?\d*[:：]?)?.{0,12}(?:名词|名词术语|术语|用语)(?:解释|注释|说明|释义)$")
_TITLE = re.compile(r"^.{0,24}政府工作报告$")
# Back from a numbered part to the report as a whole: thanks, problems, closing words.
_ADDRESSES_ALL = re.compile(r"^各位代表[!！,，]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
_MANY_YEARS = re.compile(
    r"(?:过去|近|这|上|今后)?(?<![〇零一二三四五六七八九])([三四五])年(?!计划|规划)来?|本届|上届|上一届"
)
_REVIEW_WORDS = re.compile(
    r"回顾|总结|过去|五年来|一年来|上年|主要成就|取得的|完成情况|执行情况|工作情况|主要工作和|"
    r"[目标任务计划]{2,6}的?(?:完成|执行)"
)
_PLAN_WORDS = re.compile(
    r"安排|(?<!五年)计划|目标|任务|今后|要求|部署|建议|打算|重点工作|工作重点|主要工作$|思路|展望|未来|下一?[年步]|奋斗"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """The canonical text, its sections in order of ``start``, and where each page of the file begins."""

    text: str
    sections: tuple[Section, ...]
    page_starts: tuple[int, ...] = ()


def is_glossary(heading: str) -> bool:
    """Whether a heading opens the glossary of the report."""
    return _GLOSSARY.match(heading) is not None


def read_outline(lines: tuple[Line, ...]) -> Outline:
    """One line of text per paragraph; a section for every heading. Periods are filled by ``with_periods``."""
    text = "\n".join(line.text for line in lines)
    opened: list[Section] = []
    closed: list[Section] = []
    start, in_glossary = 0, False
    for line in lines:
        level = None if in_glossary else _level(line, opened)
        if level is not None:
            opened = _close(opened, closed, level, start)
            opened.append(Section(level, _heading(line.text), start, len(text), Period()))
            in_glossary = level == 0 and is_glossary(line.text)
        elif _ADDRESSES_ALL.match(line.text):
            opened = _close(opened, closed, 2, start)
        start += len(line.text) + 1
    _close(opened, closed, 0, len(text) + 1)
    return Outline(text, tuple(sorted(closed, key=lambda section: (section.start, section.level))), _page_starts(lines))


def with_periods(sections: tuple[Section, ...], report_year: int | None) -> tuple[Section, ...]:
    """The sections with their periods: stated by a level-1 heading, inherited by all beneath it.

    A heading without a word of review or plan goes on with the role of the part before it (with the plan, if that part
    does both); one without a year reviews the year before ``report_year``, or plans it. Level 0 has no period.
    """
    dated: list[Section] = []
    period, role_after = Period(), None
    for section in sections:
        if section.level == 0:
            period, role_after = Period(), None
        elif section.level == 1:
            period = _read_period(section.heading, role_after, report_year)
            role_after = Role.PLAN if _plans_too(section.heading) else period.role
        dated.append(replace(section, period=period))
    return tuple(dated)


def years_in(text: str) -> tuple[int, ...]:
    """Years as printed before 年, full-width digits included, in order."""
    return tuple(int(year) for year in _YEAR.findall(unicodedata.normalize("NFKC", text)))


def role_of_heading(heading: str) -> Role | None:
    """Whether the heading of a part says that it reviews or plans; a review is named first in reports that do both."""
    review, plan = _REVIEW_WORDS.search(heading), _PLAN_WORDS.search(heading)
    if review and (plan is None or review.start() <= plan.start()):
        return Role.REVIEW
    return Role.PLAN if plan else None


def _level(line: Line, opened: list[Section]) -> int | None:
    deeper = any(section.level == 1 and _opens_dated_part(section.heading) for section in opened)
    if _LEVEL_1.match(line.text):
        return 2 if deeper and not (years_in(line.text) and role_of_heading(line.text)) else 1
    if _LEVEL_2.match(line.text):
        return 3 if deeper else 2
    if _opens_dated_part(line.text):
        return 1
    if is_glossary(line.text) or _TITLE.match(line.text):
        return 0
    if line.level is not None and not line.text.endswith(
        (":", "：", "。", "号")
    ):  # a salutation and 「政〔…〕1号」 are no headings
        return 0
    return None


def _page_starts(lines: tuple[Line, ...]) -> tuple[int, ...]:
    """The offset of every page from 1 on; an empty page begins where the next one does, page 1 at 0."""
    starts: list[int] = []
    line_start = 0
    for line in lines:
        for offset, page in line.pages:
            starts.extend([line_start + offset if starts else 0] * (page - len(starts)))
        line_start += len(line.text) + 1
    return tuple(starts)


def _opens_dated_part(text: str) -> bool:
    return (
        _DATED_PART.match(unicodedata.normalize("NFKC", text)) is not None
        and role_of_heading(text) is not None
        and _TITLE.match(text) is None
    )


def _plans_too(heading: str) -> bool:
    review = _REVIEW_WORDS.search(heading)
    return review is not None and _PLAN_WORDS.search(heading, review.end()) is not None


def _heading(paragraph: str) -> str:
    return paragraph.partition("。")[0]


def _close(opened: list[Section], closed: list[Section], level: int, end: int) -> list[Section]:
    """Close every open section of this level or deeper before the line at ``end``; those still open are returned."""
    closed.extend(replace(section, end=max(section.start, end - 1)) for section in opened if section.level >= level)
    return [section for section in opened if section.level < level]


def _read_period(heading: str, role_before: Role | None, report_year: int | None) -> Period:
    years = years_in(heading)
    role = role_of_heading(heading) or (Role.PLAN if report_year in years else role_before)
    if not years and report_year is not None and role is not None:
        last = report_year - 1 if role is Role.REVIEW else report_year
        span = _MANY_YEARS.search(heading)
        length = 1 if span is None else {"三": 3, "四": 4}.get(span.group(1) or "五", 5)
        years = (last - length + 1, last) if role is Role.REVIEW else (last, last + length - 1)
    return Period(role, min(years, default=None), max(years, default=None))
