"""The unit that a question asks in, and the units that may tell it."""

import pytest

from rag.units import may_be_added, of_its_measure, same_unit, units_said


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("新增企业多少家,惠及几户", ("家", "户")),
        ("电梯装了多少部", ("部",)),
        ("给几万人家装上了", ("户",)),
        ("提高了几个百分点", ("百分点",)),
        ("设了几个部门", ("个",)),
        ("修了多少万平方米", ("平方米",)),
        ("离这里几里外", ()),
        ("进展如何", ()),
    ],
)
def test_the_units_asked_for_stand_behind_how_many(question: str, units: tuple[str, ...]) -> None:
    assert units_said(question) == units


def test_a_unit_is_told_by_another_of_its_kind_and_by_no_other() -> None:
    assert same_unit("部", ("台",))
    assert same_unit("家", ("个",))
    assert same_unit("元", ("美元",))
    assert same_unit(None, ("台",))
    assert not same_unit("台", ("户", "%"))
    assert not same_unit("公里", ("亩",))
    assert of_its_measure("公里") == of_its_measure("米")
    assert not of_its_measure("家")


def test_what_is_only_counted_may_be_added_and_what_is_measured_only_in_one_unit() -> None:
    assert may_be_added("家", "个")
    assert may_be_added("人", "人次")
    assert may_be_added("台", "部")
    assert may_be_added("亩", "亩")
    assert not may_be_added("亩", "公顷")
    assert not may_be_added("元", "美元")
