"""The committed cases: written from the bundled report, split into dev and test."""

import subprocess
from collections import Counter
from pathlib import Path

from evals.check_cases import check_cases
from evals.dataset import LONGEST_ANSWER, Case, load_cases
from index.build import bundled_report
from index.read import read_document

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "evals" / "cases"


def report_text() -> str:
    return read_document(bundled_report().name, bundled_report().read_bytes()).text


def test_every_case_is_grounded_in_the_report() -> None:
    assert check_cases(load_cases([FOLDER]), report_text()) == ()


def test_the_checker_finds_what_is_wrong() -> None:
    cases = [
        Case("a", "fact_number", "新增就业多少？", key_facts=("3万人",), evidence=("新增就业2万人",)),
        Case("b", "fact_number", "新增就业2万人吗？", key_facts=("2万人",), evidence=("新增就业2万人",)),
        Case("c", "fact_number", "新增就业多少?", key_facts=("2万人",), evidence=("新增就业９万人",)),
        Case("d", "multi_hop", "一共多少？", key_facts=("3.8万人",), evidence=("新增就业2万人",)),
    ]
    problems = check_cases(cases, "去年新增就业2万人。")
    assert [problem.partition(":")[0] for problem in problems] == ["a", "b", "c", "c", "c"]


def test_there_are_enough_of_every_kind_in_both_splits() -> None:
    for split in ("dev", "test"):
        types = Counter(case.type for case in load_cases([FOLDER / f"jianghan-2024-{split}.jsonl"]))
        assert set(types) == set(LONGEST_ANSWER)
    cases = load_cases([FOLDER])
    assert len(cases) >= 60
    assert sum(case.type == "unanswerable" for case in cases) >= 10
    assert sum(bool(case.forbidden) or case.type == "comparison" for case in cases) >= 10


def test_no_code_reads_the_test_split() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    readers = [
        file
        for file in files
        if file.endswith((".py", ".toml", "Makefile"))
        and not file.startswith("tests/")
        and "-test.jsonl" in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert readers == []
