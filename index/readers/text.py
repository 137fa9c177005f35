"""Plain text and Markdown: a block a line."""

import re

from index.errors import ReportError
from index.readers.block import Block, Extract

_HEADING = re.compile(r"^\s*(#{1,6})(?:\s|$)")


def read_text(file_name: str, content: bytes) -> Extract:
    """Blocks with their marks of Markdown left in place, which the repair removes. Raises ReportError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportError(f"{file_name} is not UTF-8 text. Save it as UTF-8 and add it again.") from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Extract(tuple(_block(line) for line in lines))


def _block(line: str) -> Block:
    heading = _HEADING.match(line)
    return Block(line, None if heading is None else len(heading.group(1)))
