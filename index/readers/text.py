"""Plain text and Markdown: a block a line; lines cut at a fixed width are joined, forgotten HTML is read as HTML."""

import re
from html import unescape

from index.readers.block import Block, Extract
from index.readers.encodings import decode_text
from index.readers.hard_wrap import WRAPPED, unwrapped
from index.readers.html import is_markup, markup_blocks

_HEADING = re.compile(r"^\s*(#{1,6})(?:\s|$)")
_ROW = re.compile(r"^\s*\|(.*)\|\s*$")
_RULE = re.compile(r"^\s*(?:\|[\s|:]*-[-\s|:]*\||[-=_*~]{3,}|(?:[-_*]\s){2,}[-_*])\s*$")  # of a table or between parts
_ENTITY = re.compile(r"&(?:nbsp|[lr][ds]quo|mdash|hellip|middot|emsp|ensp|amp|lt|gt|quot|#\d{2,5});")
_FEWEST_ENTITIES = 3  # a report may name one


def read_text(file_name: str, content: bytes) -> Extract:
    """Blocks with their marks of Markdown left in place, which the repair removes. Raises ReportError."""
    text, warnings = decode_text(file_name, content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_markup(text):
        return Extract(
            markup_blocks(file_name, text), warnings=(*warnings, "the text held HTML tags; they were removed")
        )
    if len(_ENTITY.findall(text)) >= _FEWEST_ENTITIES:
        text = unescape(text)
    lines = [_block(line) for line in text.split("\n") if not _RULE.match(line)]
    blocks = unwrapped(lines)
    return Extract(blocks, warnings=warnings if len(blocks) == len(lines) else (*warnings, WRAPPED))


def _block(line: str) -> Block:
    row = _ROW.match(line)
    if row is not None:
        return Block(" | ".join(cell.strip() for cell in row.group(1).split("|")).rstrip(" |"), continues=False)
    heading = _HEADING.match(line)
    return Block(line, None if heading is None else len(heading.group(1)))
