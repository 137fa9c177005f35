"""How much of a sentence is told: of things side by side the one that is asked for, where the reader is sure."""

from dataclasses import replace

import pytest

from index.types import Passage, Period, Role
from rag.generate import generate
from rag.question import clean, understand
from rag.reader import clause_spans
from rag.scored_span import ScoredSpan, Selection
from rag.shorten import widen
from tests.rag.reports import harbour

TEXT = "甲河大桥加快建设,乙河大桥提前通车,滨江路、望江路改造完工。"
WHICH = "哪座桥提前通车了"


def told(question: str, shares: tuple[float, ...], text: str = TEXT) -> str:
    """What a sentence is told as whose clauses tell these shares of the answer, of a report that says it."""
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.REVIEW, 2030, 2030))
    clauses = tuple((start, end, share) for (start, end), share in zip(clause_spans(text), shares, strict=True))
    span = ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=False, answers=3.0, clauses=clauses)
    report = replace(harbour(), text=f"{harbour().text}{text}")
    draft = generate(understand(clean(question), [report]), Selection((span,), 0.9), lambda word: 1.0, [report])
    return draft.statements[0].text


def test_the_one_that_is_asked_for_is_told_alone() -> None:
    assert told(WHICH, (0.05, 0.9, 0.03, 0.02)) == "2030年：乙河大桥提前通车"


def test_what_is_joined_is_not_cut_apart() -> None:
    assert told("哪条路改造完工了", (0.05, 0.05, 0.45, 0.45)) == "2030年：滨江路、望江路改造完工"


@pytest.mark.parametrize(
    ("question", "shares"),
    [
        (WHICH, (0.4, 0.5, 0.05, 0.05)),  # the reader is not sure
        ("交通有什么进展", (0.1, 0.8, 0.05, 0.05)),  # no one thing is asked for
    ],
)
def test_else_the_whole_sentence_is_told(question: str, shares: tuple[float, ...]) -> None:
    assert "甲河大桥" in told(question, shares)


def test_of_several_of_a_kind_only_the_one_that_is_named_is_told() -> None:
    text = "加快改革,望江渔业集团发行债券,临海航运集团获评优质信用。"
    shares = (0.1, 0.4, 0.5)
    assert told("航运集团有什么新动作", shares, text) == "2030年：临海航运集团获评优质信用"
    assert told("望江渔业集团有什么新动作", shares, text) == "2030年：望江渔业集团发行债券"
    assert "望江渔业集团" in told("集团有什么新动作", shares, text)


def test_a_clause_that_does_not_say_of_what_is_not_told_alone() -> None:
    assert "北堤街道" in told("哪个街道的做法被推介过", (0.1, 0.9), "北堤街道入选绿色社区试点,在国际大会上作典型推介。")


def test_the_part_that_is_asked_about_is_not_left_out() -> None:
    text = "望江县获评全国先进,临川县进至中部百强84位。"
    assert "临川县" in told("临川县进了哪个百强", (0.9, 0.1), text)
    assert told("哪个县获评全国先进", (0.9, 0.1), text) == "2030年：望江县获评全国先进"


GAP = "城乡居民收入分别达到8万元和4万元,倍差降至2,连续3年缩小。"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("城乡收入的差距去年又拉大了,为什么", ()),  # no plan is spoken of
        ("城乡收入的差距两年有什么变化", ("计划",)),
        ("城里的收入和乡下的相比,谁高谁低", ()),  # two things are held against each other
    ],
)
def test_a_plan_is_missed_only_where_the_question_means_one(question: str, missing: tuple[str, ...]) -> None:
    passage = Passage("harbour", 0, len(GAP), GAP, (), Period(Role.REVIEW, 2030, 2030))
    span = ScoredSpan(passage, 0, len(GAP), 1.0, 1.0, 1.0, 0.9, has_figure=True)
    draft = generate(understand(question, [harbour()]), Selection((span,), 0.9), lambda word: 1.0, [harbour()])
    assert draft.missing == missing


def test_one_thing_is_held_against_another_by_the_sentences_of_both() -> None:
    texts = ("城镇居民收入8万元、增长5%。", "农村居民收入4万元、增长6%。")
    passage = Passage("harbour", 0, 34, "".join(texts), (), Period(Role.REVIEW, 2030, 2030))
    spans = tuple(ScoredSpan(passage, *at, 1.0, 1.0, 1.0, 0.9, has_figure=True) for at in ((0, 16), (16, 32)))
    question = understand("城镇居民收入跟农村居民收入相比,增速谁高", [harbour()])
    draft = generate(question, Selection(spans, 0.9), lambda word: 1.0, [harbour()])
    assert ["5%" in draft.statements[0].text, "6%" in draft.statements[1].text] == [True, True]


