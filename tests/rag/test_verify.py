from index.read import read_document
from rag.types import Span, Statement
from rag.verify import verify
from tests.rag.reading import reading

TEXT = """一、2030年工作回顾
新增就业2万人，比上年增长7.5%。新增瞪羚企业37家、高新技术企业67家。完成投资1680亿元。办理提案213件以上。
"""
REPORT = reading(read_document("临港.txt", TEXT.encode()))


def check(text: str, quote: str) -> bool:
    start = REPORT.document.text.index(quote)
    return bool(verify([Statement(text, (Span("a", start, start + len(quote)),))], REPORT))


def test_a_statement_whose_figures_stand_in_its_quote_leaves() -> None:
    assert check("2030年：新增就业2万人", "新增就业2万人")
    assert check("新增就业2万人，增长7.5%", "新增就业2万人，比上年增长7.5%")
    assert check("高新技术企业67家", "新增瞪羚企业37家、高新技术企业67家")
    assert check("没有，2030年完成投资1680亿元", "完成投资1680亿元")


def test_an_altered_figure_is_held_back() -> None:
    assert not check("新增就业3万人", "新增就业2万人")
    assert not check("增长7.4%", "比上年增长7.5%")
    assert not check("新增就业2万户", "新增就业2万人")
    assert not check("新增就业2万人以上", "新增就业2万人")


def test_part_of_a_longer_number_does_not_hold_it() -> None:
    assert not check("完成投资168亿元", "完成投资1680亿元")
    assert not check("完成投资80亿元", "完成投资1680亿元")


def test_a_year_that_is_not_the_sections_is_held_back() -> None:
    assert not check("2029年：新增就业2万人", "新增就业2万人")


def test_a_figure_of_another_metric_is_held_back_though_both_are_cited() -> None:
    assert not check("瞪羚企业67家", "新增瞪羚企业37家、高新技术企业67家")
    assert not check("新增学位2万人", "新增就业2万人")


def test_a_rise_told_as_a_fall_is_held_back() -> None:
    assert not check("新增就业2万人，下降7.5%", "新增就业2万人，比上年增长7.5%")


def test_a_bound_left_out_is_held_back() -> None:
    assert not check("办理提案213件", "办理提案213件以上")


def test_a_statement_without_a_span_is_held_back() -> None:
    assert not verify([Statement("新增就业", ())], REPORT)


def test_full_width_digits_count_as_the_same_number() -> None:
    assert check("新增就业２万人", "新增就业2万人")


def test_working_over_cited_figures_leaves_and_wrong_working_does_not() -> None:
    quote = "新增瞪羚企业37家、高新技术企业67家"
    assert check("瞪羚企业37家，高新技术企业67家，37家+67家=104家", quote)
    assert not check("瞪羚企业37家，高新技术企业67家，37家+67家=105家", quote)


def test_working_may_use_a_number_of_the_question_and_a_statement_may_not() -> None:
    text = "完成投资1680亿元，2000亿元-1680亿元=320亿元"
    start = REPORT.document.text.index("完成投资1680亿元")
    span = Span("a", start, start + len("完成投资1680亿元"))
    assert verify([Statement(text, (span,))], REPORT, "投资离2000亿元还差多少")
    assert not verify([Statement(text, (span,))], REPORT, "投资离3000亿元还差多少")
    assert not verify([Statement("完成投资2000亿元", (span,))], REPORT, "投资到2000亿元了吗")
    wrong = "完成投资1680亿元，2000亿元-1680亿元=330亿元"
    assert not verify([Statement(wrong, (span,))], REPORT, "投资离2000亿元还差330亿元吗")
