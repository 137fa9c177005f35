"""A question in its conversation, over a small report."""

from pathlib import Path

import pytest

from index.build import build_store
from index.store import open_store
from index.types import NO_LIMIT, Filter, Role
from rag.asker import Asker
from rag.in_conversation import asked_in, read_in_turn
from rag.stopwatch import Stopwatch
from rag.types import Turn
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR

LAST = Turn("2030年新增学位多少个?", "2030年:新增学位2600个 [1]。")


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder: Path = tmp_path_factory.mktemp("harbour")
    (folder / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([folder / "临港.txt"], folder / "store", FakeEncoder(), lambda line: None)
    return Asker(open_store(folder / "store"), FakeEncoder())


def test_a_question_without_turns_stands_for_itself(asker: Asker) -> None:
    asked = asked_in(asker, "2031年新建几所幼儿园?", (), NO_LIMIT)
    assert asked.texts == ("2031年新建几所幼儿园?",)
    assert asked.last is None
    assert asked.goes_on is None


def test_a_question_that_leans_on_the_turn_before_is_written_out(asker: Asker) -> None:
    asked = asked_in(asker, "那今年呢?", (LAST,), NO_LIMIT)
    assert asked.last == LAST
    assert any("学位" in text for text in asked.texts)
    assert asked.goes_on is not None
    assert "新增学位2600个" in asked.goes_on.told.text


def test_the_year_to_come_is_asked_of_however_it_is_said(asker: Asker) -> None:
    last = Turn("去年新增学位多少个?", LAST.answer)
    this, to_come = (asked_in(asker, question, (last,), NO_LIMIT) for question in ("今年呢?", "新的一年呢?"))
    assert to_come.texts == this.texts
    assert to_come.question == this.question  # what is told beside the last answer goes by it


def test_the_parts_of_a_question_know_that_they_are_several(asker: Asker) -> None:
    one = asked_in(asker, "2031年新建几所幼儿园?", (), NO_LIMIT)
    two = asked_in(asker, "2031年新建几所幼儿园?海洋渔业产量多少万吨?", (), NO_LIMIT)
    assert [each.is_one_of_several for each in one.understood] == [False]
    assert [each.is_one_of_several for each in two.understood] == [True, True]


def test_the_caller_chooses_years_and_part_where_the_question_says_none(asker: Asker) -> None:
    limit = Filter(years=(2031,), role=Role.PLAN)
    (asked,) = asked_in(asker, "新增学位多少个?", (), limit).understood
    assert (asked.years, asked.role) == ((2031,), Role.PLAN)
    (asked,) = asked_in(asker, "2030年新增学位多少个?", (), limit).understood
    assert asked.years == (2031,)  # a choice of the caller's, not among which the question's year is


def test_what_is_meant_is_drafted(asker: Asker) -> None:
    read = read_in_turn(asker, asked_in(asker, "2031年新建几所幼儿园?", (), NO_LIMIT), NO_LIMIT, Stopwatch())
    told = [statement.text for each in read.drafted for statement in each.draft.statements]
    assert any("4所" in text for text in told)
