"""Votes and unanswered questions: what is kept, for how long, and what never is."""

import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sql
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from evals.heard import Vote
from rag.answer import ask
from rag.asker import Asker
from rag.types import Answer, Status
from tests.ui.conftest import Run
from ui import feedback as module
from ui.api import make_api
from ui.feedback import Feedback, FeedbackError, HeardTyped, UnknownAnswerError
from ui.personal import HIDDEN, without_personal
from ui.readiness import Readiness
from ui.serve import _open_feedback
from ui.settings import load_settings


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'feedback.sqlite'}"


@pytest.fixture
def feedback(url: str) -> Feedback:
    return Feedback(url, keep_days=30)


@pytest.fixture
def answered(harbour_asker: Asker) -> Answer:
    return ask(harbour_asker, "2030年新增学位多少个？")


@pytest.fixture
def refused(harbour_asker: Asker) -> Answer:
    return ask(harbour_asker, "写一首诗")


def test_a_refused_question_is_kept_and_an_answered_one_forgotten(
    feedback: Feedback, harbour_asker: Asker, answered: Answer, refused: Answer
) -> None:
    feedback.hear(harbour_asker, answered)
    feedback.hear(harbour_asker, refused)
    assert [(each.question, each.vote) for each in feedback.heard()] == [("写一首诗", None)]


def test_a_vote_keeps_the_answer_with_its_quotes_and_the_latest_vote_counts(
    feedback: Feedback, harbour_asker: Asker, answered: Answer
) -> None:
    feedback.hear(harbour_asker, answered)
    feedback.vote(answered.id, Vote.UP)
    feedback.vote(answered.id, Vote.DOWN, "年份不对")
    quotes = tuple(citation.quote for citation in answered.citations)
    assert feedback.heard() == (
        HeardTyped(
            *(answered.standalone_question, Status.ANSWERED, answered.text, quotes, Vote.DOWN, "年份不对"),
            typed=answered.question,
        ),
    )


def test_another_process_reads_what_was_kept(
    url: str, feedback: Feedback, harbour_asker: Asker, refused: Answer
) -> None:
    feedback.hear(harbour_asker, refused)
    assert [each.question for each in Feedback(url, 30).heard(days=1)] == ["写一首诗"]


def test_what_is_too_old_goes_with_the_next_that_comes(
    url: str, feedback: Feedback, harbour_asker: Asker, refused: Answer
) -> None:
    feedback.hear(harbour_asker, refused)
    with sql.create_engine(url).begin() as connection:
        table = module._FEEDBACK
        connection.execute(sql.update(table).values(at=module._now() - timedelta(days=31)))
    assert feedback.heard(days=30) == ()
    feedback.hear(harbour_asker, replace(refused, id="later"))
    assert len(feedback.heard()) == 1


def test_only_an_answer_that_was_given_can_be_voted_on(feedback: Feedback) -> None:
    with pytest.raises(UnknownAnswerError, match="No recent answer"):
        feedback.vote("nobody", Vote.UP)


def test_the_oldest_answers_can_no_longer_be_voted_on(
    feedback: Feedback, harbour_asker: Asker, answered: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 2)
    for name in ("first", "second", "third"):
        feedback.hear(harbour_asker, replace(answered, id=name))
    feedback.vote("third", Vote.UP)
    with pytest.raises(UnknownAnswerError):
        feedback.vote("first", Vote.UP)


