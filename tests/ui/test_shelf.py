"""The shelf over the API: reports come, are replaced and go while questions are answered; a stranger sees nothing."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from index import build
from index.check import check_store
from index.encoder import Encoder
from index.store import open_store
from rag.answer import ask
from rag.asker import Asker
from rag.reader import Reader
from tests.rag.reports import HARBOUR
from tests.ui.conftest import HARBOUR_ID
from tests.ui.test_api_bad_input import problem_of
from ui import schemas, shelf
from ui.api import make_api
from ui.feedback import Feedback
from ui.limits import MOST_UPLOAD_BYTES, RequestLimits
from ui.readiness import Readiness
from ui.settings import load_settings
from ui.uploads import UploadError, safe_name

TOKEN = "open-sesame-7261"
ALLOWED = {"Authorization": f"Bearer {TOKEN}"}
BRIDGE = HARBOUR.replace("临港", "石桥").replace("城镇新增就业3.5万人", "城镇新增就业5.1万人")
BRIDGE_ID = "shiqiao-2031"
QUESTION = "石桥市2030年城镇新增就业多少人？"


@pytest.fixture
def readiness(store_path: Path, default_encoder: Encoder, reader: Reader, tmp_path: Path) -> Iterator[Readiness]:
    """Over a store of this test's own."""
    shutil.copytree(store_path, tmp_path / "store")
    feedback = Feedback(f"sqlite:///{tmp_path / 'feedback.sqlite'}", 30)
    yield Readiness(
        Asker(open_store(tmp_path / "store"), default_encoder, reader=reader), feedback, admin_token=SecretStr(TOKEN)
    )
    feedback.close()


@pytest.fixture
def maintainer(readiness: Readiness) -> TestClient:
    app = RequestLimits(make_api(readiness))
    return TestClient(app, raise_server_exceptions=False, headers=ALLOWED)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A job that has read its report waits for this before the store is switched."""
    go_on = Event()

    def open_later(path: Path) -> Any:
        assert go_on.wait(20)
        return open_store(path)

    monkeypatch.setattr(shelf, "open_store", open_later)
    yield go_on
    go_on.set()


def upload(client: TestClient, text: str = BRIDGE, name: str = "石桥.txt", **query: str) -> Any:
    return client.post("/api/shelf/documents", params={"name": name, **query}, content=text.encode())


def ended(client: TestClient) -> dict[str, Any]:
    """The job, once it is done or failed."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        job: dict[str, Any] = client.get("/api/shelf/job").json()
        if job["state"] != "running":
            return job
        time.sleep(0.02)
    raise AssertionError("the job never ended")


def listed(client: TestClient) -> list[str]:
    documents = client.get("/api/shelf/documents").json()["documents"]
    return [document["id"] for document in documents]


def answer_to(client: TestClient, question: str) -> str:
    text: str = client.post("/api/ask", json={"question": question}).json()["text"]
    return text


def test_an_upload_is_read_and_answers(maintainer: TestClient) -> None:
    assert maintainer.get("/api/shelf/job").json()["state"] == "idle"
    started = upload(maintainer)
    assert (started.status_code, started.json()["kind"], started.json()["name"]) == (202, "add", "石桥.txt")
    job = ended(maintainer)
    assert (job["state"], job["document_id"], job["error"]) == ("done", BRIDGE_ID, None)
    assert "5.1万人" in answer_to(maintainer, QUESTION)
    assert listed(maintainer) == [HARBOUR_ID, BRIDGE_ID]
    assert maintainer.get("/readyz").json()["documents"] == 2


def test_a_form_uploads_too_and_what_was_guessed_is_told(maintainer: TestClient) -> None:
    files = {"file": ("散文.txt", "海边的渔业很兴旺。大家都去看海。".encode(), "text/plain")}
    assert maintainer.post("/api/shelf/documents", files=files).status_code == 202
    job = ended(maintainer)
    assert (job["state"], job["name"]) == ("done", "散文.txt")
    assert any("no year was found" in warning for warning in job["warnings"])
    chinese = maintainer.get("/api/shelf/job?lang=zh").json()
    assert any("没有找到年份" in warning for warning in chinese["warnings"])
    *_, document = maintainer.get("/api/shelf/documents?lang=zh").json()["documents"]
    assert any("没有找到年份" in warning for warning in document["warnings"])


