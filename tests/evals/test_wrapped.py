"""Questions within what people type around them."""

import random
from pathlib import Path

import pytest

from evals.dataset import Case
from evals.table import format_right
from evals.wrapped import Wrapping, ask_wrapped, read_wrappings
from index.build import build_store
from index.encoder import Encoder
from index.store import open_store
from rag.asker import Asker
from rag.reader import Reader

CASES = (
    Case("a", "fact_number", "2023年新增学位多少个？", key_facts=("3840",)),
    Case("b", "definition", "什么是四首经济？", key_facts=("首店",)),
    Case("c", "fact_number", "2023年新增学位多少个？", key_facts=("9999",)),  # answered wrongly, so not asked again
)
POLITE = Wrapping("您好，请问", "，谢谢")
MISLEADING = Wrapping("隔壁临海市的", "")  # asks something else


@pytest.fixture(scope="module")
def asker(default_encoder: Encoder, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Asker:
    store: Path = tmp_path_factory.mktemp("wrapped") / "store"
    build_store((), store, default_encoder, lambda line: None)
    return Asker(open_store(store), default_encoder, reader=reader)


def test_the_wrappings_that_are_kept_say_something() -> None:
    wrappings = read_wrappings()
    assert len(wrappings) > 100
    assert all(each.before or each.after for each in wrappings)


def test_a_wrapping_stands_around_a_question() -> None:
    assert POLITE.around("修好了吗？") == "您好，请问修好了吗，谢谢"
    assert MISLEADING.around("修好了吗？") == "隔壁临海市的修好了吗？"


@pytest.mark.parametrize(("wrapping", "stay"), [(POLITE, "1.000"), (MISLEADING, "0.000")])
def test_cases_that_are_right_are_asked_again(wrapping: Wrapping, stay: str, asker: Asker) -> None:
    report = ask_wrapped(asker, CASES, [wrapping], random.Random(1))
    assert [result.case.question for result in report.results[:1]] == [wrapping.around(CASES[0].question)]
    rows = [line.split() for line in format_right(report, "type", "stay right").splitlines()]
    assert ["fact_number", "1", stay] in rows
