"""Figures of the harbour report: the metric, the kind and the year asked for, and no other."""

from pathlib import Path

import pytest

from index.build import build_store
from index.encoder import Encoder
from index.figures import read_figures
from index.passages import read_passages
from index.read import read_document
from index.sentences import sentence_spans
from index.store import open_store
from rag.answer import ask
from rag.asker import Asker
from rag.figure_answer import FigureAnswer, answer_figure
from rag.figure_asked import units_asked
from rag.question import understand
from rag.reader import Reader, clause_spans
from rag.scored_span import ScoredSpan, Selection
from rag.types import Status

REPORT = """政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

各位代表:

一、2030年工作回顾

综合实力稳步增强。地区生产总值完成812亿元、增长6.4%,总量居全省第三。社会消费品零售总额增长5.1%。东岛区港口货运量达300万吨,青田区渔港开工。总投资50亿元的电池项目落户青田区。新增高新技术企业45家、瞪羚企业12家。旅游收入35亿元。

人力资源服务机构增长20%,律所突破百家。改造老旧小区30个,2.1万户居民受益。港口吞吐量完成8300万吨、增长21%,高于全国平均水平。渔船保险覆盖面达到70%以上。新建成深水泊位8个、总数达23个。

二、2031年工作安排

地区生产总值增长7%。新增高新技术企业60家,力争旅游收入达到40亿元。新建幼儿园4所。

城市更新提速。改造老旧小区20个、危旧房300栋,整治背街小巷15条。力争港口吞吐量突破1亿吨。支持青溪县创建生态县。
"""


@pytest.fixture(scope="module")
def harbour(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("figures")
    (folder / "临港.txt").write_text(REPORT, encoding="utf-8")
    build_store([Path(folder / "临港.txt")], folder / "store", default_encoder, lambda line: None)
    return Asker(open_store(folder / "store"), default_encoder, reader=reader)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("2030年新增瞪羚企业多少家？", "2030年：新增瞪羚企业12家 [1]。"),
        ("去年地区生产总值是多少？", "2030年：地区生产总值完成812亿元 [1]。"),
        ("去年地区生产总值增长多少？", "2030年：地区生产总值增长6.4% [1]。"),
        ("2031年地区生产总值增长多少？", "2031年计划：地区生产总值增长7% [1]。"),
        ("今年旅游收入要达到多少亿元？", "2031年计划：力争旅游收入达到40亿元 [1]。"),
        ("落户青田区的电池项目总投资多少亿元？", "2030年：总投资50亿元的电池项目落户青田区 [1]。"),
        ("去年港口吞吐量的增速低于全国多少？", "2030年：港口吞吐量增长21%，高于全国平均水平 [1]。"),
        ("去年渔船保险覆盖面占比多少？", "2030年：渔船保险覆盖面达到70%以上 [1]。"),
        ("旅游收入是多少？", "2030年：旅游收入35亿元 [1]。\n2031年计划：力争旅游收入达到40亿元 [2]。"),
        ("去年改造了多少个老旧小区,多少户受益？", "2030年：改造老旧小区30个 [1]。\n2030年：居民受益2.1万户 [2]。"),
    ],
)
def test_the_figure_asked_for_and_no_other(harbour: Asker, question: str, text: str) -> None:
    assert ask(harbour, question).text == text


def test_an_amount_and_its_growth_are_given_together(harbour: Asker) -> None:
    text = ask(harbour, "2030年地区生产总值是多少,增长了多少？").text
    assert "812亿元" in text
    assert "6.4%" in text
    assert "7%" not in text.replace("6.4%", "")


def test_an_amount_is_told_beside_its_growth_and_not_of_another_year(harbour: Asker) -> None:
    text = ask(harbour, "港口吞吐量是多少,增长多少").text
    assert "8300万吨" in text
    assert "21%" in text


def test_all_there_are_is_told_though_some_were_added(harbour: Asker) -> None:
    assert "23个" in ask(harbour, "2030年深水泊位一共有多少个").text


@pytest.mark.parametrize(
    "question", ["2031年老旧小区和危旧房改造多少？", "2031年老旧小区、危旧房、背街小巷各安排了多少？"]
)
def test_figures_of_several_things_are_told_together(harbour: Asker, question: str) -> None:
    text = ask(harbour, question).text
    assert "20个" in text
    assert "300栋" in text


@pytest.mark.parametrize(
    "question",
    [
        "人力资源服务机构一共有多少家？",  # a growth is stated, and another number of 家
        "去年旅游收入增长了多少？",  # a total is stated
        "2031年社会消费品零售总额的增长目标定了几个点？",  # the growth of others is planned
        "青田区的港口货运量是多少？",  # told behind another's
        "2029年新增高新技术企业多少家？",
        "2031年新增瞪羚企业多少家？",  # 60家 are of another kind of enterprise
        "青溪县去年旅游收入多少亿元？",  # the city's is told
        "去年新增的高新技术企业里头,有多少家是做海鲜罐头的？",  # their number alone is told
        "改造的30个老旧小区里,临水的有多少个？",
        "新增的45家高新技术企业,每家奖多少？",
        "改造了30个老旧小区,一共花了多少？",  # their number is in the question
    ],
)
def test_a_near_miss_is_not_taken_for_the_figure(harbour: Asker, question: str) -> None:
    assert ask(harbour, question).status is Status.NOT_FOUND


