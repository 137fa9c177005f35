import pytest

from index.types import Passage, Period, Role
from rag.grades import another_grade

DONE, PLANNED = Period(Role.REVIEW, 2031, 2031), Period(Role.PLAN, 2032, 2032)


def passage(text: str, period: Period = DONE) -> Passage:
    return Passage("harbour", 0, len(text), text, (), period)


HOSPITALS = passage("望潮市人民医院成功创建“三甲”医院、白鹭县人民医院成功创建“三乙”医院。")


@pytest.mark.parametrize(
    ("question", "said", "is_another"),
    [
        ("白鹭县人民医院去年就已经是三甲了吧？", HOSPITALS, True),
        ("望潮市人民医院去年就已经是三甲了吧？", HOSPITALS, False),
        ("白鹭县人民医院去年是三乙了吧？", HOSPITALS, False),
        ("白鹭县人民医院去年评上三甲，凭什么？", passage("支持白鹭县人民医院创建“二甲”医院。", PLANNED), False),
        ("海港集团2031年拿到了AAA信用评级，有什么用？", passage("海港集团获评AA+主体信用评级。"), True),
        ("海港集团2031年拿到了AA+信用评级，有什么用？", passage("海港集团获评AA+主体信用评级。"), False),
        ("白鹭县去年进了全国百强县，靠什么？", passage("白鹭进至中部县域经济百强84位。"), True),
        (
            "白鹭县去年进了全国百强县，靠什么？",
            passage("白鹭进至县域经济百强84位。"),
            False,
        ),  # of which it does not say
        ("白鹭县人民医院离三甲还差什么？", HOSPITALS, False),
        ("海港集团去年进了世界500强吧？", passage("海港集团位列中国企业500强第84位。海港首次跻身世界500强。"), False),
        ("白鹭县去年进了全国百强县，靠什么？", passage("望潮进至中部县域经济百强84位。"), False),
    ],
)
def test_another_grade_is_told_only_of_the_same_thing(question: str, said: Passage, is_another: bool) -> None:
    assert (another_grade(question, [said]) is not None) is is_another
