"""Statements with numbered citations, and those of a cover and of a glossary."""

from pathlib import Path

import pytest

from index.build import build_store
from index.store import Store, open_store
from rag.about_terms import definition
from rag.cite import MARKER_HERE, cite, escaped, of_report
from rag.cover import from_cover, of_the_cover_asked_for
from rag.types import Span, Statement
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR
from tests.rag.supposing import asked


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder: Path = tmp_path_factory.mktemp("harbour")
    (folder / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([folder / "临港.txt"], folder / "store", FakeEncoder(), lambda line: None)
    return open_store(folder / "store")


def span_of(store: Store, words: str) -> Span:
    (document,) = store.documents
    start = document.text.index(words)
    return Span(document.id, start, start + len(words))


def test_a_span_that_is_cited_twice_has_one_number(store: Store) -> None:
    schools, jobs = span_of(store, "改造学校12所"), span_of(store, "城镇新增就业3.5万人")
    cited = cite(store, [Statement("学校12所", (schools,)), Statement("就业与学校", (jobs, schools))])
    assert cited.text == "学校12所 [1]。\n就业与学校 [2][1]。"
    assert [(each.number, each.quote) for each in cited.citations] == [(1, "改造学校12所"), (2, "城镇新增就业3.5万人")]


def test_a_marker_stands_where_the_statement_wants_it(store: Store) -> None:
    text = f"学校12所{MARKER_HERE},就业3.5万人{MARKER_HERE}"
    spans = (span_of(store, "改造学校12所"), span_of(store, "城镇新增就业3.5万人"))
    assert cite(store, [Statement(text, spans)]).text == "学校12所 [1],就业3.5万人 [2]。"


def test_what_the_report_prints_in_brackets_is_no_marker(store: Store) -> None:
    assert escaped("见[1]") == "见［1］"
    assert of_report(store, Statement("学校12所", (span_of(store, "改造学校12所"),))).text.endswith("》学校12所")


def test_the_cover_tells_who_gave_the_report(store: Store) -> None:
    statements = from_cover(asked("报告是谁作的"), store.documents)
    assert "周明远" in statements[0].text
    assert from_cover(asked("改造学校几所"), store.documents) == ()
    assert of_the_cover_asked_for(asked("报告是谁作的"), store.documents) == store.documents


def test_an_entry_is_told_from_the_name_of_its_term(store: Store) -> None:
    (document,) = store.documents
    term = next(each for each in document.terms if each.name == "蓝色粮仓")
    assert definition(term, document)[0].text.startswith("蓝色粮仓")
