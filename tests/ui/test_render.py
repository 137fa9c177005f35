"""The page's HTML: every text comes out as the text that went in, and nothing of it as markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.store import Store
from index.types import Document, FigureKind, Metadata, Passage, Period, Role
from rag.types import Answer, Citation, Slots, Status, TermDefinition, TracedFigure
from ui import render
from ui.languages import chinese, english

PIECES = (
    "<script>window.ran = 1</script>",
    "<img src=x onerror=alert(1)>",
    "</div>",
    "</p>",
    "<!--",
    "-->",
    "]]>",
    "&lt;",
    "&#60;",
    '" onclick="',
    "' onfocus='",
    "javascript:",
    "![x](http://other.example/x.png)",
    "[x](http://other.example)",
    "<http://other.example>",
    "```",
    "# ",
    "> ",
    "- ",
    "|",
    "$",
    "$$",
    "\\",
    "*",
    "_",
    "~",
    "`",
    "\n",
    "\n\n",
    "\r",
    "\r\n\r\n",
    "[1]",
    "新增就业",
    "2万人",
    "。",
)
TEXTS = (
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), min_size=1, max_size=6).map("".join).filter(bool)
)
OUR_TAGS = {
    "select",
    "option",
    "div",
    "p",
    "br",
    "span",
    "a",
    "details",
    "summary",
    "blockquote",
    "mark",
    "dl",
    "dt",
    "dd",
    "button",
}
OUR_ATTRIBUTES = {"class", "href", "rel", "role", "selected", "target", "title", "type", "value"}


class Read(HTMLParser):
    """A fragment as a browser reads it: its tags, its attributes, and its text with a newline for each break."""

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str | None]] = {}
        self.open: list[str] = []
        self.text: dict[str, str] = {}
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value)
        if tag == "br":
            self._add("\n")
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def _add(self, data: str) -> None:
        for tag in {*self.open, "all"}:
            self.text[tag] = self.text.get(tag, "") + data


def assert_is_ours(fragment: str) -> Read:
    assert "\n" not in fragment
    assert "\r" not in fragment
    read = Read(fragment)
    assert not read.open
    assert read.tags <= OUR_TAGS
    assert set(read.attributes) <= OUR_ATTRIBUTES
    assert all(re.fullmatch(r"#|\?doc=\w+&at=\d+-\d+", href or "") for href in read.attributes.get("href", set()))
    return read


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def stored(text: str) -> Store:
    """A store of one passage, as far as the page looks into it."""
    document = Document("d", "d.txt", text, Metadata("报告"), (), ())
    passage = Passage("d", 0, len(text), text, (), Period())
    return Store(Path(), "fake", (document,), (passage,), (), None)  # type: ignore[arg-type]


def answered(text: str, *citations: Citation, terms: tuple[TermDefinition, ...] = ()) -> Answer:
    return Answer("a", "?", "?", Slots(), Status.ANSWERED, text, citations, terms)


@given(TEXTS)
def test_a_question_comes_out_as_it_was_typed(question: str) -> None:
    shown = assert_is_ours(render.question_html(question, chinese)).text
    assert shown["div"] == lines(question)
    assert shown["button"] == "修改"


@given(TEXTS)
def test_a_text_that_is_being_written_comes_out_as_it_is(text: str) -> None:
    shown = assert_is_ours(render.partial_html(text)).text.get("all", "")
    assert shown.replace("\n", "") == lines(text).replace("\n", "")  # its lines are paragraphs


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_a_citation_marks_exactly_the_quote_within_its_paragraph(
    before: str, quote: str, after: str, heading: str
) -> None:
    citation = Citation(1, "d", heading, (heading,), None, len(before), len(before + quote), quote)
    read = assert_is_ours(render.answer_html(answered("有 [1]。", citation), stored(before + quote + after), chinese))
    assert read.text["mark"].replace("\n", "") == lines(quote).replace("\n", "")
    assert read.text["blockquote"].replace("\n", "") == lines(before + quote + after).replace("\n", "")
    assert "wb-cite wb-cite-1" in read.attributes["class"]


@given(TEXTS, TEXTS)
def test_terms_come_out_as_they_are(name: str, definition: str) -> None:
    term = TermDefinition(name, definition, "d")
    read = assert_is_ours(render.answer_html(answered("有。", terms=(term,)), stored("有。"), chinese))
    assert read.text["summary"] == f"名词：{lines(name)}"
    assert (read.text["dt"], read.text["dd"]) == (lines(name), lines(definition))


def test_the_quotes_of_one_place_are_one_line() -> None:
    cited = [Citation(number, "d", "报告", ("一、回顾",), None, 0, 2, "有。") for number in (1, 2)]
    elsewhere = Citation(3, "d", "报告", ("二、安排",), None, 0, 2, "有。")
    html = render.answer_html(answered("有 [1]。", *cited, elsewhere), stored("有。"), chinese)
    assert re.findall(r"<summary>(.*?)</summary>", html) == ["[1] [2] 报告 › 一、回顾", "[3] 报告 › 二、安排"]
    assert html.count("<mark>有。</mark>") == 3


def test_a_source_tells_whether_it_was_done_or_is_planned() -> None:
    passage = Passage("d", 0, 2, "有。", (), Period(Role.PLAN, 2031, 2031))
    store = replace(stored("有。"), passages=(passage,))
    citation = Citation(1, "d", "报告", (), None, 0, 2, "有。")
    assert '<p class="wb-period">2031年计划</p>' in render.answer_html(answered("有 [1]。", citation), store, chinese)


def test_an_answer_in_plain_words_says_so() -> None:
    assert "通俗说法" not in render.answer_html(answered("有。"), stored("有。"), chinese)
    assert "通俗说法" in render.answer_html(replace(answered("有。"), generator="llm:x"), stored("有。"), chinese)


def test_a_marker_is_a_link_that_opens_its_citation_and_another_bracket_is_text() -> None:
    read = Read(render.partial_html("有 [1]。 [x] ［2］"))
    assert read.text["a"] == "[1]"
    assert read.attributes["class"] == {"wb-answer", "wb-mark"}


def test_each_status_is_told_in_words() -> None:
    for status in Status:
        answer = Answer("a", "?", "?", Slots(), status, "有。")
        assert render.STATUS_WORDS[status] in Read(render.answer_html(answer, stored("有。"), chinese)).text["span"]


def test_a_figure_of_the_answer_is_marked_as_traced_and_a_longer_number_is_not() -> None:
    figure = TracedFigure("2万人", "就业", 2, "万人", None, 2030, FigureKind.ACTUAL, None, "d", 0, 3, 1)
    answer = replace(answered("就业2万人，另有12万人。"), figures=(figure,))
    html = render.answer_html(answer, stored("有。"), chinese)
    assert html.count("wb-traced") == 1
    assert '<span class="wb-traced" title="见出处，已核对">2万人</span>，另有12万人' in html


def test_the_first_use_of_a_term_in_an_answer_has_its_definition_beside_it() -> None:
    terms = (TermDefinition("粮仓", "海上的<粮仓>", "d"),)
    html = render.answer_html(answered("建粮仓，再建粮仓。", terms=terms), stored("有。"), chinese)
    tip = '<span class="wb-tip" role="tooltip">海上的&lt;粮仓&gt;</span>'
    assert f'建<span class="wb-defined">粮仓{tip}</span>，再建粮仓。' in html


def test_what_happened_to_an_answer_is_told() -> None:
    answer = replace(answered("有。"), warnings=("语言模型没有给出回答",))
    assert '<p class="wb-told">语言模型没有给出回答</p>' in render.answer_html(answer, stored("有。"), chinese)


def test_the_cause_of_a_failure_is_left_to_the_log() -> None:
    told = ("语言模型中断了（the language model failed: InternalServerError），其余用报告原文作答。",)
    dropped = ("语言模型写的 2 句话在报告里没有依据，已去掉。",)
    html = render.answer_html(replace(answered("有。"), warnings=told + dropped), stored("有。"), english)
    assert "The language model broke off; the rest is in the report&#x27;s own words." in html
    assert "2 sentences of the language model were not borne out by the report and are left out." in html
    assert "InternalServerError" not in html


def test_a_citation_names_its_page_and_leads_into_the_report() -> None:
    citation = Citation(1, "d", "报告", (), 3, 0, 2, "有。")
    html = render.answer_html(answered("有 [1]。", citation), stored("有。"), chinese)
    assert "报告 › 第 3 页" in html
    assert 'href="?doc=d&amp;at=0-2"' in html
