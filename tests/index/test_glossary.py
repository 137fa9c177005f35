import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import bundled_report
from index.read import read_document
from index.types import Document
from tests.index.conftest import DATA


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed_entries() -> list[str]:
    """The oracle: the end of the file without white space, bold, footers and list dashes, cut at 「1.」 … 「35.」."""
    glossary = bundled_report().read_text(encoding="utf-8").partition("# 名词解释")[2].replace("*", "")
    lines = [re.sub(r"^\s*-\s+", "", line) for line in glossary.split("\n")]
    whole = "".join(squeezed(line) for line in lines if not re.fullmatch(r"—\d+—", squeezed(line)))
    whole = whole[: whole.rindex("江汉区人民政府办公室")]
    cuts = [0]
    for number in range(2, 36):
        cuts.append(re.compile(rf"(?<=[。》”\"]){number}\.").search(whole, cuts[-1]).start())  # type: ignore[union-attr]
    return [whole[start:end] for start, end in zip(cuts, [*cuts[1:], len(whole)], strict=True)]


def test_all_terms_of_the_bundled_report_are_read_exactly(bundled: Document) -> None:
    entries = printed_entries()
    assert len(bundled.terms) == len(entries) == 35
    for number, (term, entry) in enumerate(zip(bundled.terms, entries, strict=True), start=1):
        assert squeezed(f"{number}.{term.name}:{term.definition}") == entry
        assert squeezed(bundled.text[term.start : term.end]) == entry


