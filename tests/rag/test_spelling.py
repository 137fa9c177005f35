from collections.abc import Iterator, Set

import pytest

from rag.asker import Asker
from rag.spelling import corrected


class Words:
    """As much of a PassageIndex as spelling needs: words, and how rare each is."""

    def __init__(self, rarities: dict[str, float]) -> None:
        self.rarities = rarities

    @property
    def vocabulary(self) -> Set[str]:
        """The words of the passages."""
        return self.rarities.keys()

    def rarity(self, word: str) -> float:
        """Inverse document frequency."""
        return self.rarities[word]


WORDS = Words(
    {
        "环境": 1,
        "环警": 0.5,
        "新疆": 3,
        "新建": 1,
        "资金": 2,
        "老旧": 2,
        "旧小": 2,
        "食堂": 3,
        "公立": 1,
        "链上": 4,
        "新平": 3,
        "新阶": 3,
        "更新": 3,
        "阶段": 3,
        "现量": 6,
        "人代": 4,
        "多元": 3,
        "涨的": 2,
    }
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("环竟怎么治理", "环境怎么治理"),  # 环警 sounds alike too, but is no word
        ("引导资今有多少", "引导资金有多少"),
        ("幸福食唐建了几个", "幸福食堂建了几个"),
        ("老久小区", "老旧小区"),
        ("新彊去年修路", "新疆去年修路"),  # 新建 is said more often and only sounds alike
        ("资今食唐", "资金食堂"),  # slips side by side
    ],
)
def test_a_slip_of_one_character_becomes_the_word_that_the_reports_use(typed: str, meant: str) -> None:
    assert corrected(typed, WORDS) == meant  # type: ignore[arg-type]  # it needs no search


@pytest.mark.parametrize(
    "typed",
    [
        "新建道路多少公里",
        "新评上了几家",
        "社零涨了多少",  # no report says it in short
        "企业多投了多少",
        "新结了几对友城",
        "修路跟新评的学校",
        "“链上”是什么",
        "这有几个",
        "今年箱量要到多少",  # 现量 is rare
        "孩子没人带怎么办",  # the dictionary has 人代, but no word of it would stand here
        "离地铁站多远",
        "谁涨得更快",  # 涨的 stands everywhere, and is no word
        "环保资料",
        "GDP 2023",
        "",
    ],
)
def test_words_of_the_dictionary_and_of_the_reports_stay_as_typed(typed: str) -> None:
    assert corrected(typed, WORDS) == typed  # type: ignore[arg-type]  # it needs no search


def test_a_homophone_that_shares_no_character_is_no_slip() -> None:
    assert corrected("换竟", WORDS) == "换竟"  # type: ignore[arg-type]  # it needs no search


def test_the_words_of_the_reports_are_gone_through_once_however_many_slips() -> None:
    gone_through: list[str] = []

    class Watched(frozenset[str]):
        def __iter__(self) -> Iterator[str]:
            gone_through.append("once")
            return super().__iter__()

    class Watching(Words):
        @property
        def vocabulary(self) -> Set[str]:
            return Watched(self.rarities)

    typed = "环竟、资今、食唐、老久"
    assert corrected(typed, Watching(WORDS.rarities)) == "环境、资金、食堂、老旧"  # type: ignore[arg-type]
    assert gone_through == ["once"]


def test_an_unslipped_question_is_left_alone_by_the_words_of_a_real_report(asker: Asker) -> None:
    for question in ("去年新增就业多少人?", "老旧小区改造了几个?", "幼儿园托位有多少?"):
        assert corrected(question, asker.store.index) == question
