"""Figures on the command line and over HTTP."""

import csv
import io
import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.types import Change, Figure, FigureKind
from tests.ui.conftest import HARBOUR_ID, Run
from ui import schemas
from ui.figures_desk import figures_html
from ui.languages import chinese, english

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


def test_people_download_figures_under_their_own_words(client: TestClient) -> None:
    given = client.get("/api/figures.csv", params={"q": "工业增加值", "lang": "zh"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(given)))
    assert (rows[-1]["指标"], rows[-1]["年份"], rows[-1]["完成或目标"]) == ("规模以上工业增加值", "2031", "目标")
    assert (rows[-1]["数据"], rows[-1]["变化"], rows[-1]["报告"]) == ("7%", "增长", "2031年临港市政府工作报告")
    english = client.get("/api/figures.csv", params={"lang": "en"}).content.decode("utf-8-sig")
    assert english.startswith("Report,Under,Scope,Indicator,Year,Reached or target,Figures,Value,Unit,Change,")
    assert client.get("/api/figures.csv").text.startswith("\ufeffdocument_id,title,")
    assert client.get("/api/figures.csv", params={"lang": "fr"}).status_code == 422


def made(amount: float, kind: FigureKind, document_id: str, *, unit: str = "人", up: bool = False) -> Figure:
    """A figure of one metric, as the desk takes it."""
    change = Change("up", None, None) if up else None
    span = {"start": 0, "end": 1, "clause_start": 0, "clause_end": 1}
    told = {"text": f"{amount:g}{unit}", "metric": "就业", "value": amount, "unit": unit, "amount": amount}
    place = {"year": 2030, "kind": kind, "scope": None, "document_id": document_id}
    return Figure(**told, measure=unit, upper=None, bound=None, change=change, **place, **span)  # type: ignore[arg-type]


def pair(reached: float, intended: float, document_id: str = "甲", **told: Any) -> list[Figure]:
    kinds = ((reached, FigureKind.ACTUAL), (intended, FigureKind.TARGET))
    return [made(amount, kind, document_id, **told) for amount, kind in kinds]


def test_bars_of_several_reports_name_theirs() -> None:
    html = figures_html([*pair(2, 3), *pair(5, 4, "乙")], {"甲": "甲报告", "乙": "乙报告"}, chinese)
    chart = html[html.index("wb-chart") : html.index("<table")]
    assert chart.count("甲报告") == chart.count("乙报告") == 1
    assert "甲报告" not in figures_html(pair(2, 3), {"甲": "甲报告"}, chinese)


def test_a_rate_changes_in_points_and_an_amount_in_per_cent() -> None:
    assert ">-0.1 个百分点</td>" in figures_html(pair(7.4, 7.3, unit="%", up=True), {}, chinese)
    assert ">+50.0%</td>" in figures_html(pair(2, 3), {}, chinese)


def test_figures_speak_english_around_what_is_printed() -> None:
    html = figures_html(pair(7.4, 7.3, unit="%", up=True), {}, english)
    assert "就业 (growth)" in html
    assert ">2030 7.4%</a>" in html
    assert ">-0.1 points</td>" in html


def test_a_shelf_without_figures_and_a_search_without_any_are_told_apart() -> None:
    assert "没有可列出的数据" in figures_html([], {}, chinese)
    assert "换个说法" in figures_html([], {}, chinese, is_asked=True)
