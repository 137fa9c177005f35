"""A checked answer in the pieces in which it is shown."""

import re
from collections.abc import Iterator

# A word of up to four characters at a time reads as typing; a marker is never cut.
_PIECE = re.compile(r"\s*\[\d+\]|[\s\S]{1,4}?(?=\s*\[\d+\]|$)|[\s\S]{1,4}")


def pieces(text: str) -> Iterator[str]:
    """Pieces whose concatenation is the text. All of it has passed the guard before the first one leaves."""
    for found in _PIECE.finditer(text):
        yield found.group()
