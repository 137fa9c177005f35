import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ReportError
from index.readers.encodings import decode_text
from index.readers.formats import extract

REPORT = "一、2023年工作回顾\n地区生产总值增长6.5%，城镇新增就业2万人，改造老旧小区33个。\n" * 3
TRADITIONAL = "一、工作回顧\n過去一年，地區生產總值增長，城鎮新增就業，改造老舊小區，建設現代化產業體系。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "gb2312", "utf-16", "utf-32"])
def test_every_encoding_of_reports_is_read_without_being_told(encoding: str) -> None:
    assert decode_text("a.txt", REPORT.encode(encoding)) == (REPORT, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_with_its_mark_and_without(encoding: str) -> None:
    mark = codecs.BOM_UTF16_LE if encoding.endswith("le") else codecs.BOM_UTF16_BE
    assert decode_text("a.txt", mark + REPORT.encode(encoding)) == (REPORT, ())
    assert decode_text("a.txt", REPORT.encode(encoding)) == (REPORT, ())


def test_characters_that_only_gb18030_has_are_read() -> None:
    text = REPORT + "𠮷㐂€䶮"
    assert decode_text("a.txt", text.encode("gb18030")) == (text, ())


def test_big5_is_read_as_what_it_is() -> None:
    text, warnings = decode_text("a.txt", TRADITIONAL.encode("big5"))
    assert text == TRADITIONAL
    assert "Big5" in warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_that_was_cut_within_a_character_is_read_and_told(encoding: str) -> None:
    text, warnings = decode_text("a.txt", REPORT.encode(encoding) + "市".encode(encoding)[:-1])
    assert text == REPORT + "\ufffd"
    assert warnings == ("1 damaged characters could not be read and stand as \ufffd",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (bytes(range(256)) * 40, "no text in UTF-8"),
        (b"\0\1\2\3" * 1000, "no text in UTF-8"),
        ("каждый год".encode("koi8-r") * 20, "no text in UTF-8"),
        ("さくら".encode("shift-jis") * 20, "no text in UTF-8"),
        (b"%PDF-1.7 \xff", r"a PDF; give it the suffix \.pdf"),
        (b"PK\x03\x04 \xff", r"suffix \.docx"),
        (b"\xd0\xcf\x11\xe0", "old Word or WPS file"),
        (b"{\\rtf1 words}", "no text but RTF"),
        (b"x" * 20_000_001, "20,000,001 bytes of text"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(content: bytes, told: str) -> None:
    with pytest.raises(ReportError, match=told):
        extract("a.txt", content)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        text, _ = decode_text("a.txt", content)
    except ReportError:
        return
    assert isinstance(text, str)
    assert len(text) <= len(content)


def test_other_reports_read_alike_in_every_encoding(other_reports: dict[str, str]) -> None:
    for text in other_reports.values():
        for encoding in ("utf-8-sig", "utf-16") if text.isascii() else ("utf-8-sig", "utf-16", "gb18030"):
            assert decode_text("a.txt", text.encode(encoding)) == (text, ())
