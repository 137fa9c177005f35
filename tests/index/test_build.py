import errno
import re
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from index.build import (
    add_to_store,
    build_store,
    bundled_report,
    ensure_store,
    remove_from_store,
)
from index.check import check_store
from index.encoder import Progress, Vectors
from index.errors import (
    ReportError,
    StoreDamagedError,
    StoreError,
    StoreMissingError,
    UnknownDocumentError,
)
from index.manifest import read_manifest
from index.store import open_store
from index.write_lock import write_lock
from tests.fakes import FakeEncoder
from tests.index.conftest import DATA, quiet

TOWN, CITY = DATA / "town.txt", DATA / "city.txt"


class FailingEncoder(FakeEncoder):
    """Raises at the texts of the document with ``at`` in them."""

    def __init__(self, at: str, error: Exception) -> None:
        super().__init__()
        self._at, self._error = at, error

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if any(self._at in text for text in texts):
            raise self._error
        return super().encode_passages(texts, progress)


class SlowEncoder(FakeEncoder):
    """Notes how many builds encode at once."""

    def __init__(self) -> None:
        super().__init__()
        self.most_at_once = 0
        self._now = 0

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        time.sleep(0.2)
        self._now -= 1
        return super().encode_passages(texts, progress)


def report_text(place: str, year: int = 2024, more: str = "") -> str:
    review, plan = f"一、{year - 1}年工作回顾\n新增就业2万人。{more}", f"二、{year}年工作安排\n新增就业1万人。"
    return f"{year}年{place}人民政府工作报告\n{review}\n{plan}"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ids(store: Path) -> list[str]:
    return [document.id for document in open_store(store).documents]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    build_store([TOWN], tmp_path / "store", FakeEncoder(), quiet)
    return tmp_path / "store"


def test_without_paths_the_bundled_report_is_built(tmp_path: Path) -> None:
    summary = build_store((), tmp_path, FakeEncoder(), quiet)
    (document,) = summary.documents
    assert (document.id, document.title, document.terms) == ("jianghan-2024", "2024年江汉区政府工作报告", 35)
    assert (document.sections, document.warnings, summary.refused) == (18, (), ())
    assert check_store(tmp_path) == ()
    assert bundled_report().is_file()


def test_progress_is_reported(tmp_path: Path) -> None:
    lines: list[str] = []
    build_store([TOWN], tmp_path, FakeEncoder(), lines.append)
    assert lines[0] == "[1/1] town.txt"
    assert re.fullmatch(r"Encoding 2025年清河县政府工作报告: \d+ passages, \d+ sentences", lines[1])
    assert re.fullmatch(r"  (\d+) of \1 texts encoded", lines[-1])


def test_the_store_holds_exactly_what_was_built_last(store: Path) -> None:
    build_store([CITY], store, FakeEncoder(), quiet)
    assert ids(store) == ["linjiang-2024"]
    assert len(list((store / "segments").iterdir())) == len(list((store / "lexical").iterdir())) == 1


def test_adding_extends_the_store_and_removing_shrinks_it(store: Path) -> None:
    add_to_store([CITY], store, FakeEncoder(), quiet)
    assert ids(store) == ["qinghe-2025", "linjiang-2024"]
    assert open_store(store).document("linjiang-2024").metadata.date == "2024-01-16"
    remove_from_store("qinghe-2025", store)
    assert ids(store) == ["linjiang-2024"]
    assert {passage.document_id for passage in open_store(store).passages} == {"linjiang-2024"}
    assert check_store(store) == ()


def test_what_cannot_be_removed_is_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownDocumentError, match=r'no document "x" in the store\. List them with: wenbao info'):
        remove_from_store("x", store)
    with pytest.raises(StoreError, match='"qinghe-2025" is the last document of the store'):
        remove_from_store("qinghe-2025", store)
    with pytest.raises(StoreMissingError):
        remove_from_store("x", tmp_path / "none")
    assert not (tmp_path / "none").exists()
    assert ids(store) == ["qinghe-2025"]


def test_adding_to_no_store_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        add_to_store([TOWN], tmp_path / "none", FakeEncoder(), quiet)
    assert not (tmp_path / "none").exists()


