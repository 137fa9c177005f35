"""Which clauses tell of the very thing that a question supposes something of."""

from index.types import Role
from rag.same_thing import is_of_place_asked, names_it, nearest, stands_in, tellings, tellings_of_measures, thing_in
from tests.rag.supposing import asked, equally_rare, passage

REVIEW = passage("灯塔养护投入700万元,增长7%。渔港改造投入900万元,同比增长9%。", Role.REVIEW)


def named(question: str) -> list[str]:
    return [each.text for each in tellings(thing_in(asked(question), question, equally_rare), (REVIEW,))]


def test_a_clause_tells_of_the_thing_that_it_names() -> None:
    assert named("灯塔养护投入是不是700万")[0] == "灯塔养护投入700万元"
    assert "渔港" not in "".join(named("灯塔养护投入是不是700万"))


def test_a_clause_that_goes_on_is_told_with_the_one_before() -> None:
    assert "渔港改造投入900万元,同比增长9%" in named("渔港改造投入增长了多少")


def test_another_thing_is_not_named() -> None:
    assert named("海岛学校投入是不是700万") == []


def test_a_measure_alone_names_no_thing() -> None:
    measures = thing_in(asked("增速是多少"), "增速", equally_rare)
    assert tellings(measures, (REVIEW,)) == ()
    assert tellings_of_measures(thing_in(asked("灯塔养护投入多少"), "灯塔养护", equally_rare), (REVIEW,)) == ()


def test_the_rarest_noun_has_to_be_said() -> None:
    words = thing_in(asked("灯塔养护投入多少"), "灯塔养护投入", lambda word: 9.0 if word == "灯塔" else 2.0)
    nouns = [each for each in words if each.names]
    assert names_it(nouns, "灯塔养护投入700万元")
    assert not names_it(nouns, "渔港养护投入700万元")
    assert stands_in(nouns[0], "新建灯塔")


def test_of_several_clauses_that_says_most_which_shares_most_pairs() -> None:
    told = tellings(thing_in(asked("灯塔养护投入多少"), "灯塔养护投入", equally_rare), (REVIEW, REVIEW))
    found = nearest("养护投入700万", told)
    assert found is not None
    assert "700万" in found.text
    assert nearest("养护", ()) is None


def test_a_place_of_no_report_has_to_stand_in_the_sentence() -> None:
    (telling, *_) = tellings(thing_in(asked("灯塔养护投入多少"), "灯塔养护投入", equally_rare), (REVIEW,))
    assert is_of_place_asked(asked("灯塔养护投入多少"), telling)
    assert not is_of_place_asked(asked("杭州的灯塔养护投入多少"), telling)
