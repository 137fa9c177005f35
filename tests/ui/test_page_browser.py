"""The chat page in a real headless browser, served by a real server that starts without a store."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.conftest import OpenBrowser, ask, visit
from tests.ui.serving import Served, serving

pytestmark = pytest.mark.browser

QUESTION = "2023年新增就业多少人？"


@pytest.fixture(scope="module")
def served(encoder_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that builds its store of the bundled report first, and ends without a traceback."""
    with serving(encoder_cache, tmp_path_factory.mktemp("served") / "store") as started:
        started.wait_until("/readyz", 200)
        yield started
        started.process.terminate()
        _, printed = started.process.communicate(timeout=60)
        assert "Traceback" not in printed


def answer_after(page: Page, act: Callable[[], object]) -> Locator:
    """Do something that asks, and wait for the whole answer: only a finished one has a status."""
    count = page.locator(".wb-status").count()
    act()
    expect(page.locator(".wb-status")).to_have_count(count + 1)
    return page.locator(".wb-answer").last


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wider


def test_a_question_is_answered_with_a_citation_that_opens_on_its_words(page: Page) -> None:
    answer = ask(page, QUESTION)
    assert "2万人" in answer.locator("p").first.inner_text()
    assert "已回答" in answer.inner_text()
    answer.locator(".wb-mark").first.click()
    citation = page.locator("#wb-panel")
    expect(citation.locator("mark")).to_be_visible()
    request = page.context.request.post("/api/ask", data={"question": QUESTION}, headers={"Accept": "application/json"})
    quoted = request.json()["citations"][0]["quote"]
    assert citation.locator("mark").text_content() == quoted
    assert quoted in (citation.locator("blockquote").text_content() or "")


def test_an_example_is_a_question_that_is_answered(page: Page) -> None:
    examples = page.locator("#wb-chat .example")
    assert examples.count() == 4
    asked = examples.first.inner_text().strip()
    answer = answer_after(page, examples.first.click)
    assert page.locator(".wb-user").first.inner_text() == asked
    assert "已回答" in answer.inner_text()


def test_a_follow_up_takes_the_topic_along(page: Page) -> None:
    ask(page, QUESTION)
    answer = ask(page, "那2024年呢？")
    assert "1.8万人" in answer.locator("p").first.inner_text()


def test_a_question_that_is_offered_after_an_answer_is_answered(page: Page) -> None:
    ask(page, QUESTION)
    answer = answer_after(page, page.locator("#wb-chat .option, #wb-chat .options button").first.click)
    assert "已回答" in answer.inner_text() or "部分回答" in answer.inner_text()


def test_what_the_report_does_not_say_is_told_in_words(page: Page) -> None:
    answer = ask(page, "火星探测计划花了多少钱？")
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
def test_markup_in_a_question_is_shown_as_text_and_runs_nothing(page: Page, markup: str) -> None:
    ask(page, markup)
    assert page.locator(".wb-user").last.inner_text() == markup
    assert page.locator(".wb-user *").count() == 0
    page.wait_for_timeout(300)
    assert page.evaluate("window.wenbaoRan") is None


def test_the_glossary_is_searched_while_one_types(page: Page) -> None:
    page.get_by_role("tab", name="名词解释").click()
    entries = page.locator(".wb-glossary dt")
    expect(entries).to_have_count(35)
    box = page.locator("#wb-term input, #wb-term textarea")
    box.press_sequentially("无废", delay=50)
    expect(entries).to_have_count(1)
    expect(entries.first).to_contain_text("无废城市")
    box.fill("无费城市")
    expect(entries.first).to_contain_text("无废城市")
    expect(page.locator(".wb-uses a").first).to_have_attribute("href", re.compile(r"^\?doc="))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert "无废城市" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    box.fill("没有这个名词")
    expect(page.locator(".wb-empty")).to_be_visible()
    expect(page.get_by_role("link", name="CSV")).to_have_count(0)
    box.fill("")
    expect(entries).to_have_count(35)


