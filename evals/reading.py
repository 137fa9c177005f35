"""How well report files are read: ``python -m evals.reading FOLDER`` prints a line a file, the worst first, and totals.

Everything is held against what the file itself shows: headings against the numbering visible in its paragraphs,
passages against its characters, periods against the years that headings name. Nothing is tuned here.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index.errors import ReportError
from index.passages import read_passages
from index.read import read_document
from index.readers.formats import extract
from index.sources import find_sources
from index.types import Document, Passage, Role, Section

_NUMBERED = (
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")),
)
# 「2023年工作回顾」 and 「2024年主要任务」 say their period plainly; other words are left to a person's eye.
_REVIEWS = re.compile(r"^(?:[一二三四五六七八九十]、)?((?:19|20)\d{2})年(?:政府)?(?:主要)?工作(?:的)?回顾$")
_PLANS = re.compile(
    r"^(?:[一二三四五六七八九十]、)?((?:19|20)\d{2})年(?:政府)?(?:主要|重点)?(?:工作)?(?:的)?(?:安排|任务|重点工作|主要任务)$"
)
_PASSAGE_CHARS = 500  # as the default encoder's 512 tokens cut a Chinese report, without loading it


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file: headings found, missed and invented, shares from 0 to 1, and what was read of the cover."""

    name: str
    found: int
    missed: tuple[str, ...]
    invented: tuple[str, ...]
    kept: float  # of the file's characters, in the passages or the headings beside them
    periods_right: int
    periods_stated: int
    pages: int | None
    seconds: float
    document: Document


def measure(path: Path) -> FileReading:
    """Read one file and hold the result against the file. Raises ReportError where it is refused."""
    content = path.read_bytes()
    started = time.perf_counter()
    document = read_document(path.name, content)
    seconds = time.perf_counter() - started
    printed = [_squeezed(block.text) for block in extract(path.name, content).blocks]
    passages = read_passages(document, count_tokens=len, max_tokens=_PASSAGE_CHARS)
    wanted = Counter(heading for text in printed if (heading := _numbered(text)) is not None)
    had = Counter((each.level, _squeezed(each.heading)) for each in document.sections if each.level in (1, 2))
    right, stated = _periods(document.sections)
    return FileReading(
        path.name,
        (wanted & had).total(),
        tuple(heading for _, heading in (wanted - had).elements()),
        tuple(heading for _, heading in (had - wanted).elements()),
        _kept(document, passages, "".join(printed)),
        right,
        stated,
        document.metadata.pages,
        seconds,
        document,
    )


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*#]", "", text)


def _numbered(text: str) -> tuple[int, str] | None:
    """The heading that a paragraph shows by its number: up to the first full stop, or all of it."""
    for level, number in _NUMBERED:
        if number.match(text):
            return level, text.partition("。")[0]
    return None


def _kept(document: Document, passages: tuple[Passage, ...], printed: str) -> float:
    """The share of the printed characters that passages and headings hold; 0 if two passages overlap."""
    if any(before.end > after.start for before, after in pairwise(passages)):
        return 0.0
    held = [range(passage.start, passage.end) for passage in passages]
    held += [range(section.start, section.start + len(section.heading)) for section in document.sections]
    offsets = {offset for span in held for offset in span}
    text = Counter(_squeezed("".join(document.text[offset] for offset in offsets)))
    return (text & Counter(printed)).total() / max(1, len(printed))


def _periods(sections: tuple[Section, ...]) -> tuple[int, int]:
    right = stated = 0
    for section in sections:
        for pattern, role in ((_REVIEWS, Role.REVIEW), (_PLANS, Role.PLAN)):
            if found := pattern.match(section.heading):
                year = int(found.group(1))
                period = section.period
                stated += 1
                right += (period.role, period.first_year, period.last_year) == (role, year, year)
    return right, stated


def table(readings: Sequence[FileReading]) -> str:
    """A line a file, the worst first, and the totals."""
    lines = []
    for each in sorted(readings, key=lambda each: (-len(each.missed) - len(each.invented), each.kept)):
        cover = each.document.metadata
        lines.append(
            f"{each.name}  headings {each.found} missed {len(each.missed)} invented {len(each.invented)}"
            f"  kept {each.kept:.4f}  periods {each.periods_right}/{each.periods_stated}"
            f"  terms {len(each.document.terms)}  pages {each.pages or '–'}  {each.seconds:.2f} s"
            f"  {cover.place or '–'} {cover.year or '–'}"
        )
    found = sum(each.found for each in readings)
    missed = sum(len(each.missed) for each in readings)
    invented = sum(len(each.invented) for each in readings)
    least = min((each.kept for each in readings), default=1)
    lines.append(
        f"{len(readings)} files: heading precision {found / max(1, found + invented):.4f}"
        f" recall {found / max(1, found + missed):.4f}; least kept {least:.4f};"
        f" periods {sum(each.periods_right for each in readings)} of {sum(each.periods_stated for each in readings)}"
    )
    return "\n".join(lines)


def main(folder: Path) -> None:
    """Print the table of all report files under ``folder``, and why others were refused."""
    readings: list[FileReading] = []
    sources, left_out = find_sources([folder])
    refused = [each.reason for each in left_out]
    for source in sources:
        try:
            readings.append(measure(source.path))
        except ReportError as error:
            refused.append(str(error))
    sys.stdout.write("\n".join((*(f"refused: {line}" for line in refused), table(readings), "")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
