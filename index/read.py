"""From a report file to a document and its passages, before any encoding."""

import re
from dataclasses import replace
from pathlib import Path

from index.errors import ReportError
from index.explanations import read_explanations, read_notes
from index.glossary import read_terms, without_place
from index.metadata import COVER_CHARS, read_metadata
from index.outline import read_outline, with_periods
from index.pinyin import syllables
from index.place import NATIONAL
from index.readers.formats import extract
from index.repair import repair
from index.types import Document, Metadata, Section, Term


def read_document(file_name: str, content: bytes) -> Document:
    """Repair the text, read its outline, cover and glossary. The id is a proposal: the shelf resolves collisions.

    Raises ReportError for what cannot be read.
    """
    found = extract(file_name, content)
    outline = read_outline(repair(found.blocks))
    text = outline.text
    if not text:
        raise ReportError(f"{file_name} holds no text. Check that it is the report and not an empty file.")
    metadata = replace(read_metadata(text, outline.sections, file_name), pages=found.pages)
    sections = with_periods(outline.sections, metadata.year)
    return Document(
        id=_slug(metadata, file_name),
        source=file_name,
        text=text,
        metadata=metadata,
        sections=sections,
        terms=_terms(text, sections, metadata.place),
        warnings=found.warnings + _warnings(text, sections, metadata),
        page_starts=outline.page_starts,
    )


def _terms(text: str, sections: tuple[Section, ...], place: str | None) -> tuple[Term, ...]:
    """The glossary, or the notes of a text without one; then what brackets in the body explain."""
    glossary = read_terms(text, sections) or read_notes(text)
    return (*without_place(glossary, place), *read_explanations(text, glossary))


def _slug(metadata: Metadata, file_name: str) -> str:
    """ASCII, for command lines and addresses: the place in pinyin without its kind (市, 区 …), and the year."""
    name = Path(file_name).stem
    if metadata.place is not None and metadata.year is not None:
        name = f"{re.sub(r'(?<=..)(?:自治区|自治州|自治县|省|市|区|县|州|盟|旗)$', '', metadata.place)} {metadata.year}"
    pieces = re.findall(r"[a-z0-9]+", " ".join(_spelled(name)).lower())
    return "-".join(pieces) or "report"


def _spelled(name: str) -> list[str]:
    """Each run of Chinese as one word of pinyin, the rest as it is."""
    runs = re.findall(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+", name)
    return ["".join(syllables(run)) if re.match(r"[\u3400-\u9fff]", run) else run for run in runs]


def _warnings(text: str, sections: tuple[Section, ...], metadata: Metadata) -> tuple[str, ...]:
    """What a person should look at, as it was guessed or not found."""
    warnings = []
    if not any(section.period.role for section in sections):
        warnings.append("no heading says which part reviews and which plans")
    elif any(section.level == 0 and not section.heading for section in sections):
        warnings.append("the parts have no headings; the plan is taken to begin where the text first turns to its year")
    if metadata.year is None:
        warnings.append("no year was found on the cover, in the headings or in the text")
    if metadata.place is None:
        warnings.append("no place was found on the cover, in the file's name or in the text")
    elif metadata.place != NATIONAL and metadata.place not in text[:COVER_CHARS]:
        warnings.append(f'the cover names no place; "{metadata.place}" is taken from the file\'s name or the text')
    return tuple(warnings)