def test_figures_are_searched_and_their_years_stand_side_by_side(page: Page) -> None:
    page.get_by_role("tab", name="数据").click()
    rows = page.locator(".wb-figures tbody tr")
    expect(rows.first).to_be_visible()
    page.locator("#wb-figure input, #wb-figure textarea").press_sequentially("新增就业", delay=50)
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("2023年 2万人")
    expect(rows.first).to_contain_text("2024年 1.8万人")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载找到的数据（CSV）").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("报告,所在章节,")
    assert len(lines) == 3  # both years
    expect(page.locator(".wb-chart .wb-bar")).to_have_count(2)
    page.locator("#wb-figure input, #wb-figure textarea").fill("")
    expect(rows).not_to_have_count(1)
    growth = page.get_by_role("button", name="目标比完成")
    for order in ("descending", "ascending"):
        growth.click()
        expect(page.locator(f"th[aria-sort={order}]")).to_have_count(1)
    first = rows.first.locator("td").last.inner_text()
    assert first.startswith("-")


def test_how_a_report_was_read_is_shown(page: Page) -> None:
    page.get_by_role("tab", name="报告").click()
    report = page.locator(".wb-report")
    expect(report).to_contain_text("一、2023年工作回顾 2023年回顾")
    expect(report).to_contain_text("二、2024年工作安排 2024年计划")
    expect(report).to_contain_text("名词：六个致力、")


def test_a_small_evaluation_runs_while_the_chat_answers(open_browser: OpenBrowser) -> None:
    maintainer, resident = visit(open_browser()), visit(open_browser())
    maintainer.get_by_role("tab", name="评测").click()
    maintainer.locator("#wb-trial").click()
    assert "2万人" in ask(resident, QUESTION).inner_text()
    table = maintainer.locator("#wb-runs table")
    expect(table.locator("tbody tr")).to_have_count(1)
    expect(maintainer.locator("#wb-runs svg").first).to_be_visible()
    with maintainer.context.expect_page() as opened:
        table.get_by_role("link", name="逐题查看").click()
    expect(opened.value.locator("#count")).to_contain_text("cases")
    shown = opened.value.locator("article:visible").count()
    opened.value.locator("#only-wrong").uncheck()
    assert opened.value.locator("article:visible").count() == 60 > shown
    opened.value.locator("#type").select_option("definition")
    assert 0 < opened.value.locator("article:visible").count() < 60


def test_the_page_is_a_telephone_wide_without_scrolling_sideways(telephone: Page) -> None:
    assert overflow(telephone) <= 0
    answer = ask(telephone, QUESTION)
    answer.locator(".wb-mark").first.click()
    ask(telephone, "长" * 200 + "https://example.invalid/" + "x" * 200)
    assert overflow(telephone) <= 0
    for tab, shown in (("名词解释", ".wb-glossary"), ("数据", ".wb-figures"), ("报告", ".wb-report")):
        telephone.get_by_role("tab", name=tab).click()
        expect(telephone.locator(shown)).to_be_visible()
        assert overflow(telephone) <= 0


def test_visitors_do_not_see_each_other_s_conversation(open_browser: OpenBrowser) -> None:
    one, other = visit(open_browser()), visit(open_browser())
    ask(one, QUESTION)
    assert other.locator(".wb-user, .wb-answer").count() == 0
    answer = ask(other, "那2024年呢？")
    assert "1.8万人" not in answer.inner_text()
    assert one.locator(".wb-user").count() == 1


def test_the_documentation_of_the_api_opens_without_another_host(page: Page) -> None:
    page.goto("/docs")
    expect(page.locator("#swagger-ui .opblock").first).to_be_visible()


@pytest.mark.parametrize("path", ["/etc/passwd", "pyproject.toml", "ui/page.py", "../../etc/passwd"])
def test_the_page_hands_out_no_file_of_the_machine(served: Served, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{served.url}/gradio_api/file={path}", timeout=10)
    refused.value.close()
    assert refused.value.code in (403, 404)
