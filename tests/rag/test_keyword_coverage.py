import pytest

from rag.keyword_coverage import coverage_of, presence, weights_of
from rag.keywords import content_words, keywords_of, without_amounts
from tests.rag.supposing import asked

WEIGHTS = ((("灯塔",), 3.0), (("渔港", "港口"), 1.0))


@pytest.mark.parametrize(
    ("text", "above", "share"),
    [
        ("灯塔和渔港", "", 1.0),
        ("灯塔", "", 0.75),
        ("灯塔和港口", "", 1.0),  # which may stand for it
        ("", "灯塔和渔港", 0.5),  # what stands above counts half
        ("浮标", "", 0.0),
    ],
)
def test_coverage_is_the_share_of_the_weight_that_is_said(text: str, above: str, share: float) -> None:
    assert coverage_of(WEIGHTS, text, above) == pytest.approx(share)


def test_of_no_words_nothing_is_covered() -> None:
    assert coverage_of((), "灯塔", "") == 0.0


def test_a_longer_word_may_be_said_in_part() -> None:
    assert presence("灯塔养护", "养护灯塔养护") == 1.0
    assert 0.0 < presence("灯塔养护", "灯塔的养护") < 1.0
    assert presence("灯塔", "渔港") == 0.0


def test_a_rare_word_weighs_more() -> None:
    weights = weights_of(asked("渔港的灯塔有几座"), lambda word: 9.0 if word == "灯塔" else 1.0)
    by_word = {forms[0]: weight for forms, weight in weights}
    assert by_word["灯塔"] > by_word["渔港"]


def test_words_of_asking_are_no_keywords() -> None:
    assert set(content_words("灯塔有多少座")) == {"灯塔"}
    assert all(each.importance > 0 for each in keywords_of("灯塔养护"))


def test_amounts_are_taken_out_of_a_question() -> None:
    assert "3" not in without_amounts("新建3座灯塔对吗")
