"""Small PDF files, written by hand: Chinese text at given places in a font that every PDF reader knows, and rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

LINE_CHARS = 20
SIZE = 16
LEFT, TOP = 100, 740


@dataclass(frozen=True, slots=True)
class Text:
    """``turned``: the cosine and sine of its direction."""

    x: float
    y: float
    words: str
    size: float = SIZE
    is_bold: bool = False
    turned: tuple[float, float] = (1, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled box, as office programs draw a border."""

    left: float
    bottom: float
    width: float
    height: float


def pdf(*pages: Sequence[Text | Rule], trailer: str = "") -> bytes:
    """A PDF file of A4 pages."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        "/Supplement 2>>/DW 1000/W[1 95 500]>>",
    ]
    for number, page in enumerate(pages):
        stream = "\n".join(map(_drawn, page))
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {6 + 2 * number} 0 R>>")
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    body, offsets = b"%PDF-1.6\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")


def paragraph(words: str, y: float, left: float = LEFT, chars: int = LINE_CHARS) -> list[Text]:
    """Lines of ``chars`` ideographs, the first indented by two, with a pitch of 24 points."""
    first, rest = words[: chars - 2], words[chars - 2 :]
    lines = [Text(left + 2 * SIZE, y, first)]
    starts = range(0, len(rest), chars)
    return lines + [Text(left, y - 24 * at, rest[start : start + chars]) for at, start in enumerate(starts, 1)]


def picture() -> Image.Image:
    """A page without a word, for a recognizer that is a fake."""
    return Image.new("RGB", (595, 800), "white")


def _drawn(thing: Text | Rule) -> str:
    if isinstance(thing, Rule):
        return f"{thing.left} {thing.bottom} {thing.width} {thing.height} re f"
    cosine, sine = thing.turned
    mode = 2 if thing.is_bold else 0
    place = f"{cosine} {sine} {-sine} {cosine} {thing.x} {thing.y} Tm"
    return f"BT /F1 {thing.size} Tf {mode} Tr {place} <{thing.words.encode('utf-16-be').hex()}> Tj ET"
