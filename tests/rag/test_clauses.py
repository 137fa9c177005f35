import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.clauses import CLAUSE, UNBROKEN, WITH_HEAD, clauses_in, first_clause, last_clause, spans_with_marks

TEXT = "北港：甲桥、乙桥开工，完成投资1,900万元；8:30开航。"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (CLAUSE, ["北港", "甲桥", "乙桥开工", "完成投资1,900万元", "8:30开航"]),
        (UNBROKEN, ["北港", "甲桥、乙桥开工", "完成投资1,900万元", "8:30开航"]),
        (WITH_HEAD, ["北港：甲桥、乙桥开工", "完成投资1,900万元", "8:30开航"]),
    ],
)
def test_a_kind_of_clause_ends_at_its_marks_and_not_in_a_number(kind, expected):
    assert kind.findall(TEXT) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("码头3,15个", ["码头3", "15个"]),  # no thousands
        ("1,234,567吨", ["1,234,567吨"]),
        ("2030,2031年", ["2030", "2031年"]),
        ("比例为3：1", ["比例为3：1"]),
        ("渔船多少条?，增加几条?", ["渔船多少条", "增加几条"]),
        ("，;\n", []),
    ],
)
def test_a_comma_parts_numbers_but_no_thousands(text, expected):
    assert UNBROKEN.findall(text) == expected


def test_blank_clauses_are_left_out():
    assert clauses_in("改造灯塔， ；新建浮标") == ["改造灯塔", "新建浮标"]


def test_the_first_and_the_last_clause_stand_before_and_behind_marks():
    assert (first_clause("灯塔、浮标，共3座"), last_clause("灯塔、浮标，共1,900座")) == ("灯塔", "共1,900座")
    assert (first_clause("灯塔"), last_clause("灯塔"), last_clause("灯塔，")) == ("灯塔", "灯塔", "")


def test_spans_hold_the_marks_that_end_them():
    text = "，甲桥、 乙桥开工；。"
    assert [text[start:end] for start, end in spans_with_marks(CLAUSE, text)] == ["，甲桥、", " 乙桥开工；。"]
    assert spans_with_marks(CLAUSE, " ，。") == ()


@given(st.text(alphabet="甲乙1 23,，、;：:。?\n"), st.sampled_from([CLAUSE, UNBROKEN, WITH_HEAD]))
def test_spans_with_marks_hold_all_of_a_text_once(text, kind):
    spans = spans_with_marks(kind, text)
    assert "".join(text[start:end] for start, end in spans) == (text if spans else "")
    assert len(spans) == len([each for each in kind.findall(text) if each.strip()])
