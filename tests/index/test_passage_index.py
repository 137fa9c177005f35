import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.passage_index import FaissBm25Index, write_lexical
from index.types import NO_LIMIT, Filter, Passage, Period, Role
from tests.fakes import FakeEncoder

ENCODER = FakeEncoder()
K1, B = 1.5, 0.75  # of BM25, as bm25s sets them
WORDS = (
    ("江汉", "就业", "就业", "2"),
    ("江汉", "就业", "1.8"),
    ("清河", "投资", "增长"),
    ("清河", "学位", "新增", "就业"),
    ("学位",),
)
PLACES = {"a": "江汉区", "b": "清河县", "c": None}
REVIEW, PLAN = Period(Role.REVIEW, 2019, 2023), Period(Role.PLAN, 2024, 2024)
PASSAGES = tuple(
    Passage(document, position, position + 1, "文", headings, period)
    for position, (document, headings, period) in enumerate(
        [
            ("a", ("一、2023年工作回顾", "（四）民生"), REVIEW),
            ("a", ("二、2024年工作安排", "（六）民生"), PLAN),
            ("b", ("一、2023年工作回顾",), REVIEW),
            ("b", ("二、2024年工作安排",), PLAN),
            ("c", (), Period()),
        ]
    )
)
VECTORS = ENCODER.encode_passages([" ".join(words) for words in WORDS])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> FaissBm25Index:
    folder = tmp_path_factory.mktemp("lexical") / "words"
    write_lexical(WORDS, folder)
    return FaissBm25Index(PASSAGES, PLACES, VECTORS, folder)


def idf(word: str) -> float:
    holding = sum(word in words for words in WORDS)
    return math.log(1 + (len(WORDS) - holding + 0.5) / (holding + 0.5))


def bm25(question: list[str], words: tuple[str, ...]) -> float:
    """Lucene's formula, written out."""
    average = sum(map(len, WORDS)) / len(WORDS)
    counts = Counter(words)
    length = K1 * (1 - B + B * len(words) / average)
    return sum(idf(word) * counts[word] / (counts[word] + length) for word in question if counts[word])


def positions(index: FaissBm25Index, limit: Filter) -> set[int]:
    found = index.search(ENCODER.encode_query("问"), ["就业", "学位", "投资"], limit, 10)
    return {candidate.position for candidate in found}


def test_both_scores_are_those_of_the_formulas(index: FaissBm25Index) -> None:
    vector = ENCODER.encode_query("就业如何")
    question = ["就业", "新增", "没有的词"]
    candidates = index.search(vector, question, NO_LIMIT, 5)
    assert [candidate.position for candidate in candidates] == [0, 1, 2, 3, 4]
    for candidate in candidates:
        assert candidate.dense == pytest.approx(float(VECTORS[candidate.position] @ vector), abs=1e-5)
        assert candidate.lexical == pytest.approx(bm25(question, WORDS[candidate.position]), abs=1e-5)


@given(question=st.text(max_size=8), k=st.integers(1, 7), role=st.sampled_from((None, Role.REVIEW, Role.PLAN)))
@settings(max_examples=50)
def test_the_candidates_are_the_best_by_vector_and_the_best_by_words(
    index: FaissBm25Index, question: str, k: int, role: Role | None
) -> None:
    vector, words = ENCODER.encode_query(question), ["就业", "学位"]
    limit = Filter(role=role)
    allowed = [each for each, passage in enumerate(PASSAGES) if role is None or passage.period.role is role]
    dense = sorted(allowed, key=lambda each: -float(VECTORS[each] @ vector))[:k]
    scores = {each: bm25(words, WORDS[each]) for each in allowed}
    worst_kept = sorted(scores.values(), reverse=True)[: min(k, len(allowed))][-1]
    found = {candidate.position for candidate in index.search(vector, words, limit, k)}
    assert found >= set(dense)
    assert found >= {each for each in allowed if scores[each] > worst_kept}
    assert found <= set(dense) | {each for each in allowed if scores[each] >= worst_kept and scores[each] > 0}


def test_unknown_words_leave_the_vectors_to_decide(index: FaissBm25Index) -> None:
    for words in ([], ["没有的词"]):
        candidates = index.search(ENCODER.encode_query("问"), words, NO_LIMIT, 2)
        assert len(candidates) == 2
        assert all(candidate.lexical == 0 for candidate in candidates)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Filter(documents=("a",)), {0, 1}),
        (Filter(documents=("a", "c")), {0, 1, 4}),
        (Filter(places=("江汉区",)), {0, 1}),
        (Filter(places=("江汉",)), {0, 1}),
        (Filter(places=("清河县", "江汉区")), {0, 1, 2, 3}),
        (Filter(years=(2021,)), {0, 2}),
        (Filter(years=(2023, 2024)), {0, 1, 2, 3}),
        (Filter(role=Role.PLAN), {1, 3}),
        (Filter(section="民生"), {0, 1}),
        (Filter(documents=("b",), role=Role.REVIEW, years=(2019,)), {2}),
        (NO_LIMIT, {0, 1, 2, 3, 4}),
    ],
)
def test_a_filter_lets_only_its_passages_through(index: FaissBm25Index, limit: Filter, expected: set[int]) -> None:
    assert positions(index, limit) == expected


@pytest.mark.parametrize(
    "limit", [Filter(documents=("x",)), Filter(places=("远方",)), Filter(years=(1900,)), Filter(section="没有")]
)
def test_a_filter_that_nothing_passes_finds_nothing(index: FaissBm25Index, limit: Filter) -> None:
    assert index.search(ENCODER.encode_query("问"), ["就业"], limit, 10) == ()


def test_rarity_is_the_inverse_document_frequency_and_highest_for_an_unknown_word(index: FaissBm25Index) -> None:
    for word in ("就业", "学位", "1.8"):
        assert index.rarity(word) == pytest.approx(idf(word))
    assert index.rarity("没有的词") == pytest.approx(math.log(1 + 5.5 / 0.5))
    assert index.rarity("没有的词") > index.rarity("1.8") > index.rarity("学位") > index.rarity("就业") > 0


def test_an_index_of_one_passage_is_searched(tmp_path: Path) -> None:
    write_lexical([("甲",)], tmp_path / "words")
    index = FaissBm25Index(PASSAGES[:1], PLACES, VECTORS[:1], tmp_path / "words")
    (candidate,) = index.search(np.asarray(VECTORS[0]), ["甲"], NO_LIMIT, 10)
    assert candidate.dense == pytest.approx(1, abs=1e-5)
    assert candidate.lexical > 0
