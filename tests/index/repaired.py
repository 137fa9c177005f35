"""Raw text through the reader of plain text and the repair, as the tests of the steps after it need it."""

from index.readers.text import read_text
from index.repair import Line, repair


def repaired(raw: str) -> tuple[Line, ...]:
    return repair(read_text("report.txt", raw.encode()).blocks)
