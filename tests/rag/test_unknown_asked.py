import pytest

from rag.unknown_asked import Unknown, asks_before, asks_of_year, is_rough, unknowns_asked


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("渔港原来计划建几座", Unknown.PLANNED),
        ("按渔业的份额倒推,全市经济总量大概多少", Unknown.WHOLE),
        ("扣除渔校,学校还有几所", Unknown.REST),
        ("渔民收入是当初的几倍", Unknown.TIMES),
        ("渔校在新建的学校里占几成", Unknown.SHARE),
        ("新增之前渔港一共有几座", Unknown.BEFORE),
    ],
)
def test_the_number_that_no_report_prints_is_known_by_its_words(question: str, unknown: Unknown) -> None:
    assert unknown in unknowns_asked(question)


def test_what_is_printed_is_no_unknown() -> None:
    assert unknowns_asked("2030年渔港建了几座") == ()
    assert Unknown.PLANNED not in unknowns_asked("今年计划建几座渔港")  # the aims of the plan are told
    assert unknowns_asked("渔校和农校各占几成") == ()  # one of each


def test_what_it_is_held_against_is_not_asked_for() -> None:
    assert asks_before("新增之前有几座渔港")
    assert not asks_before("渔港比原来多几座")


def test_how_much_it_changed_is_not_how_much_it_was() -> None:
    assert asks_of_year("2029年渔业产值是多少")
    assert not asks_of_year("2029年渔业产值增长多少")


def test_a_rough_number_will_do_where_it_is_asked_so() -> None:
    assert is_rough("2029年渔业产值大概多少")
    assert not is_rough("2029年渔业产值多少")
