"""One document in the store: an immutable folder with its metadata in SQLite, its vectors, and the original file."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.encoder import Vectors
from index.figure_rows import FIGURE_SCHEMA, read_figure_rows, write_figures
from index.types import Document, Figure, Metadata, Passage, Period, Role, Section, Term

_DATABASE, _PASSAGE_VECTORS, _SENTENCE_VECTORS = "segment.sqlite", "passages.npy", "sentences.npy"
_SCHEMA = """
CREATE TABLE document (id TEXT, source TEXT, text TEXT, metadata TEXT, warnings TEXT, page_starts TEXT);
CREATE TABLE section (level INTEGER, heading TEXT, start INTEGER, end INTEGER, period TEXT);
CREATE TABLE term (name TEXT, definition TEXT, aliases TEXT, start INTEGER, end INTEGER, rank INTEGER);
CREATE TABLE passage (start INTEGER, end INTEGER, headings TEXT, period TEXT, page INTEGER, words TEXT);
CREATE TABLE sentence (passage INTEGER, start INTEGER, end INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by the position of its passage in the document and its span in the document's text."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """All that the store keeps of one document; row i of a vector array belongs to item i."""

    document: Document
    passages: tuple[Passage, ...]
    words: tuple[tuple[str, ...], ...]  # per passage, from the analyser
    sentences: tuple[Sentence, ...]
    passage_vectors: Vectors
    sentence_vectors: Vectors
    figures: tuple[Figure, ...] = ()


def write_segment(segment: Segment, folder: Path, original: bytes) -> None:
    """Write a segment into a new folder, the original file beside it."""
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / _DATABASE)) as database, database:
        database.executescript(_SCHEMA + FIGURE_SCHEMA)
        _write_rows(database, segment)
        write_figures(database, segment.figures)
    np.save(folder / _PASSAGE_VECTORS, segment.passage_vectors)
    np.save(folder / _SENTENCE_VECTORS, segment.sentence_vectors)
    original_path(folder, segment.document).write_bytes(original)


def read_segment(folder: Path) -> Segment:
    """Read a segment; its vectors are memory-mapped."""
    address = f"file:{(folder / _DATABASE).absolute().as_uri()[7:]}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        document = _read_document(database)
        passages, words = _read_passages(database, document)
        sentences = tuple(Sentence(*row) for row in database.execute("SELECT * FROM sentence ORDER BY rowid"))
        figures = read_figure_rows(database, document.id)
    return Segment(
        document,
        passages,
        words,
        sentences,
        np.load(folder / _PASSAGE_VECTORS, mmap_mode="r"),
        np.load(folder / _SENTENCE_VECTORS, mmap_mode="r"),
        figures,
    )


def original_path(folder: Path, document: Document) -> Path:
    """Where the segment keeps the file that the document was read from."""
    return folder / f"original{Path(document.source).suffix.lower()}"


def _write_rows(database: sqlite3.Connection, segment: Segment) -> None:
    document = segment.document
    database.execute(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(document.id, document.source, document.text, _json(asdict(document.metadata))),
            *(_json(document.warnings), _json(document.page_starts)),
        ),
    )
    database.executemany(
        "INSERT INTO section VALUES (?, ?, ?, ?, ?)",
        [(each.level, each.heading, each.start, each.end, _json(asdict(each.period))) for each in document.sections],
    )
    database.executemany(
        "INSERT INTO term VALUES (?, ?, ?, ?, ?, ?)",
        [(each.name, each.definition, _json(each.aliases), each.start, each.end, each.rank) for each in document.terms],
    )
    database.executemany(
        "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)",
        [
            (each.start, each.end, _json(each.headings), _json(asdict(each.period)), each.page, " ".join(words))
            for each, words in zip(segment.passages, segment.words, strict=True)
        ],
    )
    database.executemany(
        "INSERT INTO sentence VALUES (?, ?, ?)", [(each.passage, each.start, each.end) for each in segment.sentences]
    )


def _read_document(database: sqlite3.Connection) -> Document:
    document_id, source, text, metadata, warnings, page_starts = database.execute("SELECT * FROM document").fetchone()
    sections = [
        Section(level, heading, start, end, _period(period))
        for level, heading, start, end, period in database.execute("SELECT * FROM section ORDER BY rowid")
    ]
    terms = [
        Term(name, definition, tuple(json.loads(aliases)), start, end, rank)
        for name, definition, aliases, start, end, rank in database.execute("SELECT * FROM term ORDER BY rowid")
    ]
    return Document(
        document_id, source, text, Metadata(**json.loads(metadata)), tuple(sections), tuple(terms),
        tuple(json.loads(warnings)), tuple(json.loads(page_starts)),
    )  # fmt: skip


def _read_passages(
    database: sqlite3.Connection, document: Document
) -> tuple[tuple[Passage, ...], tuple[tuple[str, ...], ...]]:
    passages, words = [], []
    for start, end, headings, period, page, analysed in database.execute("SELECT * FROM passage ORDER BY rowid"):
        text = document.text[start:end]
        passages.append(Passage(document.id, start, end, text, tuple(json.loads(headings)), _period(period), page))
        words.append(tuple(analysed.split()))
    return tuple(passages), tuple(words)


def _json(value: Sequence[object] | dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _period(text: str) -> Period:
    fields = json.loads(text)
    return Period(fields["role"] and Role(fields["role"]), fields["first_year"], fields["last_year"])
