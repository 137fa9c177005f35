"""Metrics that a model judges: what a judge is shown, what becomes of its scores, and ragas where it is there."""

import gc
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from evals.dataset import Case
from evals.judge import JUDGED, Sample, judge_report, judged_names
from evals.metrics import summarise
from evals.page import page_of
from evals.ragas_judge import RagasJudge
from evals.record import record_of
from evals.result import Report
from evals.run import run_suite
from evals.table import format_table
from index.build import build_store
from index.errors import SettingsError
from index.store import open_store
from rag.asker import Asker
from rag.chat_model import Message, ModelError
from rag.openai_model import Endpoint, OpenAIModel
from rag.types import Status
from tests.chat_server import chat_server
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR

CASES = (
    Case("n", "fact_number", "2030年新增学位多少个？", key_facts=("2600个",), evidence=("新增学位2600个",)),
    Case(
        "g", "fact_number", "2030年改造学校多少所？", answer="12所。", key_facts=("12所",), evidence=("改造学校12所",)
    ),
    Case("u", "unanswerable", "地铁几号线通了？"),
)


@dataclass(slots=True)
class FakeJudge:
    """Keeps what it is shown; scores by the order of calls, then fails."""

    scores: list[float | None]
    name: str = "fake"
    shown: list[tuple[str, Sample]] = field(default_factory=list)

    def score(self, metric: str, sample: Sample) -> float | None:
        self.shown.append((metric, sample))
        if len(self.shown) > len(self.scores):
            raise ModelError("the language model failed: Timeout")
        return self.scores[len(self.shown) - 1]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("judge")
    (folder / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([folder / "临港.txt"], folder / "store", FakeEncoder(), lambda line: None)
    return run_suite(Asker(open_store(folder / "store"), FakeEncoder()), CASES)


def test_what_is_judged_joins_the_values_and_the_metrics(report: Report) -> None:
    judged = judge_report(report, FakeJudge([1.0, 0.5]), ["faithfulness"])
    assert [result.values.get("judge_faithfulness") for result in judged.results] == [1, 0.5, None]
    assert summarise(judged.results)["judge_faithfulness"] == 0.75
    assert (judged.unread, judged.stopped) == (0, "")


def test_a_judge_sees_question_answer_passages_and_a_right_answer(report: Report) -> None:
    judge = FakeJudge([1.0] * 8)
    judge_report(report, judge, JUDGED)
    shown = [(metric, sample.reference) for metric, sample in judge.shown]
    assert shown == [(metric, reference) for reference in ("新增学位2600个", "12所。") for metric in JUDGED]
    faithful, *_, recall = (sample for _, sample in judge.shown[:4])
    assert recall.contexts == tuple(hit.passage.text for hit in report.results[0].retrieved.hits[:5])
    quotes = [citation.quote for citation in report.results[0].answer.citations]
    assert set(faithful.contexts) == {*recall.contexts, *quotes}
    assert faithful.answer == report.results[0].answer.text


def test_a_refusal_is_judged_by_what_was_retrieved_alone(report: Report) -> None:
    refused = replace(report.results[0], answer=replace(report.results[0].answer, status=Status.NOT_FOUND))
    judge = FakeJudge([1.0] * 4)
    judge_report(replace(report, results=(refused,)), judge, JUDGED)
    assert [metric for metric, _ in judge.shown] == ["context_precision", "context_recall"]


def test_a_reply_that_cannot_be_read_is_counted_and_gives_no_score(report: Report) -> None:
    judged = judge_report(report, FakeJudge([None, 1.0]), ["faithfulness"])
    assert judged.unread == 1
    assert summarise(judged.results)["judge_faithfulness"] == 1


def test_a_model_that_fails_stops_the_judging_and_loses_nothing(report: Report) -> None:
    judged = judge_report(report, FakeJudge([1.0, 0.5, 0.5]), JUDGED)
    assert judged.stopped == "judged 0 of 3 cases, then the language model failed: Timeout"
    values = judged.results[0].values
    assert [values.get(f"judge_{name}") for name in JUDGED] == [1, 0.5, 0.5, None]
    assert judged.results[1:] == report.results[1:]


def test_what_is_not_judged_stands_in_table_record_and_page(report: Report) -> None:
    judged = judge_report(report, FakeJudge([None]), ["faithfulness"])
    record = record_of(judged)
    assert (record["unread"], record["stopped"]) == (1, judged.stopped)
    told = ["replies of the judge that could not be read: 1", f"not all is judged: {judged.stopped}"]
    assert format_table(judged).split("\n")[-2:] == told
    assert all(line.capitalize().split(":")[0] in page_of([record]) for line in told)
    assert not any(line.capitalize().split(":")[0] in page_of([record_of(report)]) for line in told)


def test_the_names_of_judged_metrics_are_checked() -> None:
    assert judged_names("context_recall, faithfulness") == ("context_recall", "faithfulness")
    assert judged_names("faithfulness,faithfulness") == ("faithfulness",)
    assert judged_names("all") == judged_names("faithfulness, all") == JUDGED
    for name in ("truth", ""):
        with pytest.raises(SettingsError, match=f'no judged metric "{name}"'):
            judged_names(name)


def test_without_the_package_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ragas", None)
    with pytest.raises(ModelError, match=r"pip install '\.\[judge\]'"):
        RagasJudge(Replies({}), FakeEncoder())


@dataclass(slots=True)
class Replies:
    """A model that replies by what stands in its prompt, and keeps its prompts."""

    by_words: dict[str, object]
    name: str = "fake"
    prompts: list[str] = field(default_factory=list)

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        self.prompts.append(messages[0].content)
        yield next(json.dumps(reply) for words, reply in self.by_words.items() if words in messages[0].content)


SAMPLE = Sample("新增多少学位？", "新增学位2600个 [1]。多了一些。", ("新增学位2600个。", "改造学校12所。"), "2600个。")


@pytest.fixture
def ragas() -> Iterator[None]:
    """Skips where the extra is not installed. It leaves a file open, which is not ours to mend."""
    pytest.importorskip("ragas")
    yield
    gc.collect()


LEAVES_FILES_OPEN = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@LEAVES_FILES_OPEN
@pytest.mark.usefixtures("ragas")
def test_ragas_scores_what_the_model_says_of_each_statement() -> None:
    model = Replies(
        {
            "judge the faithfulness": {
                "statements": [
                    {"statement": "新增学位2600个", "reason": "", "verdict": 1},
                    {"statement": "多了一些", "reason": "", "verdict": 0},
                ]
            },
            "Break down each sentence": {"statements": ["新增学位2600个", "多了一些"]},
            "Generate a question": {"question": SAMPLE.question, "noncommittal": 0},
            "was useful in arriving": {"reason": "", "verdict": 1},
            "can be attributed": {"classifications": [{"statement": "2600个", "reason": "", "attributed": 1}]},
        }
    )
    judge = RagasJudge(model, FakeEncoder())
    assert judge.score("faithfulness", SAMPLE) == 0.5
    assert judge.score("answer_relevancy", SAMPLE) == pytest.approx(1)
    assert judge.score("context_precision", SAMPLE) == pytest.approx(1)
    assert judge.score("context_recall", SAMPLE) == 1
    assert judge.name.startswith("fake (ragas ")
    assert "[1]" not in model.prompts[0]
    assert "新增学位2600个" in model.prompts[0]


@LEAVES_FILES_OPEN
@pytest.mark.usefixtures("ragas")
def test_ragas_gives_no_score_for_what_is_no_json_and_says_nothing_of_it(caplog: pytest.LogCaptureFixture) -> None:
    assert RagasJudge(Replies({"": "no statement at all"}), FakeEncoder()).score("context_recall", SAMPLE) is None
    assert caplog.records == []


@LEAVES_FILES_OPEN
@pytest.mark.usefixtures("ragas")
def test_ragas_asks_the_endpoint_of_the_settings_and_a_server_that_refuses_is_told(tmp_path: Path) -> None:
    with chat_server() as server:
        model = OpenAIModel(Endpoint(server.url, "fake", "key", 5))
        judge = RagasJudge(model, FakeEncoder())
        told = {"classifications": [{"statement": "2600个", "reason": "", "attributed": each} for each in (1, 0)]}
        server.say("<think>```json\n{}</think>```json\n", json.dumps(told), "\n```")
        assert judge.score("context_recall", SAMPLE) == 0.5
        assert "2600个。" in server.prompt
        server.status = 500
        with pytest.raises(ModelError):
            judge.score("context_recall", SAMPLE)
