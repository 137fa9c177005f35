"""The askers of a matrix: one store and one encoding of each question for all that can share them."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.askers import RememberingEncoder, askers_of, rebuilt
from evals.configuration import Configuration
from evals.dataset import Case
from evals.run import run_suite
from index.build import build_store
from index.encoder import Encoder, Vectors
from index.store import open_store
from rag.asker import Asker
from tests.fakes import FakeEncoder
from tests.rag.reports import HARBOUR


class Counting(FakeEncoder):
    """Counts what it is asked to encode."""

    def __init__(self, name: str = "fake") -> None:
        super().__init__()
        self.name = name
        self.queries: list[str] = []
        self.passages = 0

    def encode_query(self, text: str) -> Vectors:
        self.queries.append(text)
        return super().encode_query(text)

    def encode_passages(self, texts: Sequence[str], progress: object = None) -> Vectors:
        self.passages += len(texts)
        return super().encode_passages(texts)


@pytest.fixture
def base(tmp_path: Path) -> Asker:
    (tmp_path / "临港.txt").write_text(HARBOUR, encoding="utf-8")
    encoder = Counting()
    build_store([tmp_path / "临港.txt"], tmp_path / "store", encoder, lambda line: None)
    return Asker(open_store(tmp_path / "store"), encoder)


def no_load(name: str) -> Counting:
    raise AssertionError(name)


def no_store(encoder: Encoder, folder: Path) -> Path:
    raise AssertionError(encoder.name)


def test_one_configuration_asks_the_encoder_itself_so_that_its_latency_is_real(base: Asker) -> None:
    with askers_of(base, (Configuration(),), no_load, no_store) as askers:
        assert askers[None].encoder is base.encoder


def test_several_configurations_encode_a_question_once(base: Asker) -> None:
    with askers_of(base, (Configuration("a"), Configuration("b")), no_load, no_store) as askers:
        for _ in range(3):
            askers[None].encoder.encode_query("学位？")
    assert isinstance(base.encoder, Counting)
    assert base.encoder.queries == ["学位？"]


def test_another_encoder_gets_the_store_built_anew_and_leaves_the_first_alone(base: Asker) -> None:
    other = Counting("other")
    anew = rebuilt(base.store.path, print)
    with askers_of(base, (Configuration(encoder="other"),), lambda name: other, anew) as askers:
        assert askers["other"].store.encoder_name == "other"
        assert askers["other"].store.passages == base.store.passages
        copied = askers["other"].store.path
    assert other.passages > 0
    assert not copied.exists()
    assert open_store(base.store.path).encoder_name == "fake"


def test_the_encoder_of_the_store_by_its_name_is_not_built_again(base: Asker) -> None:
    named = (Configuration(encoder="fake"), Configuration())
    with askers_of(base, named, lambda name: Counting(), no_store) as askers:
        assert askers["fake"] is askers[None]


class Slow(FakeEncoder):
    """Takes its time for a question."""

    def encode_query(self, text: str) -> Vectors:
        time.sleep(0.03)
        return super().encode_query(text)


def test_the_latency_of_every_run_of_a_matrix_has_the_encoding_in_it(base: Asker) -> None:
    case = Case("a", "fact_number", "2030年新增学位多少个？", key_facts=("2600个",), evidence=("新增学位2600个",))
    slow = Asker(base.store, Slow())
    asked = (Configuration("a"), Configuration("b"))
    with askers_of(slow, asked, no_load, no_store) as askers:
        taken = [run_suite(askers[None], (case,)).results[0].answer.timings_ms for _ in asked]
    assert all(times.total > times.retrieve > 30 for times in taken)


def test_a_remembering_encoder_is_like_the_one_it_wraps() -> None:
    inner = Counting()
    wrapped = RememberingEncoder(inner)
    assert (wrapped.name, wrapped.dimension, wrapped.max_tokens) == (inner.name, inner.dimension, inner.max_tokens)
    assert wrapped.count_tokens("学位") == inner.count_tokens("学位")
    assert (wrapped.encode_query("学位") == inner.encode_query("学位")).all()
