import pytest

from rag.otherwise import is_the_only_one, is_told_otherwise


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("渔港第三次获评国家渔港了吧", "渔港第二次获评国家渔港。"),
        ("渔港是头一回获评国家渔港吗", "渔港第二次获评国家渔港。"),
        ("古渡入选的是第二批吗", "古渡入选首批名录。"),
        ("渔业灌溉项目是全省唯一的吧", "渔业灌溉项目为全市唯一试点。"),
        ("深海网箱是全省首个吗", "全国首个深海网箱投产。"),
        ("全区渔民收入增长4.9%吗", "全国渔民收入增长4.9%,全区渔民收入增长5.5%。"),
        ("我区渔民收入增长4.9%吗", "全国渔民收入增长4.9%。"),
        ("船厂是全国标杆企业吗", "船厂获评全省标杆企业。"),
        ("甲镇是省级卫生镇吗", "甲镇获评国家卫生镇,乙镇、丙镇同时获评省级卫生镇。"),
        ("乙镇是唯一的省级卫生镇吗", "甲镇获评国家卫生镇,乙镇、丙镇同时获评省级卫生镇。"),
    ],
)
def test_another_time_or_scope_is_no_yes(question: str, text: str) -> None:
    assert is_told_otherwise(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("渔港第二次获评国家渔港了吗", "渔港第二次获评国家渔港。"),
        ("渔港获评国家渔港了吗", "渔港第二次获评国家渔港。"),
        ("全区渔民收入增长5.5%吗", "全国渔民收入增长4.9%,全区渔民收入增长5.5%。"),
        ("渔民收入增长4.9%吗", "全国渔民收入增长4.9%。"),  # of no scope
        ("全区渔民收入增长5.5%吗", "渔民收入增长5.5%。"),  # of the report's own place
        ("乙镇是省级卫生镇吗", "甲镇获评国家卫生镇,乙镇、丙镇同时获评省级卫生镇。"),
        ("船厂是全国标杆企业吗", "船厂投产,渔港获评全省标杆企业。"),  # that is another
        ("渔业灌溉项目是全市唯一的吧", "渔业灌溉项目为全市唯一试点。"),
    ],
)
def test_what_agrees_or_is_of_another_denies_nothing(question: str, text: str) -> None:
    assert not is_told_otherwise(question, text)


def test_there_are_no_others_beside_the_only_one() -> None:
    told = "渔业灌溉项目为全市唯一试点。"
    assert is_the_only_one("除了渔业灌溉项目,全市还有别的试点吗", told)
    assert is_the_only_one("渔业灌溉之外还有试点吗", told)
    assert not is_the_only_one("渔业灌溉项目是试点吗", told)
    assert not is_the_only_one("除了渔业灌溉项目还有别的试点吗", "渔业灌溉、渔港改造入选试点。")
