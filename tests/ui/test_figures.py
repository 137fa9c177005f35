"""Figures on the command line and over HTTP."""

import csv
import io
import json

import pytest
from starlette.testclient import TestClient

from tests.ui.conftest import HARBOUR_ID, Run
from ui import schemas

FISHERY = ["18万吨", "20万吨"]


def test_figures_show_the_two_years_of_an_indicator_side_by_side(run: Run) -> None:
    done = run("figures")
    assert done.code == 0
    lines = done.out.splitlines()
    assert "海洋渔业产量" in lines[3]
    assert lines[3].endswith("2030年完成 18万吨   2031年目标 20万吨")
    assert [line.split()[0] for line in lines if "完成" in line and "目标" in line] == [
        *("规模以上工业增加值（增长）", "新增高新技术企业", "海洋渔业产量", "新增学位", "城镇新增就业"),
    ]


@pytest.mark.parametrize(
    ("limit", "texts"),
    [
        (("渔业产量",), FISHERY),
        (("渔业产量", "--year", "2031"), FISHERY[1:]),
        (("2030年渔业产量",), FISHERY[:1]),
        (("渔业产量", "--role", "review"), FISHERY[:1]),
        (("渔业产量", "--document", HARBOUR_ID), FISHERY),
        (("量子计算",), []),
    ],
)
def test_figures_are_limited_by_words_year_role_and_document(
    run: Run, limit: tuple[str, ...], texts: list[str]
) -> None:
    done = run("figures", *limit, "--json")
    assert done.code == 0
    assert [figure["text"] for figure in json.loads(done.out)["figures"]] == texts


def test_a_figure_as_json_says_what_it_measures_and_where_it_stands(run: Run) -> None:
    (figure,) = json.loads(run("figures", "工业增加值", "--role", "plan", "--json").out)["figures"]
    known = {"metric": "规模以上工业增加值", "text": "7%", "value": 7, "unit": "%", "year": 2031, "kind": "target"}
    assert known.items() <= figure.items()
    assert figure["change"] == {"direction": "up", "base": None, "origin": None}
    assert figure["headings"] == ["二、2031年工作安排", "(一)推动产业升级"]
    assert figure["quote"] == "规模以上工业增加值增长7%"
    assert (figure["document_id"], figure["role"]) == (HARBOUR_ID, "plan")


def test_figures_as_csv_have_a_header_and_a_line_each(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("figures", "--csv").out)))
    assert len(rows) == 13
    assert [row["amount"] for row in rows if row["metric"] == "城镇新增就业"] == ["35000.0", "40000.0"]
    assert {row["direction"] for row in rows} == {"", "up"}


def test_one_form_is_chosen(run: Run) -> None:
    done = run("figures", "--csv", "--json")
    assert (done.code, done.out) == (2, "")
    assert "choose one of --json and --csv" in done.err


def test_figures_of_an_unknown_document_are_an_error(run: Run, client: TestClient) -> None:
    done = run("figures", "--document", "nothing")
    assert (done.code, done.err.splitlines()[-1]) == (
        1,
        'Error: no document "nothing" in the store. List them with: wenbao info',
    )
    assert client.get("/api/figures", params={"document": "nothing"}).status_code == 404


def test_the_api_gives_what_the_command_line_gives(run: Run, client: TestClient) -> None:
    given = client.get("/api/figures", params={"q": "渔业产量", "year": 2031, "document": HARBOUR_ID, "role": "plan"})
    assert given.status_code == 200
    assert given.json() == json.loads(run("figures", "渔业产量", "--year", "2031", "--json").out)
    schemas.Figures.model_validate(given.json())


@pytest.mark.parametrize("wrong", [{"year": "soon"}, {"role": "rumour"}, {"colour": "red"}, {"q": "长" * 300}])
def test_a_wrong_question_for_figures_is_422(client: TestClient, wrong: dict[str, str]) -> None:
    assert client.get("/api/figures", params=wrong).status_code == 422