def test_how_each_document_was_read_is_listed_as_documented(maintainer: TestClient) -> None:
    given = maintainer.get("/api/shelf/documents").json()
    (document,) = schemas.ShelfDocuments.model_validate(given).documents
    assert (document.id, document.terms) == (HARBOUR_ID, 2)
    assert min(document.sections, document.passages, document.figures) > 2


def test_the_same_name_replaces_and_keeps_the_id(maintainer: TestClient, readiness: Readiness) -> None:
    upload(maintainer, HARBOUR.replace("就业3.5万人", "就业9.9万人"), "临港.txt")
    assert ended(maintainer)["document_id"] == HARBOUR_ID
    assert listed(maintainer) == [HARBOUR_ID]
    assert "9.9万人" in answer_to(maintainer, "2030年城镇新增就业多少人？")
    assert check_store(readiness.opened().store.path) == ()


def test_a_document_is_replaced_by_a_file_of_another_name(maintainer: TestClient) -> None:
    upload(maintainer, BRIDGE, "终稿.txt", replaces=HARBOUR_ID)
    assert ended(maintainer)["state"] == "done"
    assert listed(maintainer) == [HARBOUR_ID]
    assert "5.1万人" in answer_to(maintainer, QUESTION)
    upload(maintainer, HARBOUR, "临港.txt")  # the name is free again
    assert ended(maintainer)["state"] == "done"
    assert len(listed(maintainer)) == 2


def test_a_document_is_removed_but_never_the_last(maintainer: TestClient) -> None:
    upload(maintainer)
    ended(maintainer)
    assert maintainer.delete(f"/api/shelf/documents/{HARBOUR_ID}").status_code == 202
    assert ended(maintainer)["state"] == "done"
    assert listed(maintainer) == [BRIDGE_ID]
    assert "last document" in problem_of(maintainer.delete(f"/api/shelf/documents/{BRIDGE_ID}"), 409)
    assert listed(maintainer) == [BRIDGE_ID]