def test_adding_with_another_encoder_is_refused_with_the_way_out(store: Path) -> None:
    with pytest.raises(StoreError, match=r'built with the encoder "fake", not "other"\. .*WENBAO_ENCODER=fake'):
        add_to_store([CITY], store, FakeEncoder("other"), quiet)


def test_the_same_bytes_are_one_document(tmp_path: Path) -> None:
    first, second = (write(tmp_path, name, report_text("清河县")) for name in ("a.txt", "deep/b.txt"))
    store = tmp_path / "store"
    build_store([first, second, first], store, FakeEncoder(), quiet)
    assert ids(store) == ["qinghe-2024"]
    add_to_store([second], store, FakeEncoder(), quiet)
    assert ids(store) == ["qinghe-2024"]


def test_the_same_path_with_new_bytes_replaces_its_document_and_keeps_the_id(tmp_path: Path) -> None:
    path, store = write(tmp_path, "a.txt", report_text("清河县")), tmp_path / "store"
    build_store([path], store, FakeEncoder(), quiet)
    write(tmp_path, "a.txt", report_text("江源市"))
    add_to_store([path], store, FakeEncoder(), quiet)
    (document,) = open_store(store).documents
    assert (document.id, document.metadata.place) == ("qinghe-2024", "江源市")
    assert {passage.document_id for passage in open_store(store).passages} == {"qinghe-2024"}


def test_a_taken_id_gets_eight_hex_digits_of_the_path(tmp_path: Path) -> None:
    first = write(tmp_path, "a.txt", report_text("清河县"))
    second = write(tmp_path, "b.txt", report_text("清河市", more="另一份。"))
    build_store([first, second], tmp_path / "store", FakeEncoder(), quiet)
    one, other = ids(tmp_path / "store")
    assert one == "qinghe-2024"
    assert re.fullmatch(r"qinghe-2024-[0-9a-f]{8}", other)
    add_to_store([second], tmp_path / "store", FakeEncoder(), quiet)
    assert ids(tmp_path / "store") == [one, other]


def test_unchanged_files_are_not_encoded_again(store: Path) -> None:
    for run in (build_store, add_to_store):
        encoder = FakeEncoder()
        run([TOWN, CITY], store, encoder, quiet)
        run([TOWN, CITY], store, encoder, quiet)
        assert not any("幸福食堂" in text for text in encoder.encoded)
        assert sum("规上工业增加值增长8.3%" in text for text in encoder.encoded) in (0, 2)  # passage and sentence


def test_another_encoder_encodes_all_anew(store: Path) -> None:
    encoder = FakeEncoder("other")
    build_store([TOWN], store, encoder, quiet)
    assert encoder.encoded
    assert open_store(store).encoder_name == "other"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bad.txt", "Привет".encode("koi8-r")),
        ("bad.docx", b"PK"),
        ("bad.txt", b""),
        ("bad.txt", "！！！。".encode()),
        ("bad.txt", "一、2024年工作回顾".encode()),
    ],
)
def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    summary = build_store([tmp_path / name, TOWN], tmp_path / "store", FakeEncoder(), quiet)
    assert [document.id for document in summary.documents] == ["qinghe-2025"]
    (refused,) = summary.refused
    assert refused.name == name
    assert name in refused.reason
    assert ids(tmp_path / "store") == ["qinghe-2025"]


