"""Word documents (.docx): a block a paragraph, soft line or table row."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.errors import ReportError
from index.readers.block import Block, Extract

_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)


def read_docx(file_name: str, content: bytes) -> Extract:
    """Blocks in reading order. Raises ReportError for what is no Word document."""
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise ReportError(f"{file_name} is not a whole .docx file. Open it in Word and save it again.") from None
    blocks: list[Block] = []
    for item in document.iter_inner_content():
        blocks.extend(_paragraph_blocks(item) if isinstance(item, Paragraph) else _row_blocks(item))
    return Extract(tuple(blocks))


def _paragraph_blocks(paragraph: Paragraph) -> Iterator[Block]:
    """One block, or one for every soft line: some reports are a single paragraph with line breaks."""
    level = _level(paragraph)
    pieces = [(run.text, bool(run.bold)) for run in paragraph.runs]
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, bold in pieces:
        first, *others = text.split("\n")
        lines[-1].append((first, bold))
        lines.extend([(other, bold)] for other in others)
    for line in lines:
        text = "".join(piece for piece, _ in line)
        yield Block(text, level, _bold_chars(line))


def _bold_chars(line: list[tuple[str, bool]]) -> int:
    count = 0
    for text, bold in line:
        if text.strip() and not bold:
            break
        count += len(text)
    return count


def _level(paragraph: Paragraph) -> int | None:
    heading = _HEADING_STYLE.match(paragraph.style.name or "") if paragraph.style is not None else None
    return None if heading is None else int(heading.group(1))


def _row_blocks(table: Table) -> Iterator[Block]:
    for row in table.rows:
        cells = list({id(cell._tc): cell.text.replace("\n", " ").strip() for cell in row.cells}.values())
        yield Block(" | ".join(cells), continues=False)
