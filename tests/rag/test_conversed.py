"""Follow-ups answered by the sentence that a reader of conversations finds."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.encoder import Encoder
from index.types import Filter
from rag.answer import ask
from rag.asker import Asker
from rag.reader import Line, Reader, Reading, clause_spans
from rag.settings import AnswerSettings, AskerSettings
from rag.types import Answer, Status, Turn
from tests.rag.reports import asker_of

REPORT = """# 政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

临港市人民政府市长 周明远

各位代表:

一、2030年工作回顾

海洋渔业提质增效。盘活闲置码头12座,实现收入3.6亿元。签约冷链项目45个,当年开工19个。

收入水平稳步提高。城镇和海岛居民人均可支配收入分别达到4.6万元和2.3万元。

二、2031年工作安排

提升港口能级。集装箱吞吐量突破120万标准箱,签约冷链项目60个。
"""
WITHOUT = AskerSettings(answer=AnswerSettings(conversations=False))
DOCKS = Turn("去年盘活了多少闲置码头", "2030年：盘活闲置码头12座 [1]。")
COLD = Turn("去年冷链签了多少项目", "2030年签约冷链项目45个。")


class Finds:
    """A reader that finds the sentences with some words to answer every follow-up, others as it is told."""

    def __init__(self, reader: Reader, words: str, logit: float = 6.0, others: float = -6.0) -> None:
        self.reader, self.words, self.logit, self.others = reader, words, logit, others
        self.asked: list[tuple[Turn, str]] = []

    def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        return self.reader.read(question, lines)

    def read_after(self, last: Turn, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        self.asked.append((last, question))
        return tuple(
            Reading(self.logit if self.words in line.text else self.others, (0.0,) * len(clause_spans(line.text)))
            for line in lines
        )

    def contradictions(self, question: str, lines: Sequence[Line]) -> tuple[float, ...]:
        return (0.0,) * len(lines)


@pytest.fixture(scope="module")
def harbour(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    return asker_of(REPORT, tmp_path_factory.mktemp("conversed"), default_encoder, reader)


def follow(asker: Asker, question: str, last: Turn = DOCKS) -> Answer:
    return ask(asker, question, (last,))


@pytest.mark.parametrize(
    ("question", "last", "fact"),
    [
        ("换回来多少钱", DOCKS, "3.6亿元"),
        ("真动工的有几个", COLD, "19个"),
        ("岛上的人呢", Turn("城里人去年挣多少", "城镇居民人均可支配收入达到4.6万元。"), "2.3万元"),
    ],
)
def test_what_leans_on_the_last_answer_in_other_words_is_answered(
    harbour: Asker, question: str, last: Turn, fact: str
) -> None:
    answer = follow(harbour, question, last)
    assert answer.status is Status.ANSWERED
    assert fact in answer.text
    assert any(fact in citation.quote for citation in answer.citations)


def test_the_turn_before_is_read_as_it_stands_alone(harbour: Asker, reader: Reader) -> None:
    finds = Finds(reader, "没有")
    ask(replace(harbour, reader=finds), "哪个部门牵头", (COLD, Turn("那今年呢", "2031年计划：签约冷链项目60个 [1]。")))
    turn = Turn("今年冷链要签多少项目", "2031年计划:签约冷链项目60个 。")
    assert finds.asked == [(turn, "哪个部门牵头")] * 2  # a few lines first, others as none of them answers


def test_the_turn_that_is_read_is_the_last_that_was_answered(harbour: Asker, reader: Reader) -> None:
    finds = Finds(reader, "4.6万元")
    unanswered = ask(harbour, "码头用了多少吨钢材")
    assert unanswered.status is Status.NOT_FOUND
    ask(replace(harbour, reader=finds), "码头呢", (COLD, Turn(unanswered.question, unanswered.text)))
    assert {turn for turn, _ in finds.asked} == {COLD}
    finds.asked.clear()
    ask(replace(harbour, reader=finds), "码头呢", (Turn(unanswered.question, unanswered.text),))
    assert finds.asked == []


def test_another_sentence_is_told_where_it_is_well_ahead(harbour: Asker, reader: Reader) -> None:
    question = "码头呢"
    kept = follow(replace(harbour, reader=Finds(reader, "没有", others=1.0)), question, COLD)
    assert "12座" in kept.text
    told = follow(replace(harbour, reader=Finds(reader, "4.6万元")), question, COLD)
    assert "4.6万元" in told.text
    assert told.confidence == pytest.approx(0.8)
    for near in (Finds(reader, "4.6万元", 6.0, 4.5), Finds(reader, "4.6万元", -0.5)):
        assert "12座" in follow(replace(harbour, reader=near), question, COLD).text


def test_what_the_reader_doubts_is_less_sure_and_what_nothing_answers_is_refused(
    harbour: Asker, reader: Reader
) -> None:
    last, question = Turn("城里人去年挣多少", "城镇居民人均可支配收入达到4.6万元。"), "那冷链项目当年开工几个"
    sure, doubted, refused = (
        follow(replace(harbour, reader=Finds(reader, "没有", others=logit)), question, last)
        for logit in (1.0, -1.0, -3.0)
    )
    assert sure.text == doubted.text
    assert sure.confidence is not None
    assert sure.confidence > 0.6 >= (doubted.confidence or 0)
    assert refused.status is Status.NOT_FOUND


@pytest.mark.parametrize("question", ["那远岛市呢", "远岛市的码头换回来多少钱"])
def test_another_place_gets_nothing_of_ours(harbour: Asker, question: str) -> None:
    assert follow(harbour, question).status is Status.NOT_FOUND


def test_answered_parts_and_what_is_asked_in_english_are_left(harbour: Asker, reader: Reader) -> None:
    finds = Finds(reader, "4.6万元")
    for question in ("码头盘活几座?哪个部门牵头?", "Which department is in charge of the idle docks?"):
        assert "4.6万元" not in follow(replace(harbour, reader=finds), question, COLD).text
    assert finds.asked == []


def test_a_caller_who_limits_the_years_gets_no_other(harbour: Asker, reader: Reader) -> None:
    finds = Finds(reader, "60个")
    told = ask(replace(harbour, reader=finds), "码头呢", (COLD,), Filter(years=(2030,)))
    assert "60个" not in told.text
    assert finds.asked == []


def test_a_sentence_of_another_year_than_the_follow_up_names_is_not_told(harbour: Asker, reader: Reader) -> None:
    finds = replace(harbour, reader=Finds(reader, "60个"))
    assert "60个" in follow(finds, "码头呢", COLD).text
    for question in ("那去年的码头呢", "那2030年的码头呢"):
        assert "60个" not in follow(finds, question, COLD).text


def test_what_nothing_else_answers_is_told_where_the_reader_is_sure(harbour: Asker, reader: Reader) -> None:
    question = "村里人能到手几万"
    for near in (Finds(reader, "没有"), Finds(reader, "可支配收入", 1.5)):
        assert follow(replace(harbour, reader=near), question, COLD).status is Status.NOT_FOUND
    told = follow(replace(harbour, reader=Finds(reader, "可支配收入")), question, COLD)
    assert told.status is Status.ANSWERED
    assert "2.3万元" in told.citations[0].quote


def test_what_was_worked_out_stays(harbour: Asker, reader: Reader) -> None:
    told = follow(replace(harbour, reader=Finds(reader, "4.6万元")), "今年比去年多签多少", COLD)
    assert "60个-45个=15个" in told.text


def test_no_conversation_is_read_without_a_reader_or_where_it_is_not_wanted(harbour: Asker, reader: Reader) -> None:
    finds = Finds(reader, "4.6万元")
    assert "4.6万元" not in follow(replace(harbour, reader=finds, settings=WITHOUT), "换回来多少钱").text
    assert finds.asked == []
    assert "4.6万元" not in follow(replace(harbour, reader=None), "换回来多少钱").text
    assert ask(replace(harbour, reader=finds), "去年盘活了多少闲置码头").status is Status.ANSWERED
    assert finds.asked == []
