import io

import docx
import pytest

from index.errors import ReportError
from index.readers.block import Block
from index.readers.formats import extract


def test_paragraphs_soft_lines_and_rows_come_in_reading_order() -> None:
    document = docx.Document()
    document.add_heading("工作回顾", 1)
    paragraph = document.add_paragraph()
    paragraph.add_run("一是稳增长。").bold = True
    paragraph.add_run("全年增长6%。\n二是保就业。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "指标", "目标"
    document.add_paragraph("谢谢大家。")
    buffer = io.BytesIO()
    document.save(buffer)
    blocks = [block for block in extract("a.docx", buffer.getvalue()).blocks if block.text]
    assert blocks == [
        Block("工作回顾", 1),
        Block("一是稳增长。全年增长6%。", None, 6),
        Block("二是保就业。"),
        Block("指标 | 目标", continues=False),
        Block("谢谢大家。"),
    ]


def test_what_is_no_word_document_is_refused() -> None:
    with pytest.raises(ReportError, match="not a whole"):
        extract("a.docx", b"no zip at all")
