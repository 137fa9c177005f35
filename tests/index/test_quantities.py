import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quantities import Bound, quantities, with_ranges


def found(text: str) -> list[tuple[float, str]]:
    return [(round(each.value, 6), each.unit) for each in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成1680亿元、增长7.4%", [(168e9, "元"), (7.4, "%")]),
        ("增长7.4％", [(7.4, "%")]),
        ("新增就业1.8万人", [(18_000, "人")]),
        ("提高3个百分点", [(3, "个百分点")]),
        ("3300余万元", [(33e6, "元")]),
        ("2万多户", [(20_000, "户")]),
        ("10余场", [(10, "场")]),
        ("1.2万亿元", [(1.2e12, "元")]),
        ("5百万美元", [(5e6, "美元")]),
        ("1,680.5亿元", [(168_050_000_000, "元")]),
        ("达到1680,2023年增长", [(1680, ""), (2023, "年")]),
        ("装机5千瓦,发电3万千瓦时", [(5, "千瓦"), (30_000, "千瓦时")]),
        ("5千米", [(5000, "米")]),
        ("2023年12月25日", [(2023, "年"), (12, "月"), (25, "日")]),
        ("未来3-5年", [(3, ""), (5, "年")]),
        ("１．８万人", [(18_000, "人")]),
        ("C40城市与5G网络", [(5, "")]),
        ("投放AED1200台,GDP1680亿元", [(1200, "台"), (168_000_000_000, "元")]),
        ("PM2.5、G107国道、CR450动车、TOP100企业", []),
        ("三十个项目", [(30, "个")]),
        ("三千余万元", [(30e6, "元")]),
        ("两万人、突破百家", [(20_000, "人"), (100, "家")]),
        ("百分之五,千分之三", [(5, "%"), (3, "‰")]),
        ("增长两成,翻一番", [(2, "成"), (1, "番")]),
        ("实现“九连降”", [(9, "连降")]),
        ("增加一点八倍", [(1.8, "倍")]),
        ("增长19·5％", [(19.5, "%")]),
        ("18.9万套（间）", [(189_000, "套")]),
        ("第十四届、“十四五”、千家万户、三期工程、十分重要、一个、这两个、二次", []),
        ("", []),
    ],
)  # fmt: skip
def test_numbers_are_read_with_scale_and_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="0123456789１２,，.%％万亿千百元人户个余多年C增长", max_size=30))
def test_spans_are_in_order_and_hold_a_number(text: str) -> None:
    end_before = 0
    for each in quantities(text):
        assert end_before <= each.start < each.end <= len(text)
        assert text[each.start].isdigit()
        assert each.value >= 0
        end_before = each.end


@given(st.integers(0, 10**9), st.sampled_from(("亿元", "万人", "%", "个", "")))
def test_a_printed_number_is_read_back(number: int, unit: str) -> None:
    scale = {"亿元": 1e8, "万人": 1e4}.get(unit, 1)
    for printed in (f"{number}{unit}", f"{number:,}{unit}"):
        (quantity,) = quantities(f"完成{printed}，")
        assert quantity.value == number * scale
        assert quantity.end == 2 + len(printed)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("增长6%以上", Bound.AT_LEAST),
        ("不少于80亿元", Bound.AT_LEAST),
        ("控制在5.5%以内", Bound.AT_MOST),
        ("突破400亿元", Bound.MORE_THAN),
        ("10余场", Bound.MORE_THAN),
        ("不足3家", Bound.LESS_THAN),
        ("5%左右", Bound.ABOUT),
        ("约5000亿元", Bound.ABOUT),
        ("完成275亿元", None),
        ("家庭医生签约9.6万人", None),
    ],
)
def test_what_limits_a_quantity_is_read(text: str, bound: Bound | None) -> None:
    (quantity,) = quantities(text)
    assert quantity.bound is bound


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长5%—6%", [(5, 6, "%")]),
        ("投资5－6亿元", [(5e8, 6e8, "元")]),
        ("1.5万至2万人", [(15_000, 20_000, "人")]),
        ("由41%至45%", [(41, None, "%"), (45, None, "%")]),
        ("3家、5家", [(3, None, "家"), (5, None, "家")]),
    ],
)
def test_a_range_is_one_quantity(text: str, expected: list[tuple[float, float | None, str]]) -> None:
    assert [(each.value, each.upper, each.unit) for each in with_ranges(text, quantities(text))] == expected
