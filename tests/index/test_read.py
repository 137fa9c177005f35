import pytest

from index.errors import ReportError
from index.read import read_document
from index.types import Document


@pytest.mark.parametrize(
    ("file_name", "content", "told"),
    [
        ("a.xyz", b"%PDF-1.7", r"a\.xyz: \.xyz is not read\. Save the report as one of \.docx, "),
        (
            "a.DOC",
            b"words",
            r"a\.DOC: \.doc is not read\. Open the report in Word, WPS or LibreOffice and save it as \.docx",
        ),
        ("a.wps", b"words", r"in WPS and save it as \.docx"),
        ("a", b"text", "without a suffix"),
        ("a.txt", b"", "holds no text"),
        ("a.txt", " \n\u3000\n# \n- \n".encode(), "holds no text"),
        ("a.txt", b"x" * 20_000_001, "20,000,001 bytes"),
    ],
)
def test_what_is_no_report_is_refused_with_the_way_out(file_name: str, content: bytes, told: str) -> None:
    with pytest.raises(ReportError, match=told):
        read_document(file_name, content)


def test_a_byte_order_mark_is_no_text() -> None:
    assert read_document("a.txt", "\ufeff正文。".encode()).text == "正文。"


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        ("2024年清河县人民政府工作报告", "qinghe-2024"),
        ("2024年北原自治区人民政府工作报告", "beiyuan-2024"),
        ("2024年和县人民政府工作报告", "report-v2"),  # two characters with the kind: not taken for a place
        ("工作报告", "report-v2"),
    ],
)
def test_the_id_is_the_place_and_year_else_the_name_of_the_file(cover: str, expected: str) -> None:
    assert read_document("Report v2.txt", f"{cover}\n正文。".encode()).id == expected


def test_a_name_without_letters_still_makes_an_id() -> None:
    assert read_document("——.txt", "正文。".encode()).id == "report"


def test_the_bundled_report_has_its_id_and_no_warning(bundled: Document) -> None:
    assert (bundled.id, bundled.source, bundled.warnings) == ("jianghan-2024", "jianghan-2024.md", ())


def test_control_characters_and_markup_stay_text_or_go() -> None:
    text = read_document("a.txt", "甲\x00乙<script>alert(1)</script>。".encode()).text
    assert text == "甲乙<script>alert(1)</script>。"


def test_other_reports_are_all_read(other_reports: dict[str, str]) -> None:
    for name, raw in other_reports.items():
        document = read_document(name, raw.encode())
        assert document.text
        assert document.metadata.title


BODY = "过去一年，全市建成道路三十公里，新增学位一千二百个，群众满意度持续提升，各项事业取得新的进步。" * 2
PLAN = "今年是关键之年，临港市要再上台阶。\n做好2031年工作，临港人在临港。"


def test_what_was_guessed_or_not_found_is_told() -> None:
    silent = read_document("x.txt", "有一段话。".encode()).warnings
    assert [each.split(" ")[1] for each in silent] == ["heading", "year", "place"]
    speech = f"各位代表：\n我代表市人民政府报告工作。\n{BODY}\n{PLAN}"
    guessed = read_document("临港.txt", speech.encode())
    assert guessed.metadata.place == "临港市"
    assert any("the parts have no headings" in each for each in guessed.warnings)
    far_from_the_cover = read_document("临港.txt", (BODY * 20 + speech).encode())
    assert any('"临港市" is taken from' in each for each in far_from_the_cover.warnings)
