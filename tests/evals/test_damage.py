"""A damaged pipeline drops the metric that is made for the damage, and no other."""

import pytest

from evals.damage import DAMAGES, MATCHING, WATCHED, alter_figures, damage_scores, format_damages, shift_citations
from evals.dataset import Case
from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.asker import Asker
from rag.reader import Reader
from rag.types import Answer, Slots, Status
from tests.rag.reports import HARBOUR

CASES = (
    Case("a", "fact_number", "2030年新增学位多少个？", key_facts=("2600个",), evidence=("新增学位2600个",)),
    Case("b", "fact_number", "2031年计划新增学位多少个？", key_facts=("3000个",), evidence=("新增学位3000个",)),
    Case("c", "definition", "什么是蓝色粮仓？", key_facts=("深远海养殖",), evidence=("以深远海养殖为主体",)),
    Case("d", "unanswerable", "写一首诗"),
    Case("e", "unanswerable", "地铁几号线通了？"),
)


@pytest.fixture(scope="module")
def scores(
    default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, float]]:
    folder = tmp_path_factory.mktemp("damage")
    (folder / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([folder / "临港.txt"], folder / "store", default_encoder, lambda line: None)
    return damage_scores(Asker(open_store(folder / "store"), default_encoder, reader=reader), CASES)


def test_undamaged_every_watched_metric_is_whole(scores: dict[str, dict[str, float]]) -> None:
    assert {name: scores["undamaged"][name] for name in (*WATCHED, "abstention_recall")} == dict.fromkeys(
        (*WATCHED, "abstention_recall"), 1
    )


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_each_damage_drops_its_metric(scores: dict[str, dict[str, float]], damage: str) -> None:
    assert scores[damage][MATCHING[damage]] <= 0.5


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_no_damage_drops_the_metric_of_another(scores: dict[str, dict[str, float]], damage: str) -> None:
    others = set(MATCHING.values()) - {MATCHING[damage]} | {"recall@5", "quotes_hold"}
    assert {name: scores[damage][name] for name in others} == dict.fromkeys(others, 1)


def test_the_table_marks_what_has_to_fall(scores: dict[str, dict[str, float]]) -> None:
    lines = format_damages(scores).split("\n")
    assert [line.count("*") for line in lines] == [0, 0, 1, 1, 1, 1]


def test_damages_change_what_they_name_and_leave_years_and_markers() -> None:
    answer = Answer("", "", "", Slots(), Status.ANSWERED, "2023年新建3个，增长7.4% [1]。")
    assert alter_figures(answer, ()).text == "2023年新建4.0个，增长8.9% [1]。"
    assert shift_citations(answer, ()).text == "2023年新建3个，增长7.4% [2]。"
