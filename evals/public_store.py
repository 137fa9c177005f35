"""A store of a public set's paragraphs: one document, as a report's are, and none of a report's repairs.

Were each paragraph a document of its own, a place that it names would select it, and every answer would open with its
name. Read as a report, a paragraph without a full stop would be joined with the next one, and the set get a year.
"""

import hashlib
import re
import uuid
from collections.abc import Callable
from pathlib import Path

from evals.public_set import PublicSet
from index.encode import encode_document
from index.encoder import Encoder
from index.manifest import Manifest, SegmentRecord, record_files, write_manifest
from index.passage_index import write_lexical
from index.segment import original_path, write_segment
from index.store import store_is_current
from index.types import Document, Metadata, Period, Section
from index.words import ANALYSER
from index.write_lock import write_lock


def public_store(public: PublicSet, folder: Path, encoder: Encoder, report: Callable[[str], None]) -> Path:
    """A store of the set's paragraphs below ``folder``: the one of an earlier run if it is of the same paragraphs."""
    document = public_document(public)
    named = hashlib.sha256(f"{encoder.name}\n{document.text}".encode()).hexdigest()[:16]
    store = folder / f"{document.id}-{named}"
    if not store_is_current(store, encoder.name):
        _write(store, document, encoder, report)
    return store


def public_document(public: PublicSet) -> Document:
    """The paragraphs as the lines of one document without outline, year and place."""
    text = "\n".join(public.paragraphs)
    name = "-".join(re.findall(r"[a-z0-9]+", public.name.lower())) or "set"
    whole = Section(0, "", 0, len(text), Period())
    return Document(name, f"{public.name}.txt", text, Metadata(title=public.name), (whole,), ())


def _write(store: Path, document: Document, encoder: Encoder, report: Callable[[str], None]) -> None:
    with write_lock(store):
        segment = encode_document(document, encoder, report)
        content = document.text.encode()
        folder, words = (store / kind / uuid.uuid4().hex[:8] for kind in ("segments", "lexical"))
        write_segment(segment, folder, content)
        words.parent.mkdir(exist_ok=True)
        write_lexical(segment.words, words)
        original = str(original_path(folder, document).relative_to(store))
        names = (document.id, document.source, document.source, hashlib.sha256(content).hexdigest(), original)
        record = SegmentRecord(*names, str(folder.relative_to(store)), record_files(store, folder))
        lexical = (str(words.relative_to(store)), record_files(store, words))
        write_manifest(store, Manifest(encoder.name, encoder.dimension, ANALYSER, (record,), *lexical))
