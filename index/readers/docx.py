"""Word documents (.docx) as Word shows them: a block a paragraph, soft line, table row or note.

Own code over lxml, since no library found reads what reports need: see docs/dependencies.md.
"""

import re
from collections.abc import Iterable, Iterator

from index.errors import ReportError
from index.readers.block import Block, Extract
from index.readers.hard_wrap import WRAPPED, unwrapped
from index.readers.word_numbering import Numbering
from index.readers.word_package import Element, W, WordParts, attribute, local_name, open_word
from index.readers.word_styles import Styles
from index.readers.word_text import Piece, TextReader

_CONTENTS_TITLE = re.compile(r"目\s*[录次]|contents", re.IGNORECASE)
_CONTAINERS = {"sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_MOST_CELL_PARAGRAPHS = 20  # more in one cell: the table lays out a page and holds no data
_LONGEST_ENTRY = 120  # of a table of contents, field codes included
_CELLS = " | "


def read_docx(file_name: str, content: bytes) -> Extract:
    """Blocks in reading order, footnotes and end notes after the body. Raises ReportError for what cannot be read."""
    parts = open_word(file_name, content)
    reader = _Reader(parts)
    blocks = tuple(reader.blocks(parts.body)) + tuple(reader.note_blocks(parts))
    images = reader.text.left_out["images"]
    if images and not any(block.text.strip() for block in blocks):
        raise ReportError(
            f"{file_name} holds {images} images and no text. Save it as PDF and read it with the extra for scans."
        )
    paragraphs = unwrapped(blocks)
    wrapped = () if len(paragraphs) == len(blocks) else (WRAPPED,)
    return Extract(paragraphs, warnings=(*wrapped, *_warnings(reader.text)))


class _Reader:
    def __init__(self, parts: WordParts) -> None:
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering)
        marks = [attribute(mark, "fldCharType") for mark in parts.body.iter(W + "fldChar")]
        self.text = TextReader(self._styles, marks.count("begin") == marks.count("end"))
        self._continues: bool | None = None  # of the next block

    def blocks(self, container: Element) -> Iterator[Block]:
        """The blocks of the body, a cell or a text box."""
        emitted: list[Block] = []
        for element in container:
            was_in_contents = self.text.in_contents
            found = list(self._element(element))
            is_contents = _is_contents(element, self._styles)
            entered = is_contents or (self.text.in_contents and not was_in_contents)
            if entered and emitted and _CONTENTS_TITLE.fullmatch(emitted[-1].text.strip()):
                emitted.pop()
            emitted.extend(() if is_contents else found)
        yield from emitted

    def note_blocks(self, parts: WordParts) -> Iterator[Block]:
        """``[1] …`` for every mark set in the body; a note with a mark of its own begins with it already."""
        notes = {
            (local_name(note), attribute(note, "id")): note
            for root in (parts.footnotes, parts.endnotes)
            for note in (() if root is None else root)
        }
        for number, mark in enumerate(tuple(self.text.notes), 1):
            note = notes.get((mark.kind, mark.id))
            words = "" if note is None else " ".join(block.text.strip() for block in self.blocks(note)).strip()
            if words:
                yield Block(words if mark.is_custom else f"[{number}] {words}", continues=False)

    def _element(self, element: Element) -> Iterator[Block]:
        name = local_name(element)
        if name == "p":
            yield from self._paragraph(element)
        elif name == "tbl":
            yield from self._table(element)
        elif name == "sdt":
            if element.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                yield from self.blocks(element)
        elif name in _CONTAINERS:
            yield from self.blocks(element)
        elif name == "altChunk":
            self.text.left_out["embedded"] += 1

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        properties = paragraph.find(W + "pPr")
        style = self._styles.paragraph(properties)
        pieces = self.text.pieces(paragraph, style)
        named = None if properties is None else attribute(properties.find(W + "pStyle"))
        label = self._numbering.label(style.numbering, style.numbering_level, named)
        if label and any(piece.text.strip() for piece in pieces):
            pieces = (Piece(label, pieces[0].bold), *pieces)
        for line in _lines(pieces):
            text = "".join(piece.text for piece in line)
            if text.strip():
                yield Block(text, style.level or None, _bold_chars(line), continues=self._take_continues())
                if _mark_is_gone(properties):
                    self._continues = True
        for box in self.text.take_boxes():
            yield from self._apart(self.blocks(box))

    def _take_continues(self) -> bool | None:
        continues, self._continues = self._continues, None
        return continues

    def _apart(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Blocks that no paragraph around them runs on into."""
        self._continues = False
        yield from blocks
        self._continues = False

    def _table(self, table: Element) -> Iterator[Block]:
        yield from self._apart(block for row in _children(table, "tr") for block in self._row(row))

    def _row(self, row: Element) -> Iterator[Block]:
        if row.find(f"{W}trPr/{W}del") is not None:
            self.text.left_out["deleted"] += 1
            return
        cells = [self._cell(cell) for cell in _children(row, "tc")]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 or any(len(cell) > _MOST_CELL_PARAGRAPHS for cell in filled):
            for cell in filled:
                yield from self._apart(cell)
        elif filled:
            texts = [" ".join(block.text.strip() for block in cell) for cell in cells]
            # A cell that is empty or merged into the one above keeps its column, at the end of the row it needs none.
            yield Block(_CELLS.join(texts).rstrip(" |"), continues=False)

    def _cell(self, cell: Element) -> list[Block]:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        deleted = cell.find(f"{W}tcPr/{W}cellDel") is not None
        if deleted or (merge is not None and attribute(merge) != "restart"):
            return []
        return list(self.blocks(cell))


def _children(parent: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also those inside content controls."""
    for child in parent:
        if local_name(child) == name:
            yield child
        elif local_name(child) in ("sdt", *_CONTAINERS):
            yield from _children(child, name)


def _lines(pieces: tuple[Piece, ...]) -> list[list[Piece]]:
    """The pieces of each soft line: some reports are one paragraph with line breaks."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.bold))
        lines.extend([Piece(other, piece.bold)] for other in others)
    return lines


def _bold_chars(line: list[Piece]) -> int:
    count = 0
    for piece in line:
        if piece.text.strip() and not piece.bold:
            break
        count += len(piece.text)
    return count


def _mark_is_gone(properties: Element | None) -> bool:
    """Whether Word shows the next paragraph in the same line: the mark between them is deleted or hidden."""
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "specVanish") is not None)


def _is_contents(element: Element, styles: Styles) -> bool:
    """Whether this is (a line of) a table of contents. A long paragraph is none, whatever its style."""
    if local_name(element) == "p":
        listed = styles.paragraph(element.find(W + "pPr")).is_contents
        return bool(listed) and len("".join(element.itertext())) <= _LONGEST_ENTRY
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and attribute(gallery) == "Table of Contents"


def _warnings(text: TextReader) -> tuple[str, ...]:
    told = {
        "deleted": "{} deletions of tracked changes were left out, insertions kept; accept the changes to be sure",
        "hidden": "{} characters of hidden text were left out",
        "images": "{} images were left out; text inside them is not read",
        "symbols": "{} symbols of a symbol font were left out",
        "embedded": "{} embedded files were left out; paste their text into the report",
        "notes": "{} notes have no text in the file",
    }
    return tuple(words.format(text.left_out[what]) for what, words in told.items() if text.left_out[what])
