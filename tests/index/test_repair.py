import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import bundled_report
from index.readers.html import is_markup
from index.repair import Line, repair_spaces
from tests.index.repaired import repaired

# What reports are made of: Chinese, both widths of digits and punctuation, quotes, Latin, every kind of space.
LETTERS = (
    "政府工作完成一二三年月日万亿元市区长和的代表各位，。；：、！？“”‘’「」（）《》—…·,.;:!?()\"'%+/0123１２３ＡabGDP"
)
SPACES = " \t\u3000\u00a0"
MARKS = ("", "", "", "- ", "• ", "# ", "### ", "- - ", "**", "- **")
FOOTERS = ("**—** 26 **—**", "— 3 —", "-4-", "- 5 -", "·6·", "第 7 页", "第7页 共 90页", "－ 8 －")

bodies = st.text(alphabet=LETTERS + SPACES, max_size=40)
printed_lines = st.lists(st.tuples(st.sampled_from(MARKS), bodies) | st.sampled_from(FOOTERS), max_size=12)


def texts(raw: str) -> list[str]:
    return [line.text for line in repaired(raw)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def as_printed(lines: tuple[Line, ...]) -> str:
    return "\n".join("#" * (line.level or 0) + (" " if line.level else "") + line.text for line in lines)


def without_damage(raw: str) -> str:
    """An oracle that knows only which characters may go: marks, white space, control characters, footers."""
    kept = []
    for line in raw.split("\n"):
        bare = "".join(each for each in line if unicodedata.category(each) not in ("Cc", "Cf", "Zl", "Zp"))
        bare = re.sub(r"[\s*#]", "", bare)
        if not re.fullmatch(r"[-—–－·]\d+[-—–－·]", bare):
            kept.append(re.sub(r"[-•●]", "", bare))
    return "".join(kept)


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("审 议通过", "审议通过"),
        ("审\u3000议 \t通过", "审议通过"),
        ("实现 2024 年目标 , 完成 1680 亿元", "实现2024年目标,完成1680亿元"),
        ("抓好高校毕业生, 新增 5G 基站", "抓好高校毕业生,新增5G基站"),
        ('提出, "十四五" 时期', '提出,"十四五"时期'),
        ('3. "235" 现代化产业体系: 总部', '3."235"现代化产业体系:总部'),
        ("## 政府工作报告", "政府工作报告"),
        ("- 1.六个致力:指六个方面。", "1.六个致力:指六个方面。"),
        ("16.社**区康复直通车:** 开展宣讲", "16.社区康复直通车:开展宣讲"),
        ("\ufeff甲\u200b乙\u0000丙\u000c", "甲乙丙"),
    ],
)
def test_named_damage_is_mended(damaged: str, whole: str) -> None:
    assert texts(damaged) == [whole]


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_page_footer_goes_and_the_paragraph_it_cut_is_whole_again(footer: str) -> None:
    assert texts(f"预计地区\n\n{footer}\n\n生产总值增长7%,领跑。") == ["预计地区", "生产总值增长7%,领跑。"]
    assert texts(f"今年,预计地区\n\n{footer}\n\n生产总值增长7%,领跑。") == ["今年,预计地区生产总值增长7%,领跑。"]


@pytest.mark.parametrize("number", ["26", "2024年", "-5%", "第3页的表", "3-5年", "—2023"])
def test_a_line_that_only_resembles_a_footer_stays(number: str) -> None:
    assert texts(f"前文。\n{number}\n后文。") == ["前文。", number, "后文。"]


