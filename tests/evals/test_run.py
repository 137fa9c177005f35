"""A run over a small report, with a fake encoder: what is scored and printed, not how well."""

import json
from dataclasses import replace

import pytest

from evals.dataset import Case
from evals.run import Report, report_json, run_suite
from evals.table import format_table
from index.build import build_store
from index.store import open_store
from rag.asker import Asker
from rag.types import Status
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR

CASES = (
    Case("n", "fact_number", "2030年新增学位多少个？", key_facts=("2600个",), evidence=("新增学位2600个",)),
    Case("d", "definition", "什么是蓝色粮仓？", key_facts=("深远海养殖",), evidence=("以深远海养殖为主体",)),
    Case("u", "unanswerable", "地铁几号线通了？"),
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("evals")
    (folder / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    encoder = FakeEncoder()
    build_store([folder / "临港.txt"], folder / "store", encoder, lambda line: None)
    return run_suite(Asker(open_store(folder / "store"), encoder), CASES)


def test_retrieval_is_scored_where_there_is_evidence(report: Report) -> None:
    found = [result.retrieved and set(result.retrieved.found) for result in report.results]
    assert found == [{"top1", "top5", "chars600", "chars1500"}] * 2 + [None]


def test_every_citation_of_a_run_holds(report: Report) -> None:
    assert all(result.citations_hold for result in report.results)


def test_the_table_has_a_row_per_type_and_one_for_all(report: Report) -> None:
    table = format_table(report).split("\n")
    assert [line.split()[0] for line in table[1:5]] == ["fact_number", "definition", "unanswerable", "all"]
    assert table[4].split()[1] == "3"
    assert table[-1].startswith("latency")


def test_the_scores_in_the_table_are_the_results(report: Report) -> None:
    right = sum(result.score.right for result in report.results)
    all_row = next(line for line in format_table(report).split("\n") if line.startswith("all"))
    assert f"{right / 3:.3f}" in all_row.split()


def test_a_refused_answerable_case_counts_as_refused_wrongly(report: Report) -> None:
    refused = replace(report.results[0], answer=replace(report.results[0].answer, status=Status.NOT_FOUND))
    (row,) = [line for line in format_table(replace(report, results=(refused,))).split("\n") if line.startswith("all")]
    assert row.split()[7] == "1.000"


def test_the_json_keeps_every_case_with_what_produced_it(report: Report) -> None:
    kept = json.loads(report_json(report))
    assert {"wenbao", "python", "date", "encoder", "documents", "results"} <= set(kept)
    assert [result["case"]["id"] for result in kept["results"]] == ["n", "d", "u"]
    assert kept["results"][0]["answer"]["status"] in set(Status)
