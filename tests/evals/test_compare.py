"""The comparison with other frameworks, as far as it goes without them: our own row of its table."""

import json
import subprocess
import sys
from pathlib import Path

from tests.ui.conftest import ROOT

DEV = ROOT / "evals" / "cases" / "jianghan-2024-dev.jsonl"


def compare(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "evals.compare", str(DEV), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_our_own_row_is_measured_in_a_process_of_its_own(encoder_cache: Path) -> None:
    done = compare("--cache", str(encoder_cache), "--only", "Wenbao")
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    top, _, _, most = row["recall"]
    assert 0.7 < top <= most <= 1
    assert row["milliseconds"] > 0
    assert row["mebibytes"] > 100


def test_an_unknown_pipeline_is_a_mistake_in_the_call() -> None:
    done = compare("--only", "nothing")
    assert done.returncode == 2
    assert "LlamaIndex 256/50" in done.stderr
