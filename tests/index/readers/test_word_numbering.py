import pytest

from index.readers.formats import extract
from index.readers.word_numbering import format_number
from tests.index.readers.word_files import paragraph, word_file


def level(depth: int, number_format: str, text: str, more: str = "", suffix: str = "nothing") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}'


def item(text: str, depth: int = 0, number: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties)


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in extract("a.docx", word_file(body, **parts)).blocks]


def test_the_headings_of_a_report_get_the_numbers_that_word_prints() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "japaneseCounting", "（%2）")
    levels += level(2, "decimal", "%3.", suffix="tab")
    body = item("回顾") + item("经济", 1) + item("就业", 1) + item("安排") + item("经济", 1) + item("投资", 2)
    assert texts(body, numbering=numbering(levels)) == [
        "一、回顾",
        "（一）经济",
        "（二）就业",
        "二、安排",
        "（一）经济",
        "1. 投资",
    ]


def test_a_number_counts_with_its_bold_words() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>稳岗</w:t></w:r><w:r><w:t>。</w:t></w:r>"
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    content = word_file(paragraph(runs=bold, properties=properties), numbering=numbering(level(0, "decimal", "%1.")))
    assert extract("a.docx", content).blocks[0].bold_chars == len("1.稳岗")


def test_levels_print_the_counts_above_them_and_all_decimal_where_asked() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert texts(item("甲") + item("乙", 1) + item("丙", 1), numbering=numbering(levels)) == [
        "一、甲",
        "1.1乙",
        "1.2丙",
    ]


def test_a_list_that_starts_anew_starts_anew_and_another_goes_on() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for number, override in ((1, ""), (2, again), (3, ""))
    )
    body = item("甲") + item("乙") + item("丙", number=2) + item("丁", number=2) + item("戊", number=3)
    assert texts(body, numbering=numbering(level(0, "decimal", "%1."), nums)) == [
        "1.甲",
        "2.乙",
        "1.丙",
        "2.丁",
        "3.戊",
    ]


def test_a_level_may_count_on_below_a_new_heading() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>')
    assert texts(item("甲") + item("乙", 1) + item("丙") + item("丁", 1), numbering=numbering(levels)) == [
        "1.甲",
        "(1)乙",
        "2.丙",
        "(2)丁",
    ]


def test_numbers_come_from_styles_too_and_zero_takes_them_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = level(0, "decimal", "%1.") + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h"/>')
    styled = '<w:pStyle w:val="h"/>'
    body = paragraph("甲", properties=styled)
    body += paragraph("乙", properties=styled + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(body, styles=styles, numbering=numbering(levels)) == ["（一）甲", "乙"]


def test_a_list_linked_through_a_style_is_found() -> None:
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
    linked += f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{level(0, "decimal", "%1)")}</w:abstractNum>'
    linked += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    assert texts(item("甲"), numbering=linked) == ["1)甲"]


def test_an_empty_item_counts_but_is_no_text_and_bullets_are_none() -> None:
    assert texts(item("甲") + item("") + item("乙"), numbering=numbering(level(0, "decimal", "%1."))) == [
        "1.甲",
        "3.乙",
    ]
    assert texts(item("甲"), numbering=numbering(level(0, "bullet", "\uf0b7"))) == ["甲"]
    assert texts(item("甲"), numbering=numbering(level(0, "bullet", "——"))) == ["——甲"]
    assert texts(item("甲"), numbering=numbering(level(0, "none", ""))) == ["甲"]
    assert texts(item("甲", 7, 9), numbering=numbering(level(0, "decimal", "%1."))) == ["甲"]


def test_cells_of_a_table_are_numbered() -> None:
    rows = "".join(f"<w:tr><w:tc>{item(term)}</w:tc><w:tc>{paragraph('解释')}</w:tc></w:tr>" for term in ("甲", "乙"))
    assert texts(f"<w:tbl>{rows}</w:tbl>", numbering=numbering(level(0, "decimal", "%1."))) == [
        "1.甲 | 解释",
        "2.乙 | 解释",
    ]


@pytest.mark.parametrize(
    ("number_format", "printed"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 100: "一百", 105: "一百零五"}),
        ("chineseCountingThousand", {110: "一百一十", 1005: "一千零五", 1050: "一千零五十", 10_000: "10000", 0: "0"}),
        ("ideographDigital", {10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {1: "壹", 12: "拾贰"}),
        ("ideographTraditional", {1: "甲", 10: "癸"}),
        ("ideographZodiacTraditional", {1: "甲子", 11: "甲戌"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "(21)"}),
        ("decimalEnclosedFullstop", {1: "⒈", 21: "21."}),
        ("decimalFullWidth", {12: "１２"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX", 0: "0", 5000: "5000"}),
        ("lowerLetter", {1: "a", 27: "aa", 0: "0", 9999: "9999"}),
        ("decimalZero", {3: "03"}),
        ("unheardOf", {3: "3"}),
    ],
)
def test_numbers_are_printed_as_word_prints_them(number_format: str, printed: dict[int, str]) -> None:
    assert {value: format_number(value, number_format) for value in printed} == printed
