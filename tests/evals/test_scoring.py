"""The scoring of DESIGN.md §4.4 against ``scoring_vectors.json``, which any implementation can be held against."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.dataset import Case
from evals.scoring import evidence_found, evidence_share, holds_fact, normalise, score_answer, untraced_figures
from rag.types import Status

VECTORS = json.loads((Path(__file__).parent / "scoring_vectors.json").read_text(encoding="utf-8"))


def of_kind(kind: str) -> list[Any]:
    return [pytest.param(each, id=each["why"]) for each in VECTORS if each["kind"] == kind]


@pytest.mark.parametrize("vector", of_kind("fact"))
def test_a_fact_holds_as_the_vector_says(vector: dict[str, Any]) -> None:
    assert holds_fact(vector["text"], vector["fact"]) is vector["holds"]


@pytest.mark.parametrize("vector", of_kind("evidence"))
def test_evidence_is_found_as_the_vector_says(vector: dict[str, Any]) -> None:
    assert evidence_found(vector["evidence"], vector["retrieved"]) is vector["found"]


@pytest.mark.parametrize("vector", of_kind("figures"))
def test_figures_are_traced_as_the_vector_says(vector: dict[str, Any]) -> None:
    assert list(untraced_figures(vector["text"], vector["quotes"])) == vector["untraced"]


@pytest.mark.parametrize("vector", of_kind("answer"))
def test_an_answer_is_right_as_the_vector_says(vector: dict[str, Any]) -> None:
    case = Case("a", vector["type"], "?", key_facts=tuple(vector["key_facts"]), forbidden=tuple(vector["forbidden"]))
    assert score_answer(case, Status(vector["status"]), vector["text"]).right is vector["right"]


def test_a_wrong_answer_says_why() -> None:
    case = Case("a", "fact_number", "?", key_facts=("2万人", "60场"), forbidden=("1.8万",))
    score = score_answer(case, Status.ANSWERED, "新增就业2万人，计划1.8万人" + "字" * 120)
    assert (score.missing_facts, score.forbidden_facts, score.too_long) == (("60场",), ("1.8万",), True)


def test_the_share_of_evidence_counts_its_pieces() -> None:
    assert evidence_share(("新增就业2万人", "新增学位3840个"), "新增就业2万人") == 0.5


def test_every_vector_is_of_a_kind_that_is_tested() -> None:
    assert {each["kind"] for each in VECTORS} == {"fact", "evidence", "answer", "figures"}


@given(st.text("12(（)）=≈+-×÷*/%万亿元个.,\n [1]", max_size=40))
def test_figures_of_any_working_are_told_without_a_crash(text: str) -> None:
    assert untraced_figures(text, [text]) == ()


@given(st.text('新增就业２2.8%－-—−„“”"《》*#> \u3000aA①', max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
