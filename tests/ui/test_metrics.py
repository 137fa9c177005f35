"""What a server did, for Prometheus."""

from starlette.testclient import TestClient

from rag.asker import Asker
from ui.api import make_api
from ui.readiness import Readiness


def test_answers_requests_and_reports_are_counted_and_no_question_is_told(harbour_asker: Asker) -> None:
    client = TestClient(make_api(Readiness(harbour_asker)))
    client.post("/api/ask", json={"question": "2030年城镇新增就业多少人？"})
    client.post("/api/ask", json={"question": "火星探测计划花了多少钱？"})
    client.post("/api/ask", json={"colour": "red"})
    client.get("/api/documents/gone-2020")
    client.get("/wp-login.php")
    told = client.get("/metrics")
    assert told.headers["content-type"].startswith("text/plain")
    lines = told.text.splitlines()
    assert 'wenbao_answers_total{generator="extractive",status="answered"} 1.0' in lines
    assert 'wenbao_answers_total{generator="extractive",status="not_found"} 1.0' in lines
    assert 'wenbao_requests_total{route="/api/ask",status="200"} 2.0' in lines
    assert 'wenbao_requests_total{route="/api/ask",status="422"} 1.0' in lines
    assert 'wenbao_requests_total{route="/api/documents/{document_id}",status="404"} 1.0' in lines
    assert "wenbao_answer_seconds_count 2.0" in lines
    assert "wenbao_documents 1.0" in lines
    for private in ("gone-2020", "wp-login", "就业", "火星"):
        assert private not in told.text


def test_before_the_store_is_open_there_are_no_documents() -> None:
    assert "wenbao_documents 0.0" in TestClient(make_api(Readiness())).get("/metrics").text
