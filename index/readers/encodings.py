"""From the bytes of a text file to its characters: every encoding that reports come in, or a true reason why not."""

import codecs
import re
from collections.abc import Iterable, Iterator

from index.errors import ReportError

LARGEST_TEXT_BYTES = 20_000_000  # the longest report seen has 0.2 MB of text; beyond this a file is something else
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a file is that was given a text suffix: by its first bytes.
_SIGNATURES = (
    (b"%PDF", "a PDF; give it the suffix .pdf"),
    (b"PK\x03\x04", "an archive; if it is a Word file, give it the suffix .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word or WPS file; open it there and save it as .docx"),
    (b"{\\rtf", "RTF; open it in Word, WPS or LibreOffice and save it as .docx"),
    (b"\x89PNG", "an image; give it the suffix .png"),
    (b"\xff\xd8\xff", "an image; give it the suffix .jpg"),
    (b"\x1f\x8b", "compressed; unpack it first"),
    (b"Rar!", "an archive; unpack it first"),
    (b"7z\xbc\xaf", "an archive; unpack it first"),
)
# Share of a text's letters that are of the common 3,755: 24 reports 0.995 to 1.0, their traditional wording in
# Big5 read as GB18030 0.43 to 0.52.
_LEAST_COMMON = 0.75
_MOST_DAMAGED = 0.002  # share of characters; beyond it the encoding is wrong, not the file
_MOST_CONTROL = 0.01
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


Reading = tuple[str, tuple[str, ...]]  # the text and what was odd


def decode_text(file_name: str, content: bytes) -> Reading:
    """The characters and what was odd. Raises ReportError.

    What a web page declares is not asked: UTF-8 proves itself, and pages in UTF-8 that say gb2312 are common.
    """
    if len(content) > LARGEST_TEXT_BYTES:
        raise ReportError(
            f"{file_name} has {len(content):,} bytes of text, more than {LARGEST_TEXT_BYTES:,}. Give one report a file."
        )
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise ReportError(f"{file_name} is no text but {kind}.")
    for text, warnings in _readings(content):
        if len(_CONTROL.findall(text)) <= _MOST_CONTROL * len(text) + 2:
            return text, warnings
    raise ReportError(
        f"{file_name} is no text in UTF-8, UTF-16, GB18030 (GBK) or Big5. Open it in an editor and save it as UTF-8."
    )


def _readings(content: bytes) -> Iterator[Reading]:
    """The ways to read the bytes that make sense, the likeliest first."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            yield from _damaged(content.removeprefix(mark), encoding)
            return
    yield from _whole(content, "utf-8")
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        yield from _common_only(_whole(content, encoding))
    for text, _ in _whole(content, "big5hkscs"):
        if _is_chinese(text, "big5", range(0xA4, 0xC7)):
            yield text, ("the file is in Big5; headings and terms in traditional characters are found less well",)
    yield from _damaged(content, "utf-8")
    yield from _common_only(_damaged(content, "gb18030"))


def _common_only(readings: Iterable[Reading]) -> Iterator[Reading]:
    return (each for each in readings if _is_chinese(each[0], "gb2312", range(0xB0, 0xD8)))


def _whole(content: bytes, encoding: str) -> Iterator[Reading]:
    try:
        yield content.decode(encoding), ()
    except UnicodeDecodeError:
        return


def _damaged(content: bytes, encoding: str) -> Iterator[Reading]:
    """Read in spite of some broken characters, as a file that was cut in the middle of one has."""
    text = content.decode(encoding, errors="replace")
    broken = text.count("\ufffd") - content.count("\ufffd".encode(encoding))
    if broken <= 0:
        yield text, ()
    elif broken <= _MOST_DAMAGED * len(text) + 1:
        yield text, (f"{broken} damaged characters could not be read and stand as \ufffd",)


def _is_chinese(text: str, encoding: str, first_bytes: range) -> bool:
    """Whether most letters are common ideographs: those whose code begins with one of these bytes."""
    letters = [character for character in text if character > "\x7f" and character.isalpha()]
    codes = (character.encode(encoding, errors="ignore") for character in letters)
    return sum(len(code) == 2 and code[0] in first_bytes for code in codes) >= _LEAST_COMMON * max(1, len(letters))
