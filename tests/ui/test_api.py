"""The HTTP API as a caller meets it: what it gives, the shapes of its JSON, the stream."""

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.ui.conftest import HARBOUR_ID
from tests.ui.shapes import shape
from ui import schemas
from ui.api import make_api
from ui.readiness import Readiness

Golden = Callable[[str, str], None]
QUESTION = "2030年城镇新增就业多少人？"
EVENTS = {"Accept": "text/event-stream"}


def events_of(text: str) -> list[tuple[str, Any]]:
    """Name and content of each event of a stream."""
    found = []
    for block in text.split("\n\n")[:-1]:
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def without_identity(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in ("id", "timings_ms")}


def test_an_answer_has_every_key_of_the_contract_and_quotes_the_document(client: TestClient, golden: Golden) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION}).json()
    golden("answer.json", shape(answer))
    assert answer["status"] == "answered"
    assert "3.5万人" in answer["text"]
    text = client.get(f"/api/documents/{HARBOUR_ID}").json()["text"]
    for citation in answer["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in answer["text"]


def test_an_answer_about_a_term_carries_its_definition(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "什么是蓝色粮仓？"}).json()
    assert [sorted(term) for term in answer["terms"]] == [["definition", "document_id", "name"]]


def test_the_slots_of_an_answer_can_be_given_back_with_one_changed(client: TestClient) -> None:
    first = client.post("/api/ask", json={"question": QUESTION}).json()
    assert first["slots"]["indicator"] is not None
    slots = {**first["slots"], "years": [2031], "role": "plan"}
    again = client.post("/api/ask", json={"question": "多少？", "slots": slots}).json()
    assert again["question"] == "多少？"
    assert (again["slots"]["years"], again["slots"]["role"]) == ([2031], "plan")
    assert "4万人" in again["text"]


def test_hits_have_every_key_of_the_contract_best_first(client: TestClient, golden: Golden) -> None:
    found = client.post("/api/search", json={"question": "渔业产量"}).json()
    golden("hits.json", shape(found))
    schemas.SearchHits.model_validate(found)
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert len(client.post("/api/search", json={"question": "渔业产量", "k": 2}).json()["hits"]) == 2


def test_documents_are_listed_and_shown_whole(client: TestClient, golden: Golden) -> None:
    listed = client.get("/api/documents").json()
    whole = client.get(f"/api/documents/{HARBOUR_ID}").json()
    golden("documents.json", shape(listed))
    golden("document.json", shape(whole))
    schemas.DocumentSummaries.model_validate(listed)
    schemas.WholeDocument.model_validate(whole)
    assert listed["documents"] == [{name: whole[name] for name in listed["documents"][0]}]


def test_terms_are_listed_found_and_shown(client: TestClient, golden: Golden) -> None:
    listed = client.get("/api/terms").json()
    golden("terms.json", shape(listed))
    schemas.GlossaryTerms.model_validate(listed)
    assert [term["name"] for term in listed["terms"]] == ["蓝色粮仓", "一岛一策"]
    assert [term["name"] for term in client.get("/api/terms", params={"q": "海岛"}).json()["terms"]] == ["一岛一策"]
    assert client.get("/api/terms", params={"q": "没有这个"}).json() == {"terms": []}
    assert client.get("/api/terms/“一岛一策”").json() == listed["terms"][1]


def test_the_command_line_and_the_api_give_the_same(client: TestClient, run: Callable[..., Any]) -> None:
    assert json.loads(run("info", "--json").out) == client.get("/api/documents").json()
    assert json.loads(run("info", HARBOUR_ID, "--json").out) == client.get(f"/api/documents/{HARBOUR_ID}").json()
    assert json.loads(run("term", "--json").out) == client.get("/api/terms").json()
    asked = json.loads(run("ask", QUESTION, "--json").out)
    assert without_identity(asked) == without_identity(client.post("/api/ask", json={"question": QUESTION}).json())


def test_a_stream_gives_the_text_in_pieces_and_then_the_answer(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "2030年有哪些成绩？"}, headers=EVENTS)
    assert response.headers["content-type"].startswith("text/event-stream")
    *tokens, (last, answer) = events_of(response.text)
    assert {name for name, _ in tokens} == {"token"}
    assert last == "answer"
    pieces = [content["text"] for _, content in tokens]
    assert "".join(pieces) == answer["text"]
    assert len(pieces) > 3
    assert re.findall(r"\[\d+\]", answer["text"]) == [
        mark for piece in pieces for mark in re.findall(r"\[\d+\]", piece)
    ]


