"""The manifest: what a store holds, by which encoder and analyser, every file's hash. One rename switches it."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.errors import StoreDamagedError, StoreError, StoreMissingError

# Raised when the files of a store, or what the reading steps write into them, change in meaning.
FORMAT = 2
_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file below the store's folder, as it was when written."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """One document's immutable folder. ``origin`` is where the file came from, ``sha256`` is of its bytes."""

    document_id: str
    origin: str
    sha256: str
    folder: str
    files: tuple[FileRecord, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything needed to decide whether a store can be opened as it is."""

    encoder: str
    dimension: int
    analyser: str
    segments: tuple[SegmentRecord, ...]
    lexical: str
    lexical_files: tuple[FileRecord, ...]
    format: int = field(default=FORMAT)


def read_manifest(store: Path) -> Manifest:
    """Read the manifest. Raises StoreMissingError, StoreDamagedError, or StoreError for another format."""
    path = store / _NAME
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissingError(f"no store at {store}. Build one with: wenbao build") from None
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise damaged(path) from None
    if not isinstance(loaded, dict) or loaded.get("format") != FORMAT:
        found = loaded.get("format") if isinstance(loaded, dict) else None
        raise StoreError(f"the store at {store} has format {found}, not {FORMAT}. Rebuild it with: wenbao build")
    if loaded.pop("sha256", None) != _own_sha256(loaded):
        raise damaged(path)
    try:
        return _parse(loaded)
    except (KeyError, TypeError, ValueError):
        raise damaged(path) from None


def write_manifest(store: Path, manifest: Manifest) -> None:
    """Switch the store to ``manifest`` in one step: a reader sees the old one or this one, never a part."""
    new = store / f"{_NAME}.new"
    with new.open("w", encoding="utf-8") as file:
        fields = asdict(manifest)
        json.dump({**fields, "sha256": _own_sha256(fields)}, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(store / _NAME)


def record_files(store: Path, folder: Path) -> tuple[FileRecord, ...]:
    """Size and hash of every file in ``folder``."""
    return tuple(
        FileRecord(str(path.relative_to(store)), path.stat().st_size, file_sha256(path))
        for path in sorted(folder.iterdir())
    )


def verify_files(store: Path, files: tuple[FileRecord, ...]) -> None:
    """Raise StoreDamagedError at the first file that is missing, truncated or altered."""
    for record in files:
        path = store / record.path
        if not path.is_file() or path.stat().st_size != record.size or file_sha256(path) != record.sha256:
            raise damaged(path)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def damaged(path: Path) -> StoreDamagedError:
    """The error for a file of the store that is not what was written."""
    return StoreDamagedError(f"the store's file {path} is missing or altered. Rebuild the store with: wenbao build")


def _own_sha256(fields: dict[str, object]) -> str:
    """The manifest vouches for every other file, so it carries the hash of its own fields."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _parse(loaded: dict[str, object]) -> Manifest:
    segments = [_parse_segment(each) for each in _rows(loaded["segments"])]
    return Manifest(
        encoder=str(loaded["encoder"]),
        dimension=int(str(loaded["dimension"])),
        analyser=str(loaded["analyser"]),
        segments=tuple(segments),
        lexical=str(loaded["lexical"]),
        lexical_files=_parse_files(loaded["lexical_files"]),
    )


def _parse_segment(row: dict[str, object]) -> SegmentRecord:
    names = ("document_id", "origin", "sha256", "folder")
    document_id, origin, sha256, folder = (str(row[name]) for name in names)
    return SegmentRecord(document_id, origin, sha256, folder, _parse_files(row["files"]))


def _parse_files(rows: object) -> tuple[FileRecord, ...]:
    return tuple(FileRecord(str(row["path"]), int(str(row["size"])), str(row["sha256"])) for row in _rows(rows))


def _rows(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise TypeError("not a list of objects")
    return value
