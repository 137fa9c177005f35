from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from index.types import Filter
from rag.answer import ask
from rag.asker import Asker
from rag.going_on import against_year_in_words_of_report, going_on, told_there
from rag.question import understand
from rag.reader import Line, Reading, clause_spans
from rag.told_before import told_before
from rag.types import Status, Turn
from tests.fakes import NeutralReader

REPORT = """# 政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

临港市人民政府市长 周明远

各位代表:

一、2030年工作回顾

受台风影响,海水养殖减产,渔业产值目标没有完成。新增船东公司总部6家、船检机构9家,累计分别达到41家和58家。灯塔改造投入700万元,海岛学校新聘教师30人。

二、2031年工作安排

新增船东公司总部8家。推广“一灯一档”,改造灯塔12座、浮标40个。

名词解释

1.一灯一档:由航标处自2029年6月起建立的灯塔养护档案。
"""


class FixedReader(NeutralReader):
    """Finds each sentence as good an answer as it is told, and remembers what it was asked."""

    def __init__(self, logit: float, of_entries: float = -8.0) -> None:
        self.logit, self.of_entries = logit, of_entries
        self.asked: list[str] = []

    def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        self.asked.append(question)
        return tuple(
            Reading(
                self.of_entries if each.above.startswith("名词解释") else self.logit,
                (0.0,) * len(clause_spans(each.text)),
            )
            for each in lines
        )


@pytest.fixture(scope="module")
def island(default_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder: Path = tmp_path_factory.mktemp("island")
    (folder / "临港.txt").write_text(REPORT, encoding="utf-8")
    build_store([folder / "临港.txt"], folder / "store", default_encoder, lambda line: None)
    return Asker(open_store(folder / "store"), default_encoder)


def told(asker: Asker, question: str, last: Turn, reader: FixedReader) -> str:
    asked = understand(question, asker.store.documents)
    goes_on = going_on(asker, question, [last], [asked], Filter())
    read = told_there(replace(asker, reader=reader), asked, goes_on) if goes_on is not None else None
    return read.drafted[0].draft.statements[0].text if read is not None else ""


SHIPOWNERS = Turn("去年新增了几家船东公司总部？", "2030年：新增船东公司总部6家 [1]。")


def test_the_sentence_of_the_last_answer_is_found_in_the_year_that_it_names(island: Asker) -> None:
    (document,) = island.store.documents
    for answer, text in (("2030年新增船东公司总部6家。", "累计分别达到41家"), ("2031年计划新增8家。", "总部8家")):
        found = told_before(island.store, Turn("船东公司总部新增几家？", answer), document)
        assert found is not None
        assert text in found.text


def test_an_answer_that_no_sentence_gave_has_none(island: Asker) -> None:
    assert told_before(island.store, Turn("谁写的？", "我只回答关于报告的问题。"), island.store.documents[0]) is None


def test_what_the_sentence_tells_besides_is_told(island: Asker) -> None:
    reader = FixedReader(6.0)
    assert "41家" in told(island, "累计呢", SHIPOWNERS, reader)
    assert reader.asked == ["去年新增了几家船东公司总部,累计呢"]
    assert "受台风影响" in told(island, "为什么", Turn("渔业产值目标完成了吗？", "没有完成。"), FixedReader(6.0))


@pytest.mark.parametrize("question", ["其中女老板有几家", "今年呢", "花了多少钱", "怎么管的"])
def test_what_the_sentence_does_not_name_or_is_of_another_year_is_not_told(island: Asker, question: str) -> None:
    assert told(island, question, SHIPOWNERS, FixedReader(6.0)) == ""


def test_what_the_reader_finds_beside_the_point_is_not_told(island: Asker) -> None:
    assert told(island, "累计呢", SHIPOWNERS, FixedReader(-1.0)) == ""


def test_the_entry_of_a_term_in_the_sentence_tells_what_is_asked_of_it(island: Asker) -> None:
    last = Turn("今年灯塔方面推广什么？", "2031年计划推广“一灯一档”。")
    assert "2029年6月" in told(island, "由谁建立", last, FixedReader(-2.0, of_entries=6.0))


def test_what_surely_stands_beside_the_last_answer_is_told_without_a_search(island: Asker) -> None:
    reader = FixedReader(6.0)
    answer = ask(replace(island, reader=reader), "累计呢", [SHIPOWNERS])
    assert answer.status is Status.ANSWERED
    assert "累计分别达到41家和58家" in answer.text
    assert len(reader.asked) == 1
    assert all(REPORT.count(each.quote) for each in answer.citations)


def test_another_place_than_the_reports_is_asked_of_no_other_reading(island: Asker) -> None:
    answer = ask(replace(island, reader=FixedReader(6.0)), "上海呢", [SHIPOWNERS])
    assert answer.status is Status.NOT_FOUND


def test_another_year_is_asked_of_in_the_words_of_the_report(island: Asker) -> None:
    last = Turn("今年要给灯塔做多少改造？", "2031年计划改造灯塔12座。")
    goes_on = going_on(island, "跟去年比多还是少", [last], [understand("灯塔", island.store.documents)], Filter())
    assert goes_on is not None
    assert against_year_in_words_of_report(goes_on) == "改造灯塔,2031年跟去年相比,多还是少?"


def test_a_share_of_the_whole_country_is_not_worked_out_of_what_one_place_has(island: Asker) -> None:
    text = ask(island, "占全国多少", [Turn("船东公司总部有几家？", "累计达到41家。")]).text
    assert "÷" not in text
