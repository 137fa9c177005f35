"""The reader in a real browser: words are found, places are sent, and the address says what is shown."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.rag.reports import HARBOUR
from tests.ui.conftest import HARBOUR_ID, is_in_sight, visit
from tests.ui.serving import Served, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(encoder_cache: Path, store_path: Path) -> Iterator[Served]:
    with serving(encoder_cache, store_path, WENBAO_FEEDBACK="off") as started:
        started.wait_until("/readyz", 200)
        yield started


@pytest.fixture
def reader(page: Page) -> Page:
    page.get_by_role("tab", name="报告").click()
    expect(page.locator("#wb-text")).to_be_visible()
    return page


def test_words_are_found_one_after_the_other(reader: Page) -> None:
    box, told = reader.locator("#wb-find"), reader.locator("#wb-found")
    count = HARBOUR.count("学位")
    box.fill("学位")
    expect(told).to_have_text(f"1 / {count}")
    box.press("Enter")
    expect(told).to_have_text(f"2 / {count}")
    box.press("Enter")
    box.press("Shift+Enter")
    box.press("Shift+Enter")
    box.press("Shift+Enter")
    expect(told).to_have_text(f"{count} / {count}")
    reader.get_by_role("button", name="下一处").click()
    expect(told).to_have_text(f"1 / {count}")
    box.fill("没有的词")
    expect(told).to_have_text("0 处")
    box.fill("")
    expect(told).to_be_empty()


@pytest.mark.parametrize(
    "typed", ["建设「蓝色粮仓」，海洋渔业", '建设"蓝色 粮仓",海洋', "蓝色粮仓”，海洋渔业产量达到２０万吨"]
)
def test_a_term_the_width_and_the_kind_of_a_mark_hide_no_words(reader: Page, typed: str) -> None:
    assert "建设“蓝色粮仓”,海洋渔业产量达到20万吨" in HARBOUR
    reader.fill("#wb-find", typed)
    expect(reader.locator("#wb-found")).to_have_text("1 / 1")


def test_the_search_stays_in_sight_on_a_telephone(telephone: Page) -> None:
    telephone.get_by_role("tab", name="报告").tap()
    box = telephone.locator("#wb-find")
    box.tap()
    telephone.keyboard.type("幼儿园")
    expect(telephone.locator("#wb-found")).to_have_text("1 处")
    assert is_in_sight(box)
    telephone.keyboard.press("Enter")
    expect(telephone.locator("#wb-found")).to_have_text("1 / 1")
    expect(telephone.locator("#wb-text p", has_text="幼儿园")).to_be_in_viewport()
    assert is_in_sight(box)


def test_the_outline_says_where_one_is_and_leads_the_keyboard_there(reader: Page) -> None:
    reader.set_viewport_size({"width": 1280, "height": 400})
    entry = reader.locator(".wb-to", has_text="二、2031年工作安排")
    entry.press("Enter")
    expect(entry).to_have_attribute("aria-current", "true")
    expect(reader.locator(".wb-to[aria-current]")).to_have_count(1)
    expect(reader.locator("#wb-text .wb-anchor:focus")).to_have_count(1)
    reader.keyboard.press("Tab")
    expect(reader.locator("#wb-text .wb-anchor:focus")).to_have_count(1)


def test_the_link_of_a_paragraph_is_copied_and_opens_it(reader: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    paragraph = reader.locator("#wb-text p", has_text="办好教育事业")
    paragraph.hover()
    paragraph.locator(".wb-anchor").click()
    expect(reader.locator("#wb-found")).to_have_text("链接已复制")
    address = reader.evaluate("navigator.clipboard.readText()")
    assert re.search(rf"/\?doc={HARBOUR_ID}&at=\d+$", address)
    assert reader.url == address
    opened = visit_report(context, address)
    expect(opened.locator("#wb-here")).to_be_in_viewport()
    expect(opened.locator("#wb-here")).to_contain_text("办好教育事业")
    expect(opened.locator(".wb-to[aria-current]")).to_contain_text("(二)增进民生福祉")
    assert opened.title().startswith("2031年临港市政府工作报告 · ")
    opened.get_by_role("link", name="English").click()
    expect(opened.locator("#wb-here")).to_contain_text("办好教育事业")


def visit_report(context: BrowserContext, address: str) -> Page:
    opened = context.new_page()
    opened.goto(address)
    expect(opened.locator("#wb-text")).to_be_visible()
    return opened


def test_a_link_beyond_the_end_of_a_report_says_so(context: BrowserContext) -> None:
    opened = visit_report(context, f"/?doc={HARBOUR_ID}&at=999999")
    expect(opened.locator(".wb-astray")).to_be_visible()


def test_the_anchor_of_a_heading_takes_no_line_of_its_own(reader: Page) -> None:
    heading = reader.locator("#wb-text :is(h3, h4)").first
    for text in ("一", "一" * 30, "一" * 31, "一" * 32, "一" * 33, "一" * 34, "一" * 35):
        height = heading.evaluate(
            "(heading, text) => { heading.firstChild.data = text; const whole = heading.offsetHeight;"
            " const anchor = heading.querySelector('a'); anchor.remove(); const bare = heading.offsetHeight;"
            " heading.append(anchor); return whole - bare; }",
            text,
        )
        assert height == 0


def test_the_address_keeps_the_tab_over_back_a_reload_and_the_other_language(page: Page) -> None:
    page.get_by_role("tab", name="名词解释").click()
    page.get_by_role("tab", name="数据").click()
    expect(page.locator(".wb-figures")).to_be_visible()
    assert page.url.endswith("/#figures")
    page.reload()
    expect(page.locator(".wb-figures")).to_be_visible()
    page.go_back()
    expect(page.locator(".wb-glossary")).to_be_visible()
    page.go_back()
    expect(page.locator("#wb-question")).to_be_visible()
    page.go_forward()
    expect(page.locator(".wb-glossary")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("tab", name="Terms")).to_have_attribute("aria-selected", "true")


def test_arrow_keys_go_from_tab_to_tab(page: Page) -> None:
    page.get_by_role("tab", name="提问").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="名词解释")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="名词解释")).to_be_visible()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    expect(page.get_by_role("tab", name="提问")).to_be_focused()
    expect(page.locator("#wb-question")).to_be_visible()


def test_an_unknown_report_in_the_address_opens_the_chat(context: BrowserContext) -> None:
    visit(context, "/?doc=gone-2020&at=3")
