"""The words of a Word paragraph as Word shows them: fields, tracked changes, hidden text, notes, symbols."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from index.readers.marks import raised
from index.readers.word_numbering import circled
from index.readers.word_package import Element, W, attribute, local_name
from index.readers.word_styles import Style, Styles, run_style

_CONTENTS_FIELDS = ("TOC", "INDEX", "TOA", "TC", "XE")
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION")
_ENCLOSED = re.compile(r"^\s*EQ\s+\\o\s*\\ac\s*\(\s*[○□]\s*[,，]\s*(\S+?)\s*\)", re.IGNORECASE)
# What only wraps runs; w:ins and w:moveTo hold text that a tracked change added, which is the text as it stands.
_WRAPPERS = ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "sdtContent", "dir", "bdo", "rubyBase")
_DRAWINGS = {"drawing", "pict", "object"}
_PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Where symbol fonts (Wingdings) keep their signs; the private characters before it may be rare ideographs of GBK.
_SYMBOL = "\uf000"
_SYMBOLS = re.compile(r"[\uf000-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph that are alike bold."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where the body refers to a note; ``is_custom``: with a mark of the author's own instead of a number."""

    kind: str  # footnote or endnote
    id: str
    is_custom: bool


@dataclass(slots=True)
class _Field:
    """A field is its instruction, then (after "separate") what Word shows for it."""

    instruction: str = ""
    shown: bool = False

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()

    @property
    def is_visible(self) -> bool:
        return self.shown and not self.is_contents and self.name not in _PAGE_FIELDS

    @property
    def is_contents(self) -> bool:
        return self.name in _CONTENTS_FIELDS


@dataclass(slots=True)
class TextReader:
    """Reads the paragraphs of a file one after another; a field may span several, and notes count through."""

    styles: Styles
    fields_balanced: bool = True
    notes: list[NoteMark] = field(default_factory=list)  # in reading order
    left_out: Counter[str] = field(default_factory=Counter)
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)
    _before: str = ""

    @property
    def in_contents(self) -> bool:
        """Whether the reader stands inside a generated table of contents."""
        return any(each.is_contents for each in self._fields)

    def pieces(self, paragraph: Element, style: Style) -> tuple[Piece, ...]:
        """The words of a paragraph, its own line breaks as newlines."""
        self._before = ""
        found = tuple(piece for piece in self._walk(paragraph, style) if piece.text)
        if not (self.fields_balanced and self.in_contents):  # a field without its end must not swallow the report
            self._fields.clear()
        return found

    def take_boxes(self) -> list[Element]:
        """The text boxes anchored in the paragraph read last."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _walk(self, parent: Element, style: Style) -> Iterator[Piece]:
        for element in parent:
            read = _INLINE.get(local_name(element))
            if read is not None:
                yield from read(self, element, style)

    def _control(self, control: Element, style: Style) -> Iterator[Piece]:
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is None:  # 「单击此处输入文字」
            yield from self._walk(control, style)

    def _alternatives(self, element: Element, style: Style) -> Iterator[Piece]:
        yield from self._walk(_chosen(element), style)

    def _formula(self, element: Element, _: Style) -> Iterator[Piece]:
        yield Piece("".join(each.text or "" for each in element.iter() if local_name(each) == "t"), False)

    def _deletion(self, element: Element, _: Style) -> Iterator[Piece]:
        self.left_out["deleted"] += element.find(f".//{W}delText") is not None
        yield from ()

    def _run(self, run: Element, paragraph_style: Style) -> Iterator[Piece]:
        properties = run.find(W + "rPr")
        named = attribute(properties.find(W + "rStyle")) if properties is not None else None
        style = run_style(properties).over(self.styles.named(named)).over(paragraph_style)
        text = ""
        for element in run:
            name = local_name(element)
            if name in ("AlternateContent", *_DRAWINGS):
                self._draw(element)
            elif name == "ruby":
                yield from self._walk(element, paragraph_style)
            else:
                text += self._character(element, name)
        text = self._without_symbols(text)
        if style.hidden:
            self.left_out["hidden"] += len(text.strip())
            return
        if properties is not None and attribute(properties.find(W + "vertAlign")) == "superscript":
            text = raised(text, self._before)
        self._before = text or self._before
        yield Piece(text, bool(style.bold))

    def _character(self, element: Element, name: str) -> str:
        if name == "fldChar":
            return self._field_mark(attribute(element, "fldCharType"))
        if name == "instrText" and self._fields:
            self._fields[-1].instruction += element.text or ""
        if not all(each.is_visible for each in self._fields):
            return ""
        if name in ("footnoteReference", "endnoteReference"):
            return self._note_mark(element, name.removesuffix("Reference"))
        if name == "sym":
            return _symbol(element)
        return element.text or "" if name == "t" else _PLAIN.get(name, "")

    def _field_mark(self, kind: str | None) -> str:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            enclosed = _ENCLOSED.match(closed.instruction)
            if enclosed and not closed.shown and not self._fields:
                return circled(int(enclosed.group(1))) if enclosed.group(1).isdecimal() else enclosed.group(1)
        return ""

    def _simple_field(self, element: Element, style: Style) -> Iterator[Piece]:
        self._fields.append(_Field(attribute(element, "instr") or "", True))
        yield from self._walk(element, style)
        self._fields.pop()

    def _note_mark(self, element: Element, kind: str) -> str:
        is_custom = attribute(element, "customMarkFollows") in ("1", "true", "on")
        self.notes.append(NoteMark(kind, attribute(element, "id") or "", is_custom))
        return "" if is_custom else f"[{len(self.notes)}]"

    def _without_symbols(self, text: str) -> str:
        kept = _SYMBOLS.sub("", text)
        self.left_out["symbols"] += len(text) - len(kept)
        return kept

    def _draw(self, element: Element) -> None:
        for each in _drawn(element):
            if local_name(each) == "txbxContent":
                self._boxes.append(each)
            else:
                self.left_out["images"] += 1


def _chosen(alternatives: Element) -> Element:
    """Of the same content in several forms, the one Word shows; the others repeat its words."""
    choices = [each for each in alternatives if local_name(each) == "Choice"]
    return (choices or list(alternatives) or [alternatives])[0]


def _drawn(element: Element) -> Iterator[Element]:
    """The text boxes and pictures of a drawing, not those inside a text box."""
    if local_name(element) == "AlternateContent":
        element = _chosen(element)
    for child in element:
        name = local_name(child)
        if name in ("txbxContent", "blip", "imagedata"):
            yield child
        else:
            yield from _drawn(child)


def _symbol(element: Element) -> str:
    code = attribute(element, "char") or ""
    is_text = re.fullmatch("[0-9A-Fa-f]{2,4}", code) is not None and 0x20 <= int(code, 16) < 0xD800
    return chr(int(code, 16)) if is_text else _SYMBOL


_INLINE: dict[str, Callable[[TextReader, Element, Style], Iterator[Piece]]] = {
    "r": TextReader._run,
    "fldSimple": TextReader._simple_field,
    "sdt": TextReader._control,
    "AlternateContent": TextReader._alternatives,
    "oMath": TextReader._formula,
    "oMathPara": TextReader._formula,
    "del": TextReader._deletion,
    **dict.fromkeys(_WRAPPERS, TextReader._walk),
}