def test_a_stream_ends_with_the_answer_that_a_plain_call_gives(client: TestClient) -> None:
    plain = client.post("/api/ask", json={"question": QUESTION}).json()
    streamed = events_of(client.post("/api/ask", json={"question": QUESTION}, headers=EVENTS).text)[-1][1]
    assert without_identity(streamed) == without_identity(plain)


@pytest.mark.parametrize(
    ("limits", "figure"),
    [
        ({"filters": {"role": "review"}}, "45家"),
        ({"filters": {"role": "plan"}}, "60家"),
        ({"filters": {"years": [2030], "documents": [HARBOUR_ID], "places": ["临港市"]}}, "45家"),
        ({"slots": {"role": "plan", "years": [2031]}}, "60家"),
        ({"document": HARBOUR_ID, "slots": {"document": None, "place": None, "years": [], "role": "plan"}}, "60家"),
    ],
)
def test_filters_and_slots_limit_what_is_answered_from(client: TestClient, limits: dict[str, Any], figure: str) -> None:
    answer = client.post("/api/ask", json={"question": "新增高新技术企业多少家？", **limits}).json()
    assert figure in answer["text"]


def test_slots_of_an_answer_can_be_sent_back(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION}).json()
    again = client.post("/api/ask", json={"question": QUESTION, "slots": answer["slots"]})
    assert again.json()["text"] == answer["text"]


def test_a_follow_up_is_understood_from_the_history(client: TestClient) -> None:
    history = [["2030年海洋渔业产量是多少？", "18万吨 [1]。"]]
    answer = client.post("/api/ask", json={"question": "那2031年呢？", "history": history}).json()
    assert "20万吨" in answer["text"]


def test_only_the_last_ten_turns_count_and_longer_histories_are_taken(client: TestClient) -> None:
    history = [["2030年海洋渔业产量是多少？", "18万吨"], *([["2030年新增学位多少个？", "2600个"]] * 60)]
    answer = client.post("/api/ask", json={"question": "那2031年呢？", "history": history}).json()
    assert "3000个" in answer["text"]


def test_callers_at_once_get_their_own_answers(client: TestClient) -> None:
    questions = [
        "2030年城镇新增就业多少人？",
        "2031年城镇新增就业多少人？",
        "2030年新增学位多少个？",
        "2031年新增学位多少个？",
        "2030年海洋渔业产量是多少？",
        "2031年海洋渔业产量是多少？",
        "什么是蓝色粮仓？",
        "什么是一岛一策？",
    ]

    def asked(question: str) -> dict[str, Any]:
        return without_identity(client.post("/api/ask", json={"question": question}).json())

    alone = [asked(question) for question in questions]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(asked, questions * 4))
    assert together == alone * 4
    assert len({answer["text"] for answer in alone}) == 8


def test_health_is_told_before_anything_is_open_and_the_rest_waits() -> None:
    opening = TestClient(make_api(Readiness()), raise_server_exceptions=False)
    assert opening.get("/healthz").json() == {"status": "ok"}
    assert opening.get("/docs").status_code == 200
    for path in ("/readyz", "/api/documents", "/api/documents/x", "/api/terms", "/api/terms/x"):
        response = opening.get(path)
        assert (response.status_code, response.headers["content-type"]) == (503, "application/problem+json")
    for path in ("/api/ask", "/api/search"):
        assert opening.post(path, json={"question": QUESTION}).status_code == 503
        assert opening.post(path, json={"question": QUESTION}, headers=EVENTS).status_code == 503


def test_readiness_is_told_once_the_store_is_open(client: TestClient) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "ready")


def test_the_documentation_asks_no_other_host(client: TestClient) -> None:
    page = client.get("/docs").text
    assert not re.search(r"(?:https?:)?//[\w-]+\.", page)
    assets = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(assets) > 1
    for asset in assets:
        assert client.get(asset).status_code == 200


def test_the_documentation_names_every_endpoint(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    offered = {(path, method) for path, methods in described["paths"].items() for method in methods}
    assert {path.replace(":path", "") for path, _ in offered} >= {
        "/api/ask",
        "/api/search",
        "/api/terms",
        "/api/terms/{name}",
        "/api/documents",
        "/api/documents/{document_id}",
        "/healthz",
        "/readyz",
    }
