"""Lines that were cut at a fixed width, as old files and text copied out of a PDF have them, back to paragraphs."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mode

from index.readers.block import Block

WRAPPED = "the lines were cut at a fixed width and have been joined to paragraphs"  # the warning
_FEWEST_LINES = 12  # fewer prove nothing
_WIDEST = 160  # columns; wider lines are paragraphs
_NARROWEST = 30
_NOT_WIDER = 0.97  # share of lines within the width; an address of a web page may stick out
_HANGING = 8  # columns over the width: closing marks (”，) hang there, figures run narrower than ideographs
_SHORT = 2  # columns by which a line may stay below the width, as a number is not cut
_INDENT = 4  # columns by which the first line of a paragraph is shorter where the indent is no text
# Of 79 reports one is cut (0.84 of its lines are full, within the width); no other has even 0.5 within one width.
_LEAST_FULL = 0.5
_MOST_ENDED = 0.5  # share of full lines that end a sentence; by chance about one in eight does
_ENDS = re.compile(r"[。！？!?：:；;][”’」』）)]*\s*$")
_INDENTED = re.compile(r"^(?:\u3000| {2,}|\t)")
_NUMBERED = re.compile(r"^\s*(?:#|\||[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\D)")
_MARKED = re.compile(r"^\s*(?:[>*•●\-]|[\[［【〔]\d|[①-⑳]|——|第[一二三四五六七八九十]+[章节条])")
_NEXT_WORD = re.compile(r"\s*((?:[A-Za-z0-9.%]+|.)[，。、；：！？”’）》」』…,;:!?)\"]*)")
_PAGE_NUMBER = re.compile(r"^\s*(?:[-—–－·]\s*)?(\d{1,4})(?:\s*[-—–－·])?\s*$")


def unwrapped(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The lines joined to paragraphs where the evidence of a fixed width is strong, else as they are.

    Evidence: into most lines the first word of the next would not have fitted, and most of these stop in mid-sentence.
    Page numbers between such lines go: they part nothing.
    """
    lines = [block.text for block in blocks if _is_line(block)]
    width = _wrap_width(lines)
    return tuple(blocks) if width is None else tuple(_joined_lines(_without_page_numbers(blocks), width, _gap(lines)))


def _joined_lines(blocks: Sequence[Block], width: int, gap: str) -> Iterable[Block]:
    indented = [bool(_INDENTED.match(block.text)) for block in blocks if block.text.strip()]
    are_marked = 0.02 < sum(indented) / len(indented) < 0.7  # paragraphs open with an indent, as is usual
    paragraphs: list[list[Block]] = []
    before, slack = "", 0
    for block in blocks:
        is_full = _is_full(before, block.text, width - slack)
        if paragraphs and is_full and _is_line(block) and _goes_on(before, block.text, are_marked=are_marked):
            paragraphs[-1].append(block)
            slack = 0
        else:
            paragraphs.append([block])
            slack = 0 if _INDENTED.match(block.text) else _INDENT
        before = block.text if _is_line(block) else ""
    return (_joined(lines, gap) for lines in paragraphs)


def _without_page_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Numbers alone in their lines are page numbers where they count up."""
    found = [match for block in blocks if (match := _PAGE_NUMBER.match(block.text))]
    numbers = [int(match.group(1)) for match in found]
    count_up = len(numbers) >= 3 and all(after == before + 1 for before, after in pairwise(numbers))
    return [block for block in blocks if not (count_up and _PAGE_NUMBER.match(block.text))]


def _is_line(block: Block) -> bool:
    return block.level is None and block.continues is not False


def _wrap_width(lines: list[str]) -> int | None:
    filled = sorted(columns(line.rstrip()) for line in lines if line.strip())
    if len(filled) < _FEWEST_LINES:
        return None
    # Chinese fills its lines to the column; words leave them ragged.
    width = filled[int(len(filled) * _NOT_WIDER) - 1] if _gap(lines) else mode(filled)
    wider = sum(1 for each in filled if each > width + _HANGING)
    full = [before for before, line in pairwise(lines) if _is_full(before, line, width)]
    ended = sum(1 for line in full if _ENDS.search(line))
    is_wrapped = len(full) >= _LEAST_FULL * len(filled) and ended <= _MOST_ENDED * len(full)
    is_wrapped = is_wrapped and wider <= (1 - _NOT_WIDER) * len(filled)
    return width if is_wrapped and _NARROWEST <= width <= _WIDEST else None


def _is_full(before: str, line: str, width: int) -> bool:
    """Whether the first word of ``line`` would not have fitted into the line before it."""
    word = _NEXT_WORD.match(line)
    return bool(before.strip()) and word is not None and columns(before.rstrip() + word.group(1)) > width - _SHORT


def columns(line: str) -> int:
    """How wide a line is printed: an ideograph takes two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


def _goes_on(before: str, line: str, *, are_marked: bool) -> bool:
    if _NUMBERED.match(line) or _INDENTED.match(line):
        return False
    return _ENDS.search(before) is None or (are_marked and not _MARKED.match(line))


def _gap(lines: list[str]) -> str:
    """What parts two words at the end of a line."""
    text = "".join(lines)
    return " " if sum(character.isascii() and character.isalpha() for character in text) > 0.5 * len(text) else ""


def _joined(lines: list[Block], gap: str) -> Block:
    """One block of several lines; bold in front as far as whole lines and the one after them are."""
    if len(lines) == 1:
        return lines[0]
    pieces: list[str] = []
    bold_chars, is_bold = 0, True
    for line in lines:
        text = line.text.strip() if pieces else line.text.rstrip()
        words_meet = bool(pieces) and re.match(r"[A-Za-z]{2}", pieces[-1][-1:] + text[:1]) is not None
        pieces.append((" " if words_meet else gap) + text if pieces else text)
        if is_bold:
            bold_chars += min(line.bold_chars, len(pieces[-1]))
        is_bold = is_bold and line.bold_chars >= len(line.text)
    return replace(lines[0], text="".join(pieces), bold_chars=bold_chars)