def test_the_names_of_the_bundled_report_are_as_printed(bundled: Document) -> None:
    printed = (DATA / "jianghan-terms.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert [term.name for term in bundled.terms] == printed


def test_english_inside_a_definition_keeps_its_spaces(bundled: Document) -> None:
    definition = next(term.definition for term in bundled.terms if term.name == "MCN机构")
    assert definition.startswith("全称为Multi-Channel Network,指")


def test_a_name_with_quotation_marks_is_also_known_without_them(bundled: Document) -> None:
    aliases = {term.name: term.aliases for term in bundled.terms if term.aliases}
    assert aliases == {
        '"235"现代化产业体系': ("235现代化产业体系",),
        '"本色靓化"行动': ("本色靓化行动",),
        '燃气"三件套"': ("燃气三件套",),
    }


def test_a_list_inside_a_definition_is_no_entry(town: Document) -> None:
    assert [term.name for term in town.terms] == ["链上清河", "“幸福食堂”工程", "规上企业"]


def test_a_numbered_list_inside_a_definition_does_not_count_on() -> None:
    raw = "名词解释\n1.甲方案：包括以下三项。\n3.丙项：第三。\n1.丁项：第一。\n2.乙方案：第二个。"
    assert [term.name for term in read_document("a.txt", raw.encode()).terms] == ["甲方案", "乙方案"]


def test_a_definition_that_a_line_break_cut_is_whole(town: Document) -> None:
    assert town.terms[1].definition == "由政府补贴、社区运营，为老年人提供低价用餐的场所。"


def test_a_name_wholly_in_quotation_marks_is_named_without_them() -> None:
    for name in ("“两重”", '"两重"', "「两重」"):
        document = read_document("a.txt", f"名词解释\n1. {name}：是指两件事。".encode())
        assert [(term.name, term.aliases) for term in document.terms] == [("两重", ())]


def test_numbers_in_brackets_open_entries_too() -> None:
    raw = "名词解释\n[1]甲方案：第一个。\n［2］乙方案：第二个，未完\n[3]丙方案：第三个。"
    document = read_document("a.txt", raw.encode())
    assert [(term.name, term.definition) for term in document.terms] == [
        ("甲方案", "第一个。"),
        ("乙方案", "第二个，未完"),
        ("丙方案", "第三个。"),
    ]


def test_numbered_lines_outside_a_glossary_are_no_terms() -> None:
    assert read_document("a.txt", "一、2024年工作安排\n1.产业:做强。\n2.民生:做优。".encode()).terms == ()


def test_the_stamp_after_the_last_entry_belongs_to_no_term(bundled: Document, town: Document) -> None:
    for document in (bundled, town):
        assert not any("办公室" in term.definition for term in document.terms[-1:])


TWO = [("甲方案", "第一个方案，分两步。"), ("乙行动", "第二个行动，有三项。")]


@pytest.mark.parametrize(
    "entries",
    [
        "1.甲方案：第一个方案，分两步。\n2.乙行动：第二个行动，有三项。",
        "1、甲方案——第一个方案，分两步。\n2、乙行动——第二个行动，有三项。",
        "（1）甲方案：第一个方案，分两步。\n（2）乙行动：第二个行动，有三项。",
        "①甲方案：第一个方案，分两步。\n②乙行动：第二个行动，有三项。",
        "注1：甲方案：第一个方案，分两步。\n注2：乙行动：第二个行动，有三项。",
        "一、甲方案：第一个方案，分两步。\n二、乙行动：第二个行动，有三项。",
        "1.甲方案\n第一个方案，分两步。\n2.乙行动\n第二个行动，有三项。",
        "甲方案：第一个方案，分两步。\n乙行动：第二个行动，有三项。",
        "甲方案\n第一个方案，分两步。\n乙行动\n第二个行动，有三项。",
        "“甲方案” 第一个方案，分两步。\n“乙行动” 第二个行动，有三项。",
        "1.“甲方案”第一个方案，分两步。\n2.“乙行动”第二个行动，有三项。",
        "［1］甲 方案  第一 个方案，分两步。\n［2］乙行 动  第二个行动，有 三项。",
        "【1】甲方案 第一个方案，分两步。\n【2】乙行动 第二个行动，有三项。",
    ],
)
def test_entries_of_every_layout_are_read(entries: str) -> None:
    for heading in ("名词解释", "附件2：有关名词解释", "（部分专业术语说明）", "《政府工作报告》名词注释"):
        document = read_document("a.txt", f"一、2030年工作回顾\n正文。\n{heading}\n{entries}".encode())
        assert [(term.name, term.definition) for term in document.terms] == TWO


def test_words_that_define_part_name_and_definition() -> None:
    raw = "名词解释\n1.甲方案是指第一个方案。\n2.乙行动，即第二个行动。"
    assert [(term.name, term.definition) for term in read_document("a.txt", raw.encode()).terms] == [
        ("甲方案", "是指第一个方案。"),
        ("乙行动", "即第二个行动。"),
    ]


def test_a_definition_of_several_paragraphs_is_one_and_the_stamp_is_not_part_of_it() -> None:
    entries = "1.甲方案：分两步。\n第一步是建路。\n第二步是建桥。\n2.乙行动：一件事。"
    raw = f"名词解释\n{entries}\n临港市人民政府办公室\n2031年1月8日印发"
    first, second = read_document("a.txt", raw.encode()).terms
    assert first.definition == "分两步。\n第一步是建路。\n第二步是建桥。"
    assert second.definition == "一件事。"


def test_an_appendix_behind_the_glossary_ends_it() -> None:
    raw = "名词解释\n1.甲方案：一件事。\n附件\n一、修路\n年内修好三条路。"
    document = read_document("a.txt", raw.encode())
    assert [term.definition for term in document.terms] == ["一件事。"]


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁戊己"), st.integers(2, 9)), min_size=1, max_size=8))
def test_every_term_lies_in_its_span_and_no_two_overlap(drawn: list[tuple[str, int]]) -> None:
    entries = [
        f"{number}.{letter * 2}工程：做{'好' * length}。" for number, (letter, length) in enumerate(drawn, start=1)
    ]
    document = read_document("a.txt", "\n".join(("名词解释", *entries)).encode())
    assert len(document.terms) == len(entries)
    end_before = 0
    for term in document.terms:
        printed = document.text[term.start : term.end]
        assert term.name in printed
        assert term.definition in printed
        assert end_before <= term.start < term.end
        end_before = term.end
