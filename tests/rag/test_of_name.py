from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from index.passages import read_passages
from index.types import Passage, Period, Role
from rag.of_name import told_of_name
from rag.question import understand
from rag.reader import Line, Reading, clause_spans
from rag.types import Span
from tests.fakes import NeutralReader
from tests.rag.reports import harbour

DOCUMENT = harbour()
PASSAGES = read_passages(DOCUMENT, count_tokens=len, max_tokens=300)
PLAN, ENTRY = "海洋渔业产量达到20万吨", "深远海养殖"


class Judge(NeutralReader):
    """A reader with its mind made up: the logit of the first words that a line holds, else -9."""

    def __init__(self, logits: Mapping[str, float]) -> None:
        self.logits = logits

    def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        return tuple(
            Reading(next((logit for words, logit in self.logits.items() if words in line.text), -9.0), ())
            for line in lines
        )


def told(question: str, logits: Mapping[str, float], given: Sequence[Span] = ()) -> tuple[str, ...]:
    found = told_of_name(understand(question, [DOCUMENT]), PASSAGES, Judge(logits), given)
    return tuple(statement.text for statement in found.statements) if found else ()


def test_what_is_asked_of_a_name_is_told_by_its_entry_where_that_answers() -> None:
    assert told("“蓝色粮仓”靠什么办法供应蛋白", {PLAN: -4, ENTRY: 4}) == (
        "蓝色粮仓：以深远海养殖为主体，把海洋建成优质蛋白供应基地的发展模式",
    )


def test_both_are_told_where_both_answer_and_the_report_goes_first() -> None:
    assert told("“蓝色粮仓”靠什么办法，冲着什么去", {PLAN: 2, ENTRY: 4}) == (
        "2031年计划：建设“蓝色粮仓”，海洋渔业产量达到20万吨",
        "蓝色粮仓：以深远海养殖为主体，把海洋建成优质蛋白供应基地的发展模式",
    )


@pytest.mark.parametrize(
    "question",
    [
        "今年怎样推进渔业",  # names nothing
        "“蓝色粮仓”是什么意思",
        "“金色粮仓”今年怎么建",  # no such name
        "“蓝色粮仓”2029年怎么建",  # and no such year, where nothing explains it
    ],
)
def test_a_question_that_asks_nothing_of_a_name_that_is_said_is_left_to_others(question: str) -> None:
    assert told(question, {PLAN: 4}) == ()


def test_where_a_name_is_mentioned_is_not_told_by_its_entry() -> None:
    assert told("报告哪里提到蓝色粮仓", {PLAN: 1, ENTRY: 4}) == ("2031年计划：建设“蓝色粮仓”，海洋渔业产量达到20万吨",)


def test_words_given_already_are_not_told_again_and_others_only_where_they_surely_answer() -> None:
    start = DOCUMENT.text.index("建设“蓝色粮仓”")
    given = (Span(DOCUMENT.id, start, start + 5),)
    assert told("“蓝色粮仓”还靠什么办法", {PLAN: 5, ENTRY: 0}, given) == ()
    assert len(told("“蓝色粮仓”还靠什么办法", {PLAN: 5, ENTRY: 3}, given)) == 1


def test_a_sentence_that_only_stands_beside_the_name_is_not_told_with_it() -> None:
    assert len(told("“蓝色粮仓”今年怎么建", {PLAN: 4, "规模以上工业增加值": 1})) == 1


def test_of_a_long_sentence_the_clause_with_the_name_is_told_where_one_thing_is_asked_for() -> None:
    long = "渔业资源不断恢复，" * 12
    document = replace(DOCUMENT, text=f"一、2030年工作回顾\n{long}雾角遗址入选“十大灯塔”，渔歌节活动精彩纷呈。")
    heading, text = document.text.split("\n")
    start = len(heading) + 1
    passage = Passage(document.id, start, start + len(text), text, (heading,), Period(Role.REVIEW, 2030, 2030))

    class Sure(Judge):
        def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
            texts = [line.text for line in lines]
            return tuple(
                Reading(4.0, tuple(float("雾角" in text[start:end]) for start, end in clause_spans(text)))
                for text in texts
            )

    found = told_of_name(understand("哪座遗址登上了“十大灯塔”", [document]), [passage], Sure({}))
    assert found is not None
    assert [each.text for each in found.statements] == ["2030年：雾角遗址入选“十大灯塔”"]
    whole = told_of_name(understand("哪座遗址登上了“十大灯塔”", [document]), [passage], Judge({"雾角": 4.0}))
    assert whole is not None
    assert len(whole.statements[0].text) > len(long)  # the reader does not say which clause tells
