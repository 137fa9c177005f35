"""A run over a small report, with a fake encoder: what is scored and printed, not how well."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.configuration import Configuration, with_setting
from evals.dataset import Case
from evals.metered import MeteredModel, Prices
from evals.ranking import RANKED
from evals.record import read_record, record_of, write_records
from evals.result import Report, Result
from evals.run import run_suite
from evals.table import format_latency, format_table
from index.build import build_store
from index.errors import DatasetError
from index.store import open_store
from index.types import Filter
from rag.answer import ask
from rag.asker import Asker
from rag.budget import count_tokens
from rag.openai_model import Endpoint, OpenAIModel
from rag.search import search
from rag.settings import AskerSettings
from rag.types import Answer, Status, Timings, Turn
from tests.chat_server import chat_server
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
    scored = [{name for name in result.values if "@" in name} for result in report.results]
    assert scored == [set(RANKED), set(RANKED), set()]
    assert [bool(result.retrieved.recall_curve) for result in report.results] == [True, True, False]


def test_what_was_retrieved_is_kept_of_every_case(report: Report) -> None:
    assert all(result.retrieved.hits for result in report.results)


def test_evidence_that_the_store_lacks_counts_against_every_measure_of_retrieval(asker: Asker) -> None:
    case = Case("a", "fact_text", "新增学位多少个？", key_facts=("无",), evidence=("报告里根本没有这样一句话",))
    (result,) = run_suite(asker, (case,)).results
    assert {result.values[name] for name in RANKED} == {0.0}


def test_evidence_longer_than_any_passage_is_in_the_passages_that_it_holds(asker: Asker) -> None:
    whole = asker.store.documents[0].text[:1_500]
    case = Case("a", "fact_text", "新增学位多少个？", key_facts=("2600个",), evidence=(whole,))
    (result,) = run_suite(asker, (case,)).results
    assert result.values["mrr@10"] > 0


def test_every_citation_of_a_run_holds(report: Report) -> None:
    for name in ("quotes_hold", "quotes_whole"):
        assert [result.values[name] for result in report.results] == [1, 1, 1]


def test_the_table_counts_abstention_and_leaves_time_out(report: Report) -> None:
    answered, refused, unanswerable = report.results
    results = (
        timed(answered, Status.ANSWERED, 10),
        timed(refused, Status.NOT_FOUND, 20),
        timed(refused, Status.REFUSED, 30),
        timed(unanswerable, Status.NOT_FOUND, 40),
        timed(unanswerable, Status.ANSWERED, 140),
    )
    whole = replace(report, results=results)
    summary = format_table(whole).split("\n\n")[1].split("\n")
    assert summary[0].split() == ["abstention", "precision", "0.333", "recall", "0.500", "f1", "0.400"]
    assert "ms" not in format_table(whole)
    assert format_latency(whole) == "latency: p50 30 ms, p95 120 ms"


def timed(result: Result, status: Status, milliseconds: float) -> Result:
    return replace(result, answer=replace(result.answer, status=status, timings_ms=Timings(total=milliseconds)))


def test_the_table_has_a_row_per_type_and_one_for_all(report: Report) -> None:
    table = format_table(report).split("\n")
    assert [line.split()[0] for line in table[1:5]] == ["fact_number", "definition", "unanswerable", "all"]
    assert table[4].split()[1] == "3"


def test_the_scores_in_the_table_are_the_results(report: Report) -> None:
    right = sum(result.score.right for result in report.results)
    all_row = next(line for line in format_table(report).split("\n") if line.startswith("all"))
    assert f"{right / 3:.3f}" in all_row.split()


def test_the_retrieved_passages_are_kept_as_far_as_they_are_scored(report: Report) -> None:
    (first, _, _) = report.results
    assert first.retrieved is not None
    assert len(first.retrieved.hits) >= 5
    assert any("新增学位2600个" in hit.passage.text for hit in first.retrieved.hits)


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
    assert "学位" in result.answer.standalone_question
    assert result.retrieved.hits[:5] == search(asker, result.answer.standalone_question, 5)


def test_a_refusal_of_an_answerable_question_counts_against_it(asker: Asker) -> None:
    def refusing(asker: Asker, question: str, history: Sequence[Turn], filter: Filter) -> Answer:
        return replace(ask(asker, question, history, filter), status=Status.NOT_FOUND)

    (result,) = run_suite(asker, CASES[:1], answering=refusing).results
    assert (result.values["right"], result.values["refused_wrongly"], result.values["fact_recall"]) == (0, 1, 0)


def test_a_run_asks_under_its_configuration(asker: Asker) -> None:
    never = AskerSettings()
    for name in ("answerable", "figure", "described"):
        never = with_setting(never, f"answer.{name}", "1")
    report = run_suite(asker, CASES, configuration=Configuration("strict", never))
    assert {result.answer.status for result in report.results} == {Status.NOT_FOUND}
    assert record_of(report)["configuration"]["settings"]["answer"]["answerable"] == 1


def test_progress_is_told_after_every_case(asker: Asker) -> None:
    told: list[tuple[int, int]] = []
    run_suite(asker, CASES, lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_record_keeps_every_case_with_what_produced_it(report: Report) -> None:
    kept = record_of(report)
    assert kept["store"]["encoder"] == "fake"
    assert list(kept["store"]["documents"]) == ["lingang-2031"]
    assert kept["configuration"]["generator"] == "extractive"
    assert kept["configuration"]["seed"] == 0
    assert [result["case"]["id"] for result in kept["results"]] == ["n", "d", "u"]
    assert kept["results"][0]["answer"]["status"] in set(Status)
    assert kept["results"][0]["retrieved"]["hits"][0]["passage"]["text"]
    assert kept["metrics"]["right"] == pytest.approx(sum(result.score.right for result in report.results) / 3)
    assert set(kept["metrics_by_type"]) == {"fact_number", "definition", "unanswerable"}


def test_a_record_is_read_back_as_it_was_written_alone_or_among_several(report: Report, tmp_path: Path) -> None:
    first, second = record_of(report), {**record_of(report), "date": "later"}
    write_records(tmp_path / "one.json", [first])
    write_records(tmp_path / "two.json", [first, second])
    assert read_record(tmp_path / "one.json") == first
    assert read_record(tmp_path / "two.json") == first


def test_half_a_character_in_an_answer_loses_no_record(report: Report, tmp_path: Path) -> None:
    kept = record_of(report)
    kept["results"][0]["answer"]["text"] = "多少\ud800"
    write_records(tmp_path / "run.json", [kept])
    assert read_record(tmp_path / "run.json") == kept


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "is no run of this version"),
        ('{"results": [1], "metrics": {}}', "is no run of this version"),
        ('{"runs": []}', "is no run of this version"),
    ],
)
def test_a_file_that_is_no_record_is_told(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError, match=said):
        read_record(tmp_path / "run.json")


@pytest.mark.parametrize(
    ("result", "place"),
    [
        ({"case": {}, "values": {}, "answer": {"text": ""}}, "results.0.case.id"),
        ({"case": {"id": 1, "question": "", "type": ""}, "values": {}, "answer": {"text": ""}}, "results.0.case.id"),
        ({"case": {"id": "", "question": "", "type": ""}, "values": {"f1": None}, "answer": {"text": ""}}, "values.f1"),
        ({"case": {"id": "", "question": "", "type": ""}, "values": {}}, "results.0.answer"),
    ],
)
def test_a_record_with_a_broken_result_is_told_with_its_place(
    report: Report, tmp_path: Path, result: object, place: str
) -> None:
    kept = {**record_of(report), "results": [result]}
    write_records(tmp_path / "run.json", [kept])
    with pytest.raises(DatasetError, match=place) as raised:
        read_record(tmp_path / "run.json")
    assert "\n" not in str(raised.value)


def test_two_runs_print_the_same_table_and_differ_in_date_and_timings_only(asker: Asker, report: Report) -> None:
    again = run_suite(asker, CASES)
    assert format_table(again) == format_table(report)
    first, second = (record_of(each) for each in (report, again))
    for kept in (first, second):
        del kept["date"]
        for metrics in (kept["metrics"], *kept["metrics_by_type"].values()):
            del metrics["latency_p50_ms"], metrics["latency_p95_ms"]
        for result in kept["results"]:
            del result["answer"]["timings_ms"]
    assert first == second


def test_a_model_is_metered_and_the_extractive_run_beside_it_is_not(asker: Asker) -> None:
    with chat_server() as server:
        server.say("2030年新增学位2600个[1]。")
        model = MeteredModel(OpenAIModel(Endpoint(server.url, "fake", "key", 5)), Prices(1.0, 10.0))
        worded = run_suite(replace(asker, model=model), CASES[:1])
        (spent,) = (result.values for result in worded.results)
        assert spent["prompt_tokens"] == sum(count_tokens(each["content"]) for each in server.requests[-1]["messages"])
        assert spent["reply_tokens"] == count_tokens("2030年新增学位2600个[1]。")
        assert spent["cost"] == (spent["prompt_tokens"] + 10 * spent["reply_tokens"]) / 1_000_000
        assert model.spent() == {"prompt_tokens": 0, "reply_tokens": 0, "cost": 0}
        assert "reply tokens, cost" in format_table(worded)
        assert worded.results[0].answer.generator == "llm:fake"
    assert "tokens" not in format_table(run_suite(asker, CASES[:1]))
