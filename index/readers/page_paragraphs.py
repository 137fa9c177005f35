"""Printed lines back to paragraphs: by how full a line is, the indent of the next, the space between, and the words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from index.readers.block import Block
from index.readers.hard_wrap import unwrapped
from index.readers.printed import Column, PrintedLine
from index.repair import ENDS_A_PARAGRAPH

_SLACK = 0.7  # ems by which a full line may stay below the margin: half-width figures, ink of a recognised scan
# Justified lines end at the margin, or with their last mark behind it; the last line of a paragraph ends anywhere.
_JUSTIFIED, _HANGING = 0.3, (0.8, 1.15)  # ems
_LONG_WORD = 4.0  # ems
_LEAST_JUSTIFIED = 0.85  # share of full lines
_INDENT = 1.0  # ems; the usual indent has two
_WIDEST_INDENT = 4.5
_OTHER_SIZE = 0.12  # share by which another size is another paragraph
_WIDE_SPACING = 1.45  # of the usual distance of two baselines
_FEWEST_LINES = 5  # of a column that has margins of its own
_LEAST_FULL = 0.4  # share of its lines that reach them
_LOST_INDENT, _LEAST_CUT = 2.0, 0.015  # ems; share of lines. One report of 51 is cut so, with 0.028; the others have 0
_LEAST_INDENTED = 0.05  # share of lines, where first lines are indented
_FIRST_WORD = re.compile(
    r"\s*([“‘（《〈「『【\[(\"]*(?:[A-Za-z0-9.%％‰、,/+-]*[A-Za-z0-9%％‰]|.)[，。、；：！？”’）》〉」』】…,;:!?)\]\"]*)"
)
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、](?!\d)|[\[［【〔]\d{1,3}[\]］】〕]|[①-⑳]|"
    r"第[一二三四五六七八九十]{1,3}[章节条部]|——|附[件录表]\s*\d*[:：])"
)
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z0-9,.;:!?)%’”]$"), re.compile(r"^[A-Za-z0-9(‘“$]")


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the report is set: whether first lines are indented, the usual indent and distance of baselines in ems.

    ``is_cut``: the lines are those of another page, where first lines were indented; these are now shorter by that.
    """

    is_indented: bool
    is_cut: bool
    indent: float
    is_justified: bool
    pitch: float


def read_paragraphs(columns: Sequence[Column]) -> tuple[Block, ...]:
    """A block for each paragraph and page that it stands on; the rest on the next page ``continues`` it."""
    filled = [column for column in columns if column.lines]
    margins = _all_margins(filled)
    setting = _setting(filled, margins)
    if setting.is_cut:
        return unwrapped([_block([line], column.page, continues=None) for column in filled for line in column.lines])
    blocks: list[Block] = []
    before: tuple[PrintedLine, _Margins] | None = None
    for column, margin in zip(filled, margins, strict=True):
        local = _local(setting, column.lines, margin)
        for paragraph in _paragraphs(column.lines, margin, local):
            continues = before is not None and _runs_on(before, (paragraph[0], margin), local)
            blocks.append(_block(paragraph, column.page, continues=continues))
            before = None
        before = (column.lines[-1], margin)
    return tuple(blocks)


def _paragraphs(lines: Sequence[PrintedLine], margins: _Margins, setting: _Setting) -> Iterator[list[PrintedLine]]:
    paragraph = [lines[0]]
    for before, line in pairwise(lines):
        if _is_near(before, line, setting) and _goes_on(before, line, margins, setting):
            paragraph.append(line)
        else:
            yield paragraph
            paragraph = [line]
    yield paragraph


def _local(setting: _Setting, lines: Sequence[PrintedLine], margins: _Margins) -> _Setting:
    """A glossary may be set without the indents of the body."""
    has_indents = any(_INDENT < (line.box.left - margins.left) / line.size <= _WIDEST_INDENT for line in lines)
    return replace(setting, is_indented=setting.is_indented and (has_indents or len(lines) < _FEWEST_LINES))


def _is_short_by_indent(line: PrintedLine, margins: _Margins) -> bool:
    short = (margins.right - line.box.right) / line.size
    return abs(short - _LOST_INDENT) <= _JUSTIFIED and ENDS_A_PARAGRAPH.search(line.text) is None


def _runs_on(before: tuple[PrintedLine, _Margins], after: tuple[PrintedLine, _Margins], setting: _Setting) -> bool:
    """Whether the first line of a column goes on with the last one of the column before."""
    line, margins = after
    last, margins_before = before
    right = margins.right - (margins_before.right - last.box.right)
    return _goes_on(replace(last, box=replace(last.box, right=right)), line, margins, setting)


def _goes_on(before: PrintedLine, line: PrintedLine, margins: _Margins, setting: _Setting) -> bool:
    em = max(before.size, line.size)
    if before.is_row or line.is_row or abs(before.size - line.size) > _OTHER_SIZE * em:
        return False
    if not _is_full(before, line, margins, setting):
        return False
    has_ended = ENDS_A_PARAGRAPH.search(before.text.rstrip()) is not None
    indent = (line.box.left - margins.left) / em
    if indent > _INDENT:
        is_first = setting.is_indented and abs(indent - setting.indent) <= 0.5
        return not (is_first or has_ended or _NUMBERED.match(line.text))
    if setting.is_indented or not has_ended:
        return True
    leads = line.bold_chars > 0 and before.bold_chars < len(before.text)
    return not (leads or _NUMBERED.match(line.text) or (setting.is_justified and not _is_justified(before, margins)))


