import pytest

from rag.asking_clauses import (
    asking_clauses,
    asks_of_another,
    is_asking,
    is_dismissed,
    names_a_topic,
    undismissed,
    without_joint,
)


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("渔港建了几座,海岛学校招了多少老师?", ("渔港建了几座,", "海岛学校招了多少老师?")),
        ("海岛灯塔改造了几座、渔村污水管修几公里?", ("海岛灯塔改造了几座,", "渔村污水管修几公里?")),
        ("渔港建了几座,比灯塔多几座?", ("渔港建了几座,比灯塔多几座?",)),
        ("去年打了多少渔获,又出栏了多少头猪?", ("去年打了多少渔获,", "又出栏了多少头猪?")),
        ("渔业产值是多少,增长了多少?", ("渔业产值是多少,增长了多少?",)),  # of one thing
        ("渔业和商贸谁涨得快?", ("渔业和商贸谁涨得快?",)),
        ("听说台风来过,渔港修了几座?", ("听说台风来过,渔港修了几座?",)),
    ],
)
def test_a_sentence_is_cut_behind_clauses_that_ask_for_things_of_their_own(
    sentence: str, parts: tuple[str, ...]
) -> None:
    assert asking_clauses(sentence) == parts
    assert "".join(parts).replace("、", ",") == sentence.replace("、", ",")


def test_a_part_may_be_left_aside() -> None:
    assert is_dismissed("种了多少地不用管")
    assert undismissed("种了多少地不用管") == "种了多少地"
    assert not is_dismissed("种了多少地")


def test_words_that_join_a_part_are_taken_off() -> None:
    assert without_joint("另外渔港建了几座") == "渔港建了几座"
    assert asks_of_another("灯塔的呢")
    assert not asks_of_another("灯塔有几座")


def test_what_asks_and_what_names_a_topic() -> None:
    assert is_asking("渔港动工没")
    assert not is_asking("渔港已经动工。")
    assert names_a_topic("渔港建了几座")
    assert not names_a_topic("今年是多少")
