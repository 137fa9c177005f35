"""Sheets that people fill in: what is read from them, and that nothing is lost on the way out and back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from evals.load import load_cases, read_cases
from evals.sheets import COLUMNS, write_sheet, write_template
from index.errors import DatasetError
from rag.types import Turn

ROW = {
    "id": "a",
    "type": "followup",
    "question": "那2031年呢？",
    "history": "2030年新增学位多少个？\n新增学位2600个。",
    "answer": "2031年计划新增学位3000个。",
    "key_facts": "3000个|三千个\n2031年",
    "forbidden": "2600个",
    "evidence": "新增学位3000个,新建幼儿园4所",
    "document": "lingang-2031",
    "note": "问了三次",
}


@pytest.mark.parametrize("name", ["cases.csv", "cases.xlsx"])
def test_a_sheet_comes_back_as_the_cases_it_was_written_from(tmp_path: Path, name: str) -> None:
    write_sheet(tmp_path / name, [ROW], (*COLUMNS, "note"))
    (case,) = load_cases([tmp_path / name])
    assert case.history == (Turn("2030年新增学位多少个？", "新增学位2600个。"),)
    assert case.key_facts == ("3000个|三千个", "2031年")
    assert (case.forbidden, case.evidence) == (("2600个",), ("新增学位3000个,新建幼儿园4所",))
    assert (case.document, case.extra) == ("lingang-2031", {"note": "问了三次"})


@pytest.mark.parametrize("name", ["cases.csv", "cases.xlsx"])
def test_a_question_that_looks_like_a_formula_is_text_in_the_sheet(tmp_path: Path, name: str) -> None:
    question = "=HYPERLINK(1)"
    write_sheet(tmp_path / name, [{**ROW, "question": question}])
    assert load_cases([tmp_path / name])[0].question == question
    if name.endswith("csv"):
        assert f",{question}" not in (tmp_path / name).read_text(encoding="utf-8")
    else:
        assert openpyxl.load_workbook(tmp_path / name)["cases"]["C2"].data_type == "s"


@pytest.mark.parametrize("name", ["cases.csv", "cases.xlsx"])
def test_the_template_has_every_column_and_no_case(tmp_path: Path, name: str) -> None:
    write_template(tmp_path / name)
    with pytest.raises(DatasetError, match="no cases in"):
        load_cases([tmp_path / name])


def test_the_template_shows_cases_beside_the_sheet_to_fill_in(tmp_path: Path) -> None:
    write_template(tmp_path / "cases.xlsx")
    book = openpyxl.load_workbook(tmp_path / "cases.xlsx")
    assert [cell.value for cell in book["cases"][1]] == list(COLUMNS)
    book.remove(book["cases"])
    book.save(tmp_path / "example.xlsx")
    assert [case.type for case in load_cases([tmp_path / "example.xlsx"])] == ["fact_number", "followup"]


@pytest.mark.parametrize("write", [write_template, lambda file: write_sheet(file, [ROW])])
@pytest.mark.parametrize("name", ["cases.csv", "cases.xlsx", "cases.XLSX"])
def test_a_sheet_that_is_there_is_never_overwritten(tmp_path: Path, name: str, write: Callable[[Path], None]) -> None:
    (tmp_path / name).write_text("filled in", encoding="utf-8")
    with pytest.raises(DatasetError, match="is there already"):
        write(tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8") == "filled in"


def test_a_template_of_another_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="Give a name that ends in"):
        write_template(tmp_path / "cases.foo")


def test_a_csv_of_a_chinese_excel_is_read(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes("id;type;question\r\nu;unanswerable;地铁几号线？\r\n".encode("gb18030"))
    assert load_cases([file])[0].question == "地铁几号线？"


def test_a_number_in_a_cell_is_its_digits(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("id", "type", "question", "key_facts"), (1, "fact_number", "多少？", 2600.0)):
        book.worksheets[0].append(row)
    book.save(tmp_path / "cases.xlsx")
    (case,) = load_cases([tmp_path / "cases.xlsx"])
    assert (case.id, case.key_facts) == ("1", ("2600",))


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.074, "0.00%", "7.4%"),
        (0.07, "0%", "7%"),
        (1, "0%", "100%"),
        (7.4, '0.0"%"', "7.4%"),
        (7.4, r"0.0\%", "7.4%"),
        (7.4, "General", "7.4"),
        (1234567890123457, "0", "1234567890123457"),
        (0.1 + 0.2, "General", "0.3"),
        (1680, "#,##0", "1680"),
        (datetime(2024, 1, 5), 'yyyy"年"m"月"d"日"', "2024年1月5日"),
        (datetime(2024, 1, 5), 'm"月"d"日"', "1月5日"),
        (datetime(2024, 1, 1), 'yyyy"年"m"月"', "2024年1月"),
        (datetime(2024, 1, 1), '[Red]yyyy"年 (day)"', "2024年"),
        (True, "General", "True"),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(tmp_path: Path, value: object, number_format: str, shown: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("id", "type", "question", "key_facts"), ("a", "fact_number", "多少？", value)):
        sheet.append(row)
    sheet["D2"].number_format = number_format
    book.save(tmp_path / "cases.xlsx")
    assert load_cases([tmp_path / "cases.xlsx"])[0].key_facts == (shown,)


def test_what_a_person_types_into_a_template_is_text(tmp_path: Path) -> None:
    write_template(tmp_path / "cases.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "cases.xlsx")["cases"]
    assert {sheet.column_dimensions[letter].number_format for letter in "ABCDEFGHIJ"} == {"@"}


def test_a_folder_has_its_files_whatever_the_case_of_their_names(tmp_path: Path) -> None:
    write_sheet(tmp_path / "one.CSV", [ROW])
    (tmp_path / "two.JSONL").write_text('{"id": "c", "type": "unanswerable", "question": "?"}', encoding="utf-8")
    assert {case.id for case in load_cases([tmp_path])} == {"a", "c"}


def test_a_public_set_in_a_folder_is_named_and_the_record_of_a_run_is_not(tmp_path: Path) -> None:
    write_sheet(tmp_path / "one.csv", [ROW])
    (tmp_path / "set.json").write_text('{"data": []}', encoding="utf-8")
    (tmp_path / "run.json").write_text('{"results": []}', encoding="utf-8")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    assert [problem.split(":")[0] for problem in read_cases([tmp_path]).problems] == [str(tmp_path / "set.json")]


def test_a_bad_row_is_named_by_its_line_and_costs_only_itself(tmp_path: Path) -> None:
    good = {"id": "u", "type": "unanswerable", "question": "两行的\n问题？"}
    bad = {"id": "b", "type": "fact_numbr", "question": "多少？"}
    write_sheet(tmp_path / "cases.csv", [good, bad, {**good, "id": "v", "question": "又问？"}])
    loaded = read_cases([tmp_path / "cases.csv"])
    assert [case.id for case in loaded.cases] == ["u", "v"]
    (problem,) = loaded.problems
    assert problem.startswith(f'{tmp_path / "cases.csv"} line 4: type "fact_numbr" is unknown')


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cases.xlsx", b"no sheet", "line 1: no XLSX sheet"),
        ("cases.csv", b"id,question\na,b\n", 'line 1: no column "type"'),
        ("cases.csv", b"", 'line 1: no column "id"'),
        ("cases.csv", b"id,type,question\n\xff\xff\xff", "line 1: neither UTF-8 nor GB 18030"),
        ("cases.docx", b"", "is no data set"),
    ],
)
def test_a_file_that_is_no_sheet_of_cases_is_told(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DatasetError, match=said):
        load_cases([tmp_path / name])


def test_a_folder_is_its_files_of_every_kind_but_not_the_lock_of_an_open_sheet(tmp_path: Path) -> None:
    write_sheet(tmp_path / "one.csv", [ROW])
    write_sheet(tmp_path / "two.xlsx", [{**ROW, "id": "b"}])
    (tmp_path / "~$two.xlsx").write_bytes(b"lock")
    (tmp_path / "three.jsonl").write_text('{"id": "c", "type": "unanswerable", "question": "?"}', encoding="utf-8")
    assert {case.id for case in load_cases([tmp_path])} == {"a", "b", "c"}