def test_english_sentences_keep_their_spaces() -> None:
    sentence = "Output grew by 6.7 percent, reaching 74.4 trillion yuan; jobs (13 million) were added: a record!"
    assert texts(f"  {sentence.replace(' ', '  ')} ") == [sentence]
    assert texts("全称为 Multi-Channel Network, 指网红") == ["全称为Multi-Channel Network,指网红"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 各部门,各单位", "现印发给你们,请执行。"),
        ("现印发给你们,请执行", "# 政府工作报告,全文"),
        ("一、坚持创新,加快转型", "过去一年,成绩显著。"),
        ("(二)开放创新,潜力释放", "科技,创新。"),
        ("前文,未完", "二、下一年,工作安排"),
        ("前文,未完", "（三）再下,一节"),
        ("前文,未完", "12.一个词:它的解释。"),
        ("前文,未完", "(2)第二,条。"),
        ("前文,未完", "各位代表,同志们:"),
        ("前文,未完", "——2025年1月8日,在会上"),
        ("前文,已完。", "后文,另起。"),
        ("前文,已完。”", "后文,另起。"),
        ("前文,已完。(鼓掌)", "后文,另起。"),
        ("一年来,主要做了:", "后文,另起。"),
        ("江汉区人民政府办公室", "2024年1月15日印发"),
        ("前文,没有句号", "清河县人民政府"),
        ("清河县人民政府县长 林远", "现在,我报告工作。"),
        ("Growth held up, and jobs were added.", "Prices, too, were stable."),
    ],
)
def test_headings_dates_signatures_and_whole_paragraphs_are_not_joined(before: str, after: str) -> None:
    assert len(texts(f"{before}\n\n{after}")) == 2


def test_a_paragraph_cut_between_latin_words_keeps_one_space() -> None:
    assert texts("论坛,全称 Multi-Channel\n\nNetwork,指机构。") == ["论坛,全称Multi-Channel Network,指机构。"]


def test_line_breaks_of_every_system_are_read_alike() -> None:
    assert texts("甲。\r\n乙。\r丙。\n丁。") == ["甲。", "乙。", "丙。", "丁。"]


@given(printed_lines)
def test_no_character_but_the_named_damage_is_lost_or_invented(lines: list[str | tuple[str, str]]) -> None:
    raw = "\n".join(line if isinstance(line, str) else "".join(line) for line in lines)
    expected = "".join(line[1] for line in lines if isinstance(line, tuple))
    assert squeezed("".join(texts(raw))) == squeezed(expected)


@given(st.text(alphabet=LETTERS + SPACES + "-—*#•\n\u200b第页", max_size=120))
def test_repairing_twice_changes_nothing_more(raw: str) -> None:
    once = repaired(raw)
    assert repaired(as_printed(once)) == once


@given(st.text(max_size=60))
def test_repairing_spaces_twice_changes_nothing_more(raw: str) -> None:
    once = repair_spaces(raw)
    assert repair_spaces(once) == once
    assert "\n" in raw or "\n" not in once


@given(printed_lines)
def test_a_repaired_line_has_no_break_and_no_space_at_its_ends(lines: list[str | tuple[str, str]]) -> None:
    for text in texts("\n".join("".join(line) for line in lines)):
        assert text == text.strip() != ""
        assert "\n" not in text


def test_the_bundled_report_loses_nothing_but_damage() -> None:
    assert_nothing_lost(bundled_report().read_text(encoding="utf-8"))


def test_other_reports_lose_nothing_but_damage(other_reports: dict[str, str]) -> None:
    for raw in other_reports.values():
        if not is_markup(raw):  # HTML has a reader of its own, and tests
            assert_nothing_lost(raw)


def test_no_paragraph_of_the_bundled_report_is_left_cut(bundled_text: str) -> None:
    body = bundled_text[bundled_text.index("一、") : bundled_text.index("\n名词解释")]
    for paragraph in body.split("\n"):
        assert paragraph.startswith(("一、", "二、", "(")) or paragraph.endswith(("。", "!", ":")), paragraph


@pytest.fixture
def bundled_text() -> str:
    return "\n".join(texts(Path(bundled_report()).read_text(encoding="utf-8")))


def assert_nothing_lost(raw: str) -> None:
    lines = repaired(raw)
    assert without_damage("\n".join(line.text for line in lines)) == without_damage(raw)
    assert repaired(as_printed(lines)) == lines
