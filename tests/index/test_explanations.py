"""Explanations in brackets and notes at the end: terms of a text that has no glossary, or beside it."""

import pytest

from index.read import read_document

BODY = "一、2030年工作回顾\n我们壮大“四海经济”（海港、海岛、海湾、海工），新增学位2600个。\n二、2031年工作安排\n{}"


def terms_of(text: str) -> list[tuple[str, str, int]]:
    document = read_document("a.txt", text.encode())
    for term in document.terms:
        assert term.definition in document.text[term.start : term.end]
    return [(term.name, term.definition, term.rank) for term in document.terms]


def test_brackets_behind_a_quoted_name_explain_it() -> None:
    assert terms_of(BODY.format("再上台阶。")) == [("四海经济", "海港、海岛、海湾、海工", 2)]


@pytest.mark.parametrize(
    "words",
    [
        "“三年行动”（2025—2027年）",
        "“甲办法”（试行）",
        "“乙规划”（以下简称规划）",
        "四海经济（海港、海岛）",
        "“丙”（详见附件三）",
    ],
)
def test_other_brackets_explain_nothing(words: str) -> None:
    assert terms_of(f"一、2030年工作回顾\n实施{words}。\n二、2031年工作安排\n再上台阶。") == []


def test_the_glossary_comes_first_and_its_names_are_not_explained_twice() -> None:
    glossary = "再做“一岛一策”（每岛有策）。\n名词解释\n1.四海经济：向海而兴的四种产业。\n2.蓝色粮仓：深远海养殖。"
    assert [(name, rank) for name, _, rank in terms_of(BODY.format(glossary))] == [
        *(("四海经济", 1), ("蓝色粮仓", 1)),
        ("一岛一策", 2),
    ]


def test_notes_at_the_end_that_the_text_refers_to_are_terms() -> None:
    notes = "推进“一岛一策”[1]，建好蓝色粮仓[2]。\n[1]按照每座海岛的条件分别定方案。\n[2]蓝色粮仓：深远海养殖。"
    assert terms_of(f"一、2030年工作回顾\n很好。\n二、2031年工作安排\n{notes}") == [
        ("一岛一策", "按照每座海岛的条件分别定方案。", 1),
        ("蓝色粮仓", "深远海养殖。", 1),
    ]


def test_a_list_at_the_end_that_nothing_refers_to_is_none() -> None:
    assert terms_of("一、2030年工作回顾\n很好。\n二、2031年工作安排\n要做：\n①修路：三条。\n②修桥：两座。") == []


def test_a_name_is_known_without_the_place_it_opens_with() -> None:
    glossary = "名词解释\n1.临港人才卡：一张卡。\n2.电子卡：一张卡。"
    text = f"临港市人民政府\n2031年政府工作报告\n一、2030年工作回顾\n好。\n{glossary}"
    document = read_document("临港市2031.txt", text.encode())
    assert [(term.name, term.aliases) for term in document.terms] == [("临港人才卡", ("人才卡",)), ("电子卡", ())]
