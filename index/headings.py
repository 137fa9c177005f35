"""Which lines of a report are headings, and how deep: by their number, by the file's own mark, or by standing alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.glossary_lines import is_glossary
from index.periods import role_of_heading, states_period
from index.repair import ENDS_A_PARAGRAPH, Line

_NUMBER_1 = re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")
_NUMBER_2 = re.compile(r"^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[㈠-㈩])")
_NUMBER_3 = re.compile(r"^\d{1,2}(?:[、．]|\.(?!\d))|^——(?=[^—])")
_NUMBER_4 = re.compile(r"^(?:[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，,、])")
_ENTRY = re.compile(r"^(?:\d{1,3}[.．、]|[\[［【〔（(][\d一二三四五六七八九十]{1,3}[\]］】〕）)]|[①-⑳])")
_EXPLAINS = re.compile(r"[:：]|是?指|——")
_APPENDIX = re.compile(r"^附[件录表]?\s*[\d一二三四五六七八九十]*\s*(?:$|[:：].{1,40}$)")
_TITLE = re.compile(r"^.{0,24}政府工作报告$")
# 「2030年工作回顾」 alone in its line: so 13 of 76 reports seen open their parts, and count 「一、」 anew in each.
_YEAR_TITLE = re.compile(r"^(?:19|20)\d{2}年[:：][^。；;，,]{2,24}$")  # 「2019年：砥砺前行开新局」
_DATED_PART = re.compile(r"^(?:[“\"].{2,8}[”\"].{0,3})?[^，。!?;,:]{0,8}年[^。!?;,:]{2,24}$")
_SALUTATION = re.compile(r"^各位代表|^Esteemed Deputies|^Fellow Deputies")
# A heading without a number is one clause or two, with no sentence mark behind it and no figure of its own.
_UNNUMBERED = re.compile(r"^[^。；;!！?？:：,，|…]{2,30}(?:[，,][^。；;!！?？:：,，、|…]{2,20})?$")
_UNNUMBERED_ENGLISH = re.compile(r"^[A-Z][A-Za-z0-9,'’ -]{6,80}[A-Za-z0-9]$")
_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)")
_NO_HEADING = re.compile(
    r"^[（(\[【]|^[图表]\s*\d|[）)\]】]$|(?:省|市|区|县|州|旗|盟)长\S|主席\S|^\d{4}年\d{1,2}月|会议上?$"
)
_PLAN_OPENS = re.compile(
    r"^(?:各位代表[！!，,：:]\s*)?(?:今年|(?:19|20)\d{2}年)(?:是|，?我们将|(?:政府)?工作的?总体|经济社会发展(?:的)?主要)|"
    r"^(?:各位代表[！!，,：:]\s*)?(?:做好|综合).{0,20}今年.{0,20}(?:工作|目标)"
)
_RUN_IN_CHARS = 40  # a lead sentence, 「加强科技创新。」; the longest numbered heading at this depth seen has 38
_OPENED_CHARS = 40  # a paragraph under a heading that stands alone; the shortest seen has 56
_BODY_CHARS, _ENGLISH_BODY_CHARS = 60, 200  # the shortest paragraph that is surely no line of a cover


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the front of its line: level 0 is a part of the document, 1 ``一、``, 2 ``（一）``, deeper 3 and 4.

    ``runs_on``: the text of its paragraph follows in the same line.
    """

    level: int
    text: str
    runs_on: bool


def is_cover(heading: str) -> bool:
    """Whether a heading of level 0 is the report's title, or that of its notice, and no part of its body."""
    return "工作报告" in heading


def find_headings(lines: Sequence[Line]) -> tuple[Heading | None, ...]:
    """For every line its heading, or None."""
    body_start = _body_start(lines)
    unnumbered_level = 3 if any(_opens_numbered_part(line.text) for line in lines) else 0
    found: list[Heading | None] = []
    in_glossary, marked_above = False, 0
    for position, line in enumerate(lines):
        before = lines[position - 1] if position > body_start else None
        after = lines[position + 1] if position + 1 < len(lines) else None
        heading = _part(line) or _numbered(line, after, in_glossary=in_glossary)
        if heading is None and not in_glossary:
            heading = _marked(line, marked_above) or _run_in(line, after)
            if heading is None and before is not None and _stands_alone(before, line, after):
                heading = Heading(unnumbered_level, line.text, runs_on=False)
        if heading is not None and heading.level <= 2:
            marked_above = line.level or marked_above
            in_glossary = is_glossary(heading.text) or (in_glossary and heading.level > 0)
        found.append(heading)
    if not any(heading and heading.level <= 1 and role_of_heading(heading.text) for heading in found):
        _imply_parts(lines, found, body_start)
    return tuple(found)


