"""The tab of the shelf in a real browser: a maintainer uploads, asks about it, replaces and removes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.build import build_store
from index.encoder import Encoder
from tests.rag.reports import HARBOUR
from tests.ui.conftest import ask, box_of
from tests.ui.serving import Served, serving

pytestmark = pytest.mark.browser

TOKEN = "open-sesame-7261"
# Its name and its title must be read as text wherever the shelf shows them.
BRIDGE_NAME = "石桥<img src=x onerror=window.ran=1>.txt"
BRIDGE = HARBOUR.replace("临港", "石桥").replace("城镇新增就业3.5万人", "城镇新增就业5.1万人")
QUESTION = "石桥市2030年城镇新增就业多少人？"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a maintainer's files."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in (("临港.txt", HARBOUR), (BRIDGE_NAME, BRIDGE), ("旧.doc", "x")):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def served(encoder_cache: Path, default_encoder: Encoder, reports: Path, tmp_path: Path) -> Iterator[Served]:
    build_store([reports / "临港.txt"], tmp_path / "store", default_encoder, lambda line: None)
    with serving(encoder_cache, tmp_path / "store", WENBAO_ADMIN_TOKEN=TOKEN) as started:
        started.wait_until("/readyz", 200)
        yield started


def enter(page: Page, token: str = TOKEN) -> None:
    page.get_by_role("tab", name="书架").click()
    page.get_by_label("管理口令").fill(token)
    page.get_by_role("button", name="进入书架").click()


def upload(page: Page, file: Path) -> None:
    page.get_by_label("添加报告").set_input_files(file)
    expect(page.locator(".wb-shelf-chosen")).to_have_text(file.name)
    page.get_by_role("button", name="上传").click()


def test_a_report_is_uploaded_asked_replaced_and_removed(page: Page, reports: Path) -> None:
    enter(page)
    cards = page.locator(".wb-shelf-documents > li")
    expect(cards).to_have_count(1)
    expect(cards.first).to_contain_text("名词 2 · 数据")
    expect(cards.first).to_contain_text("最后一份报告不能移除")
    upload(page, reports / BRIDGE_NAME)
    expect(page.locator(".wb-shelf-status[role=status]")).to_contain_text("已上架")
    expect(cards).to_have_count(2)
    page.get_by_role("tab", name="提问").click()
    ask(page, QUESTION)
    expect(page.locator(".wb-answer").last).to_contain_text("5.1万人")

    # The lists of reports on the other tabs know it, and the token is still there.
    expect(page.locator(".wb-head")).to_contain_text("等 2 份报告")
    page.locator("#wb-document input").click()
    page.locator("li[role=option]").filter(has_text="石桥").click()
    ask(page, "2030年城镇新增就业多少人？", 2)
    expect(page.locator(".wb-sources").last).to_contain_text("石桥市政府工作报告")
    page.get_by_role("tab", name="报告", exact=True).click()
    page.locator("#wb-shown-report input").click()
    page.locator("li[role=option]").filter(has_text="石桥").click()
    expect(page.locator("#wb-report .wb-report h2")).to_contain_text("石桥")

    page.get_by_role("tab", name="书架").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="替换 2031年临港市政府工作报告").click()
    (reports / "临港终稿.txt").write_text(HARBOUR.replace("就业3.5万人", "就业9.9万人"), encoding="utf-8")
    chooser.value.set_files(reports / "临港终稿.txt")
    expect(cards.first).to_contain_text("临港终稿.txt")
    page.get_by_role("button", name="移除 2031年石桥市政府工作报告").click()
    page.get_by_role("button", name="确定移除 2031年石桥市政府工作报告").click()
    expect(page.locator(".wb-shelf-status[role=status]")).to_contain_text("已移除")
    expect(cards).to_have_count(1)
    page.get_by_role("tab", name="提问").click()
    expect(page.locator(".wb-head")).not_to_contain_text("等 2 份报告")
    expect(page.locator("#wb-document")).to_have_count(0)
    ask(page, "2030年城镇新增就业多少人？", 3)
    expect(page.locator(".wb-answer").last).to_contain_text("9.9万人")


def test_a_wrong_token_a_bad_file_and_leaving_are_told(page: Page, reports: Path) -> None:
    enter(page, "wrong")
    expect(page.locator(".wb-shelf-status[role=status]")).to_contain_text("口令不对")
    expect(page.locator(".wb-shelf-inside")).to_be_hidden()
    enter(page)
    expect(page.locator(".wb-shelf-top")).to_be_focused()
    page.get_by_role("button", name="上传").click()
    expect(page.locator(".wb-shelf-status[role=status]")).to_contain_text("请先选择文件")
    upload(page, reports / "旧.doc")
    expect(page.locator(".wb-shelf-status[role=status]")).to_contain_text(
        "请用 Word、WPS 或 LibreOffice 打开后另存为 .docx"
    )
    expect(page.locator(".wb-shelf-documents > li")).to_have_count(1)
    page.get_by_role("button", name="移除").first.wait_for(state="detached")  # the last report stays
    page.get_by_role("tab", name="评测").click()
    expect(page.locator("#wb-trial")).to_be_visible()
    page.get_by_role("tab", name="书架").click()
    page.get_by_role("button", name="退出书架").click()
    expect(page.locator(".wb-shelf-inside")).to_be_hidden()
    expect(page.get_by_label("管理口令")).to_be_focused()
    page.get_by_role("tab", name="评测").click()
    expect(page.locator("#wb-trial")).to_be_hidden()
    page.get_by_role("tab", name="书架").click()
    assert page.evaluate("sessionStorage.length") == 0


def test_feedback_is_filtered_and_exported(page: Page) -> None:
    ask(page, "火星<b>探测</b>计划花了多少钱？")
    enter(page)
    rows = page.locator(".wb-shelf-feedback tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("火星<b>探测</b>计划花了多少钱")
    expect(rows.first).to_contain_text("报告未提及")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载（CSV）").click()
    assert "火星<b>探测</b>计划" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    page.get_by_label("哪些", exact=True).select_option("down")
    expect(rows).to_have_count(0)
    expect(page.locator(".wb-shelf-none")).to_be_visible()


@pytest.mark.parametrize("width", [360, 768])
def test_nothing_scrolls_sideways_on_a_telephone(page: Page, reports: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    ask(page, "长" * 150)
    enter(page)
    for cell in page.locator(".wb-shelf-feedback :is(th, td):visible").all():
        left, top, right, bottom = box_of(cell)
        assert (left >= 0, right <= width) == (True, True)
        assert bottom - top < 300  # not a letter a line
    upload(page, reports / BRIDGE_NAME)
    expect(page.locator(".wb-shelf-documents > li")).to_have_count(2)
    page.get_by_role("button", name="移除 2031年石桥市政府工作报告").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in page.locator("#wb-shelf :is(input, select, button, li, a):visible").all():
        box = part.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= width - 8


def test_without_a_token_set_there_is_no_such_tab(
    browser: Browser, encoder_cache: Path, default_encoder: Encoder, reports: Path, tmp_path: Path
) -> None:
    build_store([reports / "临港.txt"], tmp_path / "plain", default_encoder, lambda line: None)
    with serving(encoder_cache, tmp_path / "plain") as started:
        started.wait_until("/readyz", 200)
        page = browser.new_page()
        page.goto(started.url)
        expect(page.locator("#wb-question textarea")).to_be_visible()
        expect(page.get_by_role("tab", name="书架")).to_have_count(0)
        assert "wb-shelf-token" not in page.content()
        page.close()
