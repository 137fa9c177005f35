"""Ranked measures against values worked out by hand."""

import math

import pytest

from evals.dataset import Case
from evals.ranking import Ranking, judged_curve, judged_recall, ranked_values, recall_curve, recall_values
from evals.relevance import Place
from index.types import Passage, Period
from rag.types import Hit


def ranking(hits: tuple[Hit, ...], relevance: dict[Place, int] | None) -> Ranking:
    places = tuple((hit.passage.document_id, hit.passage.start, hit.passage.end) for hit in hits)
    return Ranking(hits, places, relevance)


def hit(number: int, text: str = "字" * 400) -> Hit:
    start = number * 1_000
    return Hit(Passage("d", start, start + len(text), text, (), Period()), "", 1.0)


def place(number: int, chars: int = 400) -> tuple[str, int, int]:
    return "d", number * 1_000, number * 1_000 + chars


def test_ranked_measures_are_those_worked_out_by_hand() -> None:
    # Relevant: passage 2 with two pieces at rank 2, passage 9 with one, not retrieved.
    ranked = ranking(tuple(hit(number) for number in (1, 2, 3, 4, 5, 6)), {place(2): 2, place(9): 1})
    (values,) = ranked_values([ranked])
    ideal = 2 + 1 / math.log2(3)
    assert values["precision@1"] == values["mrr@1"] == values["ndcg@1"] == 0
    assert values["precision@5"] == pytest.approx(1 / 5)
    assert values["mrr@5"] == pytest.approx(1 / 2)
    assert values["ndcg@5"] == pytest.approx(2 / math.log2(3) / ideal)


def test_a_budget_reaches_every_passage_that_begins_within_it() -> None:
    # Passages of 400 characters and a newline: 600 characters reach two of them, 1,500 four.
    ranked = ranking(tuple(hit(number) for number in (1, 2, 3, 4, 5)), {place(2): 1, place(3): 1})
    (values,) = ranked_values([ranked])
    assert values["precision@600chars"] == pytest.approx(1 / 2)
    assert values["precision@1500chars"] == pytest.approx(2 / 4)
    assert values["mrr@600chars"] == pytest.approx(1 / 2)


def test_what_is_missed_has_zeros_and_a_case_without_evidence_has_no_values() -> None:
    found = ranked_values(
        [
            ranking((hit(1),), None),
            ranking((hit(1),), {}),
            ranking((hit(1),), {place(2): 1}),
            ranking((), {place(2): 1}),
        ]
    )
    assert found[0] == {}
    assert [len(values) for values in found[1:]] == [15, 15, 15]
    assert {value for values in found[1:] for value in values.values()} == {0.0}


def test_passages_of_one_paragraph_count_once_where_it_is_first() -> None:
    hits = tuple(hit(number) for number in (1, 2, 3))
    paragraphs = (("d", 0, 2_500), ("d", 0, 2_500), ("d", 3_000, 3_400))
    ranked = Ranking(hits, paragraphs, {("d", 3_000, 3_400): 2})
    (values,) = ranked_values([ranked])
    assert values["mrr@5"] == pytest.approx(1 / 2)
    assert values["precision@5"] == pytest.approx(1 / 5)
    assert values["ndcg@10"] == pytest.approx(1 / math.log2(3))
    recall = judged_recall(ranked)
    assert [recall[f"recall@{cut}"] for cut in ("1", "5", "600chars", "1500chars")] == [0, 1, 0, 1]
    assert judged_curve(ranked) == (0, 1)


def test_recall_is_the_share_of_pieces_within_each_cut() -> None:
    case = Case("a", "list", "?", evidence=("新增学位2600个", "改造学校12所"))
    hits = (hit(1, "新增学位2600个。" + "字" * 700), hit(2, "改造学校12所。"))
    values = recall_values(case, hits)
    assert [values[f"recall@{cut}"] for cut in ("1", "5", "600chars", "1500chars")] == [0.5, 1, 0.5, 1]
    assert recall_curve(case, hits) == (0.5, 1)
