"""The exchanged report is another report of the same build, and its cases are the same questions about it."""

import re
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.dataset import Case
from evals.exchanged import (
    NAMES,
    RunsOfBoth,
    ask_both,
    exchange_cases,
    format_exchanged,
    main,
    read_exchange,
    write_exchanged,
)
from evals.load import load_cases
from evals.scoring import normalise, stated_figures
from index.build import bundled_report
from index.encode import encode_document
from index.figures import read_figures
from index.read import read_document
from index.segment import Segment
from index.types import Document, Period
from rag.types import Turn
from tests.fakes import FakeEncoder

EXCHANGE = read_exchange()
ROWS = [line.split("\t") for line in NAMES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
CASES = load_cases(sorted((Path(__file__).parents[2] / "evals" / "cases").glob("*-dev.jsonl")))
ASKED = (
    Case("a", "fact_number", "2023年新增学位多少个？", key_facts=("3840",), evidence=("新增学位3840个",)),
    Case("b", "definition", "什么是四首经济？", key_facts=("首店",), evidence=("四首经济:首店、首发、首秀、首展",)),
    Case(
        "c", "multi_hop", "新增学位两年一共多少个？", key_facts=("7920",), evidence=("新增学位3840个", "新增学位4080个")
    ),
    Case("d", "unanswerable", "江汉区有几条地铁？", document="jianghan-2024"),
)


def flat(text: str) -> str:
    """Without the white space and asterisks of print damage."""
    return re.sub(r"[\s*]", "", text)


def printed() -> str:
    return bundled_report().read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Document]:
    """The bundled report and its exchanged copy, as read from their files."""
    copy = write_exchanged(bundled_report(), EXCHANGE, tmp_path_factory.mktemp("exchanged"))
    original, exchanged = (read_document(path.name, path.read_bytes()) for path in (bundled_report(), copy))
    return original, exchanged


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> RunsOfBoth:
    return ask_both(ASKED, FakeEncoder(), tmp_path_factory.mktemp("runs"))


def test_every_name_has_another_of_its_length_that_the_report_does_not_have() -> None:
    report = flat(printed())
    for name, other, kind in ROWS:
        assert kind == "asked" or flat(name) in report
        assert name.isascii() or len(name) == len(other)
        assert kind == "asked" or flat(other) not in report, other
    others = [other for _, other, _ in ROWS]
    assert len(set(others)) == len(others) == len(EXCHANGE.names)


def test_no_name_and_no_year_of_the_report_is_left() -> None:
    exchanged = flat(EXCHANGE.text(printed()))
    names = [name for name, other, _ in ROWS if name != other]
    assert [
        name for name in names if re.search(rf"(?<![A-Za-z\d]){re.escape(flat(name))}(?![A-Za-z\d])", exchanged)
    ] == []
    years = set(re.findall(r"20\d\d(?=年|〕)", flat(printed())))
    assert years == {"2021", "2022", "2023", "2024"}
    assert [year for year in years if year in exchanged] == []
    assert len(re.findall(r"20\d\d(?=年|〕)", exchanged)) == len(re.findall(r"20\d\d(?=年|〕)", flat(printed())))


def test_the_same_text_is_always_exchanged_the_same_and_a_part_as_in_the_whole(
    documents: tuple[Document, Document],
) -> None:
    assert read_exchange().text(printed()) == EXCHANGE.text(printed())
    whole = normalise(documents[1].text)
    evidence = [each for case in CASES for each in case.evidence]
    assert len(evidence) > 200
    assert [each for each in evidence if normalise(EXCHANGE.text(each)) not in whole] == []
    assert normalise(EXCHANGE.text(documents[0].text)) == whole


