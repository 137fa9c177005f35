import pytest

from index.figure_search import find_figures, headings_of, role_of, side_by_side
from index.figures import read_figures
from index.types import Document, Figure, Metadata, Period, Role, Section

REVIEW = "一、2031年工作回顾\n新增就业2万人，增长5%。技术合同成交额突破71亿元。完成10个社区改造。\n"
PLAN = "二、2032年工作安排\n新增就业1.8万人。改造社区8个。完成12个社区改造。"


@pytest.fixture(scope="module")
def document() -> Document:
    text = REVIEW + PLAN
    sections = (
        Section(1, REVIEW.partition("\n")[0], 0, len(REVIEW) - 1, Period(Role.REVIEW, 2031, 2031)),
        Section(1, PLAN.partition("\n")[0], len(REVIEW), len(text), Period(Role.PLAN, 2032, 2032)),
    )
    return Document("d", "d.txt", text, Metadata("d"), sections, ())


@pytest.fixture(scope="module")
def figures(document: Document) -> tuple[Figure, ...]:
    return read_figures(document)


@pytest.mark.parametrize(
    ("query", "years", "texts"),
    [
        ("新增就业", (), ["2万人", "5%", "1.8万人"]),
        ("新增就业", (2032,), ["1.8万人"]),
        ("2031年新增就业", (), ["2万人", "5%"]),
        ("合同成交", (), ["71亿元"]),
        ("技术合同", (), ["71亿元"]),
        ("2032年", (), ["1.8万人", "8个", "12个"]),
        ("量子", (), []),
        ("？", (), []),
    ],
)
def test_figures_are_found_by_the_words_of_their_metric(
    figures: tuple[Figure, ...], query: str, years: tuple[int, ...], texts: list[str]
) -> None:
    assert [each.text for each in find_figures(figures, query, years)] == texts


def test_without_words_all_are_found_in_order(figures: tuple[Figure, ...]) -> None:
    assert find_figures(figures, "") == figures


def test_the_same_indicator_of_two_years_stands_side_by_side(figures: tuple[Figure, ...]) -> None:
    rows = [[each.text for each in row] for row in side_by_side(figures)]
    assert rows == [["2万人", "1.8万人"], ["5%"], ["71亿元"], ["10个", "12个"], ["8个"]]


def test_a_figure_knows_where_it_stands(document: Document, figures: tuple[Figure, ...]) -> None:
    assert headings_of(document, figures[0]) == ("一、2031年工作回顾",)
    assert [role_of(document, each) for each in figures[::5]] == [Role.REVIEW, Role.PLAN]
