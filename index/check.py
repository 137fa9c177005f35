"""Verify a store: every byte against the manifest, every span against the text."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.errors import StoreDamagedError
from index.manifest import SegmentRecord, file_sha256, read_manifest, verify_files
from index.segment import Segment, original_path, read_segment


def check_store(store: Path) -> tuple[str, ...]:
    """The problems found, one sentence each; empty when the store is whole. Raises StoreMissingError."""
    manifest = read_manifest(store)
    problems: list[str] = []
    for record in manifest.segments:
        try:
            verify_files(store, record.files)
            problems.extend(_segment_problems(store, record, manifest.dimension))
        except StoreDamagedError as error:
            problems.append(str(error))
    try:
        verify_files(store, manifest.lexical_files)
    except StoreDamagedError as error:
        problems.append(str(error))
    return tuple(problems)


def _segment_problems(store: Path, record: SegmentRecord, dimension: int) -> Iterator[str]:
    segment = read_segment(store / record.folder)
    name = record.document_id
    if file_sha256(original_path(store / record.folder, segment.document)) != record.sha256:
        yield f"{name}: the original file is not the one that was read"
    yield from (f"{name}: {problem}" for problem in _span_problems(segment))
    for rows, vectors in (
        (len(segment.passages), segment.passage_vectors),
        (len(segment.sentences), segment.sentence_vectors),
    ):
        if vectors.shape != (rows, dimension):
            yield f"{name}: vectors of shape {vectors.shape}, not {(rows, dimension)}"
        elif rows and not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):
            yield f"{name}: a vector is not of unit length"


def _span_problems(segment: Segment) -> Iterator[str]:
    yield from _passage_problems(segment)
    text = segment.document.text
    for section in segment.document.sections:
        if not text.startswith(section.heading, section.start) or not section.start < section.end <= len(text):
            yield f'the section "{section.heading}" does not open its span'
    for term in segment.document.terms:
        if term.name not in text[term.start : term.end] or term.definition not in text[term.start : term.end]:
            yield f'the term "{term.name}" is not in its span'
    for figure in segment.figures:
        if text[figure.start : figure.end] != figure.text:
            yield f'the figure "{figure.text}" is not in its span'


def _passage_problems(segment: Segment) -> Iterator[str]:
    text = segment.document.text
    end_before = 0
    for passage in segment.passages:
        if passage.start < end_before or passage.end > len(text) or not passage.text.strip():
            yield f"the passage at {passage.start} overlaps the one before it or is empty"
        end_before = passage.end
    for sentence in segment.sentences:
        passage = segment.passages[sentence.passage]
        if not passage.start <= sentence.start < sentence.end <= passage.end:
            yield f"the sentence at {sentence.start} is not inside its passage"
