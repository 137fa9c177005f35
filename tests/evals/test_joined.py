"""Two questions in one sentence."""

import random
from pathlib import Path

import pytest

from evals.dataset import Case
from evals.joined import ask_joined, joined
from evals.table import format_right
from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.asker import Asker
from rag.reader import Reader

PLACES = Case("a", "fact_number", "2023年新增学位多少个？", key_facts=("3840",))
BANKS = Case("b", "fact_number", "2023年新开首店多少家？", key_facts=("56",))
WRONG = Case("c", "fact_number", "2023年新增学位多少个？", key_facts=("9999",))
SEVERAL = Case("d", "fact_number", "2023年新增学位多少个，新开首店多少家？", key_facts=("3840", "56"))


@pytest.fixture(scope="module")
def asker(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    store: Path = tmp_path_factory.mktemp("joined") / "store"
    build_store((), store, default_encoder, lambda line: None)
    return Asker(open_store(store), default_encoder, reader=reader)


def test_the_second_question_is_of_the_year_of_the_first() -> None:
    both = joined(PLACES, BANKS, "，另外")
    assert both.question == "2023年新增学位多少个，另外新开首店多少家？"
    assert both.key_facts == ("3840", "56")


def test_another_year_is_said_again() -> None:
    plan = Case("p", "plan", "2024年新增学位多少个？", key_facts=("4080",))
    assert joined(PLACES, plan, "和").question == "2023年新增学位多少个和2024年新增学位多少个？"


def test_pairs_are_drawn_of_what_is_right_alone(asker: Asker) -> None:
    report = ask_joined(asker, (PLACES, BANKS, WRONG, SEVERAL), 6, random.Random(1))
    assert len(report.results) == 6
    assert {result.case.id for result in report.results} <= {"a+b", "b+a"}
    rows = [line.split() for line in format_right(report, "joint", "both told").splitlines()]
    assert ["all", "6", "1.000"] in rows


def test_one_case_makes_no_pair(asker: Asker) -> None:
    with pytest.raises(ValueError, match="give others"):
        ask_joined(asker, (PLACES, WRONG), 6, random.Random(1))
