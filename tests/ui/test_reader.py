"""A report to read: all its words, anchors at every paragraph, the place of a deep link."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Document, Metadata, Term
from rag.asker import Asker
from tests.ui.conftest import HARBOUR_ID
from ui.languages import chinese
from ui.reader import Place, read_place, reader_html


def shown(html: str) -> str:
    """The words of the text, without tips and anchors."""
    article = html[html.index("<article") :]
    beside = r'<span class="wb-tip".*?</span>|<a class="wb-anchor".*?</a>|<p class="wb-astray".*?</p>'
    article = re.sub(beside, "", article)
    return unescape(re.sub(r"<[^>]+>", "", article))


@pytest.mark.parametrize(
    ("doc", "at", "place"),
    [
        (None, "3", None),
        ("", "3", None),
        ("a", None, Place("a")),
        ("a", "3", Place("a", 3, 3)),
        ("a", "3-9", Place("a", 3, 9)),
        ("a", "9-3", Place("a", 9, 9)),
        ("a", "-3", Place("a")),
        ("a", "3-9<script>", Place("a")),
    ],
)
def test_the_place_of_an_address(doc: str | None, at: str | None, place: Place | None) -> None:
    assert read_place(doc, at) == place


def test_all_of_a_report_is_there_and_just_the_words_of_the_address_are_marked(harbour_asker: Asker) -> None:
    document = harbour_asker.store.document(HARBOUR_ID)
    start = document.text.index("城镇新增就业")
    html = reader_html(document, Place(document.id, start, start + 6), chinese)
    assert "".join(shown(html).split()) == "".join(document.text.split())
    assert html.count('id="wb-here"') == 1
    assert re.search(r'<mark id="wb-here">(.*?)</mark>', html)[1] == "城镇新增就业"  # type: ignore[index]
    assert html.count("<li") == sum(1 for section in document.sections if section.heading)


def test_an_address_without_an_end_marks_the_paragraph(harbour_asker: Asker) -> None:
    document = harbour_asker.store.document(HARBOUR_ID)
    start = document.text.index("城镇新增就业")
    html = reader_html(document, Place(document.id, start, start), chinese)
    assert re.search(r'<p id="wb-here">([^<]*)', html)[1] in document.text  # type: ignore[index]
    assert "<mark" not in html


def test_an_address_beyond_the_end_is_told(harbour_asker: Asker) -> None:
    document = harbour_asker.store.document(HARBOUR_ID)
    assert "不在这份报告里" in reader_html(document, Place(document.id, 999_999, 999_999), chinese)
    assert "不在这份报告里" not in reader_html(document, Place(document.id, len(document.text) - 1), chinese)


def test_a_term_is_explained_at_its_first_use_outside_the_glossary(harbour_asker: Asker) -> None:
    document = harbour_asker.store.document(HARBOUR_ID)
    html = reader_html(document, None, chinese)
    assert re.findall(r'class="wb-defined">([^<]+)', html) == ["蓝色粮仓"]  # the other term is in the glossary only


@given(st.text(alphabet=st.sampled_from("岛仓<>&\"'\n 港一"), max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_no_word_is_lost_and_no_markup_runs(text: str, start: int, end: int) -> None:
    terms = (Term("岛仓", "<b>岛</b>", ("仓",), 0, 0, rank=2),)
    document = Document("d", "d.txt", text, Metadata("报告"), (), terms)
    html = reader_html(document, Place("d", start, max(start, end)), chinese)
    assert "".join(shown(html).split()) == "".join(text.split())
    assert set(re.findall(r"<(\w+)", html[html.index("<article") :])) <= {"article", "p", "span", "mark", "a"}
