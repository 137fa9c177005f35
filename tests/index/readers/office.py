"""Reports as Word files, and LibreOffice, which makes PDF files of them."""

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

BUNDLED = Path(__file__).parents[3] / "index" / "data" / "jianghan-2024.md"


def report_in_word(
    lines: Sequence[str],
    *,
    glossary_from: int | None = None,
    columns: int = 1,
    pitch: float = 28,
    table: Sequence[Sequence[str]] = (),
) -> bytes:
    """A report as an office sets it: indented paragraphs, a running header, page numbers, a glossary in ``columns``."""
    document = docx.Document()
    _set_furniture(document)
    for position, line in enumerate(lines):
        if position == glossary_from:
            document.add_section(WD_SECTION.CONTINUOUS)
        _add_paragraph(document, line, pitch)
    grid = document.add_table(rows=0, cols=len(table[0]), style="Table Grid") if table else None
    for row in table:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = words
    if glossary_from is not None:
        shape = document.sections[-1]._sectPr.find(qn("w:cols"))
        shape.set(qn("w:num"), str(columns))
        shape.set(qn("w:space"), "480")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def to_pdf(content: bytes, folder: Path) -> bytes:
    """What LibreOffice prints. Skips the test where there is none, unless WENBAO_REQUIRE_OFFICE is 1."""
    program = shutil.which("soffice")
    if program is None:
        reason = "no soffice on this machine; install Debian's libreoffice-writer"
        (pytest.fail if os.environ.get("WENBAO_REQUIRE_OFFICE") == "1" else pytest.skip)(reason)
    source = folder / "report.docx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return source.with_suffix(".pdf").read_bytes()


def _set_furniture(document: "docx.document.Document") -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    section.header.paragraphs[0].text = "政府工作报告汇编"
    footer = section.footer.paragraphs[0]
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = footer.add_run("— " if kind == "begin" else "")
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)
    footer.add_run(" —")


def _add_paragraph(document: "docx.document.Document", line: str, pitch: float) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(line)
    run.font.size = Pt(14)
    setting = paragraph.paragraph_format
    setting.first_line_indent, setting.line_spacing, setting.space_after = Pt(28), Pt(pitch), Pt(0)
    properties = paragraph._p.get_or_add_pPr()
    # LibreOffice 7.4 loses some marks that hang over the margin: they are not in the PDF at all.
    overflow = OxmlElement("w:overflowPunct")
    overflow.set(qn("w:val"), "0")
    properties.append(overflow)
    alignment = OxmlElement("w:jc")
    alignment.set(qn("w:val"), "both")
    properties.append(alignment)
