from pathlib import Path

import pytest

from evals.reading import measure, table

_REPORTS = Path(__file__).parents[3] / "shared" / "data" / "reports"
_BODY = "全县建成道路三十公里，新增学位一千二百个，群众满意度持续提升，各项事业取得新的进步。"


def written(folder: Path, text: str) -> Path:
    path = folder / "清河县2024年政府工作报告.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_report_read_right_misses_and_invents_nothing(tmp_path: Path) -> None:
    text = f"一、2023年工作回顾\n（一）修路。{_BODY}\n二、2024年工作安排\n（一）建桥。{_BODY}"
    reading = measure(written(tmp_path, text))
    assert (reading.found, reading.missed, reading.invented) == (4, (), ())
    assert (reading.periods_right, reading.periods_stated) == (2, 2)
    assert reading.kept > 0.95  # the full stop behind a heading is neither in it nor in the passage


def test_what_the_reader_drops_shows_in_the_share_that_is_kept(tmp_path: Path) -> None:
    footers = "\n".join(f"- {page} -" for page in range(10, 40))
    assert measure(written(tmp_path, f"一、2023年工作回顾\n{_BODY}\n{footers}")).kept < 0.5


def test_the_table_opens_with_the_worst_file(tmp_path: Path) -> None:
    good = measure(written(tmp_path, f"一、2023年工作回顾\n{_BODY}"))
    glossary = "名词解释\n1.甲方案：指一件事。\n一、乙方案：指另一件事。"  # numbered alike, but an entry
    other = tmp_path / "other.txt"
    other.write_text(glossary, encoding="utf-8")
    lines = table((good, measure(other))).split("\n")
    assert lines[0].startswith("other.txt  headings 0 missed 1")
    assert lines[-1].startswith("2 files: heading precision 1.0000 recall 0.5000")


@pytest.mark.skipif(not _REPORTS.is_dir(), reason="the folder of other reports is not beside this checkout")
def test_the_reports_beside_the_project_are_read_right() -> None:
    readings = [measure(path) for path in sorted(_REPORTS.iterdir()) if path.suffix in (".docx", ".txt")]
    found = sum(each.found for each in readings)
    assert sum(len(each.missed) + len(each.invented) for each in readings) <= 0.02 * found
    assert sum(each.periods_right for each in readings) >= 0.98 * sum(each.periods_stated for each in readings) > 0
    assert sorted(each.kept for each in readings)[len(readings) // 20] >= 0.995  # page footers are no part of a body
