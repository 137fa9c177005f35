"""A small store of a report written for the tests, and the command line run as a person runs it."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.asker import Asker
from rag.reader import Reader
from tests.rag.reports import HARBOUR
from ui.api import make_api
from ui.cli import main
from ui.readiness import Readiness

# Tests of the whole command run where the package lies, as `python -m ui.cli` there is the script `wenbao`.
ROOT = Path(__file__).parents[2]
HARBOUR_ID = "lingang-2031"


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


def environment(cache: Path, store: Path) -> dict[str, str]:
    """What a process of its own finds: this one's surroundings, but the tests' store and cache."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WENBAO_")}
    return {**kept, "WENBAO_CACHE": str(cache), "WENBAO_STORE": str(store), "PYTHONUTF8": "1"}
