"""A run over a small report, with a fake encoder: what is scored and printed, not how well."""

import json
from dataclasses import replace

import pytest

from evals.dataset import Case
from evals.run import Report, Result, citations_hold, report_json, run_suite
from evals.table import format_table
from index.build import build_store
from index.store import open_store
from rag.asker import Asker
from rag.retrieve import search
from rag.types import Status, Timings, Turn
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR

CASES = (
    Case("n", "fact_number", "2030年新增学位多少个？", key_facts=("2600个",), evidence=("新增学位2600个",)),
    Case("d", "definition", "什么是蓝色粮仓？", key_facts=("深远海养殖",), evidence=("以深远海养殖为主体",)),
    Case("u", "unanswerable", "地铁几号线通了？"),
)


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("evals")
    (folder / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    encoder = FakeEncoder()
    build_store([folder / "临港.txt"], folder / "store", encoder, lambda line: None)
    return Asker(open_store(folder / "store"), encoder)


@pytest.fixture(scope="module")
def report(asker: Asker) -> Report:
    return run_suite(asker, CASES)


def test_retrieval_is_scored_where_there_is_evidence(report: Report) -> None:
    found = [result.retrieved and set(result.retrieved.found) for result in report.results]
    assert found == [{"top1", "top5", "chars600", "chars1500"}] * 2 + [None]


def test_every_citation_of_a_run_holds(report: Report) -> None:
    assert all(result.citations_hold for result in report.results)


def test_a_citation_shifted_by_one_does_not_hold(asker: Asker, report: Report) -> None:
    answer = report.results[0].answer
    (first, *others) = answer.citations
    shifted = replace(first, start=first.start + 1, end=first.end + 1)
    assert citations_hold(asker, answer)
    assert not citations_hold(asker, replace(answer, citations=(shifted, *others)))


def test_the_table_counts_abstention_citations_and_latency(report: Report) -> None:
    answered, refused, unanswerable = report.results
    results = (
        timed(answered, Status.ANSWERED, 10),
        timed(refused, Status.NOT_FOUND, 20),
        timed(replace(refused, citations_hold=False), Status.REFUSED, 30),
        timed(unanswerable, Status.NOT_FOUND, 40),
        timed(unanswerable, Status.ANSWERED, 140),
    )
    summary = format_table(replace(report, results=results)).split("\n\n")[1].split("\n")
    assert summary[0].split() == ["abstention", "precision", "0.333", "recall", "0.500"]
    assert summary[1].startswith("citations    4 of 5 ")
    assert summary[3].split() == ["latency", "p50", "30", "ms", "p95", "120", "ms"]


def timed(result: Result, status: Status, milliseconds: float) -> Result:
    return replace(result, answer=replace(result.answer, status=status, timings_ms=Timings(total=milliseconds)))


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


def test_the_retrieved_passages_are_kept_as_far_as_they_are_scored(report: Report) -> None:
    (first, _, _) = report.results
    assert first.retrieved is not None
    assert len(first.retrieved.hits) >= 5
    assert any("新增学位2600个" in hit.passage.text for hit in first.retrieved.hits)


def test_an_answer_with_a_figure_that_no_quote_holds_is_counted(report: Report) -> None:
    altered = replace(report.results[0], untraced_figures=("2800个",))
    table = format_table(replace(report, results=(altered, *report.results[1:])))
    assert "figures      2 of 3 answers" in table
    assert "figures      3 of 3 answers" in format_table(report)


def test_a_followup_is_searched_by_its_standalone_question(asker: Asker) -> None:
    case = Case(
        "f",
        "followup",
        "那2031年呢？",
        history=(Turn("2030年新增学位多少个？", "新增学位2600个。"),),
        key_facts=("3000个",),
        evidence=("新增学位3000个",),
    )
    (result,) = run_suite(asker, (case,)).results
    assert result.retrieved is not None
    assert "学位" in result.answer.standalone_question
    assert result.retrieved.hits[:5] == search(asker, result.answer.standalone_question, 5)


def test_the_json_keeps_every_case_with_what_produced_it(report: Report) -> None:
    kept = json.loads(report_json(report))
    assert {"wenbao", "commit", "python", "date", "settings", "store", "results"} == set(kept)
    assert kept["store"]["encoder"] == "fake"
    assert list(kept["store"]["documents"]) == ["lingang-2031"]
    assert [result["case"]["id"] for result in kept["results"]] == ["n", "d", "u"]
    assert kept["results"][0]["answer"]["status"] in set(Status)
    assert kept["results"][0]["retrieved"]["hits"][0]["passage"]["text"]


def test_two_runs_differ_in_date_and_timings_only(asker: Asker, report: Report) -> None:
    first, second = (json.loads(report_json(each)) for each in (report, run_suite(asker, CASES)))
    for kept in (first, second):
        del kept["date"]
        for result in kept["results"]:
            del result["answer"]["timings_ms"]
    assert first == second
