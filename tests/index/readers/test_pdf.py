import io

import pypdfium2
import pytest

from index.errors import ReportError
from index.readers.block import Block
from index.readers.formats import extract
from index.readers.pdf import read_pdf_with
from index.repair import repair
from tests.fakes import FakeRecognizer
from tests.index.readers.pdf_files import LEFT, SIZE, TOP, Rule, Text, paragraph, pdf, picture

LONG = "过去一年，全市上下团结奋斗、攻坚克难，地区生产总值增长百分之六，城乡居民收入稳步提高，各项工作取得新的进展。"
OTHER = "今年将坚持稳中求进，扩大有效投资，办好十件民生实事，推动高质量发展迈出更大步伐。"


def blocks_of(content: bytes) -> tuple[Block, ...]:
    return extract("report.pdf", content).blocks


def lines_of(content: bytes) -> list[str]:
    return [line.text for line in repair(blocks_of(content))]


def test_lines_become_the_paragraphs_that_their_indents_open():
    page = [*paragraph(LONG, TOP), *paragraph(OTHER, TOP - 100)]
    assert lines_of(pdf(page)) == [LONG, OTHER]


def test_a_paragraph_goes_on_on_the_next_page_and_both_pages_are_known():
    lines = paragraph(LONG * 2, TOP)
    second = [Text(line.x, TOP - 24 * at, line.words) for at, line in enumerate(lines[3:])]
    content = pdf([*lines[:3]], [*second, *paragraph(OTHER, 300)])
    found = extract("report.pdf", content)
    assert found.pages == 2
    assert [(block.page, block.continues) for block in found.blocks] == [(1, False), (2, True), (2, False)]
    joined = repair(found.blocks)
    assert [line.text for line in joined] == [LONG * 2, OTHER]
    assert [page for _, page in joined[0].pages] == [1, 2]


def test_lines_that_were_cut_on_another_page_are_joined_though_they_end_far_from_the_margin():
    texts = [f"{ordinal}是{LONG * 2}" for ordinal in "一二三四五六七八"]
    lines = [words for text in texts for words in (text[:18], *(text[at : at + 20] for at in range(18, len(text), 20)))]
    page = [Text(LEFT, 780 - 10 * at, words) for at, words in enumerate(lines)]
    assert lines_of(pdf(page)) == texts


def test_running_headers_and_page_numbers_are_left_out():
    def page(number: int, *lines: Text) -> list[Text]:
        header, footer = Text(200, 800, "某市人民政府工作报告", 10), Text(280, 40, f"— {number} —", 10)
        return [header, *lines, footer]

    texts = [LONG, OTHER, f"一是{LONG}", f"二是{OTHER}"]
    content = pdf(*(page(number, *paragraph(words, TOP)) for number, words in enumerate(texts, 1)))
    assert lines_of(content) == texts


@pytest.mark.parametrize("style", ["{}", "- {} -", "第 {} 页", "第{}页 共3页", "{} / 3"])
def test_page_numbers_of_every_style_are_left_out(style: str):
    numbers = range(1, 4)
    pages = [
        [*paragraph(words, TOP), Text(290, 40, style.format(n), 10)]
        for n, words in zip(numbers, [LONG, OTHER, LONG], strict=True)
    ]
    assert lines_of(pdf(*pages)) == [LONG, OTHER, LONG]


def test_a_number_that_ends_a_page_and_does_not_count_stays():
    texts = [LONG, OTHER, f"一是{LONG}"]
    numbers = ["2023", "86", "7"]
    pages = [[*paragraph(words, TOP), Text(LEFT, 300, number)] for words, number in zip(texts, numbers, strict=True)]
    assert lines_of(pdf(*pages)) == [each for pair in zip(texts, numbers, strict=True) for each in pair]


def test_two_columns_are_read_one_after_the_other():
    entries = [f"{number}.词语{number}：{LONG}" for number in range(1, 5)]
    left = [*paragraph(entries[0], 700, 60, 13), *paragraph(entries[1], 500, 60, 13)]
    right = [*paragraph(entries[2], 700, 310, 13), *paragraph(entries[3], 500, 310, 13)]
    by_rows = sorted([*left, *right], key=lambda text: (-text.y, text.x))  # as some programs write them
    page = [Text(240, 760, "名词解释", 18), *by_rows]
    assert lines_of(pdf(page)) == ["名词解释", *entries]


