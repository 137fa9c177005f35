"""The page and the API behind a real nginx, below a path of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.rag.reports import HARBOUR
from tests.ui.serving import serving

pytestmark = pytest.mark.browser

NGINX = shutil.which("nginx") or next((path for path in ("/usr/sbin/nginx",) if Path(path).exists()), None)
QUESTION = "2030年城镇新增就业多少人？"
# As in docs/serving.md; here without root, in the foreground, all its files in one folder.
CONFIG = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location /wenbao/ {{
            proxy_pass {url}{strip};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_buffering off;
            proxy_read_timeout 300s;
            client_max_body_size 64m;
        }}
    }}
}}
"""


@pytest.fixture(scope="module", params=["/", ""], ids=["stripped", "whole"])
def address(
    request: pytest.FixtureRequest, encoder_cache: Path, store_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where nginx shows the page: whether it takes the path off or hands it on whole."""
    if NGINX is None:
        if os.environ.get("WENBAO_REQUIRE_BROWSER") == "1":
            pytest.fail("nginx is not installed: install Debian's nginx-light")
        pytest.skip("nginx is not installed: install Debian's nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving(encoder_cache, store_path, WENBAO_ROOT_PATH="/wenbao", WENBAO_FEEDBACK="off") as started:
        started.wait_until("/readyz", 200)
        config = CONFIG.format(folder=folder, port=port, url=started.url, strip=request.param)
        (folder / "nginx.conf").write_text(config, encoding="utf-8")
        proxy = subprocess.Popen(
            [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL
        )
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/wenbao/healthz")
            yield f"http://127.0.0.1:{port}/wenbao"
        finally:
            proxy.terminate()
            proxy.wait(20)


def _wait_until_up(url: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    pytest.fail(f"nothing answers at {url}")


def test_a_question_is_answered_and_every_request_stays_below_the_path(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/")
    page.fill("#wb-question textarea", QUESTION)
    page.press("#wb-question textarea", "Enter")
    expect(page.locator(".wb-answer")).to_contain_text("3.5万人")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Ask a government work report")
    page.fill("#wb-question textarea", "那2031年呢？")
    page.press("#wb-question textarea", "Enter")
    expect(page.locator(".wb-answer").last).to_contain_text("4万人")
    page.goto(f"{address}/docs")
    expect(page.locator("#swagger-ui .opblock").first).to_be_visible()
    page.close()
    paths = [urlsplit(url).path for url in asked if not url.startswith(("data:", "blob:"))]
    assert len(paths) > 10
    outside = {path for path in paths if not path.startswith("/wenbao/")}
    assert outside <= {"/favicon.ico", "/manifest.json", "/static/js/iframeResizer.contentWindow.min.js"}


def test_an_answer_is_streamed_through_the_proxy_as_it_is_written(address: str) -> None:
    with httpx.stream(
        "POST", f"{address}/api/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"}
    ) as response:
        events = [line for line in response.iter_lines() if line.startswith("event: ")]
    assert events.count("event: token") > 2
    assert events[-1] == "event: answer"


def test_downloads_and_lists_are_found_below_the_path(address: str) -> None:
    (document,) = httpx.get(f"{address}/api/documents").json()["documents"]
    assert httpx.get(f"{address}/api/documents/{document['id']}/original").text == HARBOUR
    assert httpx.get(f"{address}/api/terms.csv").status_code == 200
    assert b"wenbao_answers_total" in httpx.get(f"{address}/metrics").content
