"""The server as a process: from its first second to its end."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.ui.serving import ROOT, Served, serving

QUESTION = {"question": "2030年城镇新增就业多少人？"}


@pytest.fixture(scope="module")
def served(encoder_cache: Path, store_path: Path) -> Iterator[Served]:
    with serving(encoder_cache, store_path) as started:
        started.wait_until("/readyz", 200)
        yield started


def test_it_is_alive_before_it_is_ready_and_the_page_waits_by_itself(encoder_cache: Path, store_path: Path) -> None:
    with serving(encoder_cache, store_path) as started:
        started.wait_until("/healthz", 200)
        waiting = started.wait_until("/", 503)
        assert 'http-equiv="refresh"' in waiting.text
        assert httpx.get(started.url + "/readyz").headers["content-type"] == "application/problem+json"
        started.wait_until("/readyz", 200)
        assert httpx.get(started.url + "/").status_code == 200
        assert httpx.post(started.url + "/api/ask", json=QUESTION).json()["status"] == "answered"


def test_it_starts_without_what_reads_and_writes_office_files() -> None:
    imported = "import sys, ui.serve, ui.page; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", imported], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "gradio" in told.stdout.split()
    assert not {"docx", "lxml", "openpyxl", "pypdfium2", "pypinyin", "index.read"} & set(told.stdout.split())


def test_a_missing_store_is_built_from_the_bundled_report(encoder_cache: Path, tmp_path: Path) -> None:
    with serving(encoder_cache, tmp_path / "store") as started:
        started.wait_until("/readyz", 200, seconds=120)
        assert len(httpx.get(started.url + "/api/documents").json()["documents"]) == 1


@pytest.mark.parametrize("ready", [True, False])
def test_an_interrupt_ends_it_without_a_traceback(encoder_cache: Path, tmp_path: Path, ready: bool) -> None:
    with serving(encoder_cache, tmp_path / "store") as started:
        started.wait_until("/readyz", 200 if ready else 503, seconds=120)
        started.process.send_signal(signal.SIGINT)
        _, printed = started.process.communicate(timeout=20)
        assert started.process.returncode == (0 if ready else 130)
        assert "Traceback" not in printed
        assert ("问报已就绪 " + started.url in printed) is ready


def test_a_damaged_store_ends_it_with_one_line(encoder_cache: Path, store_path: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "store"
    shutil.copytree(store_path, damaged)
    database = next(damaged.glob("segments/*/*.sqlite*"))
    database.write_bytes(database.read_bytes()[:100])
    with serving(encoder_cache, damaged) as started:
        out, printed = started.process.communicate(timeout=60)
        assert (started.process.returncode, out) == (1, "")
        assert printed.splitlines()[-1].startswith("Error: ")
        assert "Traceback" not in printed


def test_a_second_server_at_the_port_is_told_before_the_slow_parts(
    served: Served, encoder_cache: Path, store_path: Path
) -> None:
    port = int(served.url.rsplit(":", 1)[1])
    with serving(encoder_cache, store_path, port) as second:
        _, printed = second.process.communicate(timeout=30)
    assert second.process.returncode == 1
    assert printed == f"Error: cannot serve at 127.0.0.1:{port}: address already in use. Choose another: --port N\n"


def test_unknown_paths_of_the_api_are_problems_and_other_methods_are_405(served: Served) -> None:
    unknown = httpx.get(served.url + "/api/nothing")
    assert (unknown.status_code, unknown.headers["content-type"]) == (404, "application/problem+json")
    assert httpx.get(served.url + "/api/ask").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/en/gradio_api/upload", "/gradio_api/run-history/connect", "/gradio_api/run/predict"],
)
def test_what_the_page_brings_and_does_not_need_is_closed(served: Served, path: str) -> None:
    assert httpx.post(served.url + path, files={"files": b"x"}).status_code == 404
    assert httpx.get(served.url + "/gradio_api/proxy=https://example.org/").status_code == 404


def test_the_page_names_no_other_host_that_a_browser_would_ask(served: Served) -> None:
    page = httpx.get(served.url + "/").text
    head = page[: page.index("window.gradio_config")]
    for asking in ("<link", "<script src", "<img", "@import", "url("):
        for line in head.splitlines():
            assert not (asking in line and "://" in line and served.url not in line), line


def test_the_server_needs_no_more_memory_than_an_office_pc_has_to_spare(served: Served) -> None:
    statement = Path(f"/proc/{served.process.pid}/statm")
    if not statement.exists():
        pytest.skip("only Linux tells how much memory a process has")
    resident_bytes = int(statement.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    assert resident_bytes < 800 * 2**20
