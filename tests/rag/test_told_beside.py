"""Parts of a question that are told beside what answers another part."""

from rag.answer import ask
from rag.asker import Asker
from rag.types import Status


def test_a_part_without_an_answer_of_its_own_is_told_beside_the_other(asker: Asker) -> None:
    answer = ask(asker, "2024年他们要招揽多少高层次人才，又备下多少套出租的房子？")
    assert answer.status is Status.ANSWERED
    assert "100人" in answer.text
    assert "3200套" in answer.text


def test_what_nothing_beside_tells_stays_missing(asker: Asker) -> None:
    answer = ask(asker, "2024年口袋公园打算添几个，门票多少钱？")
    assert answer.status is Status.PARTIAL
    assert "报告没有说到" in answer.text


def test_a_part_is_looked_for_beside_what_answers_the_one_before(asker: Asker) -> None:
    answer = ask(asker, "完整社区试点全国挑了多少个社区?咱们武汉是哪一个上榜")
    assert "106个" in answer.text
    assert "八古墩" in answer.text


def test_what_answers_no_part_surely_is_not_told_alone(asker: Asker) -> None:
    answer = ask(asker, "一初学苑南校区今年开学，招几个班、划片到哪些小区？")
    assert answer.status is Status.NOT_FOUND
