"""What sentences tell of the topic of a question."""

from dataclasses import replace

from index.types import Passage, Period, Role
from rag.of_topic import achieved_of_topic, names_topic
from rag.scored_span import ScoredSpan
from tests.rag.supposing import asked


def span(text: str, heading: str = "(一)渔业", coverage: float = 1.0) -> ScoredSpan:
    passage = Passage("harbour", 0, len(text), text, (heading,), Period(Role.REVIEW, 2030, 2030))
    return ScoredSpan(passage, 0, len(text), 1.0, coverage, 1.0, 0.9, has_figure=False)


def test_words_name_a_topic_by_all_its_nouns() -> None:
    assert names_topic(asked("海岛的灯塔有几座"), "海岛灯塔3座")
    assert not names_topic(asked("海岛的灯塔有几座"), "渔港灯塔3座")


def test_results_are_told_by_three_sentences_of_one_part() -> None:
    question, told = asked("2030年渔业有哪些成果"), [span("渔业增产。"), span("渔业扩建。"), span("渔业出口。")]
    assert achieved_of_topic(question, told) == tuple(told)
    assert achieved_of_topic(question, [*told[:2], span("渔业出口。", "(二)外贸")]) == ()
    assert achieved_of_topic(question, [replace(each, coverage=0.5) for each in told]) == ()
    assert achieved_of_topic(asked("2030年渔业投入多少"), told) == ()