def _imply_parts(lines: Sequence[Line], found: list[Heading | None], body_start: int) -> None:
    """Review and plan of a speech whose parts have no heading: the plan begins where it first speaks of this year.

    2 of 51 city reports seen are printed so. The heading of such a part is empty.
    """
    plan = next((at for at in range(body_start + 1, len(lines)) if _PLAN_OPENS.match(lines[at].text)), None)
    if plan is not None and found[body_start] is None and found[plan] is None:
        found[body_start] = found[plan] = Heading(0, "", runs_on=True)


def _body_start(lines: Sequence[Line]) -> int:
    """The first line that is no longer cover: the salutation, or running text."""
    for position, line in enumerate(lines):
        body_chars = _ENGLISH_BODY_CHARS if line.text.isascii() else _BODY_CHARS
        if _SALUTATION.match(line.text) or len(line.text) >= body_chars:
            return position
    return len(lines)


def _opens_numbered_part(text: str) -> bool:
    return _NUMBER_1.match(text) is not None and role_of_heading(_lead(text)) is not None


def _part(line: Line) -> Heading | None:
    """A part of the document: title, glossary, appendix, or 「2030年工作回顾」 without a number."""
    text = line.text
    named = is_glossary(text) or _TITLE.match(text) or _APPENDIX.match(text)
    dated = _DATED_PART.match(text) and states_period(text) and not _NO_HEADING.search(text)
    numbered = _NUMBER_1.match(text) or _NUMBER_2.match(text) or _NUMBER_3.match(text) or _NUMBER_4.match(text)
    return Heading(0, text, runs_on=False) if (named or dated or _YEAR_TITLE.match(text)) and not numbered else None


def _numbered(line: Line, after: Line | None, *, in_glossary: bool) -> Heading | None:
    """「一、」 or 「（一）」: the text up to the first full stop. In a glossary only above its entries."""
    level = 1 if _NUMBER_1.match(line.text) else 2 if _NUMBER_2.match(line.text) else None
    if level is None:
        return None
    lead = _lead(line.text)
    if in_glossary and not states_period(lead):
        opens_entry = after is not None and _ENTRY.match(after.text) and _EXPLAINS.search(after.text)
        if not opens_entry or _EXPLAINS.search(line.text):
            return None
    return Heading(level, lead, runs_on=len(lead) + 1 < len(line.text))


def _marked(line: Line, marked_above: int) -> Heading | None:
    """A line that the file itself marks as a heading; a salutation and 「政〔…〕1号」 are none."""
    if line.level is None or line.text.endswith((":", "：", "。", "号")):
        return None
    return Heading(3 if 0 < marked_above < line.level else 0, line.text, runs_on=False)


def _run_in(line: Line, after: Line | None) -> Heading | None:
    """A deeper heading: 「1.」, 「——」, 「一是」 or a bold lead sentence, mostly with its text behind it."""
    level = 3 if _NUMBER_3.match(line.text) else 4 if _NUMBER_4.match(line.text) else None
    lead = _lead(line.text)
    if level is None and 4 <= line.bold_chars < len(line.text):
        bold = line.text[: line.bold_chars].rstrip("。：: ")
        level, lead = (3, bold) if line.text[len(bold)] in "。：:" else (None, lead)
    if level is None or len(lead) > _RUN_IN_CHARS or (line.text[len(lead) :] in ("", "。") and not _opens(line, after)):
        return None
    return Heading(level, lead, runs_on=len(lead) + 1 < len(line.text))


def _opens(line: Line, after: Line | None) -> bool:
    """Whether a numbered line alone is a heading above text, and no item of a list."""
    same_kind = [pattern for pattern in (_NUMBER_3, _NUMBER_4) if pattern.match(line.text)]
    return (
        after is not None
        and not line.text.endswith(("；", ";", "，", ",", "、", "。"))
        and not any(pattern.match(after.text) for pattern in same_kind)
        and len(after.text) >= len(line.text)
    )


def _stands_alone(before: Line, line: Line, after: Line | None) -> bool:
    """Whether an unnumbered line is a heading: short, unpunctuated, between a finished paragraph and one it opens."""
    shaped = _UNNUMBERED.match(line.text) or _UNNUMBERED_ENGLISH.match(line.text)
    if after is None or not shaped or _NO_HEADING.search(line.text):
        return False
    if re.search(r"\d", _YEAR.sub("", line.text)) and not _APPENDIX.match(
        before.text
    ):  # 「2025年10件惠民实事」 below 「附件」
        return False
    finished = ENDS_A_PARAGRAPH.search(before.text) or len(before.text) <= _RUN_IN_CHARS
    followed = len(after.text) >= _OPENED_CHARS or _NUMBER_1.match(after.text) or _NUMBER_2.match(after.text)
    return bool(finished and followed)


def _lead(text: str) -> str:
    return text.partition("。")[0]