def _is_full(before: PrintedLine, line: PrintedLine, margins: _Margins, setting: _Setting) -> bool:
    """Whether the first word of ``line`` would not have fitted into the line before it."""
    em = max(before.size, line.size)
    short = margins.right - before.box.right
    width = _first_word_width(line)
    # Before a long number even a justified line stays short.
    is_stretched = setting.is_justified and width <= _LONG_WORD * em
    return short <= _SLACK * em or (width > short - _SLACK * em and not is_stretched)


def _is_justified(line: PrintedLine, margins: _Margins) -> bool:
    over = (line.box.right - margins.right) / line.size
    return abs(over) <= _JUSTIFIED or _HANGING[0] <= over <= _HANGING[1]


def _is_near(before: PrintedLine, line: PrintedLine, setting: _Setting) -> bool:
    return before.box.bottom - line.box.bottom <= _WIDE_SPACING * setting.pitch * max(before.size, line.size)


def _first_word_width(line: PrintedLine) -> float:
    word = _FIRST_WORD.match(line.text)
    text = word.group(1) if word else ""
    return line.size * sum(0.5 if character.isascii() else 1.0 for character in text)


def _all_margins(columns: Sequence[Column]) -> list[_Margins]:
    """Margins of each column: its own where enough of its lines reach them, else the most common ones near it."""
    own = [_own_margins(column.lines) for column in columns]
    known = Counter(margins for margins in own if margins is not None)
    return [margins or _nearest(column.lines, known) for column, margins in zip(columns, own, strict=True)]


def _own_margins(lines: Sequence[PrintedLine]) -> _Margins | None:
    text = [line for line in lines if not line.is_row]
    if len(text) < _FEWEST_LINES:
        return None
    em = median(line.size for line in text)
    rights = [line.box.right for line in text]
    right = _most_common(rights, em)
    full = [line for line in text if line.box.right >= right - _SLACK * em]
    if len(full) < _LEAST_FULL * len(text):
        return None
    lefts = sorted(line.box.left for line in text)
    return _Margins(
        _rounded(lefts[len(lefts) // 20]), _rounded(median(at for at in rights if abs(at - right) <= _JUSTIFIED * em))
    )


def _most_common(values: Iterable[float], em: float) -> float:
    """The value with the most others close around it; of several the outermost."""
    found = sorted(values)
    return max(found, key=lambda each: (sum(1 for other in found if abs(other - each) <= _JUSTIFIED * em), each))


def _rounded(value: float) -> float:
    """To whole points, so that the same margins of two pages are equal."""
    return float(round(value))


def _nearest(lines: Sequence[PrintedLine], known: Counter[_Margins]) -> _Margins:
    left, right = min(line.box.left for line in lines), max(line.box.right for line in lines)
    fitting = [each for each in known if each.left <= left + lines[0].size and right <= each.right + 2 * lines[0].size]
    if not fitting:
        return _Margins(left, right)
    return max(fitting, key=lambda each: (known[each], -abs(each.left - left)))


def _setting(columns: Sequence[Column], margins: Sequence[_Margins]) -> _Setting:
    pitches: list[float] = [1.0]
    indents: list[float] = []
    for column, margin in zip(columns, margins, strict=True):
        for before, line in pairwise(column.lines):
            if before.box.bottom > line.box.bottom:
                pitches.append((before.box.bottom - line.box.bottom) / max(before.size, line.size))
        indents.extend((line.box.left - margin.left) / line.size for line in column.lines)
    first = [indent for indent in indents if _INDENT < indent <= _WIDEST_INDENT]
    return _Setting(
        is_indented=len(first) >= _LEAST_INDENTED * len(indents),
        is_cut=_are_cut(columns, margins) and len(first) < _LEAST_INDENTED * len(indents),
        indent=median(first) if first else 0.0,
        is_justified=_share_justified(columns, margins) >= _LEAST_JUSTIFIED,
        pitch=median(pitches),
    )


def _are_cut(columns: Sequence[Column], margins: Sequence[_Margins]) -> bool:
    """Whether lines that stop in the middle are often shorter by just an indent."""
    short = [
        _is_short_by_indent(line, margin)
        for column, margin in zip(columns, margins, strict=True)
        for line in column.lines
    ]
    return sum(short) >= _LEAST_CUT * len(short)


def _share_justified(columns: Sequence[Column], margins: Sequence[_Margins]) -> float:
    """Of the lines that come within three ems of the margin, how many end at it."""
    near = [
        _is_justified(line, margin)
        for column, margin in zip(columns, margins, strict=True)
        for line in column.lines
        if margin.right - line.box.right <= 3 * line.size
    ]
    return sum(near) / len(near) if near else 0.0


def _block(lines: Sequence[PrintedLine], page: int, *, continues: bool | None) -> Block:
    text, bold_chars, is_bold = "", 0, True
    for line in lines:
        words = line.text.strip()
        if text and _LATIN_END.search(text) and _LATIN_START.match(words):
            words = " " + words
        if is_bold:
            bold_chars += min(line.bold_chars + len(words) - len(line.text), len(words))
        is_bold = is_bold and line.bold_chars >= len(line.text)
        text += words
    return Block(text, None, max(0, bold_chars), page, continues)