def test_a_database_that_fails_later_costs_no_answer(
    url: str, feedback: Feedback, harbour_asker: Asker, refused: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    with sql.create_engine(url).begin() as connection:
        connection.execute(sql.text("drop table feedback"))
    feedback.hear(harbour_asker, refused)
    assert "feedback cannot use the database" in caplog.text


@pytest.mark.parametrize("bad", ["nonsense", "sqlite:////nowhere/at/all/x.sqlite", "unknown+driver://h/db"])
def test_a_database_that_cannot_be_used_is_told_with_the_way_out(bad: str) -> None:
    with pytest.raises(FeedbackError, match="Set WENBAO_FEEDBACK"):
        Feedback(bad, 30)


def test_a_password_is_not_told() -> None:
    with pytest.raises(FeedbackError) as told:
        Feedback("unknown+driver://user:secret@h/db", 30)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("我的电话是13812345678，公园在哪？", f"我的电话是{HIDDEN}，公园在哪？"),
        ("打+86 138-1234-5678给我", f"打{HIDDEN}给我"),
        ("座机027-85481234", f"座机{HIDDEN}"),
        ("身份证42010319900101123X能办吗", f"身份证{HIDDEN}能办吗"),
        ("发到a.b@example.com.cn", f"发到{HIDDEN}"),
        ("微信号：abc_12345 联系", f"{HIDDEN} 联系"),
        ("我叫张小明，想问就业", f"我叫{HIDDEN}，想问就业"),
        ("我是王芳，想问养老", f"我是{HIDDEN}，想问养老"),
        ("我住幸福里3栋2单元501室", f"我住幸福里{HIDDEN}"),
        ("车牌鄂A12345限行吗", f"车牌{HIDDEN}限行吗"),
        ("王小明的低保什么时候批", f"{HIDDEN}的低保什么时候批"),
        ("陈晨的低保怎么还没发", f"{HIDDEN}的低保怎么还没发"),
        ("我是王建国同志", f"我是{HIDDEN}"),
        ("问问李建华大爷", f"问问{HIDDEN}"),
        ("我妈张桂芳能领补贴吗", f"我妈{HIDDEN}能领补贴吗"),
        ("我儿子李明上学", f"我儿子{HIDDEN}上学"),
        ("老师是王芳", f"老师是{HIDDEN}"),
        ("我孩子周欣怡上学", f"我孩子{HIDDEN}上学"),
        ("我爸叫刘德华", f"我{HIDDEN}"),
        ("我家孩子叫小宝，想上学", f"我家{HIDDEN}，想上学"),
        ("我姓王名建国", f"我姓{HIDDEN}"),
        ("我姓王，名建国，想问", f"我姓{HIDDEN}，想问"),
        ("联系人陈晨", f"联系人{HIDDEN}"),
        ("联系人：陈晨 想问", f"联系人：{HIDDEN} 想问"),
        ("张女士投诉", f"{HIDDEN}投诉"),
        ("座机85551234没人接", f"{HIDDEN}没人接"),
        ("打一三八一二三四五六七八", f"打{HIDDEN}"),
        ("电话１３８１２３４５６７８，公园在哪", f"电话{HIDDEN}，公园在哪"),
        ("我住在万松园路8号", f"我{HIDDEN}"),
        ("从192.168.1.4上网", f"从{HIDDEN}上网"),
        ("卡号6222 0212 3456 7890 123", f"卡号{HIDDEN}"),
    ],
)
def test_what_may_tell_who_asked_is_taken_out(said: str, kept: str) -> None:
    assert without_personal(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "2023年地区生产总值1680亿元，增长7.4%",
        "新增就业2万人，其中高校毕业生12345人",
        "我是江汉区的居民，想问公园",
        "我是退休教师，想问社保",
        "2021-2025年投资12345678万元",
        "解放大道688号附近有公园吗",
        "全年发了多少就业创业方面的补助？",
        "江汉区的房价是多少",
        "江汉区的养老怎么样",
        "孩子高中怎么报名",
        "父亲高龄补贴怎么领",
        "我孩子马上要上小学",
        "女儿高考加分政策",
        "孩子是高中生能申请吗",
        "孩子夏令营怎么报名",
        "高龄大爷能免费坐车吗",
        "马上找师傅，任何同志都行",
        "高精尖产业、金融城与黎巴嫩",
        "高新区和石家庄的高水平开放",
        "地铁8号线，解放大道8号线站",
        "2023年5月1日到12月31日",
        "投入１２３４５６７８万元",
        "G20和5G基站1234个",
    ],
)
def test_what_a_report_is_asked_about_stays(said: str) -> None:
    assert without_personal(said) == said


@given(st.text("我妈张桂芳的低保住路8号 1３\n　\u200b，a.@", max_size=30))
def test_what_is_left_of_a_text_is_its_own(said: str) -> None:
    place = 0
    for piece in without_personal(said).split(HIDDEN):
        place = said.index(piece, place) + len(piece)


def test_personal_data_never_reaches_the_database(url: str, harbour_asker: Asker) -> None:
    feedback = Feedback(url, 30)
    answer = ask(harbour_asker, "我叫李雷，电话13812345678，请给我写一首诗")
    feedback.hear(harbour_asker, replace(answer, status=Status.REFUSED))
    feedback.vote(answer.id, Vote.DOWN, "打我电话13812345678")
    with sql.create_engine(url).connect() as connection:
        (row,) = connection.execute(sql.select(module._FEEDBACK))
    assert not [cell for cell in row if "13812345678" in str(cell) or "李雷" in str(cell)]


@pytest.fixture
def kept_client(harbour_asker: Asker, feedback: Feedback) -> TestClient:
    return TestClient(make_api(Readiness(harbour_asker, feedback)), raise_server_exceptions=False)


