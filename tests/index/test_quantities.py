import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quantities import quantities


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
        ("三十个项目", []),
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
