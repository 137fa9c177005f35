import re

import pytest

from index.errors import ReportError
from index.readers.block import Block
from index.readers.formats import extract
from tests.index.readers.web_pages import BODY, TITLE, Page, pages

LONG = "过去一年，全市上下奋力拼搏，各项工作取得新的成效。" * 10


def blocks_of(html: str) -> list[Block]:
    return list(extract("a.html", html.encode()).blocks)


def texts(html: str) -> list[str]:
    return [block.text.strip() for block in blocks_of(html)]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_the_report_is_read_whole_and_nothing_around_it(page: Page) -> None:
    found = [re.sub(r"\s", "", block.text) for block in extract("a.html", page.content).blocks]
    assert found == [re.sub(r"\s", "", line) for line in page.lines]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_under_the_suffix_of_text_reads_alike(page: Page) -> None:
    assert extract("a.txt", page.content).blocks == extract("a.html", page.content).blocks


def test_the_charset_is_found_whatever_the_page_declares() -> None:
    page = f'<meta charset="gb2312"><p>{LONG}</p>'
    assert texts(page) == [LONG]
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        assert [block.text for block in extract("a.htm", page.encode(encoding)).blocks] == [LONG]


def test_headings_bold_openings_and_lines_keep_their_form() -> None:
    html = f"<h2>一、回顾</h2><p><b>一是稳增长。</b>{LONG}</p>"
    html += "<p><span style='font-weight: 700'>二是</span>保就业<br>三是</p>"
    found = [(block.text, block.level, block.bold_chars) for block in blocks_of(html)]
    assert found == [("一、回顾", 2, 4), (f"一是稳增长。{LONG}", None, 6), ("二是保就业", None, 2), ("三是", None, 0)]


def test_entities_and_spaces_are_read_as_a_browser_shows_them() -> None:
    assert texts(f"<p>&ldquo;四首经济&rdquo;&#12288;&lt;R&amp;D&gt;\n  a\n b</p><p>{LONG}") == [
        "“四首经济”\u3000<R&D> a b",
        LONG,
    ]
    assert texts(f"<pre>一行\n二行</pre><p>{LONG}</p>") == ["一行", "二行", LONG]


def test_lists_get_the_numbers_that_a_browser_prints() -> None:
    items = "<ol start=3><li>甲</li><li>乙</li></ol><ol type=a><li>丙</li></ol><ol><li>1.丁</li></ol>"
    plain = "<ol style='list-style:none'><li>戊</li></ol><ul><li>己</li></ul>"
    assert texts(f"<p>{LONG}</p>{items}{plain}")[1:] == ["3.甲", "4.乙", "a.丙", "1.丁", "戊", "己"]


def test_tables_of_data_keep_their_rows_and_columns() -> None:
    table = (
        "<table><tr><th colspan=2>指标</th><th>目标</th></tr><tr><td rowspan=2>经济</td><td>增速</td><td>6%</td></tr>"
    )
    table += "<tr><td><p>投资</p><p>全年</p></td><td>7%</td></tr></table>"
    assert texts(f"<p>{LONG}</p>{table}")[1:] == ["指标 | 目标", "经济 | 增速 | 6%", "| 投资 全年 | 7%"]


def test_raised_figures_and_reading_aids_leave_the_words_whole() -> None:
    html = f"<p>首店经济<sup>3</sup>，10<sup>8</sup>吨，<ruby>邑<rp>(</rp><rt>yì</rt></ruby></p><p>{LONG}</p>"
    assert texts(html)[0] == "首店经济[3]，10⁸吨，邑"


def test_a_paragraph_with_a_link_in_it_is_kept_whole() -> None:
    assert texts(f"<p>见<a href=x>统计公报</a>。</p><p><a name=top>{LONG}</a></p>") == ["见统计公报。", LONG]


def test_an_element_with_a_misleading_name_keeps_the_report() -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    assert texts(f"<h1>{TITLE}</h1><div id='page' class='nav share'>{body}</div>") == [TITLE, *BODY]


def test_a_title_that_the_text_repeats_is_read_once() -> None:
    assert texts(f"<h1>{TITLE}</h1><div><p>{TITLE}</p><p>{LONG}</p><p>{LONG}</p></div>") == [TITLE, LONG, LONG]


@pytest.mark.parametrize(
    "sentence",
    [
        "地址：略，见附件。",
        "来源：各县区上报，经统计局核定。",
        "分享：让发展成果由全民共享。",
        "一码通：凭二维码办事，扫一扫即可",
    ],
)
def test_a_sentence_that_opens_like_a_label_is_kept(sentence: str) -> None:
    assert sentence in texts(f"<p>{LONG}</p><p>{sentence}</p>")


def test_a_web_archive_is_read() -> None:
    archive = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    archive += "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    archive += f"<html><body><p>{LONG}</p></body></html>\r\n--x--\r\n"
    assert [block.text for block in extract("a.mht", archive.encode()).blocks] == [LONG]
    with pytest.raises(ReportError, match="holds no web page"):
        extract("a.mhtml", b"words")


def test_a_page_that_loads_its_text_is_refused_with_the_way_out() -> None:
    with pytest.raises(ReportError, match="loads its text by a script or frame"):
        extract("a.html", b"<html><body><div id=app></div><script>load()</script></body></html>")


def test_a_page_in_several_parts_is_told() -> None:
    read = extract("a.html", f"<p>{LONG}</p><a href=2.html>下一页</a>".encode())
    assert "next page" in read.warnings[0]


@pytest.mark.parametrize("html", ["", "<!-- nothing -->", "<div>" * 500 + LONG, "<table>" * 200 + LONG, "<p>\0</p>"])
def test_odd_pages_do_not_break_the_reader(html: str) -> None:
    assert texts(html) == ([LONG] if LONG in html else [])


def test_a_page_that_nests_without_end_is_refused_and_not_half_read() -> None:
    with pytest.raises(ReportError, match="too deeply"):
        blocks_of(f"<div>{LONG}" * 3000)


def test_the_name_of_the_site_is_not_the_title() -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    page = "<h1>临川市人民政府</h1>{}<h3>领导活动</h3><div class=text>{}</div>"
    assert texts(page.format(f"<div>{TITLE}</div>", body)) == [TITLE, *BODY]
    assert texts(page.format("", f"<p>{TITLE}</p>{body}")) == [TITLE, *BODY]
    assert texts(f"<title>奋进之年-临川市</title>{page.format('<div>奋进之年</div>', body)}")[1] == BODY[0]


def test_lines_cut_by_breaks_become_paragraphs_again() -> None:
    text = "".join(BODY[3:8]) * 4
    lines = [text[start : start + 30] for start in range(0, len(text), 30)]
    assert "".join(texts("<div>" + "<br>".join(lines) + "</div>")) == text
    assert len(texts("<div>" + "<br>".join(lines) + "</div>")) < len(lines) / 2
