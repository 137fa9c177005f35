"""The page in a real browser: a conversation is steered, edited, stopped, kept, exported and voted on."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from index.build import build_store
from index.encoder import Encoder
from tests.chat_server import ChatServer, chat_server
from tests.rag.reports import HARBOUR
from tests.ui.conftest import HARBOUR_ID, OpenBrowser, ask, is_in_sight, visit
from tests.ui.serving import Served, serving

pytestmark = pytest.mark.browser

QUESTION = "2030年城镇新增就业多少人？"


@pytest.fixture(scope="module")
def store(default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one small report that a server may write beside."""
    folder = tmp_path_factory.mktemp("conversation")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([folder / "harbour.txt"], folder / "store", default_encoder, lambda line: None)
    return folder / "store"


@pytest.fixture(scope="module")
def served(encoder_cache: Path, store: Path) -> Iterator[Served]:
    with serving(encoder_cache, store) as started:
        started.wait_until("/readyz", 200)
        yield started


def test_another_year_is_chosen_on_a_chip_and_asked_again(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, "什么是蓝色粮仓？", 2)
    chip = page.locator(".wb-slot-year").first
    assert chip.input_value() == "2030"
    chip.select_option("2031")
    expect(page.locator(".wb-answer")).to_have_count(1)  # what followed rested on the answer that was changed
    expect(page.locator(".wb-answer")).to_contain_text("4万人")
    assert page.locator(".wb-user").inner_text() == QUESTION
    page.get_by_role("button", name="重新回答").click()
    page.wait_for_timeout(500)
    expect(page.locator(".wb-answer")).to_contain_text("4万人")


def test_a_question_is_edited_in_its_place(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, "那2031年呢？", 2)
    page.locator(".user-row").first.hover()
    page.get_by_role("button", name="修改").first.click()
    expect(page.locator("#wb-notice")).to_contain_text("正在修改")
    assert is_in_sight(page.locator("#wb-notice"))
    assert page.input_value("#wb-question textarea") == QUESTION
    page.fill("#wb-question textarea", "2030年新增学位多少个？")
    page.press("#wb-question textarea", "Enter")
    expect(page.locator(".wb-user")).to_have_count(1)
    expect(page.locator(".wb-answer")).to_contain_text("2600个")
    expect(page.locator("#wb-notice")).to_be_hidden()


def test_editing_is_given_up_with_escape(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".user-row").first.hover()
    page.get_by_role("button", name="修改").first.click()
    page.keyboard.press("Escape")
    expect(page.locator("#wb-notice")).to_be_hidden()
    expect(page.locator("#wb-question textarea")).to_have_value("")
    ask(page, "什么是蓝色粮仓？", 2)


def test_a_chip_is_chosen_by_keyboard_when_it_is_confirmed(page: Page) -> None:
    ask(page, QUESTION)
    page.fill("#wb-question textarea", "还没写完")
    chip = page.locator(".wb-slot-year")
    chip.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#wb-notice")).to_contain_text("按回车")
    page.keyboard.press("Escape")
    assert chip.input_value() == "2030"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-answer")).to_contain_text("4万人")
    expect(page.locator(".wb-slot-year")).to_be_focused()
    page.get_by_role("button", name="重新回答").press("Enter")
    expect(page.get_by_role("button", name="重新回答")).to_be_focused()
    expect(page.locator("#wb-question textarea")).to_have_value("还没写完")


def test_what_goes_with_another_answer_can_be_brought_back(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, "什么是蓝色粮仓？")
    page.locator(".wb-again").first.click()
    expect(page.locator("#wb-notice")).to_contain_text("后面的 1 个问题已去掉。")
    expect(page.locator(".wb-user")).to_have_count(1)
    page.get_by_role("button", name="恢复").click()
    expect(page.locator(".wb-user")).to_have_count(2)
    page.get_by_role("button", name="清空对话").click()
    expect(page.locator(".wb-user")).to_have_count(0)
    page.get_by_role("button", name="恢复").click()
    expect(page.locator(".wb-user")).to_have_count(2)


