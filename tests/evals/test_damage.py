"""A damaged pipeline drops the metrics that are made for the damage, and none of another."""

import pytest

from evals.damage import (
    DAMAGES,
    MATCHING,
    SINGLE,
    Asked,
    alter_figures,
    answer_always,
    cut_quotes,
    damage_scores,
    format_damages,
    shift_citations,
    swap_years,
)
from evals.dataset import Case
from index.encoder import Encoder
from index.types import NO_LIMIT
from rag.answer import ask
from rag.asker import Asker
from rag.reader import Reader
from rag.types import Answer, Citation, Slots, Status
from tests.rag.reports import HARBOUR, asker_of

CASES = (
    Case("a", "fact_number", "2030年新增学位多少个？", key_facts=("2600个",), evidence=("新增学位2600个",)),
    Case("b", "fact_number", "2031年计划新增学位多少个？", key_facts=("3000个",), evidence=("新增学位3000个",)),
    Case("c", "definition", "什么是蓝色粮仓？", key_facts=("深远海养殖",), evidence=("以深远海养殖为主体",)),
    Case("d", "unanswerable", "写一首诗"),
    Case("e", "unanswerable", "地铁几号线通了？"),
)


@pytest.fixture(scope="module")
def asker(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    return asker_of(HARBOUR, tmp_path_factory.mktemp("damage"), default_encoder, reader)


@pytest.fixture(scope="module")
def scores(asker: Asker) -> dict[str, dict[str, float]]:
    return damage_scores(asker, CASES)


def test_undamaged_every_metric_of_one_property_is_whole(scores: dict[str, dict[str, float]]) -> None:
    of_answers = [name for name in SINGLE if "@" not in name]
    assert {name: scores["undamaged"][name] for name in of_answers} == dict.fromkeys(of_answers, 1)


@pytest.mark.parametrize(("damage", "metric"), [(name, each) for name, all_ in MATCHING.items() for each in all_])
def test_each_damage_drops_its_metrics(scores: dict[str, dict[str, float]], damage: str, metric: str) -> None:
    assert scores[damage].get(metric, 0) <= 0.5  # nothing is refused: no abstention has a precision


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_no_damage_drops_a_metric_of_another(scores: dict[str, dict[str, float]], damage: str) -> None:
    others = [name for name in SINGLE if name not in MATCHING[damage]]
    assert {name: scores[damage][name] for name in others} == {name: scores["undamaged"][name] for name in others}


def test_every_metric_is_in_the_table_and_marked_where_it_has_to_fall(scores: dict[str, dict[str, float]]) -> None:
    lines = format_damages(scores).split("\n")
    named = {line.split()[0]: line for line in lines[1:] if line}
    told = {name for name in scores["undamaged"] if not name.startswith("latency")}
    assert told <= set(named)
    for name in told:
        assert named[name].count("*") == sum(name in metrics for metrics in MATCHING.values())


def test_a_set_without_some_metric_has_a_table(scores: dict[str, dict[str, float]]) -> None:
    without = {way: {"right": found["right"]} for way, found in scores.items()}
    assert "right" in format_damages(without)


def test_damages_change_what_they_name_and_leave_years_and_markers(asker: Asker) -> None:
    answer = Answer("", "", "", Slots(), Status.ANSWERED, "2030年新建3个，增长7.4% [1]。")
    asked = Asked(asker, NO_LIMIT)
    assert alter_figures(answer, asked).text == "2030年新建3.70个，增长8.59% [1]。"
    assert shift_citations(answer, asked).text == "2030年新建3个，增长7.4% [2]。"
    assert swap_years(answer, asked).text == "2031年新建3个，增长7.4% [1]。"


def test_a_cut_quote_stands_where_it_says_and_ends_inside_a_word(asker: Asker) -> None:
    document = asker.store.documents[0]
    quote = "改造学校12所"
    start = document.text.index(quote)
    place = (document.id, "", (), None, start, start + len(quote))
    answer = Answer("", "", "", Slots(), Status.ANSWERED, "", (Citation(1, *place, quote),))
    (citation,) = cut_quotes(answer, Asked(asker, NO_LIMIT)).citations
    assert citation.quote == "改造学校12所。城" == document.text[citation.start : citation.end]


def test_what_was_refused_is_answered_with_a_cited_sentence(asker: Asker) -> None:
    answer = answer_always(ask(asker, "地铁几号线通了？"), Asked(asker, NO_LIMIT))
    (citation,) = answer.citations
    assert answer.status is Status.ANSWERED
    assert answer.text == f"{citation.quote.rstrip('。')} [1]。"
    assert asker.store.documents[0].text[citation.start : citation.end] == citation.quote
