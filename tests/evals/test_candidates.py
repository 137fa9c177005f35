"""From what people asked to cases."""

import json
from pathlib import Path

import pytest

from evals.candidates import candidates, import_candidates, sheet_columns
from evals.dataset import case_of, row_of
from evals.heard import Heard, Vote
from evals.load import load_cases
from evals.sheets import rows_of_csv, write_sheet
from index.errors import DatasetError
from rag.types import Status

REFUSED = Heard("公园几点开门？", Status.NOT_FOUND, "报告没有提到。")
ANSWERED = Heard("新增学位多少？", Status.ANSWERED, "2600个 [1]。", ("新增学位2600个",))


REPORTS = {"lingang-2031": "去年新增学位2600个。", "shiqiao-2031": "去年新增学位2700个。"}


def voted(vote: Vote, reason: str = "") -> Heard:
    return Heard(ANSWERED.question, ANSWERED.status, ANSWERED.answer, ANSWERED.quotes, vote, reason)


def test_the_same_question_is_one_candidate_with_its_counts() -> None:
    (found,) = candidates([voted(Vote.UP), voted(Vote.DOWN, "年份不对"), voted(Vote.DOWN, "年份不对")])
    assert (found.asked, found.up, found.down, found.reasons) == (3, 1, 2, ("年份不对",))


def test_counts_are_numbers_and_quotes_a_list() -> None:
    (found,) = candidates([voted(Vote.DOWN, "少了单位")])
    values = found.values()
    assert (values["asked"], values["down"]) == (1, 1)
    assert (values["given_quotes"], values["reasons"]) == (["新增学位2600个"], ["少了单位"])


def test_questions_that_differ_in_signs_only_are_the_same() -> None:
    (found,) = candidates([REFUSED, Heard("“公园” 几点开门？", Status.NOT_FOUND, "报告没有提到。")])
    assert found.asked == 2


def test_the_most_disliked_stand_first_then_the_most_asked() -> None:
    often = Heard("地铁几点停？", Status.NOT_FOUND, "没有。")
    found = candidates([REFUSED, often, often, voted(Vote.DOWN)])
    assert [each.heard.question for each in found] == [ANSWERED.question, often.question, REFUSED.question]


def test_an_id_stays_the_same_from_export_to_export() -> None:
    assert candidates([REFUSED])[0].id == candidates([ANSWERED, REFUSED, REFUSED])[0].id


@pytest.mark.parametrize("name", ["candidates.csv", "candidates.xlsx"])
def test_a_completed_sheet_becomes_cases_and_the_rest_is_told(tmp_path: Path, name: str) -> None:
    rows = [each.row() for each in candidates([REFUSED, voted(Vote.DOWN, "少了单位")])]
    done = {**rows[0], "type": "fact_number", "key_facts": "2600个", "evidence": "新增学位2600个"}
    write_sheet(tmp_path / name, [done, rows[1]], sheet_columns())
    count, problems = import_candidates(tmp_path / name, tmp_path / "cases.jsonl", REPORTS)
    assert count == 1
    assert len(problems) == 1
    assert 'line 3: "type" is missing' in problems[0]
    (kept,) = [json.loads(line) for line in (tmp_path / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kept == {
        "id": done["id"],
        "type": "fact_number",
        "question": ANSWERED.question,
        "key_facts": ["2600个"],
        "evidence": ["新增学位2600个"],
    }


def test_a_row_is_imported_once(tmp_path: Path) -> None:
    (row,) = [each.row() for each in candidates([REFUSED])]
    write_sheet(tmp_path / "sheet.csv", [{**row, "type": "unanswerable"}], sheet_columns())
    dataset = tmp_path / "cases.jsonl"
    assert import_candidates(tmp_path / "sheet.csv", dataset, REPORTS)[0] == 1
    assert import_candidates(tmp_path / "sheet.csv", dataset, REPORTS)[0] == 0
    assert [case.question for case in load_cases([dataset])] == [REFUSED.question]


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"evidence": "新增学位9999个"}, "the evidence is not in the report: 新增学位9999个"),
        ({"evidence": "去年新增学位", "key_facts": "2600个"}, "the fact is not in the evidence: 2600个"),
        ({"evidence": "新增学位2700个", "key_facts": "2700个", "document": "lingang-2031"}, "is not in the report"),
        ({"document": "lingang-2O31"}, 'no document "lingang-2O31" in the store'),
        ({"question": "旧问题？"}, "asks the same as old"),
    ],
)
def test_a_row_that_its_report_does_not_bear_out_is_left_out_and_told(
    tmp_path: Path, filled: dict[str, str], told: str
) -> None:
    dataset = tmp_path / "cases.jsonl"
    dataset.write_text('{"id": "old", "type": "unanswerable", "question": "旧问题？"}\n', encoding="utf-8")
    done = {"id": "new", "type": "fact_number", "question": "多少个？", "key_facts": "2600个"}
    write_sheet(tmp_path / "sheet.csv", [{**done, "evidence": "新增学位2600个", **filled}], sheet_columns())
    count, (problem,) = import_candidates(tmp_path / "sheet.csv", dataset, REPORTS)
    assert count == 0
    assert problem.startswith(f"{tmp_path / 'sheet.csv'} line 2: new: ")
    assert told in problem
    assert [case.id for case in load_cases([dataset])] == ["old"]


