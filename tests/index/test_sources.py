"""Which files are given, and what is told of those that are not read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build_store
from index.errors import ReportError
from index.readers import formats
from index.sources import find_sources, printable
from tests.fakes import FakeEncoder
from tests.index.conftest import quiet

REPORT = "一、2030年工作回顾\n新增学位2600个。\n二、2031年工作安排\n新增学位3000个。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "reports"
    (inside / "below").mkdir(parents=True)
    (inside / "a.TXT").write_text(REPORT, encoding="utf-8")
    (inside / "below" / "b.md").write_text(REPORT + "好。", encoding="utf-8")
    return inside


def test_the_reports_of_a_folder_in_the_order_of_their_names_and_files_as_given(folder: Path) -> None:
    (folder / ".hidden.txt").write_text(REPORT, encoding="utf-8")
    (folder / "d.xyz").write_text("x", encoding="utf-8")
    sources, refused = find_sources([folder, folder / "d.xyz"])
    assert [source.relative for source in sources] == ["a.TXT", "below/b.md", "d.xyz"]
    assert [each.name for each in refused] == ["d.xyz"]
    assert "d.xyz: skipped, .xyz is not read" in refused[0].reason


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(REPORT, encoding="utf-8")
    (folder / "file.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "within.txt").symlink_to(folder / "a.TXT")
    sources, refused = find_sources([folder])
    assert [source.name for source in sources] == ["a.TXT", "b.md", "within.txt"]
    assert [each.name for each in refused] == ["file.txt", "folder"]
    assert all("leads out of the folder" in each.reason for each in refused)


def _make_huge(path: Path) -> None:
    path.touch()
    os.truncate(path, formats.LARGEST_BYTES + 1)  # takes no room on the disk


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "no such file. Check the path."),
        (os.mkfifo, "no regular file. Give a report file or a folder."),
        (lambda path: path.symlink_to("nowhere"), "a link that leads nowhere"),
        (_make_huge, "Give one report a file."),
    ],
)
def test_what_is_no_report_file_is_told_before_it_is_read(
    tmp_path: Path, make: Callable[[Path], object], told: str
) -> None:
    path = tmp_path / "x.txt"
    make(path)
    (source,), _ = find_sources([path])
    with pytest.raises(ReportError, match=told):
        source.read()


def test_a_name_of_any_characters_is_shown_in_one_line_and_its_report_read(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\n\x1b[31m\xff.txt")).write_text(REPORT, encoding="utf-8")
    (tmp_path / "bad\n.doc").write_text("x", encoding="utf-8")
    summary = build_store([tmp_path], tmp_path / "store", FakeEncoder(), quiet)
    assert [each.id for each in summary.documents] == ["a-n-x1b-31m-udcff"]
    assert summary.refused[0].reason.startswith("bad\\n.doc: skipped, .doc is not read. Open the report in Word")
    assert printable("好 a\u202e") == "好 a\\u202e"


def test_a_file_that_no_reader_foresaw_does_not_stop_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(name: str, content: bytes) -> formats.Extract:
        raise IndexError("out of range")

    monkeypatch.setitem(formats._READERS, ".md", failing)
    summary = build_store([folder], folder.parent / "store", FakeEncoder(), quiet)
    assert len(summary.documents) == 1
    (refused,) = summary.refused
    assert (
        refused.reason == "b.md: could not be read (IndexError: out of range). Save it as .docx or .txt and try again."
    )
