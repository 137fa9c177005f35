"""The chat page in a real headless browser, served by a real server that starts without a store."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest

from tests.ui.conftest import ROOT, environment

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is a development extra")

CHROMIUM = os.environ.get("WENBAO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run")
QUESTION = "2023年新增就业多少人？"
SECONDS_TO_START = 120


@pytest.fixture(scope="module")
def address(encoder_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server listens once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("served")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(encoder_cache, folder / "store"),
            stderr=log,
        )
        try:
            _wait_until_ready(server, f"http://127.0.0.1:{port}/readyz", folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
                pytest.fail("the server did not stop when told to")
    assert "Traceback" not in (folder / "log").read_text(encoding="utf-8")


def _wait_until_ready(server: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"the server did not get ready:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    if CHROMIUM is None:
        reason = "no chromium on this machine; install Debian's chromium or set WENBAO_CHROMIUM"
        (pytest.fail if os.environ.get("WENBAO_REQUIRE_BROWSER") == "1" else pytest.skip)(reason)
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


class Visitor:
    """A person with a browser of their own. Keeps what the page asked of other hosts, its dialogs and its errors."""

    def __init__(self, browser: "sync_api.Browser", address: str, width: int = 1280) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.hosts: set[str] = set()
        self.surprises: list[str] = []
        self.context.on("request", lambda request: self.hosts.add(urlparse(request.url).netloc))
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.surprises.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_selector("#wb-question textarea")

    def _dialog(self, dialog: "sync_api.Dialog") -> None:
        self.surprises.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def ask(self, question: str) -> "sync_api.Locator":
        """Type a question and wait for the whole answer."""
        self.page.fill("#wb-question textarea", question)
        return self.answer_after(lambda: self.page.press("#wb-question textarea", "Enter"))

    def answer_after(self, act: object) -> "sync_api.Locator":
        """Do something that asks, and wait for the whole answer: only a finished one has a status."""
        statuses = self.page.locator(".wb-status")
        before = statuses.count()
        act()  # type: ignore[operator]
        sync_api.expect(statuses).to_have_count(before + 1, timeout=20_000)
        return self.page.locator(".wb-answer").last

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return wider


@pytest.fixture
def visitor(browser: "sync_api.Browser", address: str) -> Iterator[Visitor]:
    """A visitor who, in the end, has met no other host, no dialog and no error of the page."""
    visitor = Visitor(browser, address)
    yield visitor
    visitor.context.close()
    assert visitor.hosts - {""} == {urlparse(address).netloc}
    assert visitor.surprises == []


def test_a_question_is_answered_with_a_citation_that_opens_on_its_words(visitor: Visitor) -> None:
    answer = visitor.ask(QUESTION)
    assert "2万人" in answer.locator("p").first.inner_text()
    assert "已回答" in answer.inner_text()
    answer.locator(".wb-mark").first.click()
    citation = visitor.page.locator("#wb-panel")
    sync_api.expect(citation.locator("mark")).to_be_visible()
    request = visitor.context.request.post(
        f"{visitor.page.url.rstrip('/')}/api/ask", data={"question": QUESTION}, headers={"Accept": "application/json"}
    )
    quoted = request.json()["citations"][0]["quote"]
    assert citation.locator("mark").text_content() == quoted
    assert quoted in (citation.locator("blockquote").text_content() or "")


def test_an_example_is_a_question_that_is_answered(visitor: Visitor) -> None:
    examples = visitor.page.locator("#wb-chat .example")
    assert examples.count() == 4
    asked = examples.first.inner_text().strip()
    answer = visitor.answer_after(examples.first.click)
    assert visitor.page.locator(".wb-user").first.inner_text() == asked
    assert "已回答" in answer.inner_text()


def test_a_follow_up_takes_the_topic_along(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    answer = visitor.ask("那2024年呢？")
    assert "1.8万人" in answer.locator("p").first.inner_text()


def test_a_question_that_is_offered_after_an_answer_is_answered(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    answer = visitor.answer_after(visitor.page.locator("#wb-chat .option, #wb-chat .options button").first.click)
    assert "已回答" in answer.inner_text() or "部分回答" in answer.inner_text()


def test_what_the_report_does_not_say_is_told_in_words(visitor: Visitor) -> None:
    answer = visitor.ask("火星探测计划花了多少钱？")
    assert "报告未提及" in answer.inner_text()
    assert "没有说到" in answer.inner_text()


@pytest.mark.parametrize(
    "markup",
    [
        "<script>window.wenbaoRan = 1; alert(1)</script>",
        '<img src="x" onerror="window.wenbaoRan = 1; alert(1)">',
        "<svg onload=alert(1)></svg> ![x](http://other.invalid/x.png) [y](javascript:alert(1))",
    ],
)
def test_markup_in_a_question_is_shown_as_text_and_runs_nothing(visitor: Visitor, markup: str) -> None:
    visitor.ask(markup)
    assert visitor.page.locator(".wb-user").last.inner_text() == markup
    assert visitor.page.locator(".wb-user *").count() == 0
    visitor.page.wait_for_timeout(300)
    assert visitor.page.evaluate("window.wenbaoRan") is None


def test_an_empty_and_an_overlong_question_are_told(visitor: Visitor) -> None:
    visitor.page.fill("#wb-question textarea", "问" * 2001)
    visitor.page.press("#wb-question textarea", "Enter")
    sync_api.expect(visitor.page.locator(".wb-answer").last).to_contain_text("2000 字以内")
    visitor.page.fill("#wb-question textarea", "   ")
    visitor.page.press("#wb-question textarea", "Enter")
    visitor.page.wait_for_timeout(500)
    assert "已回答" in visitor.ask(QUESTION).inner_text()


def test_the_glossary_is_searched_while_one_types(visitor: Visitor) -> None:
    visitor.page.get_by_role("tab", name="名词解释").click()
    entries = visitor.page.locator(".wb-glossary dt")
    sync_api.expect(entries).to_have_count(35)
    box = visitor.page.locator("#wb-term input, #wb-term textarea")
    box.press_sequentially("无废", delay=50)
    sync_api.expect(entries).to_have_count(1)
    sync_api.expect(entries.first).to_contain_text("无废城市")
    box.fill("无费城市")
    sync_api.expect(entries.first).to_contain_text("无废城市")
    sync_api.expect(visitor.page.locator(".wb-uses a").first).to_have_attribute("href", re.compile(r"^\?doc="))
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="CSV").click()
    assert "无废城市" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    box.fill("没有这个名词")
    sync_api.expect(visitor.page.locator(".wb-empty")).to_be_visible()
    box.fill("")
    sync_api.expect(entries).to_have_count(35)


def test_figures_are_searched_and_their_years_stand_side_by_side(visitor: Visitor) -> None:
    visitor.page.get_by_role("tab", name="数据").click()
    rows = visitor.page.locator(".wb-figures tbody tr")
    sync_api.expect(rows.first).to_be_visible()
    visitor.page.locator("#wb-figure input, #wb-figure textarea").press_sequentially("新增就业", delay=50)
    sync_api.expect(rows).to_have_count(1)
    sync_api.expect(rows.first).to_contain_text("2023年 2万人")
    sync_api.expect(rows.first).to_contain_text("2024年 1.8万人")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="下载找到的数据（CSV）").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("document_id,title,")
    assert len(lines) == 3  # both years
    sync_api.expect(visitor.page.locator(".wb-chart .wb-bar")).to_have_count(2)
    visitor.page.locator("#wb-figure input, #wb-figure textarea").fill("")
    sync_api.expect(rows).not_to_have_count(1)
    growth = visitor.page.get_by_role("button", name="目标比完成")
    for order in ("descending", "ascending"):
        growth.click()
        sync_api.expect(visitor.page.locator(f"th[aria-sort={order}]")).to_have_count(1)
    first = rows.first.locator("td").last.inner_text()
    assert first.startswith("-")


def test_how_a_report_was_read_is_shown(visitor: Visitor) -> None:
    visitor.page.get_by_role("tab", name="报告").click()
    report = visitor.page.locator(".wb-report")
    sync_api.expect(report).to_contain_text("一、2023年工作回顾 2023年回顾")
    sync_api.expect(report).to_contain_text("二、2024年工作安排 2024年计划")
    sync_api.expect(report).to_contain_text("名词：六个致力、")


def test_a_small_evaluation_runs_while_the_chat_answers(browser: "sync_api.Browser", address: str) -> None:
    maintainer, resident = Visitor(browser, address), Visitor(browser, address)
    maintainer.page.get_by_role("tab", name="评测").click()
    maintainer.page.locator("#wb-trial").click()
    assert "2万人" in resident.ask(QUESTION).inner_text()
    table = maintainer.page.locator("#wb-runs table")
    sync_api.expect(table).to_be_visible(timeout=60_000)
    sync_api.expect(table.locator("tbody tr")).to_have_count(1)
    sync_api.expect(maintainer.page.locator("#wb-runs svg").first).to_be_visible()
    with maintainer.context.expect_page() as opened:
        table.get_by_role("link", name="逐题查看").click()
    sync_api.expect(opened.value.locator("#count")).to_contain_text("cases")
    shown = opened.value.locator("article:visible").count()
    opened.value.locator("#only-wrong").uncheck()
    assert opened.value.locator("article:visible").count() == 60 > shown
    opened.value.locator("#type").select_option("definition")
    assert 0 < opened.value.locator("article:visible").count() < 60
    maintainer.context.close()
    resident.context.close()


def test_the_page_is_a_telephone_wide_without_scrolling_sideways(browser: "sync_api.Browser", address: str) -> None:
    visitor = Visitor(browser, address, width=360)
    assert visitor.overflow() <= 0
    answer = visitor.ask(QUESTION)
    answer.locator(".wb-mark").first.click()
    visitor.ask("长" * 200 + "https://example.invalid/" + "x" * 200)
    assert visitor.overflow() <= 0
    for tab, shown in (("名词解释", ".wb-glossary"), ("数据", ".wb-figures"), ("报告", ".wb-report")):
        visitor.page.get_by_role("tab", name=tab).click()
        sync_api.expect(visitor.page.locator(shown)).to_be_visible()
        assert visitor.overflow() <= 0
    visitor.context.close()


def test_visitors_do_not_see_each_other_s_conversation(browser: "sync_api.Browser", address: str) -> None:
    one, other = Visitor(browser, address), Visitor(browser, address)
    one.ask(QUESTION)
    assert other.page.locator(".wb-user, .wb-answer").count() == 0
    answer = other.ask("那2024年呢？")
    assert "1.8万人" not in answer.inner_text()
    assert one.page.locator(".wb-user").count() == 1
    one.context.close()
    other.context.close()


def test_the_documentation_of_the_api_opens_without_another_host(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.page.url.rstrip('/')}/docs")
    sync_api.expect(visitor.page.locator("#swagger-ui .opblock").first).to_be_visible()


@pytest.mark.parametrize("path", ["/etc/passwd", "pyproject.toml", "ui/page.py", "../../etc/passwd"])
def test_the_page_hands_out_no_file_of_the_machine(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/gradio_api/file={path}", timeout=10)
    refused.value.close()
    assert refused.value.code in (403, 404)
