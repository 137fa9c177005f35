"""The lines of a web page as a browser would print them, each with the element it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from index.readers.block import Block
from index.readers.marks import raised
from index.readers.word_numbering import format_number
from index.readers.word_package import Element

_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|"
    r"form|h[1-6]|header|hr|html|legend|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_NOT_SHOWN = re.compile(
    r"audio|button|canvas|del|embed|head|iframe|input|map|noscript|object|option|rp|rt|script|select|style|svg|"
    r"template|textarea|title|video"
)
_BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIST_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NUMBERED = re.compile(r"\s*[\[［【〔（(]?[\d一二三四五六七八九十①-⑳]")
_LONGEST_CELL = 600  # characters; longer ones lay out the page


@dataclass(frozen=True, slots=True)
class WebBlock:
    """A line, how many of its characters are links, and the element that holds it."""

    block: Block
    link_chars: int
    owner: Element


@dataclass(slots=True)
class _Line:
    """The line being read."""

    text: str = ""
    bold_chars: int = 0
    bold_ended: bool = False
    link_chars: int = 0

    def add(self, text: str, *, bold: bool, link: bool) -> None:
        if text.strip() and not bold:
            self.bold_ended = True
        self.text += text
        self.link_chars += len(text.strip()) if link else 0
        if not self.bold_ended:
            self.bold_chars = len(self.text)


def web_blocks(root: Element) -> list[WebBlock]:
    """All that the page shows, in its order; nothing is judged yet."""
    collector = _Collector()
    collector.read(root)
    return collector.blocks


@dataclass(slots=True)
class _Collector:
    blocks: list[WebBlock] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)  # elements around, outermost first
    _line: _Line = field(default_factory=_Line)

    def read(self, root: Element) -> None:
        """Without recursion: pages nest as deep as they like."""
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "end":
                self._end(element)
            elif event == "start" and not _is_hidden(element) and not self._is_read_as_table(element):
                self._start(element)
                continue
            elif event == "start":
                walk.skip_subtree()
                self._open.append(element)
            else:
                self._add(element.tail)
        self._flush()

    def _is_read_as_table(self, element: Element) -> bool:
        if element.tag != "table" or not _is_data(element):
            return False
        self._flush()
        for text, link_chars in _rows(element):
            self.blocks.append(WebBlock(Block(text, continues=False), link_chars, element))
        return True

    def _start(self, element: Element) -> None:
        if _is_block(element):
            self._flush()
        self._open.append(element)
        if element.tag == "li":
            self._add(_list_number(element, str(element.text_content())))
        self._add(element.text)

    def _end(self, element: Element) -> None:
        if _is_block(element):
            self._flush()
        self._open.pop()
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text or not self._open:
            return
        tags = {element.tag for element in self._open}
        if "pre" in tags:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._flush()
                self._append(line, tags)
        else:
            self._append(re.sub(r"[ \t\r\n\f]+", " ", text), tags)

    def _append(self, text: str, tags: set[str]) -> None:
        if "sup" in tags:
            text = raised(text, self._line.text)
        bold = bool(tags & _BOLD) or any(_BOLD_STYLE.search(each.get("style") or "") for each in self._open)
        link = any(each.tag == "a" and each.get("href") for each in self._open)
        self._line.add(text, bold=bold, link=link)

    def _flush(self) -> None:
        line, self._line = self._line, _Line()
        if not line.text.strip():
            return
        level = next((int(each.tag[1]) for each in self._open if re.fullmatch("h[1-6]", str(each.tag))), None)
        owner = next((each for each in reversed(self._open) if _is_block(each)), None)
        self.blocks.append(WebBlock(Block(line.text, level, line.bold_chars), line.link_chars, owner))


def _is_block(element: Element) -> bool:
    return _BLOCK.fullmatch(element.tag) is not None


def _is_hidden(element: Element) -> bool:
    return (
        _NOT_SHOWN.fullmatch(element.tag) is not None
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def _list_number(item: Element, text: str) -> str:
    """What a browser prints before an item of an ordered list."""
    ordered = item.getparent()
    if ordered is None or ordered.tag != "ol" or _NUMBERED.match(text):
        return ""
    if re.search(r"list-style[^;]*none", f"{ordered.get('style')} {item.get('style')}"):
        return ""
    first = ordered.get("start") or "1"
    number = (int(first) if first.isdecimal() else 1) + int(ordered.index(item))
    return format_number(number, _LIST_STYLES.get(ordered.get("type") or "", "decimal")) + "."


def _is_data(table: Element) -> bool:
    """Whether a table holds data and does not lay out the page."""
    if any(each is not table for each in table.iter("table")):
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    wide = [cells for cells in rows if len(cells) > 1]
    longest = max((len(cell.text_content()) for cells in rows for cell in cells), default=0)
    return len(wide) > 1 and longest <= _LONGEST_CELL


def _rows(table: Element) -> Iterator[tuple[str, int]]:
    """Each row as ``a | b`` with the number of link characters; a merged cell is said once and keeps its column."""
    below: dict[int, int] = {}  # columns that a cell above still fills, for so many rows
    for row in table.iter("tr"):
        texts: list[str] = []
        link_chars = 0
        for cell in (each for each in row if each.tag in ("td", "th")):
            while below.get(len(texts), 0):
                below[len(texts)] -= 1
                texts.append("")
            if (cell.get("rowspan") or "").isdecimal():
                below[len(texts)] = int(cell.get("rowspan")) - 1
            found = web_blocks(cell)
            texts.append(" ".join(each.block.text.strip() for each in found))
            link_chars += sum(each.link_chars for each in found)
        text = " | ".join(texts).rstrip(" |")
        if text:
            yield text, link_chars
