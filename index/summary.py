"""What a build tells of the files that it was given."""

from dataclasses import dataclass

from index.segment import Segment
from index.sources import Refused


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """How one file was read."""

    id: str
    title: str
    pages: int | None
    sections: int
    terms: int
    passages: int
    figures: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What the store now holds of the files given, and what it does not."""

    documents: tuple[DocumentSummary, ...]
    refused: tuple[Refused, ...]


def summary_of(segment: Segment) -> DocumentSummary:
    """The summary of a document that was read."""
    document = segment.document
    return DocumentSummary(
        document.id,
        document.metadata.title,
        document.metadata.pages,
        len(document.sections),
        len(document.terms),
        len(segment.passages),
        len(segment.figures),
        document.warnings,
    )
