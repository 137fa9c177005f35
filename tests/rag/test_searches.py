"""What is known already costs no search, and one vector serves for all that is searched for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from index.build import build_store
from index.encoder import Encoder, RememberingEncoder, Vectors
from index.passage_index import PassageIndex
from index.store import open_store
from index.types import Candidate
from rag.answer import ask
from rag.asker import Asker
from rag.reader import Reader

ISLAND = """# 政府工作报告

——2031年1月8日在望岛区第三届人民代表大会第一次会议上

望岛区人民政府区长 周明远

一、2030年工作回顾

(一)企业培育成效明显

新增灯塔企业3家、种苗企业16家、船东企业37家、渔具企业67家。

(二)民生福祉不断增进

改造渔村学校12所。海上救助中心主体完工。

二、2031年工作安排

(一)培育壮大企业

新增种苗企业10家、船东企业25家。

(二)办好民生实事

建设三个渔村卫生室。
"""


class Counting(RememberingEncoder):
    """An encoder that keeps the questions which it is asked to encode."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self.asked: list[str] = []
        self.encode_query = self._kept(encoder.encode_query)  # type: ignore[assignment]

    def _kept(self, encode: Callable[[str], Vectors]) -> Callable[[str], Vectors]:
        def encode_query(text: str) -> Vectors:
            self.asked.append(text)
            return encode(text)

        return encode_query


class CountingIndex:
    """An index that keeps the words which it is searched for."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self.searched: list[Sequence[str]] = []

    def search(self, vector: Vectors, words: Sequence[str], *limits: Any) -> tuple[Candidate, ...]:
        self.searched.append(words)
        return self._index.search(vector, words, *limits)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


@pytest.fixture(scope="module")
def island(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder: Path = tmp_path_factory.mktemp("island")
    (folder / "望岛区2031.txt").write_text(ISLAND, encoding="utf-8")
    build_store([folder / "望岛区2031.txt"], folder / "store", default_encoder, lambda line: None)
    return Asker(open_store(folder / "store"), default_encoder, reader=reader)


class Asked(NamedTuple):
    """An answer's text, and on the way to it what was encoded and the words of each search."""

    text: str
    encoded: list[str]
    searched: list[Sequence[str]]


def asked_of(asker: Asker, question: str) -> Asked:
    counting, index = Counting(asker.encoder), CountingIndex(asker.store.index)
    text = ask(replace(asker, encoder=counting, store=replace(asker.store, index=index)), question).text
    return Asked(text, counting.asked, index.searched)


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("2030年新增的灯塔企业、种苗企业、船东企业、渔具企业加起来一共多少家?", "=123家"),
        ("2031年计划新增的种苗企业和船东企业合计多少家?", "=35家"),
    ],
)
def test_figures_told_near_a_question_are_put_together_without_a_search_for_each(
    island: Asker, question: str, total: str
) -> None:
    asked = asked_of(island, question)
    assert total in asked.text
    assert len(asked.searched) == 1


def test_a_figure_that_nothing_near_tells_is_searched_for_and_the_sum_given_up_without_it(island: Asker) -> None:
    asked = asked_of(island, "2030年改造的学堂和新增的灯塔企业一共多少个?")
    assert "=" not in asked.text
    _, figure = asked.searched
    assert "学堂" in figure
    assert "灯塔" not in figure


def test_all_searches_for_one_question_have_its_vector(island: Asker) -> None:
    question = "2030年改造的学堂和新增的灯塔企业一共多少个?"
    assert asked_of(island, question).encoded == [question]


def test_each_part_of_a_question_has_a_vector(island: Asker) -> None:
    first, second = asked_of(island, "2030年新增多少家渔具企业?2031年要建几个渔村卫生室?").encoded
    assert "渔具企业" in first
    assert "渔村卫生室" in second
    assert "渔具企业" not in second
