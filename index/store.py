"""An open store: immutable, thread-safe, checked when opened."""

import sqlite3
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import numpy as np

from index.encoder import Vectors
from index.errors import StoreError, UnknownDocumentError
from index.manifest import REBUILD, damaged, read_any_manifest, read_manifest, verify_files
from index.passage_index import FaissBm25Index, PassageIndex
from index.segment import Segment, read_segment
from index.types import Document, Figure, Passage
from index.words import ANALYSER


@dataclass(frozen=True, slots=True)
class PassageSentences:
    """The sentences of one passage: spans in the document's text, and vectors of shape (sentences, dimension)."""

    spans: tuple[tuple[int, int], ...]
    vectors: Vectors


@dataclass(frozen=True)
class Store:
    """Documents, passages and figures in one order of positions, document by document, and the index over them."""

    path: Path
    encoder_name: str
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[PassageSentences, ...]  # per passage
    index: PassageIndex
    figures: tuple[Figure, ...] = ()

    def document(self, document_id: str) -> Document:
        """The document with this id. Raises UnknownDocumentError."""
        found = self._documents_by_id.get(document_id)
        if found is None:
            raise UnknownDocumentError(f'no document "{document_id}" in the store. List them with: wenbao info')
        return found

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of one document, in order."""
        return self._passages_by_id.get(document_id, ())

    def body_of(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of one document outside the entries of its glossary, in order."""
        return self._bodies_by_id.get(document_id, ())

    def figures_of(self, document_id: str) -> tuple[Figure, ...]:
        """The figures of one document, in order."""
        return self._figures_by_id.get(document_id, ())

    @cached_property
    def _documents_by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def _passages_by_id(self) -> dict[str, tuple[Passage, ...]]:
        return {each: tuple(found) for each, found in groupby(self.passages, attrgetter("document_id"))}

    @cached_property
    def _bodies_by_id(self) -> dict[str, tuple[Passage, ...]]:
        return {document.id: _body(document, self.passages_of(document.id)) for document in self.documents}

    @cached_property
    def _figures_by_id(self) -> dict[str, tuple[Figure, ...]]:
        return {each: tuple(found) for each, found in groupby(self.figures, attrgetter("document_id"))}


def open_store(path: Path) -> Store:
    """Open the store at ``path``, every file checked against the manifest (about 1 ms per MB).

    Raises StoreMissingError, StoreDamagedError, or StoreError for a store of another format or analyser.
    """
    manifest = read_manifest(path)
    if manifest.analyser != ANALYSER:
        raise StoreError(
            f'the store at {path} was built with the analyser "{manifest.analyser}", not "{ANALYSER}". '
            f"Rebuild it with: {REBUILD}"
        )
    verify_files(path, (*(file for each in manifest.segments for file in each.files), *manifest.lexical_files))
    try:
        segments = [read_segment(path / record.folder) for record in manifest.segments]
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError):
        raise damaged(path / "segments") from None
    passages = tuple(passage for segment in segments for passage in segment.passages)
    places = {segment.document.id: segment.document.metadata.place for segment in segments}
    vectors = np.concatenate([segment.passage_vectors for segment in segments])
    return Store(
        path=path,
        encoder_name=manifest.encoder,
        documents=tuple(segment.document for segment in segments),
        passages=passages,
        sentences=tuple(each for segment in segments for each in _sentences(segment)),
        index=FaissBm25Index(passages, places, vectors, path / manifest.lexical),
        figures=tuple(figure for segment in segments for figure in segment.figures),
    )


def store_is_current(path: Path, encoder_name: str) -> bool:
    """Whether this version can use the store as it is with this encoder."""
    try:
        return read_any_manifest(path).is_current(encoder_name, ANALYSER)
    except StoreError:
        return False


def _body(document: Document, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    entries = [(term.start, term.end) for term in document.terms if term.rank == 1]
    return tuple(passage for passage in passages if not any(start <= passage.start < end for start, end in entries))


def _sentences(segment: Segment) -> list[PassageSentences]:
    rows: list[list[int]] = [[] for _ in segment.passages]
    vectors = np.asarray(segment.sentence_vectors)  # still mapped, but cheaper to multiply
    for row, sentence in enumerate(segment.sentences):
        rows[sentence.passage].append(row)
    return [
        PassageSentences(
            tuple((segment.sentences[row].start, segment.sentences[row].end) for row in each),
            vectors[each[0] : each[-1] + 1] if each else vectors[:0],
        )
        for each in rows
    ]