def test_the_exchanged_report_is_read_as_the_original_is(documents: tuple[Document, Document]) -> None:
    original, exchanged = documents
    assert (original.id, exchanged.id) == ("jianghan-2024", "yuepu-2029")
    assert exchanged.metadata.place == EXCHANGE.text(original.metadata.place or "")
    assert exchanged.metadata.speaker == EXCHANGE.text(original.metadata.speaker or "")
    assert (exchanged.metadata.year, exchanged.metadata.date) == (2029, "2028-12-26")
    assert [each.name for each in exchanged.terms] == [EXCHANGE.text(each.name) for each in original.terms]
    assert [each.heading for each in exchanged.sections] == [EXCHANGE.text(each.heading) for each in original.sections]
    assert [each.period for each in exchanged.sections] == [later(each.period) for each in original.sections]
    one, other = segments(documents)
    assert [each.text for each in other.passages] == [EXCHANGE.text(each.text) for each in one.passages]
    assert len(one.sentences) == len(other.sentences)


def later(period: Period) -> Period:
    if period.first_year is None or period.last_year is None:
        return period
    return Period(period.role, period.first_year + 5, period.last_year + 5)


def segments(documents: Sequence[Document]) -> list[Segment]:
    return [encode_document(document, FakeEncoder(), lambda line: None) for document in documents]


def test_the_same_figures_are_read_of_both_with_other_values(documents: tuple[Document, Document]) -> None:
    original, exchanged = map(read_figures, documents)
    assert len(original) == len(exchanged) > 100
    for one, other in zip(original, exchanged, strict=True):
        assert EXCHANGE.text(one.text) == other.text
        assert EXCHANGE.text(one.metric) == other.metric
        assert (one.unit, one.kind, one.bound) == (other.unit, other.kind, other.bound)
        assert other.unit != "%" or one.value > 100 or other.value <= 100
        if re.search("[1-9]", one.text) and one.text not in ("100%", "九连降") and "第" not in one.text:
            assert one.value != other.value, one.text


NUMBERS = st.from_regex(r"[1-9]\d{0,4}(\.\d{1,2})?|0\.\d[1-9]", fullmatch=True, alphabet="0123456789.").filter(
    lambda number: number != "100" and not re.fullmatch(r"(19|20)\d\d", number)
)


@given(NUMBERS, NUMBERS)
def test_figures_keep_their_shape_and_distinct_ones_stay_distinct(one: str, other: str) -> None:
    changed = [EXCHANGE.text(f"新增{each}亿元")[2:-2] for each in (one, other)]
    assert [re.sub("[1-9]", "1", each) for each in changed] == [re.sub("[1-9]", "1", each) for each in (one, other)]
    assert changed[0] != one
    assert (changed[0] == changed[1]) == (one == other)
    if not any(each.lstrip("0.").startswith("9") for each in (one, other)):
        assert (float(changed[0]) < float(changed[1])) == (float(one) < float(other))


def test_what_is_greater_stays_greater_wherever_cases_compare() -> None:
    for case in CASES:
        if case.type not in ("comparison", "yes_no"):
            continue
        figures = [figure.value for each in case.evidence for figure in stated_figures(each)]
        changed = [figure.value for each in case.evidence for figure in stated_figures(EXCHANGE.text(each))]
        for (one, one_changed), (other, other_changed) in combinations(zip(figures, changed, strict=True), 2):
            assert (one < other) == (one_changed < other_changed), case.id


@pytest.mark.parametrize(
    ("text", "exchanged"),
    [
        ("2023年、〔2024〕、2021—2025年", "2028年、〔2029〕、2026—2030年"),
        ("24年底，二〇二三年，２０２４年，2O23年", "29年底，二〇二八年，２０２９年，2O28年"),
        ("in 2024, GDP2023", "in 2029, GDP2028"),
        ("2000套、1999年", "3000套、2004年"),
        ("近10年，5年来", "近20年，6年来"),
        ("2023年12月25日，1月28日", "2028年12月26日，1月1日"),
        ("1680亿元，增长7.4%，1,680万", "2680亿元，增长8.4%，2,680万"),
        ("办结率100%，100家", "办结率100%，200家"),
        ("0.95，99.5%，５００强", "0.15，19.5%，６００强"),
        ("2万人即20000人，27.5 billion即275亿", "3万人即30000人，37.5 billion即375亿"),
        ("第3条，No. 1，5G，PM2.5，[2]，— 26 —", "第3条，No. 1，5G，PM2.5，[2]，— 26 —"),
        ("- 16.社**区康复直\n通 车:** 8个", "- 16.社**区康复摆\n渡 车:** 9个"),
        ("“235”，235.5，1235", "“135”，335.5，2235"),
        ("IMA 长江论坛，IMAX", "CGA 湘江论坛，IMAX"),
    ],
)
def test_each_rule(text: str, exchanged: str) -> None:
    assert EXCHANGE.text(text) == exchanged


