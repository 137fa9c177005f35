"""Print damage out, nothing else: the blocks of a report file become whole, clean paragraphs.

Named damage, and only this, is removed: Markdown marks, list dashes, page footers, white space inside Chinese,
control characters, and the cut of a paragraph in two by a page break. No other character is lost or invented.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index.glossary_lines import is_glossary, parting_space
from index.readers.block import Block

# Ideographs, their punctuation, full-width forms, and the quotes and dashes that Chinese text shares with Latin.
_CHINESE = r"\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·"
_SPACE = r"[^\S\n]"  # U+3000 included
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffc\ufffe\uffff]")
_MARKS = re.compile(r"^(?:(?:#{1,6}|[-*•●])(?:\s+|$))+")  # of headings and lists
_FOOTER = re.compile(r"^(?:[-—–－·]\s*\d{1,4}\s*[-—–－·]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)$")
_SPACE_BY_CHINESE = re.compile(rf"(?<=[{_CHINESE}]){_SPACE}+|{_SPACE}+(?=[{_CHINESE}])")
# A PDF reader sets a stray space after half-width punctuation of Chinese text; between Latin words it belongs there.
_SPACE_BY_PUNCTUATION = re.compile(
    rf"(?<=[{_CHINESE}][,;:!?()\"]){_SPACE}+(?=[0-9A-Za-z\"])|{_SPACE}+(?=[,;:!?)])|(?<=\d\.){_SPACE}+(?=\")"
)
_UNMARKED_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)]|(?:19|20)\d{2}年[:：]|附[件录表])"
)
_OPENS_A_PARAGRAPH = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\D|[\[［【〔]\d+[\]］】〕]|[①-⑳]|——|各位代表)"
)
_SENTENCE_MARK = re.compile(r"[,，。;；、!！?？:：]")
# 「(鼓掌)」 may follow the end in a record of the speech; a full stop ends an English paragraph.
ENDS_A_PARAGRAPH = re.compile(r"(?:[。!！?？:：;；…]|[A-Za-z)”]\.)[\"”’」』）)]*(?:[（(][^（）()]{1,12}[）)])?$")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or heading without line breaks; ``level`` and ``bold_chars`` as in Block.

    ``pages`` are the pages it stands on, each with the offset in ``text`` where it begins there.
    """

    text: str
    level: int | None = None
    bold_chars: int = 0
    pages: tuple[tuple[int, int], ...] = ()


def repair(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """Clean every block and join the paragraphs that a page break cut. Idempotent on its own output."""
    return tuple(_join_cut_paragraphs((line, continues) for line, continues in _cleaned(blocks) if line.text))


def repair_spaces(text: str) -> str:
    """``text`` without white space next to Chinese or beside half-width punctuation; other runs become one space."""
    text = _SPACE_BY_CHINESE.sub("", _INVISIBLE.sub("", text))
    text = _SPACE_BY_PUNCTUATION.sub("", text)
    return re.sub(rf"{_SPACE}+", " ", text).strip()


def _cleaned(blocks: Iterable[Block]) -> Iterator[tuple[Line, bool | None]]:
    """Every block's line; in a glossary, the white space that alone parts a name from its definition stays."""
    in_glossary = False
    for block in blocks:
        line = _clean(block)
        space = parting_space(block.text.strip()) if in_glossary else None
        if space is not None:
            parts = (_clean_text(block.text.strip()[:space]), _clean_text(block.text.strip()[space:]))
            line = replace(line, text=" ".join(parts))
        in_glossary = in_glossary or is_glossary(line.text)
        yield line, block.continues


def _clean(block: Block) -> Line:
    text = _clean_text(block.text)
    bold = min(len(text), len(_clean_text(block.text[: block.bold_chars])))
    return Line(text, block.level, bold, () if block.page is None else ((0, block.page),))


def _clean_text(raw: str) -> str:
    line = _INVISIBLE.sub("", raw).replace("**", "").strip()
    marks = _MARKS.match(line)
    text = repair_spaces(line[marks.end() :] if marks else line)
    is_footer = _FOOTER.match(text) or _FOOTER.match(repair_spaces(line))  # 「- 26 -」 is no item of a list
    return "" if is_footer else text


def _join_cut_paragraphs(lines: Iterable[tuple[Line, bool | None]]) -> Iterable[Line]:
    before: Line | None = None
    for line, continues in lines:
        if before is None:
            before = line
        elif _is_cut(before, line) if continues is None else continues:
            before = _joined(before, line)
        else:
            yield before
            before = line
    if before is not None:
        yield before


def _joined(before: Line, after: Line) -> Line:
    text = repair_spaces(f"{before.text} {after.text}")
    offset = len(text) - len(after.text)
    pages = tuple((offset + start, page) for start, page in after.pages if page != before.pages[-1][1])
    bold = offset + after.bold_chars if before.bold_chars == len(before.text) else before.bold_chars
    return Line(text, before.level, bold, before.pages + pages)


def _is_cut(before: Line, after: Line) -> bool:
    """Whether a page break fell between them: running text that stops in the middle and running text that goes on."""
    if before.level is not None or after.level is not None or _OPENS_A_PARAGRAPH.match(after.text):
        return False
    if _UNMARKED_HEADING.match(before.text) and "。" not in before.text:
        return False
    return (
        ENDS_A_PARAGRAPH.search(before.text) is None
        and _SENTENCE_MARK.search(before.text) is not None
        and _SENTENCE_MARK.search(after.text) is not None
    )
