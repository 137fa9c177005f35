import pytest

from index.errors import UnknownTermError
from index.read import read_document
from index.terms import find_terms, fold_name, get_term
from index.types import Document


@pytest.mark.parametrize(
    "name", ["燃气“三件套”", '燃气"三件套"', "燃气三件套", "燃气 三件套", "燃气《三件套》", "三件套"]
)
def test_a_term_is_found_without_its_quotation_marks(bundled: Document, name: str) -> None:
    assert get_term([bundled], name)[1].name == '燃气"三件套"'


@pytest.mark.parametrize("name", ["c40绿色繁荣社区", "Ｃ４０绿色繁荣社区", "C40 绿色繁荣社区"])
def test_width_case_and_spaces_do_not_count(bundled: Document, name: str) -> None:
    assert get_term([bundled], name)[1].name == "C40绿色繁荣社区"


def test_plus_signs_and_dashes_may_be_left_out(bundled: Document) -> None:
    assert get_term([bundled], "集团化学区制")[1].name == "集团化+学区制"
    assert fold_name("“4+N”—产业 · 布局") == "4n产业布局"


def test_an_unknown_term_names_the_nearest(bundled: Document) -> None:
    with pytest.raises(UnknownTermError, match="四首经济") as raised:
        get_term([bundled], "首店经济")
    assert raised.value.nearest[0] == "四首经济"


def test_an_unknown_term_names_the_one_that_sounds_like_it(bundled: Document) -> None:
    with pytest.raises(UnknownTermError) as raised:
        get_term([bundled], "四手京济")
    assert raised.value.nearest[0] == "四首经济"


def test_an_unknown_term_with_nothing_near_points_to_the_list() -> None:
    with pytest.raises(UnknownTermError, match="wenbao term") as raised:
        get_term([], "甲")
    assert raised.value.nearest == ()


def test_terms_named_so_come_before_those_described_so(bundled: Document) -> None:
    names = [term.name for _, term in find_terms([bundled], "社区")]
    assert set(names[:3]) == {"完整社区试点", "C40绿色繁荣社区", "社区康复直通车"}
    assert "铜巷不同样" in names[3:]
    assert len(names) == len(set(names))


def test_an_empty_query_finds_all_terms_of_the_shelf(bundled: Document, town: Document) -> None:
    assert len(find_terms([bundled, town], "")) == len(bundled.terms) + len(town.terms)


def test_the_first_document_that_has_the_term_is_taken(town: Document) -> None:
    other = read_document("a.txt", "名词解释\n1.规上企业：另一种说法。".encode())
    assert get_term([other, town], "规上企业")[0] is other


@pytest.mark.parametrize("typed", ["无费城市", "五废城市", "wufeichengshi", "无废城事"])
def test_a_misspelt_term_is_found_by_its_looks_and_its_sound(bundled: Document, typed: str) -> None:
    assert [term.name for _, term in find_terms([bundled], typed)] == ["无废城市"]


@pytest.mark.parametrize("typed", ["量子计算", "房子", "x"])
def test_what_is_like_no_term_finds_none(bundled: Document, typed: str) -> None:
    assert [term for _, term in find_terms([bundled], typed) if term.name == typed] == []
    assert len(find_terms([bundled], "量子计算")) == 0
