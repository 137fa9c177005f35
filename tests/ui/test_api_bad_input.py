"""Bad input to the HTTP API: a 4xx that tells as ``application/problem+json``, never a 500, never a stack trace."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.errors import WenbaoError
from rag.asker import Asker
from ui.api import make_api
from ui.limits import MOST_BODY_BYTES, RequestLimits
from ui.readiness import Readiness

JSON = {"Content-Type": "application/json"}


def problem_of(response: Any, status: int) -> str:
    """The detail of a problem. Fails if the response is none, or of another status."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert told["type"] == "about:blank"
    assert told["status"] == status
    assert told["title"]
    assert "Traceback" not in told["detail"]
    detail: str = told["detail"]
    return detail


@pytest.mark.parametrize("path", ["/api/ask", "/api/search"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"question"',
        b"{}",
        b'{"question": null}',
        b'{"question": 1}',
        b'{"question": ["x"]}',
        b'{"question": NaN}',
        b'{"question": "x", "unknown": 1}',
        b'{"question": "x", "filters": {"unknown": 1}}',
        b'{"question": "x", "filters": []}',
        b'{"question": "x", "filters": {"years": ["2030"]}}',
        b'{"question": "x", "filters": {"years": [2030.5]}}',
        b'{"question": "x", "filters": {"years": [1e400]}}',
        b'{"question": "x", "filters": {"years": [%s2030]}}' % (b"2030," * 100),
        b'{"question": "x", "filters": {"role": "both"}}',
        b'{"question": "x", "filters": {"section": 1}}',
        b'{"question": "x", "document": 1}',
        b'{"question": "x", "document": "\\ud800"}',
        b'{"question": ""}',
        b'{"question": " \\n\\t"}',
        b'{"question": "\\u0000"}',
        b'{"question": "\\ud800"}',
        b'{"question": "%s"}' % ("问" * 2001).encode(),
    ],
)
def test_what_is_no_valid_request_is_422(client: TestClient, path: str, body: bytes) -> None:
    assert problem_of(client.post(path, content=body, headers=JSON), 422)


@pytest.mark.parametrize("body", [b"\xff", b"[" * 100_000])
def test_what_cannot_even_be_parsed_is_a_client_s_error(client: TestClient, body: bytes) -> None:
    response = client.post("/api/ask", content=body, headers=JSON)
    assert problem_of(response, response.status_code)
    assert response.status_code in (400, 422)


@pytest.mark.parametrize("k", ["0", "-1", "101", '"5"', "5.5", "true", "null", "[]"])
def test_a_k_out_of_bounds_or_of_another_type_is_422(client: TestClient, k: str) -> None:
    body = f'{{"question": "渔业", "k": {k}}}'.encode()
    assert "k" in problem_of(client.post("/api/search", content=body, headers=JSON), 422)


@pytest.mark.parametrize("k", [1, 100])
def test_a_k_within_bounds_is_taken(client: TestClient, k: int) -> None:
    assert client.post("/api/search", json={"question": "渔业", "k": k}).status_code == 200


@pytest.mark.parametrize("history", ["a", [["a"]], [["a", "b", "c"]], [["a", 1]], [{"question": "a"}], {}])
def test_a_history_of_another_form_is_422(client: TestClient, history: Any) -> None:
    problem_of(client.post("/api/ask", json={"question": "渔业", "history": history}), 422)


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_errors_have_their_status_in_a_stream_too(client: TestClient, accept: str) -> None:
    def told(status: int, **request: Any) -> str:
        return problem_of(client.post("/api/ask", json=request, headers={"Accept": accept}), status)

    assert "empty" in told(422, question="")
    assert "2,001" in told(422, question="问" * 2001)
    assert "nope" in told(404, question="渔业", document="nope")
    assert "nope" in told(404, question="渔业", filters={"documents": ["nope"]})


def test_what_is_unknown_is_404(client: TestClient) -> None:
    assert "nope" in problem_of(client.get("/api/documents/nope"), 404)
    assert "nope" in problem_of(client.post("/api/search", json={"question": "渔业", "document": "nope"}), 404)
    assert "蓝色粮仓" in problem_of(client.get("/api/terms/绿色粮仓"), 404)
    assert problem_of(client.get("/api/terms/%ff%00"), 404)
    assert problem_of(client.get("/api/nope"), 404)


def test_another_method_is_405(client: TestClient) -> None:
    problem_of(client.get("/api/ask"), 405)
    problem_of(client.delete("/api/documents"), 405)


def test_an_overlong_look_up_is_422(client: TestClient) -> None:
    problem_of(client.get("/api/terms", params={"q": "问" * 201}), 422)


@pytest.mark.parametrize(
    "question",
    [
        "😀😀",
        "\\ud800渔业产量",
        "渔业\\u0000产量",
        "<script>alert(1)</script>渔业",
        "<img src=x onerror=alert(1)>",
        "'; DROP TABLE documents; --",
        "渔业\\u202e产量\\ufeff",
        "[1][2][3]",
        "%s %n {{7*7}}",
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_strange_question_gets_a_checked_answer(client: TestClient, question: str, accept: str) -> None:
    body = f'{{"question": "{question}", "history": [["{question}", "{question}"]]}}'.encode()
    response = client.post("/api/ask", content=body, headers={**JSON, "Accept": accept})
    assert response.status_code == 200
    assert "event: error" not in response.text
    found = client.post("/api/search", content=f'{{"question": "{question}"}}'.encode(), headers=JSON)
    assert found.status_code == 200


def test_a_body_that_is_too_large_is_413_whether_it_says_so_or_not(harbour_asker: Asker) -> None:
    limited = TestClient(RequestLimits(make_api(Readiness(harbour_asker))), raise_server_exceptions=False)
    body = b'{"question": "%s"}' % (b"x" * MOST_BODY_BYTES)

    def in_pieces() -> Iterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    problem_of(limited.post("/api/ask", content=body, headers=JSON), 413)
    problem_of(limited.post("/api/ask", content=in_pieces(), headers=JSON), 413)
    assert limited.post("/api/ask", json={"question": "渔业"}).status_code == 200


def test_a_bug_is_told_as_one_and_its_trace_stays_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Readiness):
        def opened(self) -> Asker:
            raise ZeroDivisionError("the secret reason")

    client = TestClient(make_api(Broken()), raise_server_exceptions=False)
    detail = problem_of(client.post("/api/ask", json={"question": "渔业"}), 500)
    assert "secret" not in detail
    assert "the secret reason" in caplog.text


def test_an_error_without_a_status_of_its_own_is_503() -> None:
    class Damaged(Readiness):
        def opened(self) -> Asker:
            raise WenbaoError("the store is gone. Rebuild it with: wenbao build")

    client = TestClient(make_api(Damaged()), raise_server_exceptions=False)
    assert "wenbao build" in problem_of(client.get("/api/terms"), 503)
