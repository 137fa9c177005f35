"""Stores of other versions: their reports are read anew from the copies that the store keeps, and no id changes."""

import hashlib
import json
from pathlib import Path

import pytest

from index.build import build_store, ensure_store, rebuild_store
from index.check import check_store
from index.errors import ReportError, StoreError
from index.manifest import FORMAT, READING
from index.store import open_store
from tests.fakes import FakeEncoder
from tests.index.conftest import quiet

SAME_TITLE = "清河县政府工作报告\n一、2030年工作回顾\n新增学位{}个。\n二、2031年工作安排\n新增学位3000个。"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Two reports whose ids collide; the files they were read from are gone."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, places in (("a.txt", 2600), ("b.txt", 2700)):
        (folder / name).write_text(SAME_TITLE.format(places), encoding="utf-8")
    build_store([folder], tmp_path / "store", FakeEncoder(), quiet)
    for path in folder.iterdir():
        path.unlink()
    return tmp_path / "store"


def ids(store: Path) -> list[str]:
    return [document.id for document in open_store(store).documents]


def of_another_version(store: Path, **changed: int) -> None:
    """Give the manifest these values, vouched for as its own version did."""
    path = store / "manifest.json"
    fields = {**json.loads(path.read_text(encoding="utf-8")), **changed}
    if fields["format"] < 3:
        for segment in fields["segments"]:
            del segment["name"], segment["original"]
        del fields["reading"]
    fields.pop("sha256")
    written = json.dumps(fields, sort_keys=True).encode()
    fields["sha256"] = hashlib.sha256(written).hexdigest()
    path.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("changed", [{"format": 1}, {"format": 2}, {"format": FORMAT + 1}, {"reading": READING - 1}])
def test_a_store_of_another_version_is_rebuilt_without_loss(shelf: Path, changed: dict[str, int]) -> None:
    before = ids(shelf)
    of_another_version(shelf, **changed)
    lines: list[str] = []
    encoder = FakeEncoder()
    ensure_store(shelf, encoder, lines.append)
    assert "rebuilding" in lines[0]
    assert ids(shelf) == before
    assert any("2700" in text for text in encoder.encoded)
    assert check_store(shelf) == ()


def test_the_way_out_of_another_format_keeps_the_shelf(shelf: Path) -> None:
    before = ids(shelf)
    of_another_version(shelf, format=2)
    with pytest.raises(StoreError, match="wenbao build --again"):
        open_store(shelf)
    rebuild_store(shelf, FakeEncoder(), quiet)
    assert ids(shelf) == before


def test_ids_stay_when_the_same_files_are_built_in_another_order(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, places in zip(paths, (2600, 2700), strict=True):
        path.write_text(SAME_TITLE.format(places), encoding="utf-8")
    store = tmp_path / "store"
    build_store(paths, store, FakeEncoder(), quiet)
    first, second = ids(store)
    paths[0].write_text(SAME_TITLE.format(2650), encoding="utf-8")
    build_store(list(reversed(paths)), store, FakeEncoder(), quiet)
    assert ids(store) == [second, first]
    assert "2650" in open_store(store).document(first).text


def test_a_report_that_is_not_read_any_more_leaves_the_store_as_it_is(shelf: Path) -> None:
    before = (shelf / "manifest.json").read_bytes()
    copy = sorted(shelf.rglob("original.txt"))[0]
    copy.write_bytes(b"")
    fields = json.loads(before)
    for segment in fields["segments"]:
        if segment["original"] == str(copy.relative_to(shelf)):
            segment["sha256"] = hashlib.sha256(b"").hexdigest()
    (shelf / "manifest.json").write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    of_another_version(shelf, reading=READING - 1)
    kept = (shelf / "manifest.json").read_bytes()
    with pytest.raises(ReportError, match=r"the store was left as it is\. a\.txt holds no text"):
        ensure_store(shelf, FakeEncoder(), quiet)
    assert (shelf / "manifest.json").read_bytes() == kept
