"""Builds that end in the middle, in a process of their own."""

import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.build import add_to_store, build_store
from index.check import check_store
from index.store import open_store
from tests.fakes import FakeEncoder
from tests.index.conftest import DATA, quiet

ROOT = Path(__file__).parents[2]
# Adds the bundled report and a second one; waits for its death when the second is to be encoded.
ADD_AND_WAIT = """
import sys, time
from pathlib import Path
from index.build import add_to_store, bundled_report
from tests.fakes import FakeEncoder

class Waiting(FakeEncoder):
    def encode_passages(self, texts, progress=None):
        if any("工业强市" in text for text in texts):
            print("waiting", flush=True)
            time.sleep(60)
        return super().encode_passages(texts, progress)

store, second = map(Path, sys.argv[1:])
add_to_store([bundled_report(), second], store, Waiting(), lambda line: None)
"""
# Adds the bundled report where no file may grow beyond the limit: the disk is full as far as the process can tell.
ADD_WITH_LIMIT = """
import resource, sys
from pathlib import Path
from index.build import add_to_store, bundled_report
from index.errors import StoreError
from tests.fakes import FakeEncoder

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    add_to_store([bundled_report()], Path(sys.argv[1]), FakeEncoder(), lambda line: None)
except StoreError as error:
    print(error)
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    build_store([DATA / "town.txt"], tmp_path / "store", FakeEncoder(), quiet)
    return tmp_path / "store"


def assert_old_store_is_whole(store: Path) -> None:
    assert check_store(store) == ()
    assert [document.id for document in open_store(store).documents] == ["qinghe-2025"]


def test_a_killed_build_leaves_the_old_store_and_the_next_one_sweeps(store: Path) -> None:
    command = [sys.executable, "-c", ADD_AND_WAIT, str(store), str(DATA / "city.txt")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(signal.SIGKILL)
    assert len(list((store / "segments").iterdir())) == 2  # the bundled report had been written
    assert_old_store_is_whole(store)
    started = time.monotonic()
    add_to_store([DATA / "city.txt"], store, FakeEncoder(), quiet)
    assert time.monotonic() - started < 10  # the dead process holds no lock
    assert len(list((store / "segments").iterdir())) == 2
    assert [document.id for document in open_store(store).documents] == ["qinghe-2025", "linjiang-2024"]


@pytest.mark.parametrize("limit", [2_000, 60_000])  # SQLite's file does not fit; a vector array does not
def test_a_disk_that_takes_no_more_is_one_sentence(store: Path, limit: int) -> None:
    assert resource.RLIM_INFINITY is not None
    command = [sys.executable, "-c", ADD_WITH_LIMIT, str(store), str(limit)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.startswith(f"cannot write the store at {store}: ")
    assert run.stdout.count("\n") == 1
    assert_old_store_is_whole(store)
