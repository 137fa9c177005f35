"""The glossary for officials: definitions, uses, related terms, citations and exports."""

import csv
import io
import re

import pytest
from docx import Document as WordFile
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from index.store import Store
from index.types import Document, Metadata, Passage, Period, Term
from rag.asker import Asker
from tests.ui.conftest import HARBOUR_ID
from tests.ui.test_render import TEXTS, Read, lines
from ui.languages import chinese
from ui.term_exports import terms_csv
from ui.term_uses import Use, official_citation, related_terms, same_terms, uses_of
from ui.terms_desk import terms_html


def stored(*documents: Document, passages: tuple[Passage, ...] = ()) -> Store:
    return Store(None, "fake", documents, passages, (), None)  # type: ignore[arg-type]


def test_a_term_is_shown_with_where_the_report_uses_it(harbour_asker: Asker) -> None:
    store = harbour_asker.store
    document = store.document(HARBOUR_ID)
    term = next(each for each in document.terms if each.name == "蓝色粮仓")
    uses = uses_of(store, document, term)
    assert uses
    for use in uses:
        assert "蓝色粮仓" in document.text[use.start : use.end]
        assert not term.start <= use.start < term.end
    html = terms_html(store, "粮仓", chinese)
    assert f"?doc={HARBOUR_ID}&amp;at={uses[0].start}-{uses[0].end}" in html
    assert " › ".join(uses[0].headings) in html
    assert official_citation(document, uses) in html


@pytest.mark.parametrize(
    ("headings", "cited"),
    [
        (("一、2023年工作回顾", "(四)强化保障"), "《某市政府工作报告》第一部分（四）"),
        (("二、2024年工作安排",), "《某市政府工作报告》第二部分"),
        (("（六）坚持以人为本",), "《某市政府工作报告》（六）"),
        (("2024年工作回顾", "(三)强化保障"), "《某市政府工作报告》“2024年工作回顾”（三）"),
        (("过去一年工作",), "《某市政府工作报告》“过去一年工作”"),
        ((), "《某市政府工作报告》"),
    ],
)
def test_a_citation_names_part_and_item(headings: tuple[str, ...], cited: str) -> None:
    document = Document("d", "d.txt", "", Metadata("某市政府工作报告"), (), ())
    assert official_citation(document, (Use(0, 1, headings),)) == cited


def test_a_term_that_is_used_nowhere_is_cited_by_the_glossary() -> None:
    document = Document("d", "d.txt", "", Metadata("某市政府工作报告"), (), ())
    assert official_citation(document, ()) == "《某市政府工作报告》名词解释"


def test_related_terms_are_named_in_the_definition_or_beside_the_term() -> None:
    terms = tuple(Term(name, f"{name}是一种做法。", (), 90, 99) for name in ("甲计划", "乙行动", "丙工程", "丁项目"))
    terms = (Term("甲计划", "与丁项目一起做。", (), 90, 99), *terms[1:])
    text = "推进甲计划和乙行动。"
    document = Document("d", "d.txt", text, Metadata("报告"), (), terms)
    store = stored(document, passages=(Passage("d", 0, len(text), text, (), Period()),))
    assert related_terms(store, document, terms[0]) == ("丁项目", "乙行动")


def test_the_definitions_of_several_reports_stand_under_one_name() -> None:
    documents = [
        Document(name, "d.txt", "", Metadata(f"{name}报告"), (), (Term("“四首”经济", f"{name}的说法", (), 0, 0),))
        for name in ("甲", "乙")
    ]
    assert [document.id for document, _ in same_terms(documents, documents[0].terms[0])] == ["甲", "乙"]
    html = terms_html(stored(*documents), "四首经济", chinese)
    assert html.count("<dt>") == 1
    assert "甲的说法" in html
    assert "乙的说法" in html
    assert re.findall(r'data-citation="(.*?)"', html) == ["《甲报告》名词解释", "《乙报告》名词解释"]


def test_a_shelf_without_a_glossary_says_so() -> None:
    assert "没有名词解释" in terms_html(stored(Document("d", "d.txt", "", Metadata("报告"), (), ())), " ", chinese)


def test_a_long_list_is_cut_and_says_so() -> None:
    terms = tuple(Term(f"名词{number}号", "释义", (), 0, 0) for number in range(50))
    html = terms_html(stored(Document("d", "d.txt", "", Metadata("报告"), (), terms)), "", chinese)
    assert html.count("<dt>") == 40
    assert "还有 10 条" in html


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=2))
def test_the_glossary_runs_nothing(name: str, definition: str, title: str, aliases: list[str]) -> None:
    document = Document("d", "d.txt", "", Metadata(title), (), (Term(name, definition, tuple(aliases), 0, 0),))
    read = Read(terms_html(stored(document), "", chinese))
    assert read.tags <= {"dl", "div", "dt", "dd", "p", "span", "a", "button", "ul", "li"}
    assert set(read.attributes) <= {"class", "href", "target", "rel", "title", "type", "data-citation"}
    assert lines(read.text["dt"]).startswith(lines(name))
    assert lines(definition) in lines(read.text["dd"])


def test_terms_are_downloaded_as_csv_that_no_spreadsheet_runs(client: TestClient) -> None:
    response = client.get("/api/terms.csv", params={"q": "粮仓"})
    assert response.headers["content-type"].startswith("text/csv")
    assert "terms.csv" in response.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["名词", "蓝色粮仓"]
    english = client.get("/api/terms.csv", params={"q": "粮仓", "lang": "en"}).content.decode("utf-8-sig")
    assert english.startswith("Terms,Short form,Definition,Report,Citation")
    formula = Term("=1+1", "@x", (), 0, 0)
    document = Document("d", "d.txt", "", Metadata("报告"), (), (formula,))
    (row,) = list(csv.reader(io.StringIO(terms_csv(stored(document), [(document, formula)], chinese))))[1:]
    assert (row[0], row[2]) == ("'=1+1", "'@x")


def test_terms_are_downloaded_as_a_word_document(client: TestClient) -> None:
    response = client.get("/api/terms.docx")
    texts = [paragraph.text for paragraph in WordFile(io.BytesIO(response.content)).paragraphs]
    assert texts[0] == "名词解释"
    assert texts[2].startswith("1. 蓝色粮仓：以深远海养殖为主体")
    assert len(texts) == 4
