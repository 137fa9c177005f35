"""A report whose path means nothing, an upload: which document it replaces, and which it never does."""

from pathlib import Path

import pytest

from index.build import build_store, put_into_store, rebuild_store
from index.check import check_store
from index.errors import StoreError, UnknownDocumentError
from tests.fakes import FakeEncoder
from tests.index.conftest import quiet
from tests.index.test_build import ids, report_text, write


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two reports from files of one name, and one of another."""
    for folder, place in (("a", "甲州市"), ("b", "乙州市")):
        write(tmp_path / folder, "report.txt", report_text(place))
    write(tmp_path / "c", "other.txt", report_text("丙州市"))
    build_store([tmp_path / name for name in "abc"], tmp_path / "store", FakeEncoder(), quiet)
    return tmp_path / "store"


def put(store: Path, name: str, text: str, replaces: str | None = None) -> str:
    """Upload from a folder of its own, which is gone afterwards; the id of the document."""
    folder = store.parent / "upload"
    file = write(folder, name, text)
    summary = put_into_store(file, store, FakeEncoder(), quiet, replaces=replaces)
    file.unlink()
    assert check_store(store) == ()
    return summary.documents[0].id


def test_the_document_of_a_file_of_this_name_is_replaced_wherever_it_came_from(store: Path) -> None:
    before = ids(store)
    assert put(store, "other.txt", report_text("丙州市", more="新建公园9个。")) == "bingzhou-2024"
    assert put(store, "other.txt", report_text("丙州市", more="新建公园8个。")) == "bingzhou-2024"
    assert sorted(ids(store)) == sorted(before)


def test_where_several_have_the_name_the_one_to_replace_must_be_chosen(store: Path) -> None:
    with pytest.raises(StoreError, match="2 documents come from a file"):
        put(store, "report.txt", report_text("甲州市", more="新建公园9个。"))
    chosen = ids(store)[1]
    assert put(store, "report.txt", report_text("乙州市", more="新建公园9个。"), chosen) == chosen
    assert len(ids(store)) == 3


def test_an_unknown_document_is_not_replaced(store: Path) -> None:
    with pytest.raises(UnknownDocumentError, match="nope"):
        put(store, "new.txt", report_text("丁州市"), "nope")
    assert len(ids(store)) == 3


def test_a_new_name_never_takes_another_document_s_place(store: Path) -> None:
    first = put(store, "one.txt", report_text("丙州市", more="新建公园1个。"))
    second = put(store, "two.txt", report_text("丙州市", more="新建公园2个。"))
    assert len({first, second, *ids(store)}) == len(ids(store)) == 5
    rebuild_store(store, FakeEncoder("another"), quiet)
    assert {first, second} <= set(ids(store))
