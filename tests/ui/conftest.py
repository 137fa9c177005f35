"""A small store of a report written for the tests, the command line as a person runs it, and a real browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect, sync_playwright
from starlette.testclient import TestClient

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.asker import Asker
from rag.reader import Reader
from tests.rag.reports import HARBOUR
from tests.ui.serving import ROOT, Served, environment
from ui.api import make_api
from ui.cli import main
from ui.readiness import Readiness

HARBOUR_ID = "lingang-2031"

CHROMIUM = os.environ.get("WENBAO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
# Milliseconds for whatever a page has to show. An answer takes 50 of them, but where other work has the machine a
# browser may wait long for its turn: only what never comes should fail a test.
PATIENCE = 1000 * int(os.environ.get("WENBAO_PATIENCE_SECONDS", "90"))
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Finished]


@pytest.fixture(scope="session")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("reports") / "临港.txt"
    file.write_text(HARBOUR, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def store_path(report_file: Path, default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that no test may write into."""
    path = tmp_path_factory.mktemp("harbour") / "store"
    build_store((report_file,), path, default_encoder, lambda line: None)
    return path


@pytest.fixture(scope="session")
def harbour_asker(store_path: Path, default_encoder: Encoder, reader: Reader) -> Asker:
    return Asker(open_store(store_path), default_encoder, reader=reader)


@pytest.fixture(scope="session")
def client(harbour_asker: Asker) -> TestClient:
    """The API as it answers a caller, its bugs as the 500 that a caller sees."""
    return TestClient(make_api(Readiness(harbour_asker)), raise_server_exceptions=False)


@pytest.fixture
def run(
    encoder_cache: Path,
    store_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """The command line in this process, in an empty folder and with the store above unless told another.

    What would be a traceback there is an error of the test here.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WENBAO_CACHE", str(encoder_cache))
    monkeypatch.setenv("WENBAO_STORE", str(store_path))
    monkeypatch.delenv("WENBAO_ENCODER", raising=False)

    def finish(*arguments: str) -> Finished:
        monkeypatch.setattr(sys, "argv", ["wenbao", *arguments])
        try:
            main()
            code: object = 0
        except SystemExit as stopped:
            code = stopped.code or 0
        printed = capsys.readouterr()
        assert isinstance(code, int)
        return Finished(code, printed.out, printed.err)

    return finish


@pytest.fixture
def run_process(encoder_cache: Path, store_path: Path) -> Run:
    """The command line in a process of its own: slower, and just what a shell would see."""

    def finish(*arguments: str, command: Sequence[str] = ("-m", "ui.cli"), stdin: bytes = b"") -> Finished:
        done = subprocess.run(
            [sys.executable, *command, *arguments],
            cwd=ROOT,
            env=environment(encoder_cache, store_path),
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())

    return finish


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window; a machine that has none skips, unless the browser is required."""
    if CHROMIUM is None:
        reason = "no chromium on this machine: install Debian's chromium or set WENBAO_CHROMIUM"
        (pytest.fail if os.environ.get("WENBAO_REQUIRE_BROWSER") == "1" else pytest.skip)(reason)
    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield launched
        launched.close()


OpenBrowser = Callable[..., BrowserContext]


@pytest.fixture
def open_browser(browser: Browser, served: Served) -> Iterator[OpenBrowser]:
    """Opens a browser of a person's own on the module's server. Another host, an error or markup that ran fails."""
    opened: list[BrowserContext] = []
    hosts: set[str] = set()
    surprises: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        surprises.append(dialog.message)
        dialog.dismiss()

    def begin(width: int = 1280, height: int = 900, **options: object) -> BrowserContext:
        settings = {"locale": "zh-CN", "base_url": served.url, **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        context.on("weberror", lambda error: surprises.append(str(error.error)))
        context.on("dialog", dismiss)
        opened.append(context)
        return context

    yield begin
    ran = [page.evaluate("window.ran") for context in opened for page in context.pages]
    for context in opened:
        context.close()
    assert hosts - {""} <= {urlsplit(served.url).netloc}  # a data: address has no host
    assert surprises == []
    assert not any(ran)


@pytest.fixture
def context(open_browser: OpenBrowser) -> BrowserContext:
    """A person at a desk."""
    return open_browser()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The page, ready to be asked."""
    return visit(context)


@pytest.fixture
def telephone(open_browser: OpenBrowser) -> Page:
    """The page on a telephone."""
    return visit(open_browser(360, 740, has_touch=True, is_mobile=True))


def visit(context: BrowserContext, path: str = "/") -> Page:
    """Open the page and wait until it can be asked."""
    opened = context.new_page()
    opened.goto(path)
    expect(opened.locator("#wb-question textarea")).to_be_visible()
    return opened


def ask(page: Page, question: str, count: int | None = None) -> Locator:
    """Type a question, send it, and wait for the answer, the ``count``-th, to be whole: only then it has a status."""
    statuses = page.locator(".wb-status")
    count = count or statuses.count() + 1
    page.fill("#wb-question textarea", question)
    page.press("#wb-question textarea", "Enter")
    expect(statuses).to_have_count(count)
    return page.locator(".wb-answer").last


def box_of(shown: Locator) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is shown, in pixels of the window."""
    box = shown.bounding_box()
    assert box is not None, shown
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


# Its middle and the middle of each edge are where a click would find it.
_IN_SIGHT = """element => {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const points = [[x, y], [left + 2, y], [right - 2, y], [x, top + 2], [x, bottom - 2]];
  return width > 0 && height > 0 && points.every((point) => element.contains(document.elementFromPoint(...point)));
}"""


def is_in_sight(shown: Locator) -> bool:
    """Whether a person sees all of it: inside the window, cut by nothing, with nothing on top."""
    seen: bool = shown.evaluate(_IN_SIGHT)
    return seen
