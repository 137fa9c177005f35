import random

from training.read_examples import elsewhere

PAIRS = [
    {"report": f"{place}.txt", "q": f"{place}修了多少码头", "evidence": "改造码头12个", "answer": "12个"}
    for place in "甲乙丙"
]


def test_questions_are_asked_of_other_reports_and_nobody_knows_what_answers() -> None:
    asked = list(elsewhere(PAIRS, 3, random.Random(0)))
    assert sorted(pair["q"] for pair in asked) == sorted(pair["q"] for pair in PAIRS)
    for pair in asked:
        assert not pair["q"].startswith(pair["report"][0])
        assert (pair["evidence"], pair["is_labelled"]) == ("", False)
