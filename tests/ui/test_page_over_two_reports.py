"""The page in a real browser over two reports, one of them hostile: what a shelf, a keyboard and a copy need."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from index.build import build_store
from index.encoder import Encoder
from tests.rag.reports import HARBOUR
from tests.ui.conftest import ask
from tests.ui.serving import Served, serving

pytestmark = pytest.mark.browser

QUESTION = "2030年城镇新增就业多少人？"
# A report is a file from somebody else. Whatever stands in it must be read, never run and never fetched.
HOSTILE = (
    HARBOUR.replace("临港", "石桥")
    .replace("海洋渔业产量达到18万吨", "渔业<img src=x onerror=window.ran=1>产量达到18万吨")
    .replace("建设“蓝色粮仓”", "建设![粮仓](http://example.org/p.png)和[码头](javascript:window.ran=2)")
    .replace("一岛一策", "<b>一岛</b>一策")
    .replace("按照每座海岛", "<script>window.ran=3</script>按照每座海岛 $x^2$ `岛`")
)


@pytest.fixture(scope="module")
def served(encoder_cache: Path, default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("two")
    for name, text in (("harbour.txt", HARBOUR), ("hostile.txt", HOSTILE)):
        (folder / name).write_text(text, encoding="utf-8")
    build_store(sorted(folder.glob("*.txt")), folder / "store", default_encoder, lambda line: None)
    with serving(encoder_cache, folder / "store") as started:
        started.wait_until("/readyz", 200)
        yield started


def choose_report(page: Page, place: str) -> None:
    page.locator("#wb-document input").click()
    page.locator("li[role=option]").filter(has_text=place).click()


def test_only_the_chosen_report_answers(page: Page) -> None:
    for number, place in enumerate(("石桥", "临港"), 1):
        choose_report(page, place)
        ask(page, "2030年规模以上工业增加值是多少？", number)
        expect(page.locator(".wb-sources").last).to_contain_text(f"{place}市政府工作报告")


def test_the_keyboard_is_enough(page: Page) -> None:
    ask(page, "什么是蓝色粮仓？")
    page.locator(".wb-mark").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#wb-panel mark")).to_be_visible()
    expect(page.locator("#wb-panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#wb-panel")).to_be_hidden()
    expect(page.locator(".wb-mark").first).to_be_focused()


def test_definitions_of_terms_in_an_answer_open(page: Page) -> None:
    choose_report(page, "临港")
    ask(page, "2031年海洋经济有什么安排？")
    term = page.locator(".wb-term").first
    term.locator("summary").click()
    expect(term.locator("dd")).to_contain_text("优质蛋白供应基地")


def test_markup_in_a_report_is_shown_as_text(page: Page) -> None:
    choose_report(page, "石桥")
    ask(page, "2030年渔业产量是多少？")
    ask(page, "2031年海洋经济有什么安排？", 2)
    ask(page, "什么是<b>一岛</b>一策？", 3)
    for source in page.locator(".wb-sources summary").all():
        source.click()
    shown = page.locator("#wb-chat").inner_text()
    for written in ("<img src=x onerror=window.ran=1>", "![粮仓](http://example.org/p.png)", "<script>window.ran=3"):
        assert written in shown
    assert page.locator("#wb-chat .message").locator("img, script, svg, iframe, b").count() == 0
    assert page.locator("#wb-chat .message a:not(.wb-mark, .wb-open)").count() == 0
    page.get_by_role("tab", name="名词解释").click()
    expect(page.locator(".wb-glossary")).to_contain_text("<b>一岛</b>一策")
    assert page.locator(".wb-glossary").locator("b, script").count() == 0


def test_an_answer_is_copied_as_text_with_its_sources(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose_report(page, "临港")
    ask(page, QUESTION)
    page.locator(".wb-copy").click()
    expect(page.locator(".wb-copy")).to_have_text("已复制")
    expect(page.locator(".wb-copy")).to_have_text("复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("2030年：")
    assert "[1] 2031年临港市政府工作报告 › " in copied
    assert "<" not in copied
    page.locator(".wb-up").click()
    expect(page.locator(".wb-thanks")).to_be_visible()
    page.locator(".wb-copy").click()
    expect(page.locator(".wb-copy")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == copied
    with page.expect_download() as download:
        page.get_by_role("button", name="导出").click()
    assert "谢谢" not in Path(download.value.path()).read_text(encoding="utf-8")


def test_clearing_forgets_the_conversation(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="清空对话").click()
    expect(page.locator("#wb-chat .example").first).to_be_visible()
    ask(page, "那2031年呢？")
    expect(page.locator(".wb-answer")).not_to_contain_text("4万人")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_question_box_stays_in_view_and_nothing_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    ask(page, "2030年和2031年的就业、学位、渔业产量分别是多少？")
    for source in page.locator(".wb-sources summary").all():
        source.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#wb-question").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 780


def test_a_new_question_is_followed_after_a_look_at_an_old_source(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    ask(page, QUESTION)
    page.locator(".wb-sources summary").first.click()
    page.locator("#wb-chat .bubble-wrap").evaluate("log => log.scrollTo(0, 0)")
    ask(page, "什么是蓝色粮仓？", 2)
    expect(page.locator(".wb-user").last).to_be_in_viewport()
    expect(page.locator(".wb-status").last).to_be_in_viewport()


def test_a_screen_reader_hears_chinese_and_no_html(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator("[data-testid=bot]")).to_have_attribute("aria-label", "回答")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator("[aria-label*='<']").count() == 0
