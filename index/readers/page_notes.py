"""Notes at the foot of printed pages: they go to the end, as from a Word file, so that a paragraph runs over them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.readers.block import Block
from index.readers.printed import Column, PrintedLine

_SMALLER = 0.88  # of the size of the text; notes are set in 9 points under 14 to 16
_MARK = re.compile(r"^\s*(?:\[(\d{1,3})\]|(\d{1,3})(?![\d.．、年月])|([①-⑳]))\s*")


def apart_from_notes(columns: Sequence[Column]) -> tuple[tuple[Column, ...], tuple[Block, ...]]:
    """The columns without the notes below them, and a block for each note.

    A note begins with a mark that the text of its page carries: a glossary in small type begins with other numbers.
    """
    sizes = Counter[float]()
    for column in columns:
        for line in column.lines:
            sizes[round(line.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    kept, notes = [], []
    for column in columns:
        at = _notes_start(column.lines, _SMALLER * usual)
        kept.append(replace(column, lines=column.lines[:at]))
        notes.extend(_notes(column.lines[at:], column.page))
    return tuple(kept), tuple(notes)


def _notes_start(lines: Sequence[PrintedLine], largest: float) -> int:
    """Where the notes begin, or the number of lines."""
    start = len(lines)
    while start and lines[start - 1].size <= largest and not lines[start - 1].is_row:
        start -= 1
    text = "".join(line.text for line in lines[:start])
    for at in range(start, len(lines)):
        mark = _mark(lines[at])
        if mark is not None and mark in text:
            return at
    return len(lines)


def _notes(lines: Sequence[PrintedLine], page: int) -> list[Block]:
    notes: list[Block] = []
    expected = ""
    for line in lines:
        mark = _mark(line)
        if mark is not None and (not notes or mark == expected):
            notes.append(Block(f"{mark} {_MARK.sub('', line.text)}", page=page, continues=False))
            expected = _next(mark)
        else:
            notes[-1] = replace(notes[-1], text=notes[-1].text + line.text.strip())
    return notes


def _mark(line: PrintedLine) -> str | None:
    """The mark of the note that a line begins, as the text carries it."""
    found = _MARK.match(line.text)
    if found is None:
        return None
    return found.group(3) or f"[{found.group(1) or found.group(2)}]"


def _next(mark: str) -> str:
    return f"[{int(mark[1:-1]) + 1}]" if mark.startswith("[") else chr(ord(mark) + 1)