def test_the_sentence_is_told_that_has_the_figures_of_two_clauses() -> None:
    text = "盗窃案件下降17%,渔业案件破案率高于全省12个百分点。"
    assert "17%" in told("盗窃案件少了百分之几,渔业案子破案率比全省高多少", (0.1, 0.9), text)


def planned(question: str, logits: tuple[float, ...]) -> str:
    """What a plan answers whose paragraphs have a sentence each, which the reader finds to answer by these logits."""
    texts = ("扩建海港医院。", "社区诊所建成投用。", "推进渔港建设。")
    spans = []
    for at, (text, logit) in enumerate(zip(texts, logits, strict=True)):
        passage = Passage("harbour", 100 * at, 100 * at + len(text), text, (), Period(Role.PLAN, 2031, 2031))
        spans.append(ScoredSpan(passage, passage.start, passage.end, 1.0 - at / 10, 1.0, 1.0, 0.9, False, logit))
    draft = generate(
        understand(clean(question), [harbour()]), Selection(tuple(spans), 0.9), lambda word: 1.0, [harbour()]
    )
    return " ".join(each.text for each in draft.statements)


@pytest.mark.parametrize("question", ["今年看病会不会方便点", "今年看病方面有什么安排"])
def test_a_plan_is_told_from_wherever_it_may_be_answered(question: str) -> None:
    told = planned(question, (2.0, -2.0, -6.0))
    assert "海港医院" in told
    assert "社区诊所" in told
    assert "渔港" not in told  # the reader finds it beside the point


def test_a_figure_is_told_by_its_clause_alone_but_not_where_more_is_asked() -> None:
    text = "投入救助资金2亿元,筹建保障性租赁住房1700套,改造危房450套。"
    assert told("去年改了多少套危房", (0.0, 0.05, 0.95), text) == "2030年：改造危房450套"


def test_results_of_a_topic_are_told_by_all_that_names_it() -> None:
    texts = ("渔业产值90亿元。", "渔业合作社增至30个。", "渔业品牌走向全国。", "学校建成12所。")
    spans = []
    for at, text in enumerate(texts):
        passage = Passage("harbour", 50 * at, 50 * at + len(text), text, ("一、产业",), Period(Role.REVIEW, 2030, 2030))
        coverage = 1.0 if "渔业" in text else 0.0
        spans.append(ScoredSpan(passage, passage.start, passage.end, 1 - at / 10, coverage, 1.0, 0.9, False, -6.0))
    asked = understand(clean("2030年渔业有哪些成果?"), [harbour()])
    draft = generate(asked, Selection(tuple(spans), 0.9), lambda word: 1.0, [harbour()])
    assert [each.text.removeprefix("2030年：") for each in draft.statements] == [
        text.rstrip("。") for text in texts[:3]
    ]


def test_a_run_is_not_widened_into_the_midst_of_an_enumeration() -> None:
    text = "发展冰雪产业、海洋产业,争创海港示范城市,建设东湾、西湾小镇。"
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.PLAN, 2031, 2031))
    sentence = ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=False)
    start = text.index("争创")
    run = replace(sentence, start=start, end=start + len("争创海港示范城市"))
    assert widen(run, sentence, 16).text == "争创海港示范城市"
    assert widen(run, sentence, 19).text == "争创海港示范城市,建设东湾、西湾小镇"


def test_what_is_planned_is_told_by_the_whole_of_the_sentence_that_answers_best() -> None:
    text = (
        "聚力建设现代海洋强市和活力渔港名城,统筹推进渔港扩容、航道疏浚、码头升级和鱼市改造,开工望潮渔港二期工程和东岛渔港防波堤工程,"
        "建成海产品冷链物流中心和渔业交易市场,完善渔船检修补给体系,整治渔港环境卫生,渔船进港报告率稳控在98%以上。"
    )
    passage = Passage("harbour", 0, len(text), text, (), Period(Role.PLAN, 2031, 2031))
    clauses = tuple((start, end, 0.6 if "望潮" in text[start:end] else 0.05) for start, end in clause_spans(text))
    span = ScoredSpan(passage, 0, len(text), 1.0, 1.0, 1.0, 0.9, has_figure=False, answers=3.0, clauses=clauses)
    report = replace(harbour(), text=f"{harbour().text}{text}")

    def plan(question: str, *, is_one_of_several: bool = False) -> str:
        asked = replace(understand(clean(question), [report]), is_one_of_several=is_one_of_several)
        return generate(asked, Selection((span,), 0.9), lambda word: 1.0, [report]).statements[0].text

    assert "98%" in plan("渔港今年打算怎么整治?")
    assert "98%" not in plan("渔港今年打算怎么整治?", is_one_of_several=True)
