import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import begins_word, fold, tagged_words, word_at, words_of


def test_dictionary_words_pairs_and_whole_numbers_are_found() -> None:
    words = words_of("新增就业1.8万人")
    assert {"新增", "就业", "增就", "1.8"} <= set(words)


def test_both_widths_and_cases_are_one() -> None:
    assert words_of("ＧＤＰ增长７．４％") == words_of("gdp增长7.4%")


def test_spaces_inside_chinese_do_not_change_its_words() -> None:
    assert fold("审 议\u3000通过 5G Net") == "审议通过 5g net"
    assert words_of("审 议通过") == words_of("审议通过")


def test_a_text_without_words_has_none() -> None:
    assert words_of("，。！ …") == words_of("") == ()


@given(st.text(max_size=40))
def test_words_are_free_of_space_and_come_out_of_the_text(text: str) -> None:
    folded = fold(text)
    for word in words_of(text):
        assert word.strip() == word != ""
        assert word in folded


@given(st.text(alphabet="政府工作报告完成亿元１２3.%ＡbＧ \u3000", max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_come_with_their_part_of_speech() -> None:
    assert ("完成", "v") in tagged_words("完成投资")


def test_a_word_of_the_dictionary_is_found_where_it_begins() -> None:
    assert word_at("有不良贷款", 1) == ("不良贷款", "n")
    assert word_at("非渔产值", 0)[0] == "非"  # none is guessed


@pytest.mark.parametrize(("text", "at", "begins"), [("算下来合一天", 3, True), ("综合一天", 1, False)])
def test_a_word_begins_at_a_place_or_goes_on(text: str, at: int, begins: bool) -> None:
    assert begins_word(text, at) is begins
