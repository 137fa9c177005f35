import pytest

from index.metadata import read_metadata
from index.outline import read_outline
from index.read import read_document
from index.types import Document, Metadata
from tests.index.repaired import repaired

BODY = "各位代表：\n现在，我代表政府，向大会报告工作。\n一、2023年工作回顾\n干了。\n二、2024年工作安排\n干。"


def metadata_of(cover: str, file_name: str = "report.txt", body: str = BODY) -> Metadata:
    outline = read_outline(repaired(f"{cover}\n{body}"))
    return read_metadata(outline.text, outline.sections, file_name)


def test_the_bundled_cover_is_read(bundled: Document) -> None:
    assert bundled.metadata == Metadata("2024年江汉区政府工作报告", "江汉区", 2024, "2023-12-25", "叶文静")


@pytest.mark.parametrize(
    ("cover", "place", "date", "speaker"),
    [
        (
            "政府工作报告\n——2024年1月23日在云岭省第十四届人民代表大会第二次会议上\n云岭省人民政府省长 王 明",
            "云岭省", "2024-01-23", "王明",
        ),
        (
            "政府工作报告\n2024年2月4日在北原自治区第十三届人民代表大会第二次会议上\n自治区主席 巴特尔",
            "北原自治区", "2024-02-04", "巴特尔",
        ),
        (
            "2024年政府工作报告\n——２０２４年３月５日在第十四届全国人民代表大会第二次会议上\n国务院总理 李明",
            "全国", "2024-03-05", "李明",
        ),
        (
            "政府工作报告\n（2023年12月28日在临江市第九届人民代表大会第三次会议上）\n临江市市长 周远",
            "临江市", "2023-12-28", "周远",
        ),
        (
            "沙江自治县人民政府工作报告\n在沙江自治县第十七届人民代表大会第三次会议上\n县长 石　磊",
            "沙江自治县", None, "石磊",
        ),
        (
            "第二次会议上 池江市人民政府市长 朱远\n2024年1月9日",
            "池江市", "2024-01-09", "朱远",
        ),
    ],
)  # fmt: skip
def test_covers_of_every_kind_of_place_are_read(cover: str, place: str, date: str | None, speaker: str) -> None:
    metadata = metadata_of(cover)
    assert (metadata.place, metadata.date, metadata.speaker) == (place, date, speaker)
    assert metadata.title == f"2024年{place}政府工作报告"


@pytest.mark.parametrize(
    "cover",
    [
        "现在，我代表市人民政府，向大会报告工作。",
        "在省委省政府和市委的坚强领导下，我们攻坚克难。",
        "根据区委、区政府部署，各级政府扎实工作。",
    ],
)
def test_governments_named_in_passing_are_no_place(cover: str) -> None:
    assert metadata_of(cover).place is None


def test_the_day_of_the_speech_counts_and_not_the_day_of_the_notice() -> None:
    cover = "清河县人民政府2024年1月15日\n政府工作报告\n——2023年12月25日在清河县第十六届人民代表大会第三次会议上"
    assert metadata_of(cover).date == "2023-12-25"


@pytest.mark.parametrize(
    ("cover", "body", "file_name", "year"),
    [
        ("政府工作报告", BODY, "a.txt", 2024),
        ("2031年清河县政府工作报告", "一、工作回顾\n干了。\n二、工作安排\n干。", "a.txt", 2031),
        ("政府工作报告", "正文。", "2030年清河县政府工作报告.txt", 2030),
        ("政府工作报告", "一、2023年工作回顾\n干了。", "a.txt", 2024),
        ("2024年1月9日", "正文。", "a.txt", 2024),
        ("2023年12月25日", "正文。", "a.txt", 2024),
        ("政府工作报告", "正文。", "a.txt", None),
    ],
)
def test_the_year_is_the_one_planned_for(cover: str, body: str, file_name: str, year: int | None) -> None:
    assert metadata_of(cover, file_name, body).year == year


def test_a_report_that_says_nothing_of_itself_is_called_by_its_file() -> None:
    document = read_document("年度 材料v2.txt", "正文一段。".encode())
    assert document.metadata == Metadata("年度 材料v2")
    assert document.id == "niandu-cailiao-v2"
    assert any("place" in warning for warning in document.warnings)
    assert any("year" in warning for warning in document.warnings)
