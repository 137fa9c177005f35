"""The text layer of one PDF page: characters with their places become pieces, drawn lines become rules."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.readers.printed import Box, Piece

_WIDE_GAP = 1.5  # ems; justified text stays below one, the gutter of two columns is wider
_OTHER_BASELINE = 0.25  # ems by which a raised figure or the next line stands elsewhere
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "heavy", "black")
_THICKEST_RULE = 3.0  # points
_SHORTEST_RULE = 6.0
_TURNED = math.radians(10)  # a watermark across the page is turned further
_UNREADABLE = "\ufffd\u0000"


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool


@dataclass(slots=True)
class TextLayer:
    """The pieces of a page, and how many characters could not be used."""

    pieces: list[Piece] = field(default_factory=list)
    turned: int = 0
    unreadable: int = 0


def read_text_layer(page: Any) -> TextLayer:
    """Pieces in the order of the file. A piece ends at a line end, a wide gap, another face, size or baseline."""
    text_page = page.get_textpage()
    try:
        return _Characters(page, text_page).layer()
    finally:
        text_page.close()


def read_rules(page: Any) -> tuple[Box, ...]:
    """Thin straight paths: the borders of tables and the line above notes."""
    width, height = page.get_size()
    rotation = page.get_rotation()
    rules = []
    for drawn in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = drawn.get_bounds()
        corners = (_upright(left, bottom, rotation, (width, height)), _upright(right, top, rotation, (width, height)))
        (x1, y1), (x2, y2) = corners
        box = Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        thin, long = sorted((box.right - box.left, box.top - box.bottom))
        if thin <= _THICKEST_RULE and long >= _SHORTEST_RULE:
            rules.append(box)
    return tuple(rules)


def _upright(x: float, y: float, rotation: int, size: tuple[float, float]) -> tuple[float, float]:
    """A point of a page that the reader sees turned clockwise by ``rotation``; ``size`` is what the reader sees."""
    width, height = size
    turned = {90: (y, height - x), 180: (width - x, height - y), 270: (width - y, x)}
    return turned.get(rotation, (x, y))


class _Characters:
    """Every call into PDFium costs about a microsecond, and a report has 20,000 characters: each is asked once."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self._text = text_page.raw
        self._count = text_page.count_chars()
        self._size = page.get_size()
        self._rotation = page.get_rotation()
        self._faces: dict[int, tuple[float, bool]] = {}
        self._layer = TextLayer()

    def layer(self) -> TextLayer:
        pending: list[_Character] = []
        for character in self._characters():
            if character is None or (pending and not _goes_on(pending, character)):
                self._flush(pending)
                pending = []
            if character is not None:
                pending.append(character)
        self._flush(pending)
        return self._layer

    def _flush(self, characters: list[_Character]) -> None:
        while characters and characters[-1].text.isspace():
            characters.pop()
        while characters and characters[0].text.isspace():
            characters.pop(0)
        if characters:
            first, size = characters[0], max(character.size for character in characters)
            box = Box(first.left, first.baseline, max(each.right for each in characters), first.baseline + size)
            self._layer.pieces.append(Piece("".join(each.text for each in characters), box, size, first.is_bold))

    def _characters(self) -> Iterator[_Character | None]:
        """None where a line ends."""
        pending = ""
        for index in range(self._count):
            text, pending = self._unicode(index, pending)
            if not text:
                continue
            if text in "\r\n":
                yield None
            elif text in _UNREADABLE:
                self._layer.unreadable += 1
            elif not self._is_upright(index) and not text.isspace():
                self._layer.turned += 1
            else:
                yield self._placed(index, text)

    def _unicode(self, index: int, pending: str) -> tuple[str, str]:
        """The character, and the first half of a rare ideograph that PDFium gives in two."""
        code = pdfium_c.FPDFText_GetUnicode(self._text, index)
        if 0xD800 <= code < 0xDC00:
            return "", chr(code)
        if 0xDC00 <= code < 0xE000:
            return (pending + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), ""
        if code in (0x02, 0xFFFE):  # so PDFium marks a hyphen at the end of a line
            return "-", ""
        return chr(code), ""

    def _is_upright(self, index: int) -> bool:
        angle = pdfium_c.FPDFText_GetCharAngle(self._text, index)
        turned = (angle + math.radians(self._rotation)) % (2 * math.pi)
        return bool(angle < 0 or min(turned, 2 * math.pi - turned) < _TURNED)

    def _placed(self, index: int, text: str) -> _Character:
        box = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(self._text, index, box)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._text, index, x, y)
        left, baseline = _upright(x.value, y.value, self._rotation, self._size)
        ends = (_upright(each, y.value, self._rotation, self._size)[0] for each in (box.left, box.right))
        if self._rotation in (90, 270):
            ends = (_upright(x.value, each, self._rotation, self._size)[0] for each in (box.bottom, box.top))
        size, is_bold = self._face(index)
        return _Character(text, left, max(left, *ends), baseline, size, is_bold)

    def _face(self, index: int) -> tuple[float, bool]:
        """Size in points and boldness, asked once for each text object."""
        text_object = pdfium_c.FPDFText_GetTextObject(self._text, index)
        address = ctypes.cast(text_object, ctypes.c_void_p).value or 0
        if not address:  # a space that PDFium made up
            return 0.0, False
        if address not in self._faces:
            matrix = pdfium_c.FS_MATRIX()
            pdfium_c.FPDFText_GetMatrix(self._text, index, matrix)
            size = pdfium_c.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
            self._faces[address] = (size, self._is_bold(index, text_object))
        return self._faces[address]

    def _is_bold(self, index: int, text_object: Any) -> bool:
        name = ctypes.create_string_buffer(128)
        pdfium_c.FPDFText_GetFontInfo(self._text, index, name, len(name), None)
        is_named = any(each in name.value.decode("utf-8", "replace").lower() for each in _BOLD_NAMES)
        # Office programs draw the outline as well where a face has no bold.
        is_outlined = pdfium_c.FPDFTextObj_GetTextRenderMode(text_object) == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
        is_heavy = pdfium_c.FPDFText_GetFontWeight(self._text, index) >= _BOLD_WEIGHT
        return bool(is_named or is_outlined or is_heavy)


def _goes_on(characters: list[_Character], character: _Character) -> bool:
    if character.text.isspace():
        return True
    printed = [each for each in characters if not each.text.isspace()]
    if not printed:
        characters.clear()
        return True
    before = printed[-1]
    em = max(before.size, character.size)
    return (
        before.is_bold == character.is_bold
        and abs(before.size - character.size) <= 0.1 * em
        and abs(before.baseline - character.baseline) <= _OTHER_BASELINE * em
        and before.left - 0.5 * em < character.left <= before.right + _WIDE_GAP * em
    )


def open_document(content: bytes) -> Any:
    """The document, or PDFium's error."""
    return pdfium.PdfDocument(content)