def test_when_nothing_is_read_the_reasons_are_told_and_the_old_store_stays(store: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    with pytest.raises(ReportError, match=r"nothing was read. bad\.txt holds no text"):
        build_store([tmp_path / "bad.txt"], store, FakeEncoder(), quiet)
    (tmp_path / "nothing").mkdir()
    with pytest.raises(ReportError, match="No report file was found"):
        build_store([tmp_path / "nothing"], store, FakeEncoder(), quiet)
    with pytest.raises(ReportError, match=r"none\.txt: no such file"):
        build_store([tmp_path / "none.txt"], store, FakeEncoder(), quiet)
    assert ids(store) == ["qinghe-2025"]


def test_an_encoder_that_fails_half_way_leaves_the_old_store_whole(store: Path, tmp_path: Path) -> None:
    more = write(tmp_path, "a.txt", report_text("江源市"))
    for run in (build_store, add_to_store):
        with pytest.raises(RuntimeError, match="out of memory"):
            run([more, CITY], store, FailingEncoder("工业强市", RuntimeError("out of memory")), quiet)
        assert check_store(store) == ()
        assert ids(store) == ["qinghe-2025"]
    add_to_store([CITY], store, FakeEncoder(), quiet)
    assert len(list((store / "segments").iterdir())) == 2  # what was begun is swept away


def test_a_full_disk_is_one_sentence_and_damages_nothing(store: Path) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(StoreError, match=f"cannot write the store at {store}: No space left on device. Check the free"):
        add_to_store([CITY], store, FailingEncoder("工业强市", full), quiet)
    assert check_store(store) == ()
    assert ids(store) == ["qinghe-2025"]


def test_a_store_where_a_file_stands_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreError, match="cannot write the store at"):
            build_store([TOWN], path, FakeEncoder(), quiet)


def test_there_is_no_adding_to_or_removing_from_a_damaged_store(store: Path) -> None:
    add_to_store([CITY], store, FakeEncoder(), quiet)
    (store / read_manifest(store).segments[0].folder / "segment.sqlite").write_bytes(b"")
    with pytest.raises(StoreDamagedError, match=r"segment\.sqlite"):
        remove_from_store("linjiang-2024", store)
    with pytest.raises(StoreDamagedError, match=r"segment\.sqlite"):
        add_to_store([bundled_report()], store, FakeEncoder(), quiet)


def test_ensuring_builds_the_bundled_report_where_there_is_no_store(tmp_path: Path) -> None:
    ensure_store(tmp_path / "store", FakeEncoder(), quiet)
    assert ids(tmp_path / "store") == ["jianghan-2024"]


def test_ensuring_does_nothing_to_a_store_that_is_current(store: Path) -> None:
    before, encoder = (store / "manifest.json").read_bytes(), FakeEncoder()
    ensure_store(store, encoder, quiet)
    assert (store / "manifest.json").read_bytes() == before
    assert encoder.encoded == []


def test_a_stale_store_is_rebuilt_from_its_own_originals(tmp_path: Path) -> None:
    path, store = write(tmp_path, "a.txt", report_text("江源市")), tmp_path / "store"
    build_store([path, TOWN], store, FakeEncoder(), quiet)
    documents = open_store(store).documents
    path.unlink()
    lines: list[str] = []
    ensure_store(store, FakeEncoder("other"), lines.append)
    assert "rebuilding" in lines[0]
    assert open_store(store).documents == documents
    assert open_store(store).encoder_name == "other"
    assert check_store(store) == ()


def test_a_stale_store_that_lost_an_original_is_not_rebuilt_without_it(store: Path) -> None:
    (original,) = store.rglob("original.txt")
    original.unlink()
    with pytest.raises(StoreDamagedError, match=r"original\.txt"):
        ensure_store(store, FakeEncoder("other"), quiet)


def test_two_builds_at_once_take_turns_and_lose_nothing(store: Path, tmp_path: Path) -> None:
    encoder = SlowEncoder()
    paths = [CITY, write(tmp_path, "a.txt", report_text("江源市")), write(tmp_path, "b.txt", report_text("云岭县"))]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda path: add_to_store([path], store, encoder, quiet), paths))
    assert encoder.most_at_once == 1
    assert set(ids(store)) == {"qinghe-2025", "linjiang-2024", "jiangyuan-2024", "yunling-2024"}
    assert check_store(store) == ()


def test_a_build_waits_for_the_lock(store: Path) -> None:
    with FileLock(store / ".lock"):
        build = threading.Thread(target=build_store, args=([CITY], store, FakeEncoder(), quiet))
        build.start()
        build.join(0.3)
        assert build.is_alive()
        assert ids(store) == ["qinghe-2025"]
    build.join(10)
    assert ids(store) == ["linjiang-2024"]


def test_a_writer_that_does_not_end_is_one_sentence(store: Path) -> None:
    with (
        FileLock(store / ".lock"),
        pytest.raises(StoreError, match="another process is still writing the store"),
        write_lock(store, wait_seconds=0.1),
    ):
        pass
