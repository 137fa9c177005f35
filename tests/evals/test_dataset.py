import json
from pathlib import Path
from typing import Any

import pytest

from evals.dataset import LONGEST_ANSWER
from evals.load import load_cases
from index.errors import DatasetError
from rag.types import Turn

GOOD: dict[str, Any] = {"id": "a", "type": "fact_number", "question": "多少？", "key_facts": ["2万人"]}


def write(folder: Path, *rows: Any, name: str = "cases.jsonl") -> Path:
    file = folder / name
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_cases_are_read_with_history_and_unknown_fields_kept(tmp_path: Path) -> None:
    row = {**GOOD, "history": [["问", "答"]], "term": "四首经济", "source": "me"}
    (case,) = load_cases([write(tmp_path, "", row)])
    assert case.history == (Turn("问", "答"),)
    assert case.extra == {"term": "四首经济", "source": "me"}


def test_a_field_that_is_null_is_as_good_as_none(tmp_path: Path) -> None:
    nothing = dict.fromkeys(("history", "answer", "forbidden", "evidence", "document"))
    assert load_cases([write(tmp_path, {**GOOD, **nothing})]) == load_cases([write(tmp_path, GOOD)])


def test_a_folder_is_all_its_json_lines_files(tmp_path: Path) -> None:
    write(tmp_path, GOOD, name="one.jsonl")
    write(tmp_path, {**GOOD, "id": "b"}, name="two.jsonl")
    write(tmp_path, "no case", name="notes.txt")
    assert [case.id for case in load_cases([tmp_path])] == ["a", "b"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "no JSON"),
        ("[]", "not an object"),
        ({**GOOD, "id": ""}, '"id" is missing'),
        ({**GOOD, "question": 3}, '"question" is missing or no text'),
        ({**GOOD, "type": "fact_nuber"}, 'type "fact_nuber" is unknown'),
        ({**GOOD, "key_facts": "2万人"}, '"key_facts" is not a list of texts'),
        ({**GOOD, "key_facts": []}, '"key_facts" are for every type but unanswerable'),
        ({**GOOD, "type": "unanswerable"}, '"key_facts" are for every type but unanswerable'),
        ({**GOOD, "history": [["问"]]}, '"history" is not a list of pairs'),
        ({**GOOD, "history": [["问", 1]]}, '"history" is not a list of pairs'),
        ({**GOOD, "answer": 3}, '"answer" is no text'),
        ({**GOOD, "document": ["a"]}, '"document" is no text'),
        ({**GOOD, "id": "first"}, 'the id "first" is that of'),
        ("[" * 100_000, "cannot be read"),
        (r'{"id": "a", "type": "unanswerable", "question": "多少\ud800？"}', "half of a character"),
        (r'{"id": "a", "type": "unanswerable", "question": "多少？", "note": ["\udfff"]}', "half of a character"),
        ('{"id": ' + "1" * 5_000 + "}", "cannot be read"),
    ],
)
def test_a_bad_line_is_named_with_file_and_line(tmp_path: Path, row: Any, said: str) -> None:
    file = write(tmp_path, {**GOOD, "id": "first"}, row)
    with pytest.raises(DatasetError) as raised:
        load_cases([file])
    assert str(raised.value).startswith(f"{file} line 2: ")
    assert said in str(raised.value)


def test_a_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    file = write(tmp_path, GOOD)
    file.write_bytes(file.read_bytes() + "多少".encode("gb18030"))
    with pytest.raises(DatasetError, match="line 2: not UTF-8"):
        load_cases([file])


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path: Path) -> None:
    file = write(tmp_path, GOOD, {**GOOD, "id": "b"})
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert [case.id for case in load_cases([file])] == ["a", "b"]


def test_an_id_of_two_files_an_empty_set_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    files = [write(tmp_path, GOOD, name="one.jsonl"), write(tmp_path, GOOD, name="two.jsonl")]
    with pytest.raises(DatasetError, match=r'two\.jsonl line 1: the id "a" is that of .*one\.jsonl line 1'):
        load_cases(files)
    with pytest.raises(DatasetError, match="no cases in"):
        load_cases([write(tmp_path, "", name="empty.jsonl")])
    with pytest.raises(DatasetError, match="no file at"):
        load_cases([tmp_path / "nowhere.jsonl"])


def test_every_type_of_the_contract_is_known() -> None:
    assert len(LONGEST_ANSWER) == 16