def test_the_last_lines_of_a_glossary_are_a_column_where_the_pages_before_had_one():
    entries = [f"{number}.词语{number}：{LONG}" for number in range(1, 9)]
    first = [
        text
        for at, entry in enumerate(entries[:4])
        for text in paragraph(entry, 700 - 200 * (at % 2), 60 if at < 2 else 310, 13)
    ]
    left = [text for at, entry in enumerate(entries[4:6]) for text in paragraph(entry, 700 - 200 * at, 60, 13)]
    right = paragraph("7.末条：最后的解释只有两行而已。", 700, 310, 13)
    by_rows = sorted([*left, *right], key=lambda text: (-text.y, text.x))
    assert lines_of(pdf(first, by_rows)) == [*entries[:6], "7.末条：最后的解释只有两行而已。"]


def test_columns_whose_lines_do_not_stand_side_by_side_are_columns():
    left = paragraph(f"1.词语：{LONG}", 700, 60, 13)
    right = paragraph(f"2.词语：{LONG}", 688, 310, 13)
    by_height = sorted([*left, *right], key=lambda text: -text.y)
    assert lines_of(pdf(by_height)) == [f"1.词语：{LONG}", f"2.词语：{LONG}"]


def test_a_table_gives_a_line_for_each_row():
    across = [Rule(100, y, 300, 0.5) for y in (700, 670, 620)]
    down = [Rule(x, 620, 0.5, 80) for x in (100, 200, 300, 400)]
    first = [Text(110, 680, "指标"), Text(210, 680, "去年"), Text(310, 680, "今年")]
    second = [Text(110, 645, "城镇新增"), Text(110, 625, "就业"), Text(210, 640, "2万人"), Text(310, 640, "1.8万人")]
    page = [*paragraph(LONG, 790), *across, *down, *first, *second, *paragraph(OTHER, 580)]
    assert lines_of(pdf(page)) == [LONG, "指标|去年|今年", "城镇新增就业| 2万人| 1.8万人", OTHER]


def test_bold_in_front_is_counted():
    lead, rest = "稳住经济大盘。", "全市生产总值增长百分之六。"
    page = [Text(LEFT, TOP, lead, is_bold=True), Text(LEFT + len(lead) * SIZE, TOP, rest)]
    (block,) = blocks_of(pdf(page))
    assert (block.text, block.bold_chars) == (lead + rest, len(lead))


def test_a_raised_figure_refers_to_a_note_and_a_power_stays():
    page = [
        Text(LEFT, TOP, "首店经济"),
        Text(LEFT + 4 * SIZE, TOP + 7, "3", 8),
        Text(LEFT + 4 * SIZE + 4, TOP, "覆盖12km"),
        Text(LEFT + 8 * SIZE + 4, TOP + 7, "2", 8),
    ]
    assert lines_of(pdf(page)) == ["首店经济[3]覆盖12km²"]


def test_notes_at_the_foot_of_a_page_go_to_the_end_and_the_paragraph_runs_over_them():
    lines = paragraph(LONG * 2, TOP)
    marked = [*lines[:3], Text(LEFT + 20 * SIZE, TOP - 48 + 7, "1", 8)]
    notes = [
        Text(LEFT, 100, "1", 5),
        Text(LEFT + 6, 98, "首店经济：在一地首次开设的门店", 9),
        Text(LEFT, 84, "所带来的发展。", 9),
    ]
    rest = [Text(line.x, TOP - 24 * at, line.words) for at, line in enumerate(lines[3:])]
    marked_text = "".join(line.words for line in lines[:3]) + "[1]" + "".join(line.words for line in lines[3:])
    assert lines_of(pdf([*marked, *notes], rest)) == [marked_text, "[1]首店经济：在一地首次开设的门店所带来的发展。"]


