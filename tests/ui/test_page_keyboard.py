"""The whole page with a keyboard alone: every tab is reached, used and left without a pointer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.conftest import ask
from tests.ui.serving import Served, serving

pytestmark = pytest.mark.browser

QUESTION = "2031年海洋经济有什么安排？"
TOKEN = "open-sesame-7261"
MOST_STEPS = 80


@pytest.fixture(scope="module")
def served(encoder_cache: Path, store_path: Path) -> Iterator[Served]:
    with serving(encoder_cache, store_path, WENBAO_FEEDBACK="off", WENBAO_ADMIN_TOKEN=TOKEN) as started:
        started.wait_until("/readyz", 200)
        yield started


def step_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MOST_STEPS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is out of the keyboard's reach")


def open_tab(page: Page, name: str) -> None:
    """Go from wherever one is to a tab, as a keyboard does."""
    page.locator("[role=tab][aria-selected=true]").focus()
    page.keyboard.press("Home")
    for _ in range(6):
        if page.evaluate("document.activeElement.dataset.tabId") == name:
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(name)


def test_a_conversation_needs_no_pointer(page: Page) -> None:
    ask(page, QUESTION)
    step_to(page, ".wb-chip")
    step_to(page, ".wb-defined")
    expect(page.locator(".wb-tip").first).to_be_visible()
    step_to(page, ".wb-mark")
    page.keyboard.press("Enter")
    expect(page.locator("#wb-panel")).to_be_focused()
    page.keyboard.press("Escape")
    step_to(page, ".wb-place summary")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-place blockquote").first).to_be_visible()
    step_to(page, ".wb-copy")
    step_to(page, ".wb-again")
    page.locator(".wb-answer").evaluate("answer => answer.setAttribute('data-before', '')")
    page.keyboard.press("Enter")
    expect(page.locator("[data-before]")).to_have_count(0)  # else the button that goes would be the one in focus
    expect(page.locator(".wb-again")).to_be_focused()
    step_to(page, ".option")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-status")).to_have_count(2)


def test_the_desks_need_no_pointer(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_tab(page, "terms")
    step_to(page, "#wb-term textarea, #wb-term input")
    page.keyboard.type("粮仓")
    expect(page.locator(".wb-glossary dt")).to_have_count(1)
    step_to(page, ".wb-downloads a")
    step_to(page, ".wb-copy-citation")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-copy-citation")).to_have_text("已复制")
    open_tab(page, "figures")
    step_to(page, ".wb-sort")
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    step_to(page, ".wb-figures td a")


def test_the_reader_needs_no_pointer(page: Page) -> None:
    open_tab(page, "reports")
    step_to(page, "#wb-find")
    page.keyboard.type("学位")
    expect(page.locator("#wb-found")).to_contain_text("1 / ")
    step_to(page, ".wb-found-on")
    page.keyboard.press("Enter")
    expect(page.locator("#wb-found")).to_contain_text("2 / ")
    step_to(page, ".wb-to")
    page.keyboard.press("Enter")
    step_to(page, "#wb-text p .wb-anchor")
    page.keyboard.press("Enter")
    expect(page.locator("#wb-found")).to_have_text("链接已复制")
    assert "doc=" in page.url


def test_the_shelf_needs_no_pointer(page: Page) -> None:
    open_tab(page, "shelf")
    step_to(page, "#wb-shelf-token")
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    expect(page.locator(".wb-shelf-top")).to_be_focused()
    step_to(page, "#wb-shelf-file")
    step_to(page, ".wb-shelf-documents a")
    step_to(page, ".wb-shelf-leave")
    page.keyboard.press("Enter")
    expect(page.locator("#wb-shelf-token")).to_be_focused()