@pytest.mark.parametrize(("document", "reports"), [("", REPORTS), ("shiqiao-2031", REPORTS), ("elsewhere-2031", {})])
def test_a_row_is_held_against_its_own_report_and_taken_where_there_is_none(
    tmp_path: Path, document: str, reports: dict[str, str]
) -> None:
    done = {
        "id": "new",
        "type": "fact_number",
        "question": "多少个？",
        "key_facts": "2700个",
        "evidence": "新增学位2700个",
    }
    write_sheet(tmp_path / "sheet.csv", [{**done, "document": document}], sheet_columns())
    assert import_candidates(tmp_path / "sheet.csv", tmp_path / "cases.jsonl", reports) == (1, ())


def test_a_row_without_a_document_may_rest_on_two_reports(tmp_path: Path) -> None:
    done = {
        "id": "both",
        "type": "comparison",
        "question": "两地谁多？",
        "key_facts": "2700个",
        "evidence": "新增学位2600个\n新增学位2700个",
    }
    write_sheet(tmp_path / "sheet.csv", [done], sheet_columns())
    assert import_candidates(tmp_path / "sheet.csv", tmp_path / "cases.jsonl", REPORTS) == (1, ())


def test_a_sheet_whose_rows_are_all_left_out_makes_no_file(tmp_path: Path) -> None:
    done = {"id": "new", "type": "fact_number", "question": "多少个？", "key_facts": "9个", "evidence": "新增9个"}
    write_sheet(tmp_path / "sheet.csv", [done], sheet_columns())
    assert import_candidates(tmp_path / "sheet.csv", tmp_path / "cases.jsonl", REPORTS)[0] == 0
    assert not (tmp_path / "cases.jsonl").exists()


def test_a_file_that_does_not_end_in_a_new_line_is_not_damaged(tmp_path: Path) -> None:
    dataset = tmp_path / "cases.jsonl"
    dataset.write_text('{"id": "a", "type": "unanswerable", "question": "旧问题？"}', encoding="utf-8")
    (row,) = [each.row() for each in candidates([REFUSED])]
    write_sheet(tmp_path / "sheet.csv", [{**row, "type": "unanswerable"}], sheet_columns())
    import_candidates(tmp_path / "sheet.csv", dataset, REPORTS)
    assert [case.question for case in load_cases([dataset])] == ["旧问题？", REFUSED.question]


def test_a_sheet_without_a_completed_row_changes_nothing(tmp_path: Path) -> None:
    write_sheet(tmp_path / "sheet.csv", [each.row() for each in candidates([REFUSED])], sheet_columns())
    with pytest.raises(DatasetError, match='"type" is missing'):
        import_candidates(tmp_path / "sheet.csv", tmp_path / "cases.jsonl", REPORTS)
    assert not (tmp_path / "cases.jsonl").exists()


def test_a_question_is_no_formula_in_a_sheet(tmp_path: Path) -> None:
    (row,) = [each.row() for each in candidates([Heard("=1+1", Status.REFUSED, "不在范围。")])]
    write_sheet(tmp_path / "sheet.csv", [row], sheet_columns())
    assert "'=1+1" in (tmp_path / "sheet.csv").read_text(encoding="utf-8-sig")
    assert [read["question"] for _, read in rows_of_csv(tmp_path / "sheet.csv")] == ["=1+1"]


def test_a_case_written_as_a_row_is_read_back_the_same() -> None:
    row = {
        "id": "f",
        "type": "followup",
        "question": "那呢？",
        "history": [["几个？", "2个。"]],
        "answer": "3个。",
        "document": "lingang-2031",
        "key_facts": ["3个"],
        "forbidden": ["2个"],
        "evidence": ["新建3个"],
        "term": "学位",
    }
    assert row_of(case_of(row)) == row