def _question_sent_by(request: Request) -> list[object]:
    """Only a question goes with the number of an edited one, the report, the wording and the conversation."""
    data = (request.post_data_json or {}).get("data", []) if request.url.endswith("/queue/join?") else []
    return data[:1] if len(data) == 5 else []


def test_nothing_is_asked_by_an_empty_box_and_shift_enter_breaks_the_line(page: Page) -> None:
    sent: list[object] = []
    page.on("request", lambda request: sent.extend(_question_sent_by(request)))
    for typed in ("", "   "):
        page.fill("#wb-question textarea", typed)
        page.press("#wb-question textarea", "Enter")
        page.click("#wb-question .submit-button")
    ask(page, QUESTION)
    assert sent == [QUESTION]
    assert page.locator(".wb-user").count() == 1
    page.fill("#wb-question textarea", "一")
    page.press("#wb-question textarea", "Shift+Enter")
    page.keyboard.type("二")
    expect(page.locator("#wb-question textarea")).to_have_value("一\n二")
    page.locator("#wb-question textarea").evaluate("box => box.select()")
    page.keyboard.insert_text("问" * 2001)
    assert page.input_value("#wb-question textarea") == "问" * 2000
    expect(page.locator("#wb-notice")).to_contain_text("最多 2000 字")


def test_a_question_is_sent_once_however_often_enter_is_pressed_and_can_be_asked_again(page: Page) -> None:
    page.fill("#wb-question textarea", QUESTION)
    for _ in range(3):
        page.press("#wb-question textarea", "Enter")
    expect(page.locator(".wb-status")).to_have_count(1)
    ask(page, QUESTION, 2)
    assert page.locator(".wb-user").count() == 2


def test_a_conversation_survives_a_reload_until_it_is_cleared(page: Page) -> None:
    ask(page, QUESTION)
    page.reload()
    expect(page.locator(".wb-answer")).to_contain_text("3.5万人")
    ask(page, "那2031年呢？", 2)
    expect(page.locator(".wb-answer").last).to_contain_text("4万人")
    page.get_by_role("button", name="清空对话").click()
    expect(page.locator(".wb-answer")).to_have_count(0)
    page.reload()
    expect(page.locator("#wb-chat .example").first).to_be_visible()
    assert page.locator(".wb-answer").count() == 0


def test_a_conversation_is_exported_as_markdown_with_its_sources(page: Page, served: Served) -> None:
    ask(page, "什么是蓝色粮仓？<b>*")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("# 政府工作报告问答\n\n## 什么是蓝色粮仓？\\<b\\>\\*\n")
    assert "优质蛋白供应基地" in text
    assert f"<{served.url}/?doc={HARBOUR_ID}&at=" in text


def test_a_vote_and_its_reason_are_kept_without_who_gave_it(page: Page, store: Path) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="没用").click()
    expect(page.locator(".wb-thanks")).to_contain_text("已记下")
    assert page.locator(".wb-down").get_attribute("aria-pressed") == "true"
    page.get_by_label("哪里不对？").fill("想看全市的，电话13912345678")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".wb-reason")).to_have_count(0)
    expect(page.locator(".wb-down")).to_be_focused()
    page.reload()
    expect(page.locator(".wb-down")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".wb-up")).to_have_attribute("aria-pressed", "false")
    with sqlite3.connect(store.with_name("store-feedback.sqlite")) as database:
        rows = database.execute("select question, vote, reason from feedback where vote is not null").fetchall()
    database.close()
    assert rows == [(QUESTION, "down", rows[0][2])]
    assert "全市" in rows[0][2]
    assert "139" not in rows[0][2]


def test_a_deep_link_opens_the_report_on_the_quoted_words(page: Page, context: BrowserContext) -> None:
    ask(page, QUESTION)
    page.locator(".wb-mark").first.click()
    with context.expect_page() as opened:
        page.locator("#wb-panel .wb-open").click()
    expect(opened.value.locator("#wb-here")).to_be_in_viewport()
    assert opened.value.locator("#wb-here").inner_text() == page.locator("#wb-panel mark").inner_text()
    with opened.value.expect_download() as download:
        opened.value.get_by_role("link", name="下载原件").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == HARBOUR
    assert download.value.suggested_filename == "harbour.txt"


