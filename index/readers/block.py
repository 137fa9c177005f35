"""What every reader of a format gives: the blocks of a file in reading order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, note or table row (cells set apart by `` | ``), its words as in the file.

    ``level`` is what the file itself marks (``#`` or "Heading 1" is 1), None for running text; ``bold_chars`` counts
    the characters in front that are bold; ``page`` is 1-based. ``continues``: True joins the block to the one before
    (a page or column break cut the paragraph), False keeps it apart, None leaves it to the repair.
    """

    text: str
    level: int | None = None
    bold_chars: int = 0
    page: int | None = None
    continues: bool | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """A file's blocks, its number of pages where it has pages, and what looked odd."""

    blocks: tuple[Block, ...]
    pages: int | None = None
    warnings: tuple[str, ...] = ()
