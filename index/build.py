"""Writing the store: read → encode → segments → word index → one switch of the manifest.

A run that is killed leaves the store that was there; what it had begun is swept away by the next run.
"""

import hashlib
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.encode import Report, encode_document
from index.encoder import Encoder
from index.errors import ReportError, StoreDamagedError, StoreError, StoreMissingError, UnknownDocumentError
from index.manifest import (
    REBUILD,
    Manifest,
    SegmentRecord,
    damaged,
    file_sha256,
    read_any_manifest,
    read_manifest,
    record_files,
    verify_files,
    write_manifest,
)
from index.passage_index import write_lexical
from index.read import read_document
from index.segment import original_path, read_segment, write_segment
from index.sources import Refused, Source, find_sources, sha256_of
from index.summary import BuildSummary, DocumentSummary, summary_of
from index.types import Document
from index.words import ANALYSER
from index.write_lock import write_lock


def bundled_report() -> Path:
    """The report that ships with the project."""
    return Path(__file__).parent / "data" / "jianghan-2024.md"


def build_store(paths: Sequence[Path], store: Path, encoder: Encoder, report: Report) -> BuildSummary:
    """Make the store from exactly these reports (none: the bundled one). Raises ReportError if nothing is read."""
    sources, refused = find_sources(list(paths) or [bundled_report()])
    return _write(store, encoder, report, Shelf(sources, refused=refused))


def add_to_store(paths: Sequence[Path], store: Path, encoder: Encoder, report: Report) -> BuildSummary:
    """Add reports; a file that the store already has from the same place is replaced and keeps its id."""
    _require_encoder(store, read_manifest(store), encoder.name)
    sources, refused = find_sources(paths)
    return _write(store, encoder, report, Shelf(sources, refused=refused, adds=True))


def put_into_store(
    path: Path, store: Path, encoder: Encoder, report: Report, *, replaces: str | None = None
) -> BuildSummary:
    """Add a report whose path means nothing, an upload, in the place of document ``replaces`` or of that of its name.

    What is replaced keeps its id. Raises UnknownDocumentError, and StoreError where several documents have the name.
    """
    manifest = read_manifest(store)
    _require_encoder(store, manifest, encoder.name)
    (given,), _ = find_sources([path])
    origin = _replaced_origin(manifest, given.name, replaces) or f"uploaded {uuid.uuid4().hex[:8]}: {given.name}"
    return _write(store, encoder, report, Shelf((replace(given, origin=origin, relative=origin),), adds=True))


def rebuild_store(store: Path, encoder: Encoder, report: Report) -> BuildSummary:
    """Read and encode anew, with this version and encoder, the reports that a store of any version keeps.

    Raises StoreDamagedError for a report that is missing or altered, ReportError for one that is not read any more:
    the store then stays as it is.
    """
    manifest = read_any_manifest(store)
    return _write(
        store, encoder, report, Shelf(tuple(_original(store, each) for each in manifest.segments), whole=True)
    )


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


def ensure_store(store: Path, encoder: Encoder, report: Report) -> None:
    """Build the store if there is none, and rebuild a stale one from its own originals, so that no shelf is lost."""
    try:
        manifest = read_any_manifest(store)
    except StoreMissingError:
        build_store((), store, encoder, report)
        return
    if not manifest.is_current(encoder.name, ANALYSER):
        report(f"The store was built by another version, or with another encoder than {encoder.name}: rebuilding it")
        rebuild_store(store, encoder, report)


def _replaced_origin(manifest: Manifest, name: str, document_id: str | None) -> str | None:
    """Where the document came from that a file of this name replaces; None if it is a new one."""
    if document_id is not None:
        found = [each.origin for each in manifest.segments if each.document_id == document_id]
        if not found:
            raise UnknownDocumentError(f'no document "{document_id}" in the store. List them with: wenbao info')
        return found[0]
    found = [each.origin for each in manifest.segments if each.name == name]
    if len(found) > 1:
        raise StoreError(f'{len(found)} documents come from a file "{name}". Choose the one to replace by its id.')
    return found[0] if found else None


