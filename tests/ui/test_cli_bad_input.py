"""Bad input on the command line: one line that says what to do, exit 1 (2 for usage), nothing on stdout."""

import hashlib
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build_store
from tests.fakes import FakeEncoder
from tests.ui.conftest import ROOT, Finished, Run, environment
from ui.settings import Settings, load_settings

QUESTION = "2030年城镇新增就业多少人？"

# Asking starts fast because it does without these.
HEAVY = ("torch", "transformers", "sentence_transformers", "gradio", "fastapi", "starlette", "uvicorn")
MODULES_AFTER_ASKING = """
import json, sys
from ui.cli import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def told(done: Finished) -> str:
    """The one line of the error. Fails on anything else printed, progress on stderr apart."""
    *progress, last = done.err.splitlines()
    assert (done.code, done.out) == (1, "")
    assert last.startswith("Error: ")
    assert not any(line.startswith(("Error", "Traceback")) for line in progress)
    return last.removeprefix("Error: ")


COMMANDS_THAT_NEED_A_STORE = [
    ("info",),
    ("info", "some-document"),
    ("check",),
    ("ask", QUESTION),
    ("search", QUESTION),
    ("term",),
    ("term", "蓝色粮仓"),
    ("remove", "some-document"),
]


@pytest.mark.parametrize("command", COMMANDS_THAT_NEED_A_STORE)
def test_without_a_store_the_error_says_how_to_build_one(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    missing = tmp_path / "nowhere"
    done = run(*command, "--store", str(missing))
    assert done == Finished(1, "", f"Error: no store at {missing}. Build one with: wenbao build\n")
    assert not missing.exists()


def test_without_a_store_nothing_can_be_added_or_scored(run: Run, report_file: Path, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    wanted = f"no store at {missing}. Build one with: wenbao build"
    (tmp_path / "cases.jsonl").write_text('{"id": "a", "type": "unanswerable", "question": "？"}', encoding="utf-8")
    assert told(run("add", str(report_file), "--store", str(missing))) == wanted
    assert told(run("eval", "cases.jsonl", "--store", str(missing))) == wanted


@pytest.mark.parametrize("harm", ["truncate", "alter", "remove"])
def test_a_harmed_store_file_is_told_in_one_line_and_nothing_is_written(
    run: Run, store_path: Path, tmp_path: Path, harm: str
) -> None:
    whole = [file.relative_to(store_path) for file in _files(store_path) if not file.name.endswith(".lock")]
    assert len(whole) > 4
    for number, name in enumerate(whole):
        harmed = tmp_path / str(number)
        shutil.copytree(store_path, harmed)
        _harm(harmed / name, harm)
        before = _hashes(harmed)
        for command in (("info",), ("ask", QUESTION)):
            assert "wenbao build" in told(run(*command, "--store", str(harmed))), name
        assert _hashes(harmed) == before


def test_check_lists_what_is_wrong_and_fails(run: Run, store_path: Path, tmp_path: Path) -> None:
    harmed = tmp_path / "store"
    shutil.copytree(store_path, harmed)
    vectors = next(file for file in _files(harmed) if file.suffix == ".npy")
    _harm(vectors, "alter")
    done = run("check", "--store", str(harmed))
    assert done.code == 1
    assert vectors.name in done.out
    assert done.err == "Error: 1 problems in the store. Rebuild it with: wenbao build --again\n"


def test_a_store_of_another_encoder_says_so(run: Run, report_file: Path, tmp_path: Path) -> None:
    build_store((report_file,), tmp_path / "store", FakeEncoder("another"), lambda line: None)
    for command in (("ask", QUESTION), ("search", QUESTION), ("add", str(report_file))):
        message = told(run(*command, "--store", str(tmp_path / "store")))
        assert 'encoder "another", not "multilingual-e5-small"' in message
        assert "rebuild with: wenbao build" in message


def test_an_unknown_term_names_the_nearest(run: Run) -> None:
    assert told(run("term", "绿色粮仓")) == 'no term "绿色粮仓" in the glossary. The nearest: 蓝色粮仓.'
    assert told(run("term", "xyz", "--json")) == 'no term "xyz" in the glossary. List all with: wenbao term'


@pytest.mark.parametrize(
    "command", [("info", "nope"), ("ask", QUESTION, "--document", "nope"), ("search", QUESTION, "--document", "nope")]
)
def test_an_unknown_document_is_told(run: Run, command: tuple[str, ...]) -> None:
    assert told(run(*command)) == 'no document "nope" in the store. List them with: wenbao info'


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("question", "message"), [("", "empty"), (" \n\t", "empty"), ("\0\u200b", "empty"), ("问" * 2001, "2,001")]
)
def test_a_question_that_is_empty_or_too_long_is_told(run: Run, command: str, question: str, message: str) -> None:
    assert message in told(run(command, question))


def test_a_question_of_two_thousand_characters_is_answered(run: Run) -> None:
    assert run("ask", "就业" * 1000).code == 0


@pytest.mark.parametrize(
    "question",
    [
        "😀😀",
        "？！。",
        "<script>alert(1)</script>",
        "'; DROP TABLE documents; --",
        "2030年\0城镇新增就业多少人？",
        "\udcff\udcfe就业",
        "[1] [2] [99]",
        "{{7*7}} ${x} %s %n",
        "\u202e就业\u2066",
    ],
)
def test_a_strange_question_gets_a_checked_answer(run: Run, question: str) -> None:
    done = run("ask", question, "--json")
    assert done.code == 0
    answer = json.loads(done.out)
    assert answer["status"] in ("answered", "partial", "not_found", "refused")
    assert run("search", question, "--json").code == 0


@pytest.mark.parametrize("question", ["😀😀", "'; DROP TABLE documents; --"])
def test_what_asks_nothing_of_a_report_is_refused(run: Run, question: str) -> None:
    answer = json.loads(run("ask", question, "--json").out)
    assert (answer["status"], answer["citations"], answer["confidence"]) == ("refused", [], None)


@pytest.mark.parametrize(
    ("history", "message"),
    [
        (b"", "not JSON"),
        (b"[[", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"9" * 5_000, "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"{}", "not a list of pairs"),
        (b'["a", "b"]', "not a list of pairs"),
        (b'[["a"]]', "not a list of pairs"),
        (b'[["a", 1]]', "not a list of pairs"),
    ],
)
def test_a_history_that_cannot_be_read_is_told(run: Run, tmp_path: Path, history: bytes, message: str) -> None:
    (tmp_path / "history.json").write_bytes(history)
    assert message in told(run("ask", QUESTION, "--history", "history.json"))


def test_a_history_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    assert "No such file" in told(run("ask", QUESTION, "--history", "missing.json"))
    assert "directory" in told(run("ask", QUESTION, "--history", str(tmp_path)))


def test_a_history_on_stdin_that_is_no_json_is_told(run_process: Run) -> None:
    assert "not JSON" in told(run_process("ask", QUESTION, "--history", "-", stdin=b"nonsense"))
    assert "not UTF-8" in told(run_process("ask", QUESTION, "--history", "-", stdin=b"\xff"))


def test_strange_text_in_a_history_does_no_harm(run: Run, tmp_path: Path) -> None:
    turns = [["\ud800<script>\0", "\udfff"], ["😀", ""], ["", ""], ["\ud800海洋渔业产量是多少？", "[1]"]]
    (tmp_path / "history.json").write_text(json.dumps(turns), encoding="ascii")
    done = run("ask", "那2031年呢？", "--history", "history.json", "--json")
    assert done.code == 0
    assert "20万吨" in json.loads(done.out)["text"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("nope = 1", '"nope"'),
        ("port = 70000", '"port"'),
        ('port = "x"', '"port"'),
        ("host = 5", '"host"'),
        ("port =", "wenbao.toml cannot be read"),
        ("\ufffd\x00", "wenbao.toml cannot be read"),
    ],
)
def test_a_wrong_setting_is_told(run: Run, tmp_path: Path, settings: str, message: str) -> None:
    (tmp_path / "wenbao.toml").write_text(settings, encoding="utf-8")
    assert message in told(run("info"))


def test_a_wrong_setting_of_the_environment_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_PORT", "0")
    assert "WENBAO_PORT" in told(run("info"))


def test_an_empty_setting_of_the_environment_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    names = [f"WENBAO_{name.upper()}" for name in Settings.model_fields]
    for name in names:
        monkeypatch.delenv(name, raising=False)
    untouched = load_settings()
    for name in names:
        monkeypatch.setenv(name, "")
    assert load_settings() == untouched


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("ask",),
        ("ask", QUESTION, "--nope"),
        ("ask", QUESTION, "--role", "both"),
        ("ask", QUESTION, "--year", "last"),
        ("search", QUESTION, "-k", "0"),
        ("search", QUESTION, "-k", "101"),
        ("search", QUESTION, "-k", "many"),
        ("search", QUESTION, "--max-tokens", "0"),
        ("serve", "--port", "0"),
        ("serve", "--port", "65536"),
        ("eval",),
        ("add",),
    ],
)
def test_wrong_usage_is_exit_2(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Usage: wenbao" in done.err


def test_files_that_are_not_there_are_told(run: Run, tmp_path: Path) -> None:
    store = ("--store", str(tmp_path / "store"))
    assert "missing.txt" in told(run("build", "missing.txt", *store))
    assert "missing.jsonl" in told(run("eval", "missing.jsonl"))
    assert not (tmp_path / "store" / "manifest.json").exists()


def test_a_path_that_no_disk_can_hold_is_told(run: Run) -> None:
    assert "file name too long" in told(run("info", "--store", "a" * 300)).lower()
    assert "file name too long" in told(run("build", "a" * 300)).lower()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[]", "line 1"),
        ("{", "line 1"),
        ('{"id": "a", "type": "riddle", "question": "？"}', "riddle"),
        ('{"id": "a", "type": "list", "question": "？"}', "key_facts"),
        ("", "no cases"),
    ],
)
def test_an_eval_case_that_cannot_be_used_is_told(run: Run, tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "cases.jsonl").write_text(line, encoding="utf-8")
    assert message in told(run("eval", "cases.jsonl"))


def test_a_port_in_use_is_told(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        message = told(run("serve", "--port", str(port)))
    assert message == f"cannot serve at 127.0.0.1:{port}: address already in use. Choose another: --port N"


def test_an_address_that_is_none_is_told(run: Run) -> None:
    message = told(run("serve", "--host", "no.such.invalid"))
    assert "cannot serve at no.such.invalid:7860" in message
    assert message.endswith("Choose another: --host ADDRESS")


def test_asking_imports_none_of_the_heavy_packages(run_process: Run) -> None:
    done = run_process("ask", QUESTION, command=("-c", MODULES_AFTER_ASKING))
    assert "3.5万人" in done.out
    imported = json.loads(done.err.splitlines()[-1])
    assert not {name.partition(".")[0] for name in imported} & set(HEAVY)


def test_asking_prints_nothing_but_the_answer(run_process: Run) -> None:
    done = run_process("ask", QUESTION, "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["status"] == "answered"


def test_an_error_in_a_shell_is_one_line(run_process: Run, tmp_path: Path) -> None:
    done = run_process("ask", QUESTION, "--store", str(tmp_path / "nowhere"))
    assert done == Finished(1, "", f"Error: no store at {tmp_path / 'nowhere'}. Build one with: wenbao build\n")


def test_a_reader_that_goes_away_is_no_error(encoder_cache: Path, store_path: Path) -> None:
    command = _start(encoder_cache, store_path, "info", "--json", stdout=subprocess.PIPE)
    assert command.stdout is not None
    command.stdout.close()
    _, errors = command.communicate(timeout=60)
    assert errors == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full, a full disk to write to, is Linux's")
def test_a_full_disk_is_told(encoder_cache: Path, store_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = _start(encoder_cache, store_path, "info", stdout=full)
        _, errors = command.communicate(timeout=60)
    assert command.returncode == 1
    assert "no space left on device" in told(Finished(command.returncode, "", errors.decode()))


def _start(cache: Path, store: Path, *arguments: str, stdout: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *arguments],
        cwd=ROOT,
        env=environment(cache, store),
        stdout=stdout,  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
    )


def _files(store: Path) -> list[Path]:
    return sorted(file for file in store.rglob("*") if file.is_file())


def _hashes(store: Path) -> dict[str, str]:
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in _files(store)}


def _harm(file: Path, how: str) -> None:
    content = file.read_bytes()
    harms: dict[str, Callable[[], object]] = {
        "truncate": lambda: file.write_bytes(content[: len(content) // 2]),
        "alter": lambda: file.write_bytes(content[:-1] + bytes([content[-1] ^ 1])),
        "remove": file.unlink,
    }
    harms[how]()
