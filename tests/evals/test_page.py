"""The page of a run: what it tells, that it is whole in itself, and that nothing from a case becomes mark-up."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from evals.baseline import compare
from evals.dataset import Case
from evals.page import page_of, wrong_because
from evals.plots import plots_of
from evals.record import Record, record_of
from evals.run import run_suite
from index.build import build_store
from index.store import open_store
from index.types import Filter
from rag.answer import ask
from rag.asker import Asker
from rag.types import Answer, Status, Turn
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR

CASES = (
    Case("right", "fact_number", "2030年新增学位多少个？", key_facts=("2600个",), evidence=("新增学位2600个",)),
    Case("wrong", "fact_number", "2030年新增学位<b>多少</b>个？", key_facts=("7777个",), evidence=("新增学位2600个",)),
    Case("missed", "fact_text", "新增学位多少个？", key_facts=("不在报告里的话",), evidence=("不在报告里的话",)),
    Case("silent", "unanswerable", "地铁几号线通了？"),
)


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("page")
    (folder / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([folder / "临港.txt"], folder / "store", FakeEncoder(), lambda line: None)
    return Asker(open_store(folder / "store"), FakeEncoder())


@pytest.fixture(scope="module")
def record(asker: Asker) -> Record:
    return record_of(run_suite(asker, CASES))


def case_of_page(page: str, case_id: str) -> str:
    return next(each for each in re.findall(r"<article.*?</article>", page, re.DOTALL) if f">{case_id}<" in each)


def test_a_wrong_case_tells_why_and_what_was_found(record: Record) -> None:
    page = page_of([record])
    assert "lacks 7777个" in case_of_page(page, "wrong")
    assert "found: 新增学位2600个" in case_of_page(page, "wrong")
    assert "missed: 不在报告里的话" in case_of_page(page, "missed")
    assert "is-wrong" in case_of_page(page, "wrong")
    assert "is-wrong" not in case_of_page(page, "right")


def test_every_case_has_its_question_answer_and_quotes(record: Record) -> None:
    page = page_of([record])
    for result in record["results"]:
        shown = case_of_page(page, result["case"]["id"])
        assert result["answer"]["text"].split("\n")[0].replace('"', "&#34;") in shown
        for citation in result["answer"]["citations"]:
            assert citation["quote"] in shown


def test_half_a_character_in_an_answer_loses_no_page(record: Record) -> None:
    halved = deepcopy(record)
    halved["results"][0]["answer"]["text"] = "多少\ud800"
    assert "多少?" in case_of_page(page_of([halved]), "right")


def test_words_of_a_case_never_become_markup(record: Record) -> None:
    assert "<b>多少" not in page_of([record])
    assert "&lt;b&gt;多少" in page_of([record])


def test_the_page_asks_no_other_host_and_is_the_same_twice(record: Record) -> None:
    page = page_of([record])
    named = set(re.findall(r"https?://[^\"'\s<>]+", page))
    assert named == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}  # names of SVG, never asked
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']?http", page)
    assert page_of([record]) == page


def test_scores_have_intervals_that_hold_them(record: Record) -> None:
    row = re.search(r'<tr><th scope="row">all</th>.*?</tr>', page_of([record]), re.DOTALL)
    assert row is not None
    cells = re.findall(r"<td>([\d.]+)<small>([\d.]+)–([\d.]+)</small>", row[0])
    assert cells
    assert all(float(low) <= float(mean) <= float(high) for mean, low, high in cells)


def test_several_runs_stand_in_one_page_and_its_plots(asker: Asker, record: Record) -> None:
    def refusing(asker: Asker, question: str, history: Sequence[Turn], filter: Filter) -> Answer:
        return replace(ask(asker, question, history, filter), status=Status.NOT_FOUND)

    other = record_of(run_suite(asker, CASES, answering=refusing))
    other["configuration"]["name"] = "silent"
    page = page_of([record, other], compare(record, other))
    assert "<h2>silent</h2>" in page
    assert "Broke: right" in page
    assert "silent" in plots_of([record, other])["Recall of evidence over k"]


def test_each_plot_is_drawn_where_there_is_something_to_draw(record: Record) -> None:
    assert list(plots_of([record])) == ["Recall of evidence over k", "Reliability", "Latency", "Length of answers"]
    refused = {**record, "results": [each for each in record["results"] if each["case"]["id"] == "silent"]}
    assert list(plots_of([refused])) == ["Latency", "Length of answers"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, ()),
        ({"right": False, "missing_facts": ["5个"], "too_long": True}, ("lacks 5个", "too long")),
        ({"right": False, "forbidden_facts": ["6个"]}, ("holds 6个",)),
    ],
)
def test_why_an_answer_is_wrong(record: Record, change: dict[str, object], told: tuple[str, ...]) -> None:
    right = record["results"][0]
    assert wrong_because({**right, "score": {**right["score"], **change}}) == told


def test_an_untraced_figure_makes_an_answer_wrong(record: Record) -> None:
    assert wrong_because({**record["results"][0], "untraced_figures": ["9个"]}) == ("not traced: 9个",)


def test_the_template_is_part_of_the_package() -> None:
    assert (Path(__file__).parents[2] / "evals" / "templates" / "run.html.jinja").is_file()
