"""Which citations support a sentence and which years are right, over answers written for the purpose."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from evals.statements import ground, is_whole, sentences_of
from index.build import build_store
from index.store import Store, open_store
from rag.types import Answer, Citation, Slots, Status
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR

DONE, PLANNED, SCHOOLS = "新增学位2600个", "新增学位3000个", "改造学校12所"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder: Path = tmp_path_factory.mktemp("statements")
    (folder / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    build_store([folder / "临港.txt"], folder / "store", FakeEncoder(), lambda line: None)
    return open_store(folder / "store")


@dataclass(frozen=True, slots=True)
class Written:
    """An answer over the small report: its text, and the quotes its markers point at."""

    text: str
    quotes: tuple[str, ...]

    def answer(self, store: Store) -> Answer:
        document = store.documents[0]
        citations = []
        for number, quote in enumerate(self.quotes, 1):
            start = document.text.index(quote)
            citations.append(Citation(number, document.id, "", (), None, start, start + len(quote), quote))
        return Answer("", "", "", Slots(), Status.ANSWERED, self.text, tuple(citations))


def test_a_marker_or_the_end_of_a_line_closes_a_sentence(store: Store) -> None:
    answer = Written(f"2030年：{DONE} [1]。多了 [2][3]。\n没有标记。", (DONE, PLANNED)).answer(store)
    said = sentences_of(answer)
    assert [each.words for each in said] == [f"2030年：{DONE}", "多了", "没有标记。"]
    assert [[citation and citation.number for citation in each.cited] for each in said] == [[1], [2, None], []]


@pytest.mark.parametrize(
    ("text", "quotes", "wanted"),
    [
        pytest.param(f"2030年：{DONE} [1]。", (DONE,), ((1, 1), (1, 1), (1, 1)), id="as it should be"),
        pytest.param(f"2031年：{DONE} [1]。", (DONE,), ((1, 1), (1, 1), (0, 1)), id="another year"),
        pytest.param("2030年：新增学位2800个 [1]。", (DONE,), ((1, 1), (1, 1), (1, 1)), id="a figure altered"),
        pytest.param(f"2030年：{DONE} [1]。", (SCHOOLS,), ((0, 1), (0, 1), (0, 0)), id="a quote about something else"),
        pytest.param(f"2030年：{DONE} [2]。", (DONE,), ((0, 1), (0, 1), (1, 1)), id="a marker that points at nothing"),
        pytest.param(f"In 2030: “{SCHOOLS}” [1].", (SCHOOLS,), ((1, 1), (1, 1), (0, 0)), id="an English frame"),
        pytest.param(
            f"No. The report says: “{SCHOOLS}” [1].",
            (DONE,),
            ((0, 1), (0, 1), (0, 0)),
            id="an English frame of another",
        ),
        pytest.param("Twelve schools were rebuilt [1].", (SCHOOLS,), ((0, 0), (0, 0), (0, 0)), id="beyond words"),
        pytest.param("Twelve schools were rebuilt.", (SCHOOLS,), ((0, 0), (0, 1), (0, 0)), id="English, no marker"),
        pytest.param(f"2030年：{DONE}。", (DONE,), ((0, 0), (0, 1), (1, 1)), id="no marker"),
        pytest.param(
            f"2030年：{DONE} [2]。\n2031年计划：{PLANNED} [1]。",
            (DONE, PLANNED),
            ((0, 2), (0, 2), (2, 2)),
            id="exchanged",
        ),
        pytest.param(
            f"2031年：{DONE} [1]。\n2030年计划：{PLANNED} [2]。",
            (DONE, PLANNED),
            ((2, 2), (2, 2), (0, 2)),
            id="years swapped",
        ),
        pytest.param(
            "2031年计划新增学位3000个，2030年新增学位2600个，3000个-2600个=400个 [1][2]。",
            (PLANNED, DONE),
            ((2, 2), (1, 1), (2, 2)),
            id="computed over two quotes",
        ),
    ],
)
def test_what_a_sentence_rests_on(
    store: Store, text: str, quotes: tuple[str, ...], wanted: tuple[tuple[int, int], ...]
) -> None:
    """Wanted: right and all citations, supported and all sentences, right and all years."""
    grounding = ground(store, Written(text, quotes).answer(store))
    assert (grounding.citations, grounding.sentences, grounding.years) == wanted


def test_a_quote_that_is_not_at_its_place_supports_nothing(store: Store) -> None:
    answer = Written(f"2030年：{DONE} [1]。", (DONE,)).answer(store)
    (citation,) = answer.citations
    shifted = replace(answer, citations=(replace(citation, start=citation.start + 1, end=citation.end + 1),))
    grounding = ground(store, shifted)
    assert (grounding.citations, grounding.sentences, grounding.years) == ((0, 1), (0, 1), (1, 1))


@pytest.mark.parametrize(
    ("start", "end", "whole"),
    [(0, 0, True), (1, 0, False), (-1, 0, False), (0, -1, False), (0, 1, True), (1, 1, False), (0, 2, False)],
)
def test_a_quote_begins_and_ends_where_words_do(store: Store, start: int, end: int, whole: bool) -> None:
    (citation,) = Written(f"2030年：{SCHOOLS} [1]。", (SCHOOLS,)).answer(store).citations
    text, first, last = store.documents[0].text, citation.start + start, citation.end + end
    moved = replace(citation, start=first, end=last, quote=text[first:last])
    assert is_whole(store, moved) is whole


def test_white_space_before_the_first_word_cuts_nothing(store: Store) -> None:
    (citation,) = Written(f"{SCHOOLS} [1]。", (SCHOOLS,)).answer(store).citations
    start = store.documents[0].text.index("\n", 5)
    end = store.documents[0].text.index("\n", start + 1)
    assert is_whole(store, replace(citation, start=start, end=end))


@pytest.mark.parametrize(
    ("sign", "whole"), [*((each, True) for each in "〔●·※〈√"), *((each, False) for each in "，。）”")]
)
def test_a_quote_may_begin_with_any_sign_that_closes_nothing(tmp_path: Path, sign: str, whole: bool) -> None:
    (tmp_path / "临港.txt").write_text(HARBOUR.replace(SCHOOLS, f"{sign}{SCHOOLS}"), encoding="utf-8")
    build_store([tmp_path / "临港.txt"], tmp_path / "store", FakeEncoder(), lambda line: None)
    signed = open_store(tmp_path / "store")
    (citation,) = Written(f"{SCHOOLS} [1]。", (f"{sign}{SCHOOLS}",)).answer(signed).citations
    assert is_whole(signed, citation) is whole


def test_a_whole_document_is_whole(store: Store) -> None:
    (citation,) = Written(f"{SCHOOLS} [1]。", (SCHOOLS,)).answer(store).citations
    assert is_whole(store, replace(citation, start=0, end=len(store.documents[0].text)))
