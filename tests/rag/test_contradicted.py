"""What a question supposes and a sentence contradicts, as the reader finds."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from index.types import Filter, Passage, Period, Role
from rag.answer import ask
from rag.asker import Asker
from rag.contradicted import contradiction
from rag.question import understand
from rag.reader import Line, Reader, Reading
from rag.scored_span import ScoredSpan, Selection
from rag.settings import AnswerSettings, AskerSettings
from rag.types import Status
from tests.rag.reports import asker_of

REPORT = """# 政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

临港市人民政府市长 周明远

各位代表:

一、2030年工作回顾

渔政改革走在前列。东礁镇在全省率先完成渔船更新改造。海岛医疗互助会秘书处在鹿屿县启动运行。

海上救援能力提升。市航海队获得全国救生艇锦标赛亚军,灯塔巡检由市航标处负责。

二、2031年工作安排

启动第五次海洋生物普查,停止近岸采砂。
"""
OTHER = REPORT.replace("临港", "远岛").replace("东礁", "南礁")
FALSE = ("航海队在全省帆船赛拿了亚军,教练是谁", "全国救生艇锦标赛")
SILENT = [
    "东礁镇换渔船一共花了多少钱",
    "隔壁远岛市的渔船换了多少艘",
    "航海队拿了亚军,奖金有多少",
]
REVIEW = Period(Role.REVIEW, 2030, 2030)
PASSAGE = Passage("harbour", 0, 18, "灯塔亮了。码头修好了。渔船换了新的。", (), REVIEW)
FIRST, SECOND = (ScoredSpan(PASSAGE, *at, score, 0.5, 1.0, 0.8, False) for at, score in (((0, 5), 0.2), ((5, 11), 0.9)))


WITHOUT = AskerSettings(answer=AnswerSettings(contradictions=False))


@pytest.fixture(scope="module")
def harbour(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    return asker_of(REPORT, tmp_path_factory.mktemp("contradicted"), default_encoder, reader)


def test_what_nothing_answers_and_a_sentence_contradicts_is_corrected(harbour: Asker) -> None:
    question, truth = FALSE
    answer = ask(harbour, question)
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("不是，")
    assert truth in answer.text
    assert [truth in citation.quote for citation in answer.citations] == [True]
    assert ask(replace(harbour, settings=WITHOUT), question).status is Status.NOT_FOUND


@pytest.mark.parametrize("question", SILENT)
def test_what_is_not_told_is_not_corrected(harbour: Asker, question: str) -> None:
    answer = ask(harbour, question)
    assert answer.status is Status.NOT_FOUND
    assert "不是，" not in answer.text


def test_other_parts_of_the_question_are_named_as_missing(harbour: Asker) -> None:
    pieces: list[str] = []
    answer = ask(harbour, f"{FALSE[0]}?东礁镇换渔船一共花了多少钱?", tell=pieces.append)
    assert answer.status is Status.PARTIAL
    assert answer.text.startswith("不是，")
    assert "花了多少钱" in answer.text
    assert "".join(pieces) == answer.text


def test_no_question_in_english_is_corrected(harbour: Asker) -> None:
    question = "Why is the secretariat of the island medical mutual aid society in Beiao County?"
    assert not ask(harbour, question).text.startswith("No")


def test_nothing_is_corrected_without_a_reader_or_over_several_reports(
    harbour: Asker, reader: Reader, default_encoder: Encoder, tmp_path: Path
) -> None:
    question, _ = FALSE
    assert not ask(replace(harbour, reader=None), question).text.startswith("不是，")
    for name, text in (("harbour.md", REPORT), ("island.md", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    reports = [tmp_path / "harbour.md", tmp_path / "island.md"]
    build_store(reports, tmp_path / "store", default_encoder, lambda line: None)
    both = Asker(open_store(tmp_path / "store"), default_encoder, reader=reader)
    assert not ask(both, question).text.startswith("不是，")
    (first,) = [document for document in both.store.documents if document.source == "harbour.md"]
    assert ask(both, question, (), Filter(documents=(first.id,))).text.startswith("不是，")


class Told:
    """A reader that finds some sentences to contradict every question."""

    def __init__(self, **contradicts: float) -> None:
        self.contradicts = contradicts

    def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        raise AssertionError(question)

    def contradictions(self, question: str, lines: Sequence[Line]) -> tuple[float, ...]:
        return tuple(self.contradicts.get(line.text.strip("。"), 0.0) for line in lines)


def test_the_surest_of_the_first_and_the_nearest_is_told() -> None:
    asked, selection = understand("码头为什么没修", ()), Selection((FIRST, SECOND), 0.1)
    assert contradiction(asked.text, asked, selection, Told(灯塔亮了=0.97, 码头修好了=0.98)) is SECOND
    assert contradiction(asked.text, asked, selection, Told(灯塔亮了=0.97, 码头修好了=0.9)) is FIRST
    assert contradiction(asked.text, asked, selection, Told(灯塔亮了=0.9, 码头修好了=0.9)) is None
    assert contradiction(asked.text, asked, Selection((), 0.0), Told()) is None


def test_a_sentence_of_another_year_contradicts_nothing() -> None:
    asked = understand("2031年码头为什么没修", ())
    assert contradiction(asked.text, asked, Selection((SECOND,), 0.1), Told(码头修好了=0.99)) is None