def test_an_unknown_document_is_neither_removed_nor_replaced(maintainer: TestClient) -> None:
    assert "nope" in problem_of(maintainer.delete("/api/shelf/documents/nope"), 404)
    assert "nope" in problem_of(upload(maintainer, replaces="nope"), 404)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("报告.doc", b"x", ".doc is not read"),
        ("报告.docx", b"no zip", "报告.docx"),
        ("报告.txt", b"", "报告.txt"),
        ("报告", b"x", "without a suffix is not read"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_old_store_stays(
    maintainer: TestClient, name: str, content: bytes, reason: str
) -> None:
    sent = maintainer.post("/api/shelf/documents", params={"name": name}, content=content)
    assert sent.status_code == 202
    job = ended(maintainer)
    assert job["state"] == "failed"
    assert reason in job["error"]
    assert listed(maintainer) == [HARBOUR_ID]
    assert "3.5万人" in answer_to(maintainer, "2030年城镇新增就业多少人？")


def test_the_old_store_answers_until_the_new_one_is_open(
    maintainer: TestClient, readiness: Readiness, held: Event
) -> None:
    before = readiness.opened()
    upload(maintainer, HARBOUR.replace("就业3.5万人", "就业9.9万人"), "临港.txt")
    while maintainer.get("/api/shelf/job").json()["step"] != "Opening the new store":
        time.sleep(0.01)
    assert "3.5万人" in answer_to(maintainer, "2030年城镇新增就业多少人？")
    held.set()
    ended(maintainer)
    assert "9.9万人" in answer_to(maintainer, "2030年城镇新增就业多少人？")
    assert "3.5万人" in ask(before, "2030年城镇新增就业多少人？").text  # who had it open still reads it


def test_a_second_job_is_refused_while_one_runs(maintainer: TestClient, held: Event) -> None:
    upload(maintainer)
    assert "石桥.txt" in problem_of(upload(maintainer), 409)
    files = {"file": ("a.txt", b"x")}
    assert "still at work" in problem_of(maintainer.post("/api/shelf/documents", files=files), 409)
    held.set()
    assert ended(maintainer)["state"] == "done"
    upload(maintainer)
    assert ended(maintainer)["state"] == "done"


def test_a_bug_ends_the_job_and_the_next_one_may_start(
    maintainer: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*given: object, **named: object) -> None:
        raise ZeroDivisionError("the secret reason")

    with monkeypatch.context() as patched:
        patched.setattr(build, "put_into_store", broken)
        upload(maintainer)
        job = ended(maintainer)
    assert job["state"] == "failed"
    assert "secret" not in job["error"]
    assert "the secret reason" in caplog.text
    upload(maintainer)
    assert ended(maintainer)["state"] == "done"


@pytest.mark.parametrize(
    "header",
    [{}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Authorization": "Bearer "}],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/shelf/documents?name=a.txt"),
        ("GET", "/api/shelf/documents"),
        ("DELETE", f"/api/shelf/documents/{HARBOUR_ID}"),
        ("GET", "/api/shelf/job"),
        ("GET", "/api/shelf/feedback?vote=sideways"),
    ],
)
def test_without_the_token_nothing_is_shown_or_changed(
    readiness: Readiness, header: dict[str, str], method: str, path: str
) -> None:
    stranger = TestClient(make_api(readiness), raise_server_exceptions=False)
    response = stranger.request(method, path, headers=header)
    assert "token" in problem_of(response, 401)
    assert response.headers["www-authenticate"] == "Bearer"
    assert TOKEN not in response.text


@pytest.mark.parametrize("path", ["documents", "job", "feedback"])
def test_without_a_token_set_there_is_no_shelf(client: TestClient, path: str) -> None:
    problem_of(client.get(f"/api/shelf/{path}", headers=ALLOWED), 404)
    problem_of(client.post("/api/shelf/documents?name=a.txt", headers=ALLOWED, content=b"x"), 404)
    problem_of(client.delete(f"/api/shelf/documents/{HARBOUR_ID}", headers=ALLOWED), 404)
    assert "/api/shelf/job" not in client.get("/openapi.json").json()["paths"]


def test_a_token_of_other_letters_is_compared_too(harbour_asker: Asker) -> None:
    client = TestClient(make_api(Readiness(harbour_asker, admin_token=SecretStr("口令"))))
    assert client.get("/api/shelf/job", headers={"Authorization": "Bearer 口令".encode()}).status_code == 200
    assert client.get("/api/shelf/job", headers=ALLOWED).status_code == 401


def test_the_token_is_a_setting_that_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_ADMIN_TOKEN", TOKEN)
    settings = load_settings()
    assert settings.admin_token == SecretStr(TOKEN)
    assert TOKEN not in repr(settings)
    monkeypatch.setenv("WENBAO_ADMIN_TOKEN", "")
    assert load_settings().admin_token is None


