"""The same report as Word file, as the PDF that LibreOffice prints of it, and as a scan of that PDF."""

import io
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pytest

from index.passages import read_passages
from index.read import read_document
from index.readers.pdf import read_pdf
from index.repair import repair
from index.types import Document
from tests.index.readers.office import BUNDLED, report_in_word, to_pdf

pytestmark = pytest.mark.slow
LINES = read_document("jianghan-2024.md", BUNDLED.read_bytes()).text.split("\n")
GLOSSARY = LINES.index("名词解释")


def passages(document: Document) -> set[str]:
    found = read_passages(document, count_tokens=len, max_tokens=500)
    return {passage.text for passage in found}


def lines(file_name: str, content: bytes) -> list[str]:
    return [line.text for line in repair(read_pdf(file_name, content).blocks)]


def width_folded(texts: list[str]) -> set[str]:
    return {normalize("NFKC", text) for text in texts}


@pytest.mark.parametrize(
    ("columns", "pitch"), [(1, 28), (2, 28), (2, 18)], ids=["one column", "two-column glossary", "narrow lines"]
)
def test_a_pdf_reads_like_the_word_file_that_it_was_printed_from(tmp_path: Path, columns: int, pitch: float):
    word_file = report_in_word(LINES, glossary_from=GLOSSARY + 1, columns=columns, pitch=pitch)
    word = read_document("report.docx", word_file)
    printed = read_document("report.pdf", to_pdf(word_file, tmp_path))
    assert [(each.level, each.heading, each.period) for each in printed.sections] == [
        (each.level, each.heading, each.period) for each in word.sections
    ]
    assert len(word.terms) == 35
    assert [(term.name, term.definition) for term in printed.terms] == [
        (term.name, term.definition) for term in word.terms
    ]
    expected = passages(word)
    assert len(expected & passages(printed)) >= 0.98 * len(expected)
    assert Counter(printed.text) == Counter(word.text)
    assert printed.metadata.pages == len(printed.page_starts) > 10


def test_a_table_gives_the_rows_of_the_word_file(tmp_path: Path):
    rows = [
        ("指标", "2023年完成", "2024年目标"),
        ("城镇新增就业人数，含农村转移劳动力和高校毕业生", "2万人", "1.8万人"),
        ("地区生产总值增速", "6%", "6.5%左右"),
    ]
    word_file = report_in_word(LINES[10:20], table=rows)
    word = read_document("report.docx", word_file)
    printed = read_document("report.pdf", to_pdf(word_file, tmp_path))
    assert "城镇新增就业人数，含农村转移劳动力和高校毕业生| 2万人| 1.8万人" in word.text
    assert printed.text == word.text


def test_a_scan_keeps_the_characters_of_the_pages(tmp_path: Path):
    printed = pypdfium2.PdfDocument(to_pdf(report_in_word(LINES[GLOSSARY - 6 :]), tmp_path))
    shown = pypdfium2.PdfDocument.new()
    shown.import_pages(printed, [0, 1, 2])
    first, *others = [page.render(scale=200 / 72).to_pil() for page in shown]
    text_file, scan_file = io.BytesIO(), io.BytesIO()
    shown.save(text_file)
    first.save(scan_file, "PDF", save_all=True, append_images=others, resolution=200, quality=80)
    expected = lines("report.pdf", text_file.getvalue())
    recognised = lines("scan.pdf", scan_file.getvalue())
    kept = Counter("".join(expected)) & Counter("".join(recognised))
    assert kept.total() >= 0.97 * len("".join(expected))
    assert len("".join(recognised)) <= 1.01 * len("".join(expected))
    assert len(width_folded(expected) & width_folded(recognised)) >= 0.7 * len(expected)
