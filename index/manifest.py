"""The manifest: what a store holds, by which encoder and analyser, every file's hash. One rename switches it."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.errors import StoreDamagedError, StoreError, StoreMissingError

# Raised when the files of a store change in layout or meaning. Whatever it becomes, ``segments`` stays a list of rows
# with ``document_id``, ``origin``, ``name``, ``sha256`` and ``original``: any version then rebuilds any other's shelf.
FORMAT = 3
# Raised when the reading steps give another text, outline, glossary or figures for the same file.
READING = 2
_NAME = "manifest.json"
REBUILD = "wenbao build --again"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file below the store's folder, as it was when written."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """One document's immutable folder. ``origin`` is where the file called ``name`` came from.

    ``original`` is the store's copy of it, ``sha256`` of its bytes; both paths are below the store's folder.
    """

    document_id: str
    origin: str
    name: str
    sha256: str
    original: str
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
    reading: int = READING
    format: int = field(default=FORMAT)

    def is_current(self, encoder: str, analyser: str) -> bool:
        """Whether this version can use the store as it is with this encoder and analyser."""
        return (self.format, self.reading, self.encoder, self.analyser) == (FORMAT, READING, encoder, analyser)


def read_manifest(store: Path) -> Manifest:
    """Read the manifest. Raises StoreMissingError, StoreDamagedError, or StoreError for another format."""
    loaded = _load(store)
    if loaded.get("format") != FORMAT:
        raise StoreError(
            f"the store at {store} has format {loaded.get('format')}, not {FORMAT}. Rebuild it with: {REBUILD}"
        )
    return _parse_checked(store, loaded)


def read_any_manifest(store: Path) -> Manifest:
    """Read the manifest of a store of any format, as far as its documents go: all that a rebuild needs.

    Raises StoreMissingError or StoreDamagedError.
    """
    loaded = _load(store)
    if loaded.get("format") == FORMAT:
        return _parse_checked(store, loaded)
    try:
        segments = tuple(_parse_segment(each) for each in _rows(loaded["segments"]))
    except (LookupError, TypeError, ValueError):
        raise damaged_manifest(store) from None
    named = {name: str(loaded.get(name, "")) for name in ("encoder", "analyser")}
    return Manifest(**named, dimension=0, segments=segments, lexical="", lexical_files=(), reading=0, format=0)


def write_manifest(store: Path, manifest: Manifest) -> None:
    """Switch the store to ``manifest`` in one step: a reader sees the old one or this one, never a part."""
    new = store / f"{_NAME}.new"
    with new.open("w", encoding="utf-8") as file:
        fields = asdict(manifest)
        json.dump({**fields, "sha256": _own_sha256(fields)}, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(store / _NAME)
    sync(store)


def sync(path: Path) -> None:
    """Have the disk take what was written to a file, or the names in a folder: a switch outlives a power cut."""
    if path.is_dir() and os.name == "nt":
        return  # Windows syncs no folders
    opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def record_files(store: Path, folder: Path) -> tuple[FileRecord, ...]:
    """Size and hash of every file in ``folder``, once the disk has them."""
    for path in (*folder.iterdir(), folder, folder.parent):
        sync(path)
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
    return StoreDamagedError(
        f"the store's file {path} is missing or altered. Rebuild the store from the reports that it keeps: {REBUILD}"
    )


def damaged_manifest(store: Path) -> StoreDamagedError:
    """The error for a manifest that vouches for nothing any more, so that a rebuild has nothing to go by."""
    return StoreDamagedError(
        f"the store's file {store / _NAME} is missing or altered. Build the store anew from your report files: "
        f"wenbao build PATH… (its copies of them are {store / 'segments' / '*' / 'original.*'}; keep them until then)"
    )


def is_intact(store: Path, record: FileRecord) -> bool:
    """Whether a file has the size that it was written with: what can be told of a large store in no time."""
    path = store / record.path
    return path.is_file() and path.stat().st_size == record.size


def _load(store: Path) -> dict[str, object]:
    try:
        loaded = json.loads((store / _NAME).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissingError(f"no store at {store}. Build one with: wenbao build") from None
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise damaged_manifest(store) from None
    if not isinstance(loaded, dict):
        raise damaged_manifest(store)
    return loaded


def _parse_checked(store: Path, loaded: dict[str, object]) -> Manifest:
    if loaded.pop("sha256", None) != _own_sha256(loaded):
        raise damaged_manifest(store)
    try:
        return _parse(loaded)
    except (LookupError, TypeError, ValueError):
        raise damaged_manifest(store) from None


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
        reading=int(str(loaded["reading"])),
    )


def _parse_segment(row: dict[str, object]) -> SegmentRecord:
    """A row of any format. Formats 1 and 2 named neither the file nor its copy, which was called ``original.*``."""
    document_id, origin, sha256 = (str(row[name]) for name in ("document_id", "origin", "sha256"))
    files = _parse_files(row.get("files", []))
    copies = [each.path for each in files if Path(each.path).name.startswith("original")]
    original = str(row.get("original") or copies[0])
    name = str(row.get("name") or Path(origin).name)
    return SegmentRecord(document_id, origin, name, sha256, original, str(row.get("folder", "")), files)


def _parse_files(rows: object) -> tuple[FileRecord, ...]:
    return tuple(FileRecord(str(row["path"]), int(str(row["size"])), str(row["sha256"])) for row in _rows(rows))


def _rows(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise TypeError("not a list of objects")
    return value