def test_an_upload_has_a_limit_of_its_own(maintainer: TestClient) -> None:
    problem_of(upload(maintainer, "长" * (MOST_UPLOAD_BYTES // 3 + 1)), 413)
    piece = b"x" * 2**20

    def in_pieces() -> Iterator[bytes]:
        yield from [piece] * (MOST_UPLOAD_BYTES // len(piece) + 1)

    sent = maintainer.post("/api/shelf/documents?name=a.txt", content=in_pieces())
    assert "67,108,864" in problem_of(sent, 413)
    form = maintainer.post("/api/shelf/documents", files={"file": ("a.txt", piece * (MOST_UPLOAD_BYTES // len(piece)))})
    problem_of(form, 413)
    assert maintainer.get("/api/shelf/job").json()["state"] == "idle"
    problem_of(maintainer.post("/api/ask", content=piece * 2), 413)


def test_an_upload_without_a_name_or_a_file_is_told(maintainer: TestClient) -> None:
    assert "no name" in problem_of(maintainer.post("/api/shelf/documents", content=b"x"), 422)
    assert "no name" in problem_of(upload(maintainer, name="../.."), 422)
    assert "no file" in problem_of(
        maintainer.post("/api/shelf/documents", data={"a": "b"}, files={"f": (None, b"x")}), 422
    )
    problem_of(
        maintainer.post("/api/shelf/documents", content=b"x", headers={"Content-Type": "multipart/form-data"}), 400
    )


@pytest.mark.parametrize(
    "name", ["../../etc/石桥.txt", "..\\..\\石桥.txt", "/石桥.txt", "C:\\报告\\石桥.txt", "石\x00桥\n.txt"]
)
def test_a_path_in_a_name_leads_nowhere(maintainer: TestClient, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.iterdir())
    upload(maintainer, name=name)
    assert ended(maintainer)["name"] == "石桥.txt"
    assert maintainer.get(f"/api/documents/{BRIDGE_ID}").json()["source"] == "石桥.txt"
    assert sorted(tmp_path.iterdir()) == before


def test_a_long_name_keeps_its_suffix() -> None:
    assert safe_name("长" * 300 + ".docx") == "长" * 75 + ".docx"
    assert safe_name('a<b>:"c|?*.txt') == "a_b___c___.txt"
    with pytest.raises(UploadError):
        safe_name(" . ")


def test_what_was_uploaded_leaves_no_file_behind(
    maintainer: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    upload(maintainer)
    ended(maintainer)
    upload(maintainer, "x", "报告.doc")
    ended(maintainer)
    upload(maintainer, replaces="nope")
    maintainer.get("/api/shelf/feedback?format=csv")
    assert list(folder.iterdir()) == []


def test_feedback_and_unanswered_questions_are_listed_filtered_and_exported(maintainer: TestClient) -> None:
    answer = maintainer.post("/api/ask", json={"question": "2030年新增学位多少个？"}).json()
    maintainer.post("/api/feedback", json={"answer_id": answer["id"], "vote": "down", "reason": "太短"})
    for _ in range(2):
        maintainer.post("/api/ask", json={"question": "=写一首诗"})

    def heard(query: str) -> list[dict[str, Any]]:
        given = maintainer.get(f"/api/shelf/feedback?{query}").json()
        schemas.HeardQuestions.model_validate(given)
        return list(given["feedback"])

    assert [each["reasons"] for each in heard("")] == [["太短"], []]
    assert [(each["down"], each["asked"]) for each in heard("vote=down&days=7")] == [(1, 1)]
    assert [(each["question"], each["asked"]) for each in heard("vote=unanswered")] == [("=写一首诗", 2)]
    assert heard("vote=up") == []
    turns = [["2030年新增学位多少个？", answer["text"]]]
    follow_up = maintainer.post("/api/ask", json={"question": "那2031年呢？", "history": turns}).json()
    maintainer.post("/api/feedback", json={"answer_id": follow_up["id"], "vote": "up"})
    (liked,) = heard("vote=up")
    assert liked["question"] == "那2031年呢？"
    assert "学位" in liked["standalone_question"]
    table = maintainer.get("/api/shelf/feedback?format=csv&vote=unanswered")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.content.startswith(b"\xef\xbb\xbfid,")
    assert "'=写一首诗" in table.text
    for wrong in ("vote=sideways", "days=0", "format=xml", "unknown=1"):
        problem_of(maintainer.get(f"/api/shelf/feedback?{wrong}"), 422)


def test_where_no_feedback_is_kept_the_shelf_says_so(harbour_asker: Asker) -> None:
    client = TestClient(make_api(Readiness(harbour_asker, admin_token=SecretStr(TOKEN))), headers=ALLOWED)
    assert problem_of(client.get("/api/shelf/feedback"), 404) == "Feedback is not kept here."