def test_a_deep_link_to_an_unknown_report_opens_the_chat(page: Page) -> None:
    page.goto("/?doc=gone-2020&at=3")
    expect(page.locator("#wb-question textarea")).to_be_visible()


def test_a_term_shows_its_definition_by_hover_and_by_keyboard(page: Page) -> None:
    ask(page, "2031年海洋经济有什么安排？")
    term = page.locator("#wb-chat .wb-defined").first
    tip = term.locator(".wb-tip")
    expect(tip).to_be_hidden()
    term.hover()
    expect(tip).to_contain_text("优质蛋白供应基地")
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


@pytest.fixture
def model() -> Iterator[ChatServer]:
    """A language model that writes slowly."""
    with chat_server() as running:
        running.pieces = ["2030年城镇新增就业3.5万人[1]。", *["再" for _ in range(200)]]
        running.seconds_between = 0.3
        yield running


def slow_model(model: ChatServer) -> dict[str, str]:
    return {"WENBAO_LLM_BASE_URL": model.url, "WENBAO_LLM_MODEL": "slow"}


def test_an_answer_is_cleared_and_stopped_and_the_official_wording_waits_for_no_model(
    browser: Browser, encoder_cache: Path, store: Path, model: ChatServer
) -> None:
    with serving(encoder_cache, store, **slow_model(model)) as started:
        started.wait_until("/readyz", 200)
        page = browser.new_page(base_url=started.url)
        page.goto("/")
        model.may_write.clear()
        page.fill("#wb-question textarea", QUESTION)
        page.press("#wb-question textarea", "Enter")
        expect(page.locator(".wb-waiting")).to_contain_text("正在查报告")
        model.may_write.set()
        expect(page.locator(".wb-answer")).to_contain_text("3.5万人")
        assert page.locator(".wb-edit").get_attribute("aria-disabled") == "true"
        page.get_by_role("button", name="清空对话").click()
        expect(page.get_by_role("button", name="发送")).to_be_visible()
        page.wait_for_timeout(1500)  # the model would write on
        assert page.locator(".wb-user, .wb-answer").count() == 0
        page.reload()
        expect(page.locator("#wb-chat .example").first).to_be_visible()
        assert page.locator(".wb-user, .wb-answer").count() == 0

        page.fill("#wb-question textarea", QUESTION)
        page.press("#wb-question textarea", "Enter")
        expect(page.locator(".wb-answer")).to_contain_text("3.5万人")
        page.get_by_role("button", name="停止").click()
        expect(page.locator(".wb-answer")).to_contain_text("已停止")
        expect(page.get_by_role("button", name="发送")).to_be_visible()
        expect(page.locator("#wb-question textarea")).to_be_focused()
        page.get_by_label("报告原话").check()
        page.get_by_role("button", name="重新回答").click()
        expect(page.locator(".wb-status")).to_have_text("已回答")
        page.reload()
        expect(page.get_by_label("报告原话")).to_be_checked()
        model.seconds_between = 0
        page.get_by_label("通俗说法").check()  # and the last question is asked again
        expect(page.locator(".wb-checked", has_text="通俗说法")).to_be_visible()
        assert page.locator(".wb-user").count() == 1
        page.close()


