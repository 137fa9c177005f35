"""Sentences of the evidence by score."""

from index.types import Passage, Period, Role
from rag.retrieve import Evidence
from rag.select import admits_what_is_asked, only_opens, select
from tests.rag.supposing import asked, equally_rare


def evidence(*sentences: str, year: int = 2030, cosine: float = 0.88) -> Evidence:
    text, spans = "".join(sentences), []
    for sentence in sentences:
        start = spans[-1][1] if spans else 0
        spans.append((start, start + len(sentence)))
    role = Role.REVIEW if year == 2030 else Role.PLAN
    passage = Passage("harbour", 0, len(text), text, (), Period(role, year, year))
    return Evidence(passage, 1.0, 0.86, tuple(spans), (cosine,) * len(spans))


def test_the_sentence_that_says_the_words_and_a_figure_of_them_comes_first() -> None:
    found = select(asked("2030年改造灯塔多少座"), (evidence("渔港开工。", "改造灯塔12座。"),), equally_rare)
    assert found.spans[0].text == "改造灯塔12座。"
    assert found.spans[0].has_figure
    assert found.spans[0].score > found.spans[1].score


def test_a_sentence_of_another_year_stands_back_and_answers_nothing() -> None:
    question, other = asked("2030年改造灯塔多少座"), evidence("改造灯塔20座。", year=2031)
    found = select(question, (other, evidence("改造灯塔12座。")), equally_rare)
    assert found.spans[0].text == "改造灯塔12座。"
    assert found.answerability > select(question, (other,), equally_rare).answerability == 0.0


def test_nothing_found_answers_nothing() -> None:
    found = select(asked("2030年改造灯塔多少座"), (), equally_rare)
    assert (found.spans, found.answerability) == ((), 0.0)


def test_a_sentence_that_only_opens_a_list_answers_only_what_asks_for_it() -> None:
    opening = "一年来,我们主要做了以下工作:"
    assert only_opens(asked("去年灯塔怎么样"), opening)
    assert not only_opens(asked("去年灯塔怎么样"), "改造灯塔12座。")


def test_what_a_report_admits_tells_of_the_faults_that_are_asked_for() -> None:
    admitted = "我们也清醒地看到,渔业发展存在不少问题。"
    assert admits_what_is_asked(asked("政府工作还有哪些问题和不足"), admitted)
    assert not admits_what_is_asked(asked("改造灯塔几座"), admitted)
