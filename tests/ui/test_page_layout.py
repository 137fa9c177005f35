"""What a person sees of the page: all of it within the window, nothing cut and nothing on top of something else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.build import build_store
from index.encoder import Encoder
from tests.rag.reports import HARBOUR
from tests.ui.conftest import OpenBrowser, ask, is_in_sight, visit
from tests.ui.serving import Served, serving

pytestmark = pytest.mark.browser

QUESTION = "2030年城镇新增就业多少人？"
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
    higher, wider = page.evaluate(
        "[document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth]"
    )
    assert (higher <= 0, wider <= 0) == (True, True)
    for name in ("#wb-question textarea", "#wb-export", "#wb-clear"):
        assert is_in_sight(page.locator(name)), name


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_conversation_fits_its_window(open_browser: OpenBrowser, path: str) -> None:
    page = visit(open_browser(), path)
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        assert_fits(page)
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


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_what_is_told_above_the_question_is_in_sight(open_browser: OpenBrowser, width: int, height: int) -> None:
    page = visit(open_browser(width, height))
    ask(page, QUESTION)
    page.locator(".user-row").hover()
    page.get_by_role("button", name="修改").click()
    expect(page.locator("#wb-notice")).to_contain_text("正在修改")
    assert is_in_sight(page.locator("#wb-notice"))
    assert_fits(page)