def test_a_server_that_goes_in_the_middle_of_an_answer_is_told_and_found_again(
    browser: Browser, encoder_cache: Path, store: Path, model: ChatServer
) -> None:
    with serving(encoder_cache, store, **slow_model(model)) as started:
        started.wait_until("/readyz", 200)
        page = browser.new_page(base_url=started.url)
        page.goto("/")
        page.fill("#wb-question textarea", QUESTION)
        page.press("#wb-question textarea", "Enter")
        expect(page.locator(".wb-answer")).to_contain_text("3.5万人")
        port = urlsplit(started.url).port
        started.process.kill()
        expect(page.locator("#wb-lost")).to_contain_text("与服务器的连接断了")
        assert is_in_sight(page.locator("#wb-lost"))
        expect(page.locator(".toast-wrap")).to_be_hidden()
        page.fill("#wb-question textarea", "什么是蓝色粮仓？")
    with serving(encoder_cache, store, port) as again:
        again.wait_until("/readyz", 200)
        expect(page.locator(".wb-answer")).to_contain_text("没有完成")
        expect(page.locator("#wb-question textarea")).to_have_value("什么是蓝色粮仓？")
        expect(page.locator(".wb-user")).to_have_text(QUESTION)
        page.get_by_role("button", name="重新回答").click()
        expect(page.locator(".wb-status")).to_have_text("已回答")
        again.process.kill()
        page.press("#wb-question textarea", "Enter")  # nothing was being answered: whoever asks next hears of it
        expect(page.locator("#wb-lost")).to_be_visible()
        page.close()


def test_the_page_is_english_at_a_switch_and_takes_the_conversation_along(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Ask a government work report")
    expect(page.locator(".wb-status")).to_have_text("Answered")  # of what was asked on the other page, too
    expect(page.locator(".wb-again")).to_have_text("Answer again")
    ask(page, "那2031年呢？", 2)
    answer = page.locator(".wb-answer").last
    expect(answer.locator(".wb-status")).to_have_text("Answered")
    assert answer.locator(".wb-slot-role option").all_inner_texts()[0] == "Review and plan"
    answer.locator(".wb-up").click()
    expect(answer.locator(".wb-thanks")).to_contain_text("Thank you")
    for tab in ("Terms", "Figures", "Report", "Evals"):
        page.get_by_role("tab", name=tab).click()
    page.get_by_role("tab", name="Report").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the original").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == HARBOUR
    page.get_by_role("link", name="中文").click()
    expect(page.locator("h1")).to_have_text("政府工作报告问答")


def test_the_english_page_is_found_without_its_last_slash(page: Page) -> None:
    page.goto("/en")
    expect(page.locator("h1")).to_have_text("Ask a government work report")


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW", "fr-FR"])
@pytest.mark.parametrize(("path", "language"), [("/", "zh-CN"), ("/en/", "en")])
def test_the_page_speaks_its_own_language_in_every_browser(
    open_browser: OpenBrowser, locale: str, path: str, language: str
) -> None:
    page = visit(open_browser(locale=locale), path)
    ask(page, QUESTION)
    assert page.evaluate("document.documentElement.lang") == language
    offered = page.locator("#wb-chat .options").evaluate("list => getComputedStyle(list, '::before').content")
    assert offered == ('"Ask next"' if language == "en" else '"接着问"')
    log = page.locator("#wb-chat [role=log]")
    expect(log).to_have_attribute("aria-label", "Conversation" if language == "en" else "对话")


def test_a_screen_reader_tells_questions_from_answers(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.get_by_role("group", name="提问")).to_contain_text(QUESTION)
    expect(page.get_by_role("group", name="回答")).to_contain_text("3.5万人")
    expect(page.get_by_role("textbox", name="问题", exact=True)).to_be_visible()
    expect(page.get_by_role("tabpanel", name="提问")).to_be_visible()


def test_a_second_tab_of_the_same_browser_loses_nothing(page: Page, context: BrowserContext) -> None:
    def set_hidden(hidden: bool) -> None:
        page.evaluate(
            "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });"
            " document.dispatchEvent(new Event('visibilitychange')); }",
            hidden,
        )

    ask(page, QUESTION)
    set_hidden(True)
    other = visit(context)
    ask(other, "什么是蓝色粮仓？", 2)
    set_hidden(False)
    expect(page.locator(".wb-user")).to_have_count(2)
    ask(page, "那2031年呢？", 3)
    assert page.locator(".wb-user").count() == 3
