"""Cases as sheets, CSV and XLSX, for people who complete them by hand: reading, writing, and an empty template.

A column a field; a list is a line of the cell for each item; a conversation is a line for each question and each answer
in turn. Columns of other names are kept with the case.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from evals.dataset import LONGEST_ANSWER, BadCaseError

CSV, XLSX = ".csv", ".xlsx"
COLUMNS = ("id", "type", "question", "history", "answer", "key_facts", "forbidden", "evidence", "document")
_NEEDED = ("id", "type", "question")
_LISTS = ("history", "key_facts", "forbidden", "evidence")
_SHEET = "cases"
_ROWS_TO_CHOOSE_TYPES_IN = 1_000
_WIDTHS = {"question": 44, "answer": 44, "evidence": 60, "key_facts": 30, "history": 30}
# What a spreadsheet takes for a formula; a question from the page must not become one.
_FORMULA = ("=", "+", "-", "@", "\t")

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
        (number, [_cell_text(cell) for cell in cells])
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
    ]
    book.close()
    return _rows(lines)


def write_sheet(file: Path, rows: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> None:
    """A sheet to complete: CSV or XLSX by the file's name. No rows: the empty template."""
    if file.suffix.lower() == XLSX:
        _write_xlsx(file, rows, columns)
        return
    with file.open("w", encoding="utf-8-sig", newline="") as out:  # Excel takes a file without the mark for GBK
        writer = csv.writer(out)
        writer.writerow(columns)
        for row in rows:
            cells = (row.get(column, "") for column in columns)
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])


def _write_xlsx(file: Path, rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = _SHEET
    for number, row in enumerate((dict(zip(columns, columns, strict=True)), *rows), 1):
        for at, column in enumerate(columns, 1):
            cell = sheet.cell(number, at, row.get(column, ""))
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for at, column in enumerate(columns):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(at + 1)].width = _WIDTHS.get(column, 18)
    sheet.freeze_panes = "A2"
    types = DataValidation(type="list", formula1=f'"{",".join(LONGEST_ANSWER)}"')
    letter = openpyxl.utils.get_column_letter(columns.index("type") + 1)
    types.add(f"{letter}2:{letter}{_ROWS_TO_CHOOSE_TYPES_IN}")
    sheet.add_data_validation(types)
    book.save(file)


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


def _cell_text(cell: object) -> str:
    """2023, which a sheet keeps as a number, is the text 2023."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
