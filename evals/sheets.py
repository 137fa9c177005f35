"""Cases as sheets, CSV and XLSX, for people who complete them by hand: reading, writing, and an empty template.

A column a field; a list is a line of the cell for each item; a conversation is a line for each question and each answer
in turn. Columns of other names are kept with the case.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from evals.dataset import LONGEST_ANSWER, BadCaseError
from index.errors import DatasetError

CSV, XLSX = ".csv", ".xlsx"
COLUMNS = ("id", "type", "question", "history", "answer", "key_facts", "forbidden", "evidence", "document", "term")
_NEEDED = ("id", "type", "question")
_LISTS = ("history", "key_facts", "forbidden", "evidence")
_SHEET = "cases"
_ROWS_TO_CHOOSE_TYPES_IN = 1_000
_WIDTHS = {"question": 44, "answer": 44, "evidence": 60, "key_facts": 30, "history": 30}
_TEXT = "@"  # the format of a cell whose content is taken as it is typed
_EXAMPLE_SHEET = "example"
_EXAMPLES = (
    {
        "id": "example-1",
        "type": "fact_number",
        "question": "2023年新增就业多少人？",
        "answer": "2023年新增就业2万人。",
        "key_facts": "2万人|20000人",
        "forbidden": "1.8万人",
        "evidence": "新增就业2万人",
    },
    {
        "id": "example-2",
        "type": "followup",
        "question": "那下一年打算新增多少？",
        "history": "2023年新增就业多少人？\n2万人。",
        "key_facts": "1.8万人",
        "evidence": "新增就业1.8万人",
        "document": "jianghan-2024",
    },
)
# What a spreadsheet takes for a formula; a question from the page must not become one.
_FORMULA = ("=", "+", "-", "@", "\t")
# What a number format prints as it stands, and its conditions: "年", \%, [Red].
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')

Row = dict[str, Any]


def rows_of_csv(file: Path) -> Iterator[tuple[int, Row]]:
    """Each row with the line it begins at. Raises BadCaseError for a file that is no such sheet."""
    text = _text(file.read_bytes())
    header = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    begin, lines = 1, []
    try:
        for cells in reader:
            lines.append((begin, [_plain(cell) for cell in cells]))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise BadCaseError(f"no CSV ({error}). Save the sheet as CSV or XLSX again.") from None
    return _rows(lines)


def rows_of_xlsx(file: Path) -> Iterator[tuple[int, Row]]:
    """Each row of the sheet "cases", or of the first, with its number. Raises BadCaseError for another file."""
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError):
        raise BadCaseError("no XLSX sheet. Save it as XLSX again.") from None
    sheet = book[_SHEET] if _SHEET in book.sheetnames else book.worksheets[0]
    lines = [
        (number, [shown_text(cell.value, cell.number_format or "") for cell in cells])
        for number, cells in enumerate(sheet.iter_rows(), 1)
    ]
    book.close()
    return _rows(lines)


def write_sheet(file: Path, rows: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> None:
    """A sheet to complete: CSV or XLSX by the file's name.

    Raises DatasetError for another name, and for a file that is there: what a person filled in is not to be lost.
    """
    _check_name(file)
    if file.suffix.lower() == XLSX:
        _book(rows, columns).save(file)
        return
    with file.open("x", encoding="utf-8-sig", newline="") as out:  # Excel takes a file without the mark for GBK
        writer = csv.writer(out)
        writer.writerow(columns)
        for row in rows:
            cells = (row.get(column, "") for column in columns)
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])


def write_template(file: Path) -> None:
    """An empty sheet; a workbook has a second one with two cases to look at. Raises DatasetError as ``write_sheet``."""
    _check_name(file)
    if file.suffix.lower() != XLSX:
        write_sheet(file, ())
        return
    book = _book((), COLUMNS)
    _fill(book.create_sheet(_EXAMPLE_SHEET), _EXAMPLES, COLUMNS)
    book.save(file)


def _check_name(file: Path) -> None:
    if file.suffix.lower() not in (CSV, XLSX):
        raise DatasetError(f"{file} is no sheet. Give a name that ends in .xlsx or .csv.")
    if file.exists():
        raise DatasetError(f"{file} is there already, and may be filled in. Give another name, or remove it first.")


def _book(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = _SHEET
    _fill(sheet, rows, columns)
    types = DataValidation(type="list", formula1=f'"{",".join(LONGEST_ANSWER)}"')
    letter = get_column_letter(columns.index("type") + 1)
    types.add(f"{letter}2:{letter}{_ROWS_TO_CHOOSE_TYPES_IN}")
    sheet.add_data_validation(types)
    return book


def _fill(sheet: Worksheet, rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> None:
    """The heads of the columns and the rows, all of it text, as is what a person adds: 7.4% stays 7.4%."""
    for at, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(at)]
        dimension.width, dimension.number_format = _WIDTHS.get(column, 18), _TEXT
    for number, row in enumerate((dict(zip(columns, columns, strict=True)), *rows), 1):
        for at, column in enumerate(columns, 1):
            cell = sheet.cell(number, at, row.get(column, ""))
            cell.data_type, cell.number_format = "s", _TEXT
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    sheet.freeze_panes = "A2"


def shown_text(value: object, number_format: str) -> str:
    """A percentage as a person sees it, 7.4% for 0.074; of a date the 年月日 that are shown; else the value."""
    if value is None:
        return ""
    shown = _LITERAL.sub("", number_format).lower()
    if isinstance(value, date):
        parts = (("y", value.year, "年"), ("m", value.month, "月"), ("d", value.day, "日"))
        return "".join(f"{number}{unit}" for sign, number, unit in parts if sign in shown) or str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = round(value * 100, 10) if "%" in shown else value
        return (f"{number:.15g}" if isinstance(number, float) else str(number)) + "%" * ("%" in number_format)
    return str(value)


def _rows(lines: Sequence[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Row]]:
    names = [name.strip().lower() for name in lines[0][1]] if lines else []
    lacking = [name for name in _NEEDED if name not in names]
    if lacking:
        raise BadCaseError(f'no column "{lacking[0]}". Name the columns in the first row: {", ".join(COLUMNS)}.')
    return (
        (number, _row(dict(zip(names, cells, strict=False))))
        for number, cells in lines[1:]
        if any(map(str.strip, cells))
    )


def _row(cells: Mapping[str, str]) -> Row:
    row: Row = {name: value.strip() for name, value in cells.items() if name and value.strip()}
    for name in _LISTS:
        if name in row:
            row[name] = [line.strip() for line in row[name].splitlines() if line.strip()]
    if "history" in row:
        row["history"] = [row["history"][at : at + 2] for at in range(0, len(row["history"]), 2)]
    return row


def _text(content: bytes) -> str:
    """UTF-8, or what a Chinese Excel saves as CSV."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("gb18030")
        except UnicodeDecodeError:
            raise BadCaseError("neither UTF-8 nor GB 18030. Save the sheet as UTF-8 or XLSX.") from None


def _plain(cell: str) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
