"""What the figures of found sentences allow to be calculated, whatever is asked."""

import pytest

from index.types import Passage, Period, Role
from rag.possible import MAKINGS, Making, figured, possible, shown
from rag.scored_span import ScoredSpan

DONE, PLANNED = Period(Role.REVIEW, 2030, 2030), Period(Role.PLAN, 2031, 2031)


def span(text: str, period: Period = DONE) -> ScoredSpan:
    passage = Passage("harbour", 0, len(text), text, (), period)
    return ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)


def workings(*spans: ScoredSpan) -> dict[Making, list[str]]:
    figures = figured(spans)
    found: dict[Making, list[str]] = {making: [] for making in MAKINGS}
    for each in possible(figures, frozenset(MAKINGS)):
        found[each.making].append(shown(each, figures).text.rpartition("，")[2])
    return found


@pytest.mark.parametrize(
    ("text", "making", "working"),
    [
        ("新建渔港12座、灯塔3座。", Making.SUM, "12座+3座=15座"),
        ("新建渔港12座、灯塔3座。", Making.DIFFERENCE, "12座-3座=9座"),
        ("新建渔港12座、灯塔3座。", Making.TIMES, "12座÷3座=4倍"),
        ("新建渔港12座、灯塔3座。", Making.SHARE, "3座÷12座=25%"),
        ("新建渔港12座、灯塔3座、浮标40座。", Making.SUM, "12座+3座+40座=55座"),
        ("支持5个山区县,落实资金1.2亿元。", Making.AVERAGE, "1.2亿元÷5个=2400万元"),
        ("外贸12亿元、增长20%。", Making.BEFORE, "12亿元÷(1+20%)=10亿元"),
        ("渔获12亿元、下降20%。", Making.BEFORE, "12亿元÷(1-20%)=15亿元"),
        ("渔业产值90亿元,比上年增加5亿元。", Making.BEFORE, "90亿元-5亿元=85亿元"),
        ("达标率88.5%、提高0.8个百分点。", Making.BEFORE, "88.5%-0.8个百分点=87.7%"),
        ("新增渔港5座、累计达到30座。", Making.BEFORE, "30座-5座=25座"),
        ("渔获增产2万吨,总产18万吨。", Making.BEFORE, "18万吨-2万吨=16万吨"),
        ("新增渔港5座,首次突破20座大关,达到22座。", Making.BEFORE, "22座-5座=17座"),
        ("达标率88.5%。", Making.REST, "100%-88.5%=11.5%"),
        ("试点33个,其中渔村4个。", Making.REST, "33个-4个=29个"),
        ("渔业产值90亿元,占全市30%。", Making.WHOLE, "90亿元÷30%=300亿元"),
        ("外资20亿元,其中渔业占40%。", Making.PART, "20亿元×40%=8亿元"),
        ("渔业增长5%,高于全省2个百分点。", Making.OTHER, "5%-2个百分点=3%"),
        ("渔业增长5%,低于全省2个百分点。", Making.OTHER, "5%+2个百分点=7%"),
        ("完成投资60亿元,为年度计划的120%。", Making.OTHER, "60亿元÷120%=50亿元"),
        ("高技术产业增长5%,高技术产业增速低于全省2个百分点。", Making.OTHER, "5%+2个百分点=7%"),
        ("能耗下降3%,降幅低于全省2个百分点。", Making.OTHER, "3%+2个百分点=5%"),
        ("达标率提升4个百分点、达48%。", Making.BEFORE, "48%-4个百分点=44%"),
        ("新建渔港3座以上、灯塔5座以上。", Making.SUM, "3座以上+5座以上=8座以上"),
        ("外贸增长12%,其中民营外贸增长48%。", Making.TIMES, "48%÷12%=4倍"),
    ],
)
def test_one_sentence_allows_it(text: str, making: Making, working: str) -> None:
    assert working in workings(span(text))[making]


def test_two_sentences_allow_it() -> None:
    found = workings(span("外贸完成200亿元。"), span("外贸增长10%。", PLANNED))
    assert found[Making.AIM] == ["200亿元×(1+10%)=220亿元"]
    assert "200亿元×10%=20亿元" in found[Making.PART]  # what is to be added
    found = workings(span("建成海塘90公里。"), span("建成海塘30公里。", PLANNED))
    assert found[Making.SHARE] == ["30公里÷90公里≈33.3%"]


def test_figures_of_two_kinds_are_not_added_and_growths_are_no_shares() -> None:
    found = workings(span("新建渔港12座、投资3亿元,增长8%。"))
    for making in (Making.SUM, Making.DIFFERENCE, Making.SHARE, Making.REST, Making.WHOLE):
        assert found[making] == []


@pytest.mark.parametrize(
    ("text", "making"),
    [
        ("外贸增长4.2%,投资下降3.1%。", Making.DIFFERENCE),
        ("渔业产值达到36亿元,年均增长20%。", Making.BEFORE),
        ("12座灯塔为48万人引路。", Making.AVERAGE),
        ("3座渔港、12000座灯塔。", Making.SHARE),
    ],
)
def test_what_would_be_wrong_or_round_to_nothing_is_not_made(text: str, making: Making) -> None:
    found = workings(span(text))[making]
    assert not [each for each in found if "≈0" in each or making in (Making.DIFFERENCE, Making.BEFORE)]


def test_the_ends_of_a_range_are_no_figures_of_their_own() -> None:
    assert not figured((span("外贸增长5%-6%。"),))


def test_every_figure_is_cited() -> None:
    done, planned = span("建成海塘90公里。"), span("再建成海塘30公里。", PLANNED)
    figures = figured((done, planned))
    sums = [each for each in possible(figures, frozenset(MAKINGS)) if each.making is Making.SUM]
    assert [each.end - each.start for each in shown(sums[0], figures).spans] == [len(done.text), len(planned.text)]
