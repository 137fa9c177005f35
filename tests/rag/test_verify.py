from rag.types import Span, Statement
from rag.verify import verify

SPAN = Span("a", 0, 10)


def check(text: str, quote: str, *, spans: tuple[Span, ...] = (SPAN,)) -> bool:
    return bool(verify([Statement(text, spans)], lambda span: quote, lambda span: (2030,)))


def test_a_statement_whose_numbers_stand_in_its_quote_leaves() -> None:
    assert check("2030年：新增就业2万人", "新增就业2万人")


def test_an_altered_figure_is_held_back() -> None:
    assert not check("新增就业3万人", "新增就业2万人")
    assert not check("增长7.4%", "增长7.5%")


def test_part_of_a_longer_number_does_not_hold_it() -> None:
    assert not check("新增8万人", "新增1.8万人")
    assert not check("完成168亿元", "完成1680亿元")


def test_a_year_that_is_not_the_sections_is_held_back() -> None:
    assert not check("2029年：新增就业2万人", "新增就业2万人")


def test_a_statement_without_a_span_is_held_back() -> None:
    assert not check("新增就业", "新增就业", spans=())


def test_full_width_digits_count_as_the_same_number() -> None:
    assert check("新增就业２万人", "新增就业2万人")
