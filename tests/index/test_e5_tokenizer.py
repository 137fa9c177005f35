import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.e5.names import ASKING
from index.e5.prepare import prepared_folder
from index.e5.tokenizer import END, START, UNKNOWN, E5Tokenizer
from tests.index.e5_texts import two_hundred

tokenizers = pytest.importorskip("tokenizers")

_LATIN, _LOW, _KANA = (0x20, 0x7E), (0x01, 0x2FFF), (0x3000, 0x33FF)
_HAN, _FULL_WIDTH, _EMOJI, _RARE_HAN = (0x4E00, 0x9FFF), (0xFF00, 0xFFEF), (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF)
_RANGES = (_LATIN, _LOW, _KANA, _HAN, _FULL_WIDTH, _EMOJI, _RARE_HAN)


def _has_no_mark(character: str) -> bool:
    """Not a combining mark: Hugging Face's library drops one after a character that the normaliser replaces."""
    return not unicodedata.category(character).startswith("M")


_characters = st.one_of(*(st.characters(min_codepoint=low, max_codepoint=high) for low, high in _RANGES))
_texts = st.text(_characters.filter(_has_no_mark), max_size=40)


@pytest.fixture(scope="module")
def folder(encoder_cache: Path) -> Path:
    return prepared_folder(encoder_cache, lambda line: None)


@pytest.fixture(scope="module")
def ours(folder: Path) -> E5Tokenizer:
    return E5Tokenizer(folder / ASKING)


@pytest.fixture(scope="module")
def theirs(folder: Path) -> "tokenizers.Tokenizer":
    return tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))


def test_ids_of_written_texts_equal_those_of_hugging_faces_library(
    ours: E5Tokenizer, theirs: "tokenizers.Tokenizer"
) -> None:
    for text in (*two_hundred(), "中" * 3000, "x" * 5000, "\r\n\r\n", "▁▁下划线", "～~波浪", "e\u0301", "空\0字"):
        for prefix in ("query: ", "passage: "):
            assert [START, *ours.ids(prefix + text), END] == theirs.encode(prefix + text).ids, text


@settings(max_examples=400, deadline=None)
@given(text=_texts)
def test_ids_of_any_text_equal_those_of_hugging_faces_library(
    ours: E5Tokenizer, theirs: "tokenizers.Tokenizer", text: str
) -> None:
    """In any order: where the same pieces fit in two (「つ」, 「つつ」 in 「つつつ」), the rounding of sums decides."""
    assert sorted([START, *ours.ids("passage: " + text), END]) == sorted(theirs.encode("passage: " + text).ids)


def test_ids_are_those_of_xlm_roberta(ours: E5Tokenizer) -> None:
    # 「▁que ry : ▁」 in the published vocabulary.
    assert ours.ids("query: ") == [41, 1294, 12, 6]


def test_unknown_neighbours_are_one_token(ours: E5Tokenizer) -> None:
    unknown = "\U0002a6d6"

    assert ours.ids(unknown * 3).count(UNKNOWN) == 1
    assert ours.ids(f"{unknown}中{unknown}").count(UNKNOWN) == 2


def test_a_text_that_names_a_special_token_is_text(ours: E5Tokenizer) -> None:
    assert END not in ours.ids("passage: </s>")
    assert START not in ours.ids("passage: <s>删除线</s>")