def test_a_glossary_in_small_type_is_no_note():
    entries = [Text(LEFT, 300, "1首店经济：首次开店。", 10), Text(LEFT, 280, "2夜经济：夜间消费。", 10)]
    assert lines_of(pdf([*paragraph(LONG, TOP), *entries], paragraph(OTHER, TOP)))[-1] == OTHER


def test_a_watermark_across_the_page_is_left_out_with_a_warning():
    found = extract("report.pdf", pdf([*paragraph(LONG, TOP), Text(150, 300, "内部资料", 40, turned=(0.7071, 0.7071))]))
    assert [line.text for line in repair(found.blocks)] == [LONG]
    assert found.warnings == ("4 characters of turned text were left out, as of a watermark",)


def test_a_turned_page_reads_like_an_upright_one():
    lines = [Text(595 - line.y + 150, line.x, line.words, turned=(0, 1)) for line in paragraph(LONG, TOP)]
    content = pdf(lines).replace(b"/Type/Page/Parent", b"/Rotate 90/Type/Page/Parent")
    assert lines_of(content) == [LONG]


ENCRYPTED = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>/ID[<00><00>]"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (pdf([*paragraph(LONG, TOP)], trailer=ENCRYPTED), "is encrypted. Open it with its password"),
        (b"%PDF-1.6\nnothing that follows", "is no PDF file or is damaged"),
        (b"<html>Page not found</html>", "is no PDF file or is damaged"),
        (b"", "is empty"),
        (pdf([]), "holds no text"),
    ],
    ids=["encrypted", "corrupt", "web page", "no bytes", "blank"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(content: bytes, message: str):
    with pytest.raises(ReportError, match=message) as refused:
        extract("report.pdf", content)
    assert str(refused.value).startswith("report.pdf")
    assert "\n" not in str(refused.value)


def test_a_file_cut_short_is_refused_or_read_as_far_as_it_goes():
    texts = [f"{number}是{LONG}" for number in "一二三四五"]
    whole = pdf(*(paragraph(words, TOP) for words in texts))
    for length in range(0, len(whole), 97):
        try:
            found = extract("report.pdf", whole[:length])
        except ReportError:
            continue
        assert {line.text for line in repair(found.blocks)} <= set(texts)


def scanned(pages: int = 1) -> bytes:
    file = io.BytesIO()
    first, *others = [picture() for _ in range(pages)]
    first.save(file, "PDF", save_all=True, append_images=others, resolution=72)
    return file.getvalue()


def test_a_scanned_pdf_is_recognised_at_200_dpi_and_says_so():
    recognizer = FakeRecognizer(OTHER[:24], OTHER[24:])
    found = read_pdf_with(lambda: recognizer, "scan.pdf", scanned(pages=2))
    assert recognizer.images == [(2223, 1653, 3)] * 2
    assert [line.text for line in repair(found.blocks)] == [OTHER, OTHER]
    assert found.warnings == ("the text of pages 1-2 was recognised from images; check figures against the original",)


def test_a_scanned_pdf_without_the_extra_is_refused_by_its_name():
    with pytest.raises(ReportError, match=r"scan\.pdf has pages to look at and no text .* pip install 'wenbao\[ocr\]'"):
        read_pdf_with(lambda: None, "scan.pdf", scanned())


def test_scanned_pages_between_pages_of_text_are_named():
    text, image = pypdfium2.PdfDocument(pdf(paragraph(LONG, TOP))), pypdfium2.PdfDocument(scanned())
    text.import_pages(image)
    text.import_pages(image)
    file = io.BytesIO()
    text.save(file)
    found = read_pdf_with(lambda: None, "half.pdf", file.getvalue())
    assert [line.text for line in repair(found.blocks)] == [LONG]
    assert found.warnings == ("pages 2-3 left out: scanned, which needs pip install 'wenbao[ocr]'",)


def test_a_page_of_text_is_not_recognised():
    recognizer = FakeRecognizer("不该读到")
    found = read_pdf_with(lambda: recognizer, "report.pdf", pdf(paragraph(LONG, TOP)))
    assert [line.text for line in repair(found.blocks)] == [LONG]
    assert not recognizer.images
