"""What the glossary's entries tell beside a fact, and where nothing else tells what is asked."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.passages import read_passages
from index.read import read_document
from rag.entry_beside import with_entry
from rag.question import Wanted, understand
from rag.scored_span import ScoredSpan, Selection
from rag.statements import statement_of
from rag.types import Statement

REPORT = """# 政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

一、2030年工作回顾

船厂成功发行首只公司债,航运集团获评BB+级信用。

名词解释

1.BB+级信用:国内信用评级的第三档。

2.听潮夜话:说书人在灯塔下讲出海的旧事。
"""
DOCUMENT = read_document("临港.txt", REPORT.encode())
PASSAGES = read_passages(DOCUMENT, count_tokens=len, max_tokens=300)
FACT, ENTRY, OTHER_ENTRY = (
    "航运集团获评BB+级信用",
    "BB+级信用:国内信用评级的第三档",
    "听潮夜话:说书人在灯塔下讲出海的旧事",
)


def span(text: str, answers: float) -> ScoredSpan:
    passage = next(each for each in PASSAGES if text in each.text)
    start = passage.start + passage.text.index(text)
    return replace(ScoredSpan(passage, start, start + len(text), 1.0, 1.0, 1.0, 0.9, has_figure=False), answers=answers)


def told(question: str, spans: Sequence[ScoredSpan], wanted: Wanted = Wanted.FACT) -> tuple[str, ...]:
    asked = replace(understand(question, [DOCUMENT]), wanted=wanted)
    first: tuple[Statement, ...] = (statement_of(spans[0]),)
    return tuple(
        each.text for each in with_entry(asked, Selection(tuple(spans), 0.9), first, [DOCUMENT], lambda _: 1.0)
    )


ASKED = "航运集团拿到的信用评级算高吗"
SAID = "2030年：航运集团获评BB+级信用"


def test_the_entry_of_what_a_fact_names_stands_behind_it_where_it_answers_too() -> None:
    assert told(ASKED, [span(FACT, 4.0), span(ENTRY, 3.0)]) == (SAID, "BB+级信用：国内信用评级的第三档")


@pytest.mark.parametrize(
    "spans",
    [
        [span(FACT, 4.0), span(ENTRY, 1.0)],  # it may not answer
        [span(FACT, 7.0), span(ENTRY, 3.0)],  # the fact answers far better
        [span(FACT, 4.0), span(OTHER_ENTRY, 6.0)],  # of another term than the fact names
        [span(FACT, 4.0)],
    ],
)
def test_no_entry_is_told_that_is_not_needed(spans: Sequence[ScoredSpan]) -> None:
    assert told(ASKED, spans) == (SAID,)


def test_nor_beside_a_figure() -> None:
    assert told(ASKED, [span(FACT, 4.0), span(ENTRY, 3.0)], Wanted.FIGURE) == (SAID,)