@pytest.mark.parametrize(
    ("fact", "exchanged"),
    [
        ("8个|八个|启动", "9个|启动"),
        ("2万人|两万人|20000人", "3万人|30000人"),
        ("67|sixty-seven", "77"),
        ("100%|百分之百", "100%|百分之百"),
        ("第一|first|No. 1|number one", "第一|first|No. 1|number one"),
        ("没|不|少", "没|不|少"),
    ],
)
def test_a_fact_loses_the_number_in_words_of_a_figure_that_changed(fact: str, exchanged: str) -> None:
    assert EXCHANGE.fact(fact) == exchanged


def test_every_field_of_a_case_is_exchanged() -> None:
    turns = (Turn("江汉2023年？", "2023年新增3840个[1]。"),)
    case = Case(
        "a-2023", "followup", "武汉呢？", turns, "8个", ("8个",), ("9个",), ("8个",), None, {"term": "安心计划"}
    )
    changed = EXCHANGE.case(case)
    assert changed == Case(
        "a-2023",
        "followup",
        "长沙呢？",
        (Turn("岳浦2028年？", "2028年新增4840个[1]。"),),
        "9个",
        ("9个",),
        ("1个",),
        ("9个",),
        None,
        {"term": "晴朗计划"},
    )


def test_cases_that_cannot_be_exchanged_are_named_with_the_reason(documents: tuple[Document, Document]) -> None:
    cut = Case("cut", "list", "哪些？", key_facts=("前进",), evidence=("加快前进社卫中心建设",))
    both = exchange_cases([*CASES, cut], EXCHANGE, documents[1].text)
    assert [case.id for case in both.original] == [case.id for case in both.exchanged]
    assert {case.id for case in (*CASES, cut)} == {case.id for case in both.original} | set(both.dropped)
    assert both.dropped["jh-dev-multi-hop-01"].startswith("computed")
    assert both.dropped["cut"] == "refused by evals.check_cases: the fact is not in the evidence: 前进"
    told, all_told = ([case for case in cases if case.type != "multi_hop"] for cases in (both.original, CASES))
    assert len(told) > 0.9 * len(all_told)  # what is computed can seldom be exchanged word for word


def test_both_reports_are_asked_the_same_questions(runs: RunsOfBoth) -> None:
    assert list(runs.dropped) == ["c"]
    originals, others = runs.original.results, runs.exchanged.results
    assert [each.case.question for each in others] == [
        "2028年新增学位多少个？",
        "什么是四启经济？",
        "岳浦区有几条地铁？",
    ]
    assert [each.case.document for each in others] == [None, None, "yuepu-2029"]
    assert [each.case.document for each in originals] == [None, None, "jianghan-2024"]
    (figure, _, _), (exchanged_figure, _, _) = originals, others
    assert figure.score.right == exchanged_figure.score.right


def test_the_table_has_the_metrics_of_both_and_their_difference(runs: RunsOfBoth) -> None:
    lines = format_exchanged(runs).split("\n")
    assert lines[0].split() == ["metric", "n", "original", "exchanged", "difference"]
    assert [" ".join(line.split()[:3]) for line in lines[1:4]] == [
        "right fact_number 1",
        "right definition 1",
        "right unanswerable 1",
    ]
    heads = [" ".join(line.split()[:2]) for line in lines[4:8]]
    assert heads == ["right 3", "recall@1 2", "refused_wrongly 2", "abstention_recall 1"]
    assert lines[-2:] == ["left out: 1", "  c: computed, or in other words than the report's: 7920"]


def test_a_set_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["exchanged", "nowhere.jsonl"])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert "no file at nowhere.jsonl" in capsys.readouterr().err
