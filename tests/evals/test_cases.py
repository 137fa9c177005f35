"""The committed cases: written from the bundled report, split into dev and test."""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from evals.check_cases import check_cases
from evals.dataset import LONGEST_ANSWER, Case
from evals.load import load_cases
from index.build import bundled_report
from index.read import read_document
from index.types import Document
from rag.types import Turn

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "evals" / "cases"
EVIDENCE = "新增就业2万人"


def report_text() -> str:
    return read_document(bundled_report().name, bundled_report().read_bytes()).text


def read_documents(folder: Path, wanted: set[str | None]) -> list[Document]:
    return [document for document in all_documents(folder) if document.id in wanted]


@cache
def all_documents(folder: Path) -> list[Document]:
    return [read_document(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]


def test_every_case_is_grounded_in_the_report() -> None:
    assert check_cases(load_cases([FOLDER]), report_text()) == ()


@pytest.mark.parametrize("file", sorted((ROOT / "evals" / "other_reports").iterdir()), ids=lambda file: file.stem)
def test_every_case_on_another_report_is_grounded_in_it(file: Path) -> None:
    reports = ROOT.parent / "shared" / "data" / "reports"
    if not reports.is_dir():
        pytest.skip("the other reports do not ship with the project")
    cases = load_cases([file])
    texts = {document.id: document.text for document in read_documents(reports, {case.document for case in cases})}
    assert set(texts) == {case.document for case in cases}
    for document_id, text in texts.items():
        assert check_cases([case for case in cases if case.document == document_id], text) == ()


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        (
            Case("a", "fact_number", "多少？", key_facts=("3万人",), evidence=(EVIDENCE,)),
            "the fact is not in the evidence",
        ),
        (Case("a", "fact_number", "是2万人吗？", key_facts=("2万人",), evidence=(EVIDENCE,)), "gives the fact away"),
        (
            Case("a", "followup", "呢？", (Turn("问", "2万人"),), key_facts=("2万人",), evidence=(EVIDENCE,)),
            "gives the fact away",
        ),
        (
            Case("a", "yes_no", "多吗？", key_facts=("是",), evidence=("新增就业９万人",)),
            "the evidence is not in the report",
        ),
        (Case("a", "multi_hop", "一共多少？", key_facts=("3.8万人",)), "it has no evidence"),
        (Case("a", "unanswerable", "地铁？", evidence=(EVIDENCE,)), "it is not unanswerable"),
        (
            Case("a", "yes_no", "多吗？", answer="不多", key_facts=("是",), evidence=(EVIDENCE,)),
            "its own answer lacks the fact: 是",
        ),
        (
            Case("a", "yes_no", "多吗？", answer="是", key_facts=("是",), forbidden=("是",), evidence=(EVIDENCE,)),
            "its own answer holds what it forbids",
        ),
        (
            Case("a", "yes_no", "多吗？", answer="是" * 121, key_facts=("是",), evidence=(EVIDENCE,)),
            "its own answer is too long",
        ),
    ],
)
def test_the_checker_tells_what_is_wrong(case: Case, problem: str) -> None:
    (told,) = check_cases([case], f"去年{EVIDENCE}。")
    assert told.startswith("a: ")
    assert problem in told


def test_the_checker_lets_computed_facts_and_print_damage_pass() -> None:
    computed = Case("a", "multi_hop", "一共多少？", key_facts=("3.8万人",), evidence=(EVIDENCE,))
    damaged = Case("b", "fact_number", "多少？", key_facts=("2万人",), evidence=("新增 就业**2万人**",))
    assert check_cases([computed, damaged], f"去年{EVIDENCE}。") == ()


def test_the_checker_finds_what_is_asked_twice() -> None:
    once = Case("a", "unanswerable", "地铁几号线？")
    twice = Case("b", "unanswerable", "地铁 几号线?")
    later = Case("c", "unanswerable", "地铁几号线？", (Turn("公交呢？", "没有说到。"),))
    assert check_cases([once, twice, later], "") == ("b: asks the same as a",)
    assert check_cases([once, replace(twice, id="a", question="？")], "") == ("a: its id is given twice",)


def test_there_are_enough_of_every_kind_in_both_splits() -> None:
    for split in ("dev", "test"):
        types = Counter(case.type for case in load_cases([FOLDER / f"jianghan-2024-{split}.jsonl"]))
        assert set(types) == set(LONGEST_ANSWER)
    cases = load_cases([FOLDER])
    assert len(cases) >= 60
    assert sum(case.type == "unanswerable" for case in cases) >= 10
    assert sum(bool(case.forbidden) or case.type == "comparison" for case in cases) >= 10


def test_no_code_reads_the_test_split() -> None:
    """Thresholds and weights are chosen on dev: no code may read the test split, by name or by its folder."""
    told = {path: path.read_text(encoding="utf-8") for path in program_files()}
    assert len(told) > 50
    for path, text in told.items():
        assert "-test.jsonl" not in text, path
        if path.relative_to(ROOT).parts[0] != "evals":
            assert "evals/cases" not in text, path


def test_no_question_of_the_test_split_is_in_the_code_or_its_data() -> None:
    cases = load_cases(sorted((ROOT / "evals").rglob("*-test.jsonl")))
    held_back = [case.question for case in cases if len(case.question) >= 6]  # 「为什么」 is no question alone
    for path in program_files():
        text = path.read_text(encoding="utf-8")
        assert [question for question in held_back if question in text] == [], path


def program_files() -> list[Path]:
    """Code and the data it reads, but for the report itself and the cases."""
    kinds = {".py", ".tsv", ".json", ".toml", ".js", ".html", ".md", ".txt"}
    return [
        path
        for package in ("index", "rag", "evals", "ui")
        for path in sorted((ROOT / package).rglob("*"))
        if path.suffix in kinds and path.is_file()
    ]
