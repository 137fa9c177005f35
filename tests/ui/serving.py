"""``wenbao serve`` in a process of its own, as a person starts it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

# Tests of the whole command run where the package lies, as `python -m ui.cli` there is the script `wenbao`.
ROOT = Path(__file__).parents[2]
# A server is ready in some seconds; on a machine with other work to do it may wait long for its turn.
SECONDS_TO_START = 300


@dataclass(slots=True)
class Served:
    """A running server."""

    url: str
    process: "subprocess.Popen[str]"

    def wait_until(self, path: str, status: int, seconds: float = SECONDS_TO_START) -> httpx.Response:
        """The first response of ``path`` with this status."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                response = httpx.get(self.url + path, timeout=10, trust_env=False)
            except httpx.TransportError:  # it does not listen yet
                time.sleep(0.05)
                continue
            if response.status_code == status:
                return response
            time.sleep(0.05)
        raise AssertionError(f"{path} never answered {status}; exit {self.process.poll()}")


@contextmanager
def serving(cache: Path, store: Path, port: int | None = None, **variables: str) -> Iterator[Served]:
    """Start it, at a free port unless told one, with these environment variables too; end it afterwards."""
    port = port or _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)],
        cwd=ROOT,
        env={**environment(cache, store), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Served(f"http://127.0.0.1:{port}", process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)


def _free_port() -> int:
    """A port that nothing listens at now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def environment(cache: Path, store: Path) -> dict[str, str]:
    """What a process of its own finds: this one's surroundings, but the tests' store and cache."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WENBAO_")}
    return {**kept, "WENBAO_CACHE": str(cache), "WENBAO_STORE": str(store), "PYTHONUTF8": "1"}
