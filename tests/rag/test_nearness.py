"""Sentences are as near to a question as they were learned to be."""

import numpy as np
import pytest

from index.encoder import Encoder
from index.encoders import DEFAULT_ENCODER
from rag.nearness import Projection, nearness_to

SENTENCES = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]], np.float32)
QUESTION = np.array([1.0, 0.0], np.float32)


def test_a_projected_vector_is_near_what_was_learned_and_has_length_1() -> None:
    swaps = Projection(np.array([[0.0, 3.0], [3.0, 0.0]], np.float32), np.zeros(2, np.float32), 1.0, 0.0)
    assert swaps.of(QUESTION).tolist() == [0.0, 1.0]


def test_other_encoders_are_taken_as_they_are() -> None:
    assert nearness_to(QUESTION, "another")(SENTENCES).tolist() == pytest.approx([1.0, 0.0, 0.6])


def test_what_answers_is_about_as_near_as_its_cosine(default_encoder: Encoder) -> None:
    pairs = [
        ("渔民一年多挣了多少", "渔民人均增收2600元。"),
        ("去年新建了几座渔港", "新建渔港12座，改造码头30个。"),
        ("今年公园要建多少个", "新建口袋公园18个。"),
        ("老人吃饭怎么解决", "新建社区食堂9家，为老年人提供助餐服务。"),
        ("外贸增长了几个点", "外贸进出口总额增长12.5%。"),
        ("空气好的天数有多少", "空气优良天数达到340天。"),
    ]
    cosines, near = [], []
    for question, sentence in pairs:
        asked, answers = default_encoder.encode_query(question), default_encoder.encode_passages([sentence])
        cosines += (answers @ asked).tolist()
        near += nearness_to(asked, DEFAULT_ENCODER)(answers).tolist()
    assert np.mean(near) == pytest.approx(np.mean(cosines), abs=0.02)
    assert 0.5 < np.std(near) / np.std(cosines) < 2


@pytest.mark.parametrize(
    ("question", "answers", "others"),
    [
        (
            "孩子放学了没人接怎么办",
            "开展课后延时服务，覆盖全部小学。",
            ("新建小学3所、幼儿园5所。", "孩子们的笑脸更多了。"),
        ),
        ("一下大雨街上就淹", "改造积水点18处。", ("治理河道12公里，水质更好。", "街道面貌焕然一新。")),
        (
            "看病要跑外地太远了",
            "建成国家区域医疗中心2个。",
            ("与外地签订合作协议12份。", "报销药品目录扩大到3000种。"),
        ),
        ("电车没地方充电", "新建充电桩2000个。", ("新能源汽车产量增长40%。", "电力装机达到120万千瓦。")),
    ],
)
def test_what_answers_in_other_words_is_further_ahead_than_by_the_cosine(
    question: str, answers: str, others: tuple[str, ...], default_encoder: Encoder
) -> None:
    asked = default_encoder.encode_query(question)
    sentences = default_encoder.encode_passages([answers, *others])
    ahead = [
        float(told[0] - told[1:].max()) for told in (sentences @ asked, nearness_to(asked, DEFAULT_ENCODER)(sentences))
    ]
    assert ahead[1] > max(ahead[0], 0)
