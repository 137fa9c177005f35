"""What pretends to be a Word file, and what is one although other readers refuse it."""

import io
import zipfile

import pytest

from index.errors import ReportError
from index.readers.formats import extract
from tests.index.readers.word_files import packed, paragraph, word_file, word_parts

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WHOLE = word_file(paragraph("正文。" * 400))


def with_document(xml: bytes) -> bytes:
    return packed(word_parts("") | {"word/document.xml": xml})


def encrypted_entry() -> bytes:
    content = bytearray(WHOLE)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (OLE2 + b"\0" * 600, r"an old Word or WPS file.*save it again as \.docx"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "is encrypted.*with its password"),
        (encrypted_entry(), "encrypted archive"),
        (b"{\\rtf1 text}", "its content is RTF"),
        (b"<!doctype html><HTML><body>", "its content is HTML"),
        (b"plain words", "wrong suffix"),
        (WHOLE[: len(WHOLE) // 2], "is damaged: its archive"),
        (packed({"xl/workbook.xml": b"<x/>"}), "holds no Word document"),
        (with_document(b"<w:document"), "is damaged: its XML"),
        (with_document(b"<document/>"), "holds no Word document"),
        (with_document(b"<d>" * 5000), "is damaged: its XML"),
        (
            with_document(b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'),
            "XML entities",
        ),
        (with_document(b"<d>" + b" " * 39_000_000 + b"</d>"), r"unpacks to 39,000,007 bytes"),
        (with_document(b"<d>" + b" " * 41_000_000 + b"</d>"), r"unpacks to 41,000,007 bytes"),
    ],
)
def test_what_is_no_word_document_is_refused_with_its_reason(content: bytes, told: str) -> None:
    with pytest.raises(ReportError, match=told):
        extract("a.docx", content)


def test_every_cut_or_altered_file_is_refused_or_read_but_never_crashes() -> None:
    for position in range(0, len(WHOLE), 7):
        altered = WHOLE[:position] + bytes([WHOLE[position] ^ 0xFF]) + WHOLE[position + 1 :]
        for content in (WHOLE[:position], altered):
            try:
                assert extract("a.docx", content).blocks
            except ReportError as error:
                assert str(error).startswith("a.docx ")  # noqa: PT017 (both ways are right)


def test_an_image_only_document_is_refused_with_the_way_to_read_it() -> None:
    picture = "<w:p><w:r><w:drawing><a:graphic><a:blip/></a:graphic></w:drawing></w:r></w:p>"
    with pytest.raises(ReportError, match="1 images and no text"):
        extract("a.docx", word_file(picture))


def test_strict_files_odd_names_and_dangling_parts_are_read() -> None:
    strict = word_parts(paragraph("正文。"))
    strict["word/document.xml"] = strict["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    backslashes = {name.replace("/", "\\"): content for name, content in word_parts(paragraph("正文。")).items()}
    dangling = word_parts(paragraph("正文。"), styles="", footnotes="")
    del dangling["word/styles.xml"], dangling["word/footnotes.xml"]
    bare = {"word/document.xml": strict["word/document.xml"]}
    for files in (strict, backslashes, dangling, bare):
        assert [block.text for block in extract("a.docx", packed(files)).blocks] == ["正文。"]


def test_a_part_that_says_it_is_small_is_not_unpacked_further() -> None:
    buffer = io.BytesIO(WHOLE)
    with zipfile.ZipFile(buffer) as archive:
        true_size = archive.getinfo("word/document.xml").file_size
    content = WHOLE.replace(true_size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(ReportError, match="damaged"):
        extract("a.docx", content)
