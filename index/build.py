"""Writing the store: read → encode → segments → word index → one switch of the manifest.

A run that is killed leaves the store that was there; what it had begun is swept away by the next run.
"""

import hashlib
import shutil
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Progress
from index.errors import ReportError, StoreDamagedError, StoreError, StoreMissingError, UnknownDocumentError
from index.figures import read_figures
from index.manifest import (
    FORMAT,
    Manifest,
    SegmentRecord,
    read_manifest,
    record_files,
    verify_files,
    write_manifest,
)
from index.passage_index import write_lexical
from index.passages import encoded_text, read_passages
from index.read import read_document, report_files
from index.segment import Segment, Sentence, original_path, read_segment, write_segment
from index.sentences import sentence_spans
from index.types import Document
from index.words import ANALYSER, words_of
from index.write_lock import write_lock

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """How one file was read."""

    id: str
    title: str
    sections: int
    terms: int
    passages: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What the store now holds of the files given, and what was refused: (file name, reason)."""

    documents: tuple[DocumentSummary, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Source:
    origin: str  # where the file lies; a file from the same place replaces its document
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def bundled_report() -> Path:
    """The report that ships with the project."""
    return Path(__file__).parent / "data" / "jianghan-2024.md"


def build_store(paths: Sequence[Path], store: Path, encoder: Encoder, report: Report) -> BuildSummary:
    """Make the store from exactly these reports (none: the bundled one). Raises ReportError if nothing is read."""
    return _write(store, encoder, report, _sources(list(paths) or [bundled_report()], report), add=False)


def add_to_store(paths: Sequence[Path], store: Path, encoder: Encoder, report: Report) -> BuildSummary:
    """Add reports; a file that the store already has from the same place is replaced and keeps its id."""
    _require_encoder(store, read_manifest(store), encoder.name)
    return _write(store, encoder, report, _sources(list(paths), report), add=True)


def remove_from_store(document_id: str, store: Path) -> None:
    """Take a document out. Raises UnknownDocumentError, or StoreError for the last one."""
    read_manifest(store)  # no lock is taken where there is no store
    with write_lock(store):
        manifest = read_manifest(store)
        kept = tuple(each for each in manifest.segments if each.document_id != document_id)
        if len(kept) == len(manifest.segments):
            raise UnknownDocumentError(f'no document "{document_id}" in the store. List them with: wenbao info')
        if not kept:
            raise StoreError(f'"{document_id}" is the last document of the store. Add another first: wenbao add FILE')
        _switch(store, replace(manifest, segments=kept))


def store_is_current(store: Path, encoder_name: str) -> bool:
    """Whether this version can open the store as it is with this encoder."""
    try:
        manifest = read_manifest(store)
    except StoreError:
        return False
    return (manifest.format, manifest.encoder, manifest.analyser) == (FORMAT, encoder_name, ANALYSER)


def ensure_store(store: Path, encoder: Encoder, report: Report) -> None:
    """Build the store if there is none, and rebuild a stale one from its own originals, so that no shelf is lost."""
    try:
        manifest = read_manifest(store)
    except StoreMissingError:
        build_store((), store, encoder, report)
        return
    if (manifest.encoder, manifest.analyser) != (encoder.name, ANALYSER):
        report(f'The store was built with "{manifest.encoder}" and "{manifest.analyser}": rebuilding it')
        _write(store, encoder, report, _originals(store, manifest), add=False)


def _originals(store: Path, manifest: Manifest) -> list[_Source]:
    sources = []
    for record in manifest.segments:
        verify_files(store, record.files)
        document = read_segment(store / record.folder).document
        content = original_path(store / record.folder, document).read_bytes()
        sources.append(_Source(record.origin, document.source, content))
    return sources


def _sources(paths: list[Path], report: Report) -> list[_Source]:
    sources = []
    for path in report_files(paths, report):
        try:
            sources.append(_Source(str(path.absolute()), path.name, path.read_bytes()))
        except OSError as error:
            raise ReportError(f"cannot read {path}: {error.strerror}. Check the path and its permissions.") from None
    return sources


def _write(store: Path, encoder: Encoder, report: Report, sources: list[_Source], *, add: bool) -> BuildSummary:
    with write_lock(store):
        kept = read_manifest(store).segments if add else ()
        records = {record.document_id: record for record in kept}
        reusable = _reusable(store, encoder)
        summaries: dict[str, DocumentSummary] = {}
        refused = []
        for source in sources:
            try:
                record, summary = _record(store, encoder, source, (records, reusable), report)
            except ReportError as error:
                refused.append((source.name, str(error)))
                continue
            records[record.document_id] = record
            summaries[record.document_id] = summary
        if not summaries:
            reasons = " ".join(reason for _, reason in refused) or "No report file was found there."
            raise ReportError(f"nothing was read. {reasons}")
        _switch(store, Manifest(encoder.name, encoder.dimension, ANALYSER, tuple(records.values()), "", ()))
    return BuildSummary(tuple(summaries.values()), tuple(refused))


def _record(
    store: Path,
    encoder: Encoder,
    source: _Source,
    known: tuple[dict[str, SegmentRecord], dict[str, SegmentRecord]],
    report: Report,
) -> tuple[SegmentRecord, DocumentSummary]:
    """The segment of a source: one that holds the same bytes already, or a new one."""
    records, reusable = known
    known_here = (record for record in records.values() if record.sha256 == source.sha256)
    same_bytes = next(known_here, None) or reusable.get(source.sha256)
    if same_bytes is not None and records.get(same_bytes.document_id, same_bytes).sha256 == source.sha256:
        segment = read_segment(store / same_bytes.folder)
        return same_bytes, _summary(segment)
    document = read_document(source.name, source.content)
    document = replace(document, id=_free_id(document.id, source.origin, records))
    segment = _encode(document, encoder, report)
    folder = store / "segments" / f"{document.id}-{uuid.uuid4().hex[:8]}"
    write_segment(segment, folder, source.content)
    files = record_files(store, folder)
    record = SegmentRecord(document.id, source.origin, source.sha256, str(folder.relative_to(store)), files)
    return record, _summary(segment)


def _reusable(store: Path, encoder: Encoder) -> dict[str, SegmentRecord]:
    """The segments there are by the hash of their original, if they are whole and of this encoder and analyser."""
    if not store_is_current(store, encoder.name):
        return {}
    return {record.sha256: record for record in read_manifest(store).segments if _is_whole(store, record)}


def _is_whole(store: Path, record: SegmentRecord) -> bool:
    try:
        verify_files(store, record.files)
    except StoreDamagedError:
        return False
    return True


def _free_id(proposed: str, origin: str, records: dict[str, SegmentRecord]) -> str:
    for record in records.values():
        if record.origin == origin:
            return record.document_id
    if proposed not in records:
        return proposed
    return f"{proposed}-{hashlib.sha256(origin.encode()).hexdigest()[:8]}"


def _encode(document: Document, encoder: Encoder, report: Report) -> Segment:
    passages = read_passages(document, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens)
    sentences = [
        Sentence(position, passage.start + start, passage.start + end)
        for position, passage in enumerate(passages)
        for start, end in sentence_spans(passage.text)
    ]
    texts = [encoded_text(passage) for passage in passages]
    words = tuple(words_of(text) for text in texts)
    if not any(words):
        raise ReportError(f"{document.source} holds no sentence to search. Check that it is the report.")
    texts.extend(document.text[sentence.start : sentence.end] for sentence in sentences)
    report(f"Encoding {document.metadata.title}: {len(passages)} passages, {len(sentences)} sentences")
    vectors = encoder.encode_passages(texts, _every_tenth(len(texts), report))
    return Segment(
        document,
        passages,
        words,
        tuple(sentences),
        np.ascontiguousarray(vectors[: len(passages)]),
        np.ascontiguousarray(vectors[len(passages) :]),
        read_figures(document),
    )


def _every_tenth(total: int, report: Report) -> Progress:
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        tenth_before, done = done * 10 // total, done + count
        if done * 10 // total > tenth_before:
            report(f"  {done} of {total} texts encoded")

    return advance


def _switch(store: Path, manifest: Manifest) -> None:
    """Write the word index over all segments, switch the manifest, then sweep what no manifest names.

    Raises StoreDamagedError if a segment kept from before is not whole.
    """
    for record in manifest.segments:
        verify_files(store, record.files)
    words = [words for record in manifest.segments for words in read_segment(store / record.folder).words]
    folder = store / "lexical" / uuid.uuid4().hex[:8]
    folder.parent.mkdir(exist_ok=True)
    write_lexical(words, folder)
    lexical = str(folder.relative_to(store))
    write_manifest(store, replace(manifest, lexical=lexical, lexical_files=record_files(store, folder)))
    used = {store / record.folder for record in manifest.segments} | {folder}
    for parent in (store / "segments", store / "lexical"):
        for child in set(parent.iterdir()) - used:
            shutil.rmtree(child, ignore_errors=True)  # a reader may hold it open on Windows; the next run sweeps again


def _summary(segment: Segment) -> DocumentSummary:
    document = segment.document
    return DocumentSummary(
        document.id,
        document.metadata.title,
        len(document.sections),
        len(document.terms),
        len(segment.passages),
        document.warnings,
    )


def _require_encoder(store: Path, manifest: Manifest, encoder_name: str) -> None:
    if manifest.encoder != encoder_name:
        raise StoreError(
            f'the store at {store} was built with the encoder "{manifest.encoder}", not "{encoder_name}". '
            f"Set WENBAO_ENCODER={manifest.encoder}, or rebuild with: wenbao build"
        )
