from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_spans

LETTERS = '政府完成12３45.、，,。！？；;!?”’」）)"“ \n一GDP'


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_sentences_end_at_stops_and_semicolons_in_either_width() -> None:
    assert sentences("完成5.8亿元。很好!真的？是;不是；完") == [
        "完成5.8亿元。",
        "很好!",
        "真的？",
        "是;",
        "不是；",
        "完",
    ]


def test_closing_quotes_and_brackets_stay_with_their_sentence() -> None:
    assert sentences("他说：“干。”（真的。）再来。") == ["他说：“干。”", "（真的。）", "再来。"]


def test_a_straight_quote_belongs_to_the_sentence_that_it_closes() -> None:
    assert sentences('他说"干。"再来。"新"的开始。') == ['他说"干。"', "再来。", '"新"的开始。']
    assert sentences('打造"甲"和"乙"。"丙"的开始。"甲""乙""丁。"') == [
        '打造"甲"和"乙"。',
        '"丙"的开始。',
        '"甲""乙""丁。"',
    ]


def test_the_number_of_an_entry_is_no_part_of_its_first_sentence() -> None:
    assert sentences("12.完整社区:一种社区。") == ["完整社区:一种社区。"]
    assert sentences("[3]十代:代育秧。") == ["十代:代育秧。"]
    assert sentences("12.5亿元完成。") == ["12.5亿元完成。"]


def test_an_empty_text_has_no_sentences() -> None:
    assert sentences("") == sentences(" \n ") == []


@given(st.text(alphabet=LETTERS, max_size=80))
def test_spans_are_in_order_and_leave_out_nothing_but_space_and_the_entry_number(text: str) -> None:
    spans = sentence_spans(text)
    end_before = spans[0][0] if spans else 0
    assert text[:end_before].strip() == "" or text[:end_before].strip()[:-1].isdigit()
    for start, end in spans:
        assert end_before <= start < end <= len(text)
        assert text[end_before:start].strip() == ""
        assert not text[start:end].endswith("\n")
        end_before = end
    if spans:
        assert text[end_before:].strip() == ""
