import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.block import Block
from index.readers.formats import extract
from index.readers.hard_wrap import columns, unwrapped
from tests.index.readers.web_pages import BODY


def blocks_of(text: str, name: str = "a.txt") -> list[Block]:
    return [block for block in extract(name, text.encode()).blocks if block.text.strip()]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks_of(text)]


def wrapped(paragraph: str, width: int, indent: str = "") -> list[str]:
    """Cut at so many columns, as an editor does: no line opens with a closing mark."""
    lines, line = [], indent
    for character in paragraph:
        if columns(line + character) > width and character not in "，。；：！？、）”%":
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def lines_of(text: str | list[str]) -> list[Block]:
    return [Block(line) for line in (text.split("\n") if isinstance(text, str) else text)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


PARAGRAPHS = [line for line in BODY for _ in range(3)] + ["".join(BODY[3:8]), "".join(BODY[8:12])]


@pytest.mark.parametrize("width", [40, 64, 76, 80])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_lines_cut_at_a_fixed_width_become_paragraphs_again(width: int, indent: str) -> None:
    prose = [line for line in BODY if line[0] not in "（一二12"]
    long_paragraphs = ["".join((*prose, *prose)), prose[2] * 3, prose[1], "".join(prose[:3]), prose[0] * 2] * 3
    paragraphs = ["一、2030年工作回顾", *long_paragraphs, "二、2031年工作安排", *long_paragraphs]
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph, width, indent)]
    read = extract("a.txt", "\n".join(lines).encode())
    found = [block.text.strip() for block in read.blocks]
    assert squeezed("".join(found)) == squeezed("".join(paragraphs))
    if indent:
        assert found == paragraphs
    else:  # a sentence that ends at the very edge may end its paragraph: it is kept apart, nothing false is joined
        assert all(any(block in paragraph for paragraph in paragraphs) for block in found)
    assert "fixed width" in read.warnings[0]


def test_english_words_meet_with_a_space_and_numbers_are_not_cut() -> None:
    sentence = "Output grew by 6.7 percent and 13 million jobs were added in the cities of the province this year. "
    lines = textwrap.wrap(sentence * 20, 60)
    assert texts("\n".join(lines)) == [(sentence * 20).strip()]
    chinese = f"{BODY[3]}{BODY[5]}{BODY[7]}" * 6
    assert "".join(texts("\n".join(wrapped(chinese, 45)))) == chinese


@pytest.mark.parametrize("paragraphs", [BODY, PARAGRAPHS, BODY * 3], ids=["short", "thrice", "long"])
def test_paragraphs_a_line_each_are_left_as_they_are(paragraphs: list[str]) -> None:
    lines = lines_of(["　　" + paragraph for paragraph in paragraphs])
    assert list(unwrapped(lines)) == lines


def test_lists_of_even_lines_are_left_as_they_are() -> None:
    lines = lines_of([f"{number}.新建社区养老服务中心和日间照料站共计{number + 10}处" for number in range(1, 40)])
    assert list(unwrapped(lines)) == lines
    verse = lines_of(["全市上下团结一心奋勇争先开创新局面。"] * 40)
    assert list(unwrapped(verse)) == verse


@given(st.lists(st.text(alphabet="市长会，。一、 　\t9a", max_size=60), max_size=40))
def test_unwrapping_moves_no_character(lines: list[str]) -> None:
    joined = "".join(block.text for block in unwrapped(lines_of(lines)))
    assert squeezed(joined) == squeezed("".join(lines))


def test_page_numbers_between_cut_lines_go_and_part_nothing() -> None:
    paragraph = f"{BODY[3]}{BODY[5]}{BODY[7]}" * 6
    lines = wrapped(paragraph, 56)
    for page in (1, 2, 3):
        lines.insert(page * 4, f"— {page} —")
    assert "".join(texts("\n".join(lines))) == paragraph
    lines.insert(2, "2023")  # does not count up with the others
    assert "2023" in "".join(texts("\n".join(lines)))


def test_other_reports_are_not_taken_for_wrapped(other_reports: dict[str, str]) -> None:
    for text in other_reports.values():
        assert list(unwrapped(lines_of(text))) == lines_of(text)


def test_headings_rows_and_rules_of_markdown_are_known() -> None:
    markdown = "# 报告\n\n**一是稳增长。**全年6%。\n\n---\n\n| 指标 | 目标 |\n|---|:--:|\n| 增速 | 6% |\n正文**加粗**。"
    assert blocks_of(markdown, "a.md") == [
        Block("# 报告", 1),
        Block("**一是稳增长。**全年6%。"),
        Block("指标 | 目标", continues=False),
        Block("增速 | 6%", continues=False),
        Block("正文**加粗**。"),
    ]


def test_html_left_in_a_text_file_is_read_as_html() -> None:
    left_in = (
        '"<divclass="title"><h2>2031年报告</h2>时间：2031-01-02</p></div><p>各位代表：</p><p>增长6%，稳。</p></div>"'
    )
    read = extract("a.txt", left_in.encode())
    assert [(block.text, block.level) for block in read.blocks] == [
        ("2031年报告", 2),
        ("各位代表：", None),
        ("增长6%，稳。", None),
    ]
    assert read.warnings == ("the text held HTML tags; they were removed",)


def test_line_breaks_count_where_they_part_more_than_the_tags() -> None:
    lines = [*BODY, "一行<br>", "二行<br/>", "三行</p>", "<b>四行</b><br>", "五行<br>"]
    assert texts("\n".join(lines))[-5:] == ["一行", "二行", "三行", "四行", "五行"]
    assert texts("\n".join(lines))[: len(BODY)] == list(BODY)


@pytest.mark.parametrize(
    "sentence",
    ["页面不得含<script>标签。", "用<p>、<br>和<div>排版。", "甲<乙，丙>丁，a<b且b>c。", "R&D投入3%，A&nbsp;B"],
)
def test_a_report_that_names_a_tag_keeps_it(sentence: str) -> None:
    assert texts(sentence) == [sentence]


def test_entities_left_in_a_text_file_become_characters() -> None:
    assert texts("&ldquo;四首经济&rdquo;&nbsp;&mdash;&mdash;首店") == ["“四首经济”\u00a0——首店"]
