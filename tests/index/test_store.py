import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_store, ensure_store
from index.check import check_store
from index.errors import StoreDamagedError, StoreError, StoreMissingError, UnknownDocumentError
from index.manifest import FORMAT, read_manifest, write_manifest
from index.segment import original_path
from index.store import open_store, store_is_current
from index.types import NO_LIMIT, Document
from index.words import ANALYSER, words_of
from tests.fakes import FakeEncoder
from tests.index.conftest import DATA, quiet

FILES = (
    "manifest.json",
    "segment.sqlite",
    "passages.npy",
    "sentences.npy",
    "original.txt",
    "data.csc.index.npy",
    "indices.csc.index.npy",
    "indptr.csc.index.npy",
    "params.index.json",
    "vocab.index.json",
)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def alter(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


def file_called(store: Path, name: str) -> Path:
    (path,) = store.rglob(name)
    return path


def rewrite_manifest(store: Path, **fields: object) -> None:
    path = store / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | fields), encoding="utf-8")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    build_store([DATA / "town.txt"], tmp_path / "store", FakeEncoder(), quiet)
    return tmp_path / "store"


def test_what_was_built_is_opened_again(store: Path, town: Document) -> None:
    opened = open_store(store)
    assert opened.documents == (town,)
    assert opened.document("qinghe-2025") == town
    assert (opened.path, opened.encoder_name) == (store, "fake")
    assert len(opened.sentences) == len(opened.passages) > 10
    for passage, sentences in zip(opened.passages, opened.sentences, strict=True):
        assert town.text[passage.start : passage.end] == passage.text
        assert sentences.vectors.shape == (len(sentences.spans), 16)
        assert all(passage.start <= start < end <= passage.end for start, end in sentences.spans)
    assert check_store(store) == ()


def test_every_vector_belongs_to_its_text(store: Path, town: Document) -> None:
    encoder, opened = FakeEncoder(), open_store(store)
    for sentences in opened.sentences:
        for (start, end), vector in zip(sentences.spans, sentences.vectors, strict=True):
            assert vector == pytest.approx(encoder.encode_query(town.text[start:end]))


def test_an_unknown_document_is_told(store: Path) -> None:
    with pytest.raises(UnknownDocumentError, match=r'no document "x" in the store\. List them with: wenbao info'):
        open_store(store).document("x")


def test_a_missing_store_says_how_to_build_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "none", tmp_path, tmp_path / "file"):
        for read in (open_store, check_store):
            with pytest.raises(StoreMissingError) as raised:
                read(path)
            assert str(raised.value) == f"no store at {path}. Build one with: wenbao build"


def test_the_damage_below_reaches_every_file_of_a_store(store: Path) -> None:
    present = {path.name for path in store.rglob("*") if path.is_file()}
    assert present - {".lock"} == set(FILES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", [truncate, alter, empty, remove])
def test_a_damaged_file_is_named_when_the_store_is_opened_and_checked(
    store: Path, name: str, damage: Callable[[Path], None]
) -> None:
    path = file_called(store, name)
    damage(path)
    if name == "manifest.json":
        expected = StoreMissingError if damage is remove else StoreDamagedError
        for read in (open_store, check_store):
            with pytest.raises(expected, match=r"manifest\.json|no store at"):
                read(store)
        return
    with pytest.raises(StoreDamagedError, match=name):
        open_store(store)
    (problem,) = check_store(store)
    assert str(path) in problem
    assert "wenbao build" in problem


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", [truncate, remove])
def test_building_again_mends_every_damage(store: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(file_called(store, name))
    build_store([DATA / "town.txt"], store, FakeEncoder(), quiet)
    assert check_store(store) == ()
    assert len(open_store(store).documents) == 1


def test_every_altered_byte_of_the_manifest_is_noticed(store: Path) -> None:
    path = store / "manifest.json"
    whole = path.read_bytes()
    for position in range(0, len(whole), 7):
        if whole[position : position + 1].isspace():
            continue
        altered = bytearray(whole)
        altered[position] ^= 1
        path.write_bytes(altered)
        with pytest.raises(StoreError):
            open_store(store)


@pytest.mark.parametrize("content", ["[]", "null", "3", '{"format": 1}', '{"format": 1, "segments": 3}', "{", "\ufffe"])
def test_a_manifest_that_is_none_is_an_error_and_no_crash(store: Path, content: str) -> None:
    (store / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError):
        open_store(store)


def test_a_store_of_another_format_says_both_formats(store: Path) -> None:
    rewrite_manifest(store, format=FORMAT + 1)
    with pytest.raises(StoreError, match=f"has format {FORMAT + 1}, not {FORMAT}. Rebuild it with: wenbao build"):
        open_store(store)
    assert not store_is_current(store, "fake")


def with_analyser(store: Path, analyser: str) -> None:
    write_manifest(store, replace(read_manifest(store), analyser=analyser))


def test_a_store_of_another_analyser_is_not_opened_but_rebuilt(store: Path) -> None:
    with_analyser(store, "other-words")
    with pytest.raises(StoreError, match=re.escape(f'"other-words", not "{ANALYSER}"')):
        open_store(store)
    assert not store_is_current(store, "fake")
    ensure_store(store, FakeEncoder(), quiet)
    assert open_store(store).documents


def test_a_store_of_another_encoder_is_not_current(store: Path) -> None:
    assert store_is_current(store, "fake")
    assert not store_is_current(store, "other")
    assert not store_is_current(store.parent, "fake")


def test_the_original_file_is_kept_byte_for_byte(store: Path, town: Document) -> None:
    (record,) = read_manifest(store).segments
    assert original_path(store / record.folder, town).read_bytes() == (DATA / "town.txt").read_bytes()


def test_a_store_can_stand_in_a_folder_with_any_name(tmp_path: Path) -> None:
    path = tmp_path / "报告 #1?100%"
    build_store([DATA / "town.txt"], path, FakeEncoder(), quiet)
    assert open_store(path).documents


def test_an_open_store_answers_many_threads_alike(store: Path) -> None:
    opened, vector, words = open_store(store), FakeEncoder().encode_query("食堂"), words_of("幸福食堂")
    alone = opened.index.search(vector, words, NO_LIMIT, 5)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: opened.index.search(vector, words, NO_LIMIT, 5), range(64)))
    assert all(each == alone for each in found)


def test_an_open_store_stays_as_it_is_while_another_is_built_in_its_place(store: Path) -> None:
    opened = open_store(store)
    before = opened.sentences[1].vectors.copy()
    build_store([DATA / "city.txt"], store, FakeEncoder(), quiet)
    assert (opened.sentences[1].vectors == before).all()
    assert opened.index.search(FakeEncoder().encode_query("食堂"), words_of("食堂"), NO_LIMIT, 3)
    assert [document.id for document in open_store(store).documents] == ["linjiang-2024"]