def test_a_vote_over_the_api_lands_in_the_database(kept_client: TestClient, feedback: Feedback) -> None:
    answer = kept_client.post("/api/ask", json={"question": "2030年新增学位多少个？"}).json()
    sent = kept_client.post("/api/feedback", json={"answer_id": answer["id"], "vote": "down", "reason": "太短"})
    assert (sent.status_code, sent.json()) == (200, {"kept": True})
    assert [(each.vote, each.reason) for each in feedback.heard()] == [(Vote.DOWN, "太短")]


def test_a_streamed_answer_can_be_voted_on_too(kept_client: TestClient, feedback: Feedback) -> None:
    streamed = kept_client.post("/api/ask", json={"question": "写一首诗"}, headers={"Accept": "text/event-stream"})
    assert "event: answer" in streamed.text
    assert [each.question for each in feedback.heard()] == ["写一首诗"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"answer_id": "nobody", "vote": "up"}, 404),
        ({"answer_id": "a", "vote": "sideways"}, 422),
        ({"answer_id": "a"}, 422),
        ({"answer_id": "a", "vote": "up", "name": "x"}, 422),
        ({"answer_id": "a", "vote": "up", "reason": "字" * 501}, 422),
    ],
)
def test_a_vote_that_cannot_be_kept_is_a_problem(kept_client: TestClient, body: dict[str, str], status: int) -> None:
    response = kept_client.post("/api/feedback", json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_where_no_feedback_is_kept_the_api_says_so(client: TestClient) -> None:
    response = client.post("/api/feedback", json={"answer_id": "a", "vote": "up"})
    assert (response.status_code, response.json()["detail"]) == (404, "Feedback is not kept here.")


def test_off_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_FEEDBACK", "off")
    settings = load_settings(store=tmp_path / "store")
    assert _open_feedback(settings, lambda line: None) is None
    assert list(tmp_path.iterdir()) == []


def test_beside_a_read_only_store_the_server_starts_without_feedback(tmp_path: Path) -> None:
    told: list[str] = []
    folder = tmp_path / "locked"
    folder.mkdir()
    # A folder where the database would be stops root as well, whom no mode of a folder stops.
    (folder / "store-feedback.sqlite").mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert _open_feedback(load_settings(store=folder / "store"), told.append) is None
    assert told[0].startswith("No feedback is kept: ")


def test_the_command_lists_and_writes_candidates(
    run: Run, harbour_asker: Asker, refused: Answer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'votes.sqlite'}"
    Feedback(url, 30).hear(harbour_asker, refused)
    monkeypatch.setenv("WENBAO_FEEDBACK", url)
    assert "写一首诗" in run("candidates").out
    assert '"question": "写一首诗"' in run("candidates", "--json").out
    assert run("candidates", "--out", "sheet.xlsx").out == "1 candidates written to sheet.xlsx\n"
    assert (tmp_path / "sheet.xlsx").stat().st_size > 1000
    assert run("candidates", "--out", "sheet.xlsx").err.startswith("Error: sheet.xlsx is there already")


def test_a_completed_sheet_is_checked_against_the_reports_of_the_store(run: Run, tmp_path: Path) -> None:
    head = "id,type,question,key_facts,evidence\n"
    right, wrong = "a,fact_number,新增学位多少？,2600个,新增学位2600个\n", "b,fact_number,多少所？,99所,改造学校99所\n"
    (tmp_path / "sheet.csv").write_text(head + right + wrong, encoding="utf-8")
    done = run("candidates", "--import", "sheet.csv", "--into", "cases.jsonl")
    assert (done.code, done.out) == (0, "1 cases added to cases.jsonl\n")
    assert "sheet.csv line 3: b: the evidence is not in the report: 改造学校99所" in done.err
    unknown = run("candidates", "--import", "sheet.csv", "--into", "more.jsonl", "--store", str(tmp_path / "nowhere"))
    assert (unknown.code, unknown.out) == (0, "2 cases added to more.jsonl\n")
    assert "were not checked" in unknown.err


def test_the_command_tells_what_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("candidates").out == "Nothing was refused or voted on.\n"
    assert (
        run("candidates", "--out", "sheet.txt").err
        == "Error: sheet.txt is no sheet. Give a name that ends in .xlsx or .csv.\n"
    )
    assert run("candidates", "--import", "a.csv").code == 2
    monkeypatch.setenv("WENBAO_FEEDBACK", "off")
    assert run("candidates").err.startswith("Error: no feedback is kept.")


def test_the_first_start_keeps_feedback_beside_the_store_that_it_will_build(tmp_path: Path) -> None:
    told: list[str] = []
    opened = _open_feedback(load_settings(store=tmp_path / "new" / "wenbao" / "store"), told.append)
    assert opened is not None
    opened.close()
    assert told == []
    assert (tmp_path / "new" / "wenbao" / "store-feedback.sqlite").is_file()
