import pytest

from rag.quoted import QUOTED, QUOTED_NAME, QUOTED_OR_TITLE


@pytest.mark.parametrize("name", ["“蓝色粮仓”", '"蓝色粮仓"', "「蓝色粮仓」", "『蓝色粮仓』"])
def test_a_name_stands_between_quotation_marks_of_any_kind(name: str) -> None:
    assert [words.findall(f"推广{name}模式") for words in (QUOTED, QUOTED_NAME, QUOTED_OR_TITLE)] == [["蓝色粮仓"]] * 3


def test_a_title_is_quoted_in_its_own_marks() -> None:
    assert QUOTED_OR_TITLE.findall("出台《海岛条例》") == ["海岛条例"]
    assert QUOTED.findall("出台《海岛条例》") == []


def test_a_whole_sentence_is_no_name() -> None:
    sentence = "“渔民们说今年的鱼获比往年都要多出一倍还不止呢”"
    assert QUOTED_NAME.findall(sentence) == []
    assert len(QUOTED.findall(sentence)) == 1
