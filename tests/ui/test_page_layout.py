"""What a person sees of the page: all of it within the window, nothing cut and nothing on top of something else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from index.build import build_store
from index.encoder import Encoder
from tests.rag.reports import HARBOUR
from tests.ui.conftest import OpenBrowser, ask, box_of, is_in_sight, visit
from tests.ui.serving import Served, serving

pytestmark = pytest.mark.browser

QUESTION = "2030年城镇新增就业多少人？"
TERM_QUESTION = "2031年海洋经济有什么安排？"
BRIDGE = HARBOUR.replace("临港", "石桥").replace("城镇新增就业3.5万人", "城镇新增就业5.1万人")
# A desk, a telephone, and a desk at 200 %.
WINDOWS = [(1280, 800), (360, 740), (640, 400)]


@pytest.fixture(scope="module")
def served(encoder_cache: Path, default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """All that the page can have: a choice of reports, one of wordings, and the shelf. The model is never there."""
    folder = tmp_path_factory.mktemp("layout")
    for name, text in (("harbour.txt", HARBOUR), ("bridge.txt", BRIDGE)):
        (folder / name).write_text(text, encoding="utf-8")
    build_store(sorted(folder.glob("*.txt")), folder / "store", default_encoder, lambda line: None)
    model = {"WENBAO_LLM_BASE_URL": "http://127.0.0.1:9/v1", "WENBAO_LLM_MODEL": "none"}
    with serving(encoder_cache, folder / "store", WENBAO_ADMIN_TOKEN="t", **model) as started:
        started.wait_until("/readyz", 200)
        yield started


def assert_fits(page: Page) -> None:
    """Nothing scrolls but the messages, and what is below them is in sight."""
    page.wait_for_function(  # Gradio measures its tabs anew after the window has changed
        "() => { const { scrollHeight, scrollWidth } = document.documentElement;"
        " return scrollHeight <= innerHeight && scrollWidth <= innerWidth; }"
    )
    for name in ("#wb-document", "#wb-wording", "#wb-question textarea", "#wb-export", "#wb-clear"):
        assert is_in_sight(page.locator(name)), name


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_conversation_fits_its_window(open_browser: OpenBrowser, path: str) -> None:
    page = visit(open_browser(), path)
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        assert_fits(page)
        log = page.locator("#wb-chat .bubble-wrap")
        log.evaluate("log => log.scrollTo(0, 0)")
        assert box_of(page.locator("#wb-chat .placeholder"))[1] >= box_of(log)[1]  # not cut at its top
    ask(page, QUESTION)
    page.fill("#wb-question textarea", "一\n二\n三\n四\n五\n六\n七")
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        assert_fits(page)
        log, top = page.locator("#wb-chat").bounding_box(), page.locator(".tab-wrapper").bounding_box()
        assert log is not None
        assert top is not None
        assert log["height"] >= 80
        assert log["y"] >= top["y"] + top["height"] - 1


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_every_tab_is_in_sight_on_a_telephone(open_browser: OpenBrowser, path: str) -> None:
    page = visit(open_browser(360, 740), path)
    tabs = page.locator("[role=tab]")
    expect(tabs).to_have_count(6)
    assert all(is_in_sight(tab) for tab in tabs.all())


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_what_is_told_above_the_question_is_in_sight(open_browser: OpenBrowser, width: int, height: int) -> None:
    page = visit(open_browser(width, height))
    ask(page, QUESTION)
    page.locator(".user-row").hover()
    page.get_by_role("button", name="修改").click()
    expect(page.locator("#wb-notice")).to_contain_text("正在修改")
    assert is_in_sight(page.locator("#wb-notice"))
    assert_fits(page)


def assert_inside_the_window(page: Page, shown: Locator) -> None:
    left, top, right, bottom = box_of(shown)
    window = page.viewport_size
    assert window is not None
    assert left >= 0
    assert top >= 0
    assert right <= window["width"]
    assert bottom <= window["height"]
    assert is_in_sight(shown)


def test_a_definition_is_whole_where_a_term_is_tapped(telephone: Page) -> None:
    ask(telephone, TERM_QUESTION)
    telephone.locator("#wb-chat .wb-defined").first.tap()
    tip = telephone.locator("#wb-chat .wb-tip").first
    expect(tip).to_contain_text("优质蛋白供应基地")
    assert_inside_the_window(telephone, tip)
    telephone.locator(".wb-status").first.tap()
    expect(tip).to_be_hidden()
    telephone.get_by_role("tab", name="报告", exact=True).tap()
    telephone.locator("#wb-text .wb-defined").first.tap()
    assert_inside_the_window(telephone, telephone.locator("#wb-text .wb-tip").first)


def test_a_definition_is_whole_at_every_edge_of_the_conversation(page: Page) -> None:
    ask(page, TERM_QUESTION)
    term, tip = page.locator("#wb-chat .wb-defined").first, page.locator("#wb-chat .wb-tip").first
    for height in (900, 620, 520):  # the log ends ever higher
        page.set_viewport_size({"width": 1280, "height": height})
        term.hover()
        assert_inside_the_window(page, tip)
        page.mouse.move(0, 0)
    page.set_viewport_size({"width": 700, "height": 900})
    term.evaluate("term => { term.parentElement.style.textAlign = 'right'; }")
    term.hover()
    assert_inside_the_window(page, tip)


def test_the_figures_of_a_telephone_are_whole_and_name_their_report(telephone: Page) -> None:
    telephone.get_by_role("tab", name="数据").tap()
    telephone.fill("#wb-figure textarea, #wb-figure input", "新增就业")
    rows = telephone.locator(".wb-figures tbody tr")
    expect(rows).to_have_count(2)
    for link in telephone.locator(".wb-figures td a").all():
        lines = link.evaluate("link => link.getClientRects().length")
        left, _, right, _ = box_of(link)
        assert (lines, left >= 0, right <= 360) == (1, True, True)
    for text in ("临港市政府工作报告", "石桥市政府工作报告"):
        expect(telephone.locator(".wb-chart dt", has_text=text)).to_have_count(1)
    for head in telephone.locator(".wb-figures thead button").all():
        _, top, _, bottom = box_of(head)
        assert bottom - top < 40


def test_the_table_of_figures_is_in_the_first_window(page: Page) -> None:
    page.get_by_role("tab", name="数据").click()
    expect(page.locator(".wb-figures tbody tr").first).to_be_in_viewport()


def test_the_definitions_of_two_reports_stand_side_by_side(page: Page) -> None:
    page.get_by_role("tab", name="名词解释").click()
    page.fill("#wb-term textarea, #wb-term input", "蓝色粮仓")
    definitions = page.locator(".wb-glossary dd:has(.wb-cited)")
    expect(definitions).to_have_count(2)
    (one, top, _, _), (other, other_top, _, _) = (box_of(each) for each in definitions.all())
    assert top == other_top
    assert one != other
    button = page.locator(".wb-copy-citation").first
    button.click()
    expect(button).to_have_text("已复制")
    expect(button).to_have_text("复制引用")


def test_edit_stands_beside_its_question_not_on_it(page: Page, telephone: Page) -> None:
    for shown in (page, telephone):
        ask(shown, QUESTION)
        shown.locator(".user-row").hover()
        left, top, right, bottom = box_of(shown.locator(".wb-edit"))
        bubble_left, bubble_top, bubble_right, bubble_bottom = box_of(shown.locator(".user.message"))
        assert right <= bubble_left or left >= bubble_right or top >= bubble_bottom or bottom <= bubble_top
        assert is_in_sight(shown.locator(".wb-edit"))


def test_nothing_lies_on_a_source_and_it_goes_with_its_tab(telephone: Page) -> None:
    ask(telephone, TERM_QUESTION)
    telephone.locator(".wb-mark").first.tap()
    panel = telephone.locator("#wb-panel")
    expect(panel).to_be_visible()
    for part in panel.locator("h2, .wb-period, blockquote, .wb-open, .wb-close").all():
        part.scroll_into_view_if_needed()
        assert is_in_sight(part)
    telephone.get_by_role("tab", name="数据").tap()
    expect(panel).to_be_hidden()


def test_the_chips_stand_in_line_and_say_that_they_are_choices(page: Page) -> None:
    ask(page, QUESTION)
    boxes = [box_of(chip) for chip in page.locator(".wb-chip").all()]
    assert len(boxes) == 3
    assert len({(top, bottom) for _, top, _, bottom in boxes}) == 1
    widths = {round(right - left) for left, _, right, _ in boxes}
    assert len(widths) > 1  # each as wide as what is chosen
    assert "gradient" in page.locator(".wb-chip").first.evaluate("chip => getComputedStyle(chip).backgroundImage")


def test_what_is_to_be_typed_can_be_read_before_it_is(page: Page) -> None:
    for box in ("#wb-question textarea", "#wb-term textarea, #wb-term input", "#wb-find"):
        tab = {"#wb-question textarea": "提问", "#wb-find": "报告"}.get(box, "名词解释")
        page.get_by_role("tab", name=tab, exact=True).click()
        colours = page.locator(box).evaluate(
            "box => [getComputedStyle(box, '::placeholder').color, getComputedStyle(box, '::placeholder').opacity]"
        )
        assert colours == ["rgb(89, 99, 110)", "1"]  # 6 : 1 on white