def _original(store: Path, record: SegmentRecord) -> Source:
    """The store's own copy of a report, as the file that it was copied from."""
    copy = store / record.original
    if not copy.is_file() or file_sha256(copy) != record.sha256:
        raise damaged(copy)
    return Source(copy, record.origin, record.origin, record.name)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a store is to be made of."""

    sources: tuple[Source, ...]
    refused: tuple[Refused, ...] = ()
    adds: bool = False  # to what is there already
    whole: bool = False  # every source, or nothing


def _write(store: Path, encoder: Encoder, report: Report, shelf: Shelf) -> BuildSummary:
    with write_lock(store):
        known = _known(store, encoder, shelf)
        summaries: dict[str, DocumentSummary] = {}
        refused = list(shelf.refused)
        for number, source in enumerate(shelf.sources, 1):
            report(f"[{number}/{len(shelf.sources)}] {source.name}")
            try:
                record, summary = _record(store, encoder, source, known, report)
            except ReportError as error:
                refused.append(Refused(source.name, str(error)))
                continue
            known.records[record.document_id] = record
            summaries[record.document_id] = summary
        if not summaries or (shelf.whole and refused):
            reasons = " ".join(each.reason for each in refused) or "No report file was found there."
            raise ReportError(f"{'the store was left as it is' if summaries else 'nothing was read'}. {reasons}")
        _switch(store, Manifest(encoder.name, encoder.dimension, ANALYSER, tuple(known.records.values()), "", ()))
    return BuildSummary(tuple(summaries.values()), tuple(refused))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of documents before a file is read."""

    records: dict[str, SegmentRecord]  # of the new store, by id
    reusable: dict[tuple[str, str], SegmentRecord]  # of the store there is, by hash and name of the file
    ids: dict[str, str]  # of the files given, as far as the store there is has them, by origin: an id is stable

    def same(self, sha256: str, name: str) -> SegmentRecord | None:
        """A record of these bytes: of the new store, or one there was whose id is still free."""
        here = next((each for each in self.records.values() if each.sha256 == sha256), None)
        there = self.reusable.get((sha256, name))
        return here or (there if there and there.document_id not in self.records else None)

    def free_id(self, proposed: str, source: Source) -> str:
        """The id of a document: the one it had, else the one proposed, with digits of its path where that is taken."""
        before = self.ids.get(source.origin)
        if before is not None and (before not in self.records or self.records[before].origin == source.origin):
            return before
        if proposed not in self.records and proposed not in self.ids.values():
            return proposed
        return f"{proposed}-{hashlib.sha256(source.relative.encode()).hexdigest()[:8]}"


def _known(store: Path, encoder: Encoder, shelf: Shelf) -> _Known:
    try:
        manifest = read_any_manifest(store)
    except StoreError:
        return _Known({}, {}, {})
    kept = manifest.segments if shelf.adds else ()
    current = manifest.is_current(encoder.name, ANALYSER)
    whole = [each for each in manifest.segments if current and _is_whole(store, each)]
    given = {source.origin for source in shelf.sources}
    return _Known(
        {each.document_id: each for each in kept},
        {(each.sha256, each.name): each for each in whole},
        {each.origin: each.document_id for each in manifest.segments if each.origin in given},
    )


def _record(
    store: Path, encoder: Encoder, source: Source, known: _Known, report: Report
) -> tuple[SegmentRecord, DocumentSummary]:
    """The segment of a source: one that holds the same bytes already, or a new one."""
    content = source.read()
    sha256 = sha256_of(content)
    same = known.same(sha256, source.name)
    if same is not None:
        return same, summary_of(read_segment(store / same.folder))
    document = _read(source.name, content)
    document = replace(document, id=known.free_id(document.id, source))
    segment = encode_document(document, encoder, report)
    folder = store / "segments" / f"{document.id}-{uuid.uuid4().hex[:8]}"
    write_segment(segment, folder, content)
    original = str(original_path(folder, document).relative_to(store))
    names = (document.id, source.origin, source.name, sha256, original, str(folder.relative_to(store)))
    return SegmentRecord(*names, record_files(store, folder)), summary_of(segment)


def _read(name: str, content: bytes) -> Document:
    try:
        return read_document(name, content)
    except ReportError:
        raise
    except Exception as error:  # a file that no reader foresaw must not stop the others
        raise ReportError(
            f"{name}: could not be read ({type(error).__name__}: {error}). Save it as .docx or .txt and try again."
        ) from error


def _is_whole(store: Path, record: SegmentRecord) -> bool:
    try:
        verify_files(store, record.files)
    except StoreDamagedError:
        return False
    return True


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


def _require_encoder(store: Path, manifest: Manifest, encoder_name: str) -> None:
    if manifest.encoder != encoder_name:
        raise StoreError(
            f'the store at {store} was built with the encoder "{manifest.encoder}", not "{encoder_name}". '
            f"Set WENBAO_ENCODER={manifest.encoder}, or rebuild with: {REBUILD}"
        )
