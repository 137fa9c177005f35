"""A sentence cut down to what answers."""

from dataclasses import replace

from index.types import Passage, Period, Role
from rag.concise import concise, of_its_subject, says_of_what
from rag.scored_span import ScoredSpan
from rag.shorten import shorten, widen
from rag.statements import each_said_once, statement_of
from rag.types import Span, Statement
from tests.rag.supposing import asked, equally_rare

TEXT = "灯塔养护投入1,900万元、增长7%,渔港改造投入900万元,浮标更换投入300万元。"


def span(text: str = TEXT) -> ScoredSpan:
    passage = Passage("harbour", 10, 10 + len(text), text, (), Period(Role.REVIEW, 2030, 2030))
    return ScoredSpan(passage, 10, 10 + len(text), 1.0, 1.0, 1.0, 0.9, has_figure=True)


def test_a_short_sentence_stays_whole() -> None:
    assert concise(asked("灯塔养护怎么样"), span("灯塔养护见效。"), equally_rare).text == "灯塔养护见效。"


def test_the_clause_that_covers_the_question_is_left_and_no_number_is_cut() -> None:
    assert shorten(asked("灯塔养护投入多少万元"), span(), equally_rare).text == "灯塔养护投入1,900万元"
    assert shorten(asked("渔港改造投入多少万元"), span(), equally_rare).text == "渔港改造投入900万元"


def test_it_is_widened_as_far_as_fits() -> None:
    run = shorten(asked("渔港改造投入多少万元"), span(), equally_rare)
    assert widen(run, span(), 24).text == "渔港改造投入900万元,浮标更换投入300万元"
    assert widen(run, span(), 12) == run


def test_clauses_of_another_company_are_left_out() -> None:
    text = "临港船舶公司扩建码头,临港渔业公司出海捕捞。"
    assert of_its_subject(asked("临港渔业公司做了什么"), span(text)).text == "临港渔业公司出海捕捞。"


def test_what_a_colon_announces_is_told_with_its_name() -> None:
    text = "渔歌长流:海港区组织的渔歌培训实践活动,为渔歌爱好者提供学唱的平台。"
    whole = span(text)
    start, end = 10 + text.index("海港区"), 10 + text.index(",")
    told = replace(whole, clauses=((10, start, 0.01), (start, end + 1, 0.98), (end + 1, whole.end, 0.01)))
    short = concise(asked("教人学渔歌的活动叫什么名字"), told, equally_rare)
    assert short.text == "渔歌长流:海港区组织的渔歌培训实践活动"


def test_words_say_what_they_tell_of() -> None:
    assert says_of_what(asked("灯塔怎么样"), "灯塔修缮一新")


def test_a_statement_names_its_year_and_stands_once() -> None:
    told = statement_of(span("灯塔养护投入1,900万元。"))
    assert told == Statement("2030年：灯塔养护投入1,900万元", (Span("harbour", 10, 24),))
    assert each_said_once([told, told]) == (told,)
    assert statement_of(span("灯塔养护见效。"), label=False).text == "灯塔养护见效"
