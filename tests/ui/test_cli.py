"""What each command prints, and where."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rag.reports import HARBOUR
from tests.ui.conftest import HARBOUR_ID, Run
from tests.ui.shapes import shape

Golden = Callable[[str, str], None]
QUESTION = "2030年城镇新增就业多少人？"


def test_build_prints_what_was_read_on_stdout_and_progress_on_stderr(
    run: Run, report_file: Path, tmp_path: Path
) -> None:
    done = run("build", str(report_file), "--store", str(tmp_path / "store"))
    assert done.code == 0
    assert done.out == (
        f"{HARBOUR_ID}  2031年临港市政府工作报告  8 sections  2 terms  7 passages  13 figures\n"
        f"store: {tmp_path / 'store'}\n"
    )
    assert "Encoding" in done.err


def test_build_names_a_file_that_it_refuses_and_builds_from_the_others(
    run: Run, report_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\xff\xd8\xff\xe0")
    done = run("build", str(report_file), str(tmp_path / "picture.txt"), "--store", str(tmp_path / "store"))
    assert done.code == 0
    assert "refused: picture.txt is no text but an image" in done.out


def test_add_and_remove_change_the_list(run: Run, report_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(HARBOUR.replace("临港", "石桥"), encoding="utf-8")
    at = ("--store", str(tmp_path / "store"))
    assert run("build", str(report_file), *at).code == 0
    assert run("add", str(other), *at).code == 0
    assert {line.split()[0] for line in run("info", *at).out.splitlines()} == {HARBOUR_ID, "shiqiao-2031"}
    assert run("remove", HARBOUR_ID, *at).out == f"removed {HARBOUR_ID}\n"
    assert run("info", *at).out.startswith("shiqiao-2031  2031年石桥市政府工作报告")
    assert run("check", *at).code == 0


def test_info_lists_the_documents(run: Run) -> None:
    done = run("info")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{HARBOUR_ID}  2031年临港市政府工作报告  8 sections  2 terms\n"


def test_info_of_a_document_shows_how_it_was_read(run: Run, golden: Golden) -> None:
    golden("info.txt", run("info", HARBOUR_ID).out)


def test_info_as_json_has_every_key_of_the_contract(run: Run) -> None:
    listed = json.loads(run("info", "--json").out)["documents"]
    whole = json.loads(run("info", HARBOUR_ID, "--json").out)
    summary = ["id", "title", "place", "year", "date", "speaker", "source", "pages", "warnings"]
    assert [sorted(each) for each in listed] == [sorted(summary)]
    assert sorted(whole) == sorted([*summary, "text", "outline", "terms"])
    for section in whole["outline"]:
        assert sorted(section) == ["end", "heading", "level", "period", "start"]
        assert sorted(section["period"]) == ["first_year", "last_year", "role"]
        assert whole["text"][section["start"] : section["end"]].startswith(section["heading"])


def test_check_says_that_a_whole_store_is_whole(run: Run) -> None:
    done = run("check")
    assert (done.code, done.out, done.err) == (0, "The store is whole.\n", "")
    assert json.loads(run("check", "--json").out) == {"problems": []}


def test_ask_prints_the_answer_with_what_its_markers_point_at(run: Run) -> None:
    done = run("ask", QUESTION)
    assert done.code == 0
    answer, _, below = done.out.partition("\n\n")
    assert "3.5万人" in answer
    assert "[1]" in answer
    assert below.startswith("[1] 2031年临港市政府工作报告 > 一、2030年工作回顾 > (二)民生福祉不断增进\n    “")
    assert "（已回答，把握 " in below


def test_ask_as_json_has_every_key_of_the_contract(run: Run, golden: Golden) -> None:
    answer = json.loads(run("ask", QUESTION, "--json").out)
    golden("answer.json", shape(answer))
    text = json.loads(run("info", HARBOUR_ID, "--json").out)["text"]
    for citation in answer["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_an_answer_that_the_report_does_not_give_is_no_failure(run: Run) -> None:
    done = run("ask", "火星探测计划花了多少钱？", "--json")
    assert done.code == 0
    answer = json.loads(done.out)
    assert answer["status"] == "not_found"
    assert answer["confidence"] is None


def test_a_definition_asked_for_is_the_glossary_s(run: Run) -> None:
    assert "把海洋建成优质蛋白供应基地" in run("ask", "什么是蓝色粮仓？").out


@pytest.mark.parametrize("source", ["file", "file with a byte order mark", "stdin"])
def test_a_follow_up_is_understood_from_the_history(run: Run, run_process: Run, tmp_path: Path, source: str) -> None:
    history = json.dumps([["2030年海洋渔业产量是多少？", "18万吨 [1]。"]], ensure_ascii=False)
    if source == "stdin":
        done = run_process("ask", "那2031年呢？", "--history", "-", "--json", stdin=history.encode())
    else:
        (tmp_path / "history.json").write_text(history, encoding="utf-8-sig" if "mark" in source else "utf-8")
        done = run("ask", "那2031年呢？", "--history", "history.json", "--json")
    answer = json.loads(done.out)
    assert "海洋渔业产量" in answer["standalone_question"]
    assert "20万吨" in answer["text"]


@pytest.mark.parametrize(
    ("limit", "figure"),
    [
        (("--role", "review"), "45家"),
        (("--role", "plan"), "60家"),
        (("--year", "2030"), "45家"),
        (("--year", "2031"), "60家"),
    ],
)
def test_filters_limit_what_is_answered_from(run: Run, limit: tuple[str, str], figure: str) -> None:
    assert figure in run("ask", "新增高新技术企业多少家？", *limit).out.partition("\n\n")[0]


def test_every_filter_limits_what_is_searched(run: Run) -> None:
    def headings(*limit: str) -> list[str]:
        hits = json.loads(run("search", "新增就业", "--json", *limit).out)["hits"]
        return [" ".join(hit["headings"]) for hit in hits]

    assert all("工作回顾" in each for each in headings("--role", "review"))
    assert all("产业" in each for each in headings("--section", "产业"))
    assert headings("--place", "临港市", "--document", HARBOUR_ID)
    assert headings("--place", "石桥市") == []
    assert headings("--year", "1999") == []


def test_search_prints_the_best_passages_best_first(run: Run) -> None:
    hits = json.loads(run("search", "渔业产量", "-k", "3", "--json").out)["hits"]
    assert len(hits) == 3
    assert "渔业" in hits[0]["text"]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    printed = run("search", "渔业产量", "-k", "3").out
    assert [line[:3] for line in printed.splitlines() if line[:1].isdigit()] == ["1. ", "2. ", "3. "]


def test_search_as_json_has_every_key_of_the_contract(run: Run, golden: Golden) -> None:
    golden("hits.json", shape(json.loads(run("search", "渔业产量", "--json").out)))


def test_search_keeps_within_a_prompt_budget(run: Run) -> None:
    def count(*options: str) -> int:
        return len(json.loads(run("search", "渔业产量", "--json", *options).out)["hits"])

    assert 0 < count("--max-tokens", "200") < count()
    assert count("--max-tokens", "1") == 0


def test_term_is_found_by_name_and_by_alias(run: Run) -> None:
    named = run("term", "“一岛一策”")
    assert named.code == 0
    assert "按照每座海岛的资源条件" in named.out
    assert run("term", "一岛一策").out == named.out
    entry = json.loads(run("term", "蓝色粮仓", "--json").out)
    assert sorted(entry) == ["aliases", "definition", "document_id", "end", "name", "rank", "start"]
    assert entry["document_id"] == HARBOUR_ID


def test_term_without_a_name_lists_the_glossary(run: Run, golden: Golden) -> None:
    golden("terms.txt", run("term").out)
    assert [entry["name"] for entry in json.loads(run("term", "--json").out)["terms"]] == ["蓝色粮仓", "一岛一策"]


def test_eval_prints_a_table_and_keeps_every_case(run: Run, tmp_path: Path) -> None:
    cases = [
        {
            "id": "a",
            "type": "fact_number",
            "question": QUESTION,
            "key_facts": ["3.5万人"],
            "evidence": ["城镇新增就业3.5万人"],
        },
        {"id": "b", "type": "unanswerable", "question": "火星探测计划花了多少钱？"},
    ]
    (tmp_path / "cases.jsonl").write_text("\n".join(json.dumps(each) for each in cases), encoding="utf-8")
    done = run("eval", "cases.jsonl", "--json", "run.json")
    assert done.code == 0
    assert [line.split()[:2] for line in done.out.splitlines()[1:4]] == [
        ["fact_number", "1"],
        ["unanswerable", "1"],
        ["all", "2"],
    ]
    kept = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert [result["score"]["right"] for result in kept["results"]] == [True, True]
    assert "cases" in done.err


def test_eval_wants_a_model_for_the_generator_llm_and_numbers_for_prices(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(
        '{"id": "u", "type": "unanswerable", "question": "地铁几号线通了？"}\n', "utf-8"
    )
    done = run("eval", "cases.jsonl", "--generator", "extractive,llm")
    assert (done.code, done.out) == (1, "")
    assert "WENBAO_LLM_BASE_URL" in done.err
    assert run("eval", "cases.jsonl", "--price", "cheap").code == 2


def test_the_settings_file_is_read_and_the_environment_comes_first(
    run: Run, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wenbao.toml").write_text(f'store = "{store_path.as_posix()}"\n', encoding="utf-8")
    monkeypatch.setenv("WENBAO_STORE", str(tmp_path / "nowhere"))
    assert run("info").code == 1
    monkeypatch.delenv("WENBAO_STORE")
    assert run("info").code == 0


@pytest.mark.parametrize(
    "command", ["build", "add", "remove", "info", "check", "ask", "search", "term", "figures", "eval", "serve"]
)
def test_every_command_has_a_help_page_and_takes_a_store(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert "--store" in done.out