def test_a_fall_that_is_wrongly_supposed_is_answered_with_the_rise(harbour: Asker) -> None:
    answer = ask(harbour, "2030年高新技术企业减少了多少家？")
    assert answer.text == "没有，2030年新增高新技术企业45家 [1]。"
    assert [figure.text for figure in answer.figures] == ["45家"]


def test_a_fall_of_what_is_only_stated_is_not_answered_with_the_stock(harbour: Asker) -> None:
    assert "35亿元" not in ask(harbour, "2030年旅游收入减少了多少？").text.split("最接近")[0]


HARBOUR = read_document("港.txt", REPORT.encode())
AIR = read_document("临港.txt", "一、2030年工作回顾\n\n空气优良率达90%,优良天数同比增加19天。\n".encode())


def read_as(logit: float, answerability: float = 0.97) -> Selection:
    """The sentence of that report, its first clause read as the answer."""
    passage = next(each for each in read_passages(AIR, count_tokens=len, max_tokens=500) if "空气" in each.text)
    shares = ((passage.start + start, passage.start + end) for start, end in clause_spans(passage.text))
    clauses = tuple((*clause, 0.9 if at == 0 else 0.1) for at, clause in enumerate(shares))
    span = ScoredSpan(passage, passage.start, passage.end, 1.0, 1.0, 1.0, 0.9, True, logit, clauses)
    return Selection((span,), answerability)


@pytest.mark.parametrize(
    ("question", "selection", "is_told"),
    [
        ("好的天数占到百分之几", read_as(4.8), True),
        ("好的天数占到百分之几", read_as(0.0), False),
        ("好的天数占到百分之几", read_as(4.8, answerability=0.5), False),
    ],
)
def test_a_sure_reader_is_believed_where_the_metric_is_worded_otherwise(
    question: str, selection: Selection, is_told: bool
) -> None:
    told = answer_figure(understand(question, (AIR,)), selection, read_figures(AIR), (AIR,), lambda word: 1.0)
    assert told == (None if is_told else FigureAnswer((), 0.0))


EYES = read_document("眼.txt", "一、2030年工作回顾\n\n为103名低保困难老年人免费实施白内障手术。\n".encode())


@pytest.mark.parametrize(
    ("logit", "answerability", "is_told"), [(5.9, 0.95, True), (0.4, 0.95, False), (5.9, 0.85, False)]
)
def test_a_sure_reader_is_believed_where_another_unit_is_asked_for(
    logit: float, answerability: float, is_told: bool
) -> None:
    passage = next(each for each in read_passages(EYES, count_tokens=len, max_tokens=500) if "手术" in each.text)
    span = ScoredSpan(passage, passage.start, passage.end, 1.0, 1.0, 1.0, 0.9, has_figure=True, answers=logit)
    question = understand("吃低保的老人免费做眼睛手术的,去年有多少个", (EYES,))
    told = answer_figure(question, Selection((span,), answerability), read_figures(EYES), (EYES,), lambda word: 1.0)
    assert told == (None if is_told else FigureAnswer((), 0.0))


def test_a_rate_is_no_amount_however_sure_the_reader_is() -> None:
    document = read_document("游.txt", "一、2030年工作回顾\n\n旅游收入增长12%。\n".encode())
    passage = next(each for each in read_passages(document, count_tokens=len, max_tokens=500) if "旅游" in each.text)
    span = ScoredSpan(passage, passage.start, passage.end, 1.0, 1.0, 1.0, 0.9, has_figure=True, answers=5.9)
    question = understand("去年旅游收入多少亿元", (document,))
    found = answer_figure(question, Selection((span,), 0.95), read_figures(document), (document,), lambda word: 1.0)
    assert found == FigureAnswer((), 0.0)


def test_of_two_figures_asked_for_in_two_clauses_none_is_told_alone() -> None:
    question = understand("空气优良率达到百分之几,比全省高多少", (AIR,))
    assert answer_figure(question, read_as(4.8), read_figures(AIR), (AIR,), lambda word: 1.0) is None


def sentence_of_harbour(words: str, logit: float, score: float) -> ScoredSpan:
    """The sentence of the harbour report with these words, as the reader might judge it."""
    passages = read_passages(HARBOUR, count_tokens=len, max_tokens=500)
    passage, start, end = next(
        (each, start, end)
        for each in passages
        for start, end in sentence_spans(each.text)
        if words in each.text[start:end]
    )
    return ScoredSpan(
        passage, passage.start + start, passage.start + end, score, 0.1, 0.1, 0.9, has_figure=True, answers=logit
    )


@pytest.mark.parametrize(("logit", "is_told"), [(5.0, True), (-8.0, False)])
def test_a_figure_of_a_sentence_far_below_the_best_is_not_told(logit: float, is_told: bool) -> None:
    question = understand("新建成的泊位，岸电桩子有多少", (HARBOUR,))
    best, other = (
        sentence_of_harbour("人力资源服务机构增长20%", 5.0, 2.0),
        sentence_of_harbour("新建成深水泊位8个", logit, 1.9),
    )
    told = answer_figure(question, Selection((best, other), 0.9), read_figures(HARBOUR), (HARBOUR,), lambda word: 1.0)
    assert (told is not None and told.statements != ()) == is_told


def test_a_quota_is_told_in_people_or_in_seats() -> None:
    assert units_asked(understand("退役军人有几个名额", ())) == ()
    assert units_asked(understand("新建了几个车站", ())) == ("个",)
    assert units_asked(understand("小区翻新后沾上光的有多少家", ())) == ("户",)
    assert units_asked(understand("旧小区 去年 受益户数", ())) == ("户",)
