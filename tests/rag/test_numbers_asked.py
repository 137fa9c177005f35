"""Whether a number that is asked for is told of the thing that it is asked of."""

import pytest

from rag.contradicts import tells_otherwise
from rag.kinds_asked import tells_no_such_thing
from rag.numbers_asked import lacks_number


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("石礁育才学校收了多少个学生？", "石礁育才学校建成投用，填补了特殊教育的空白"),
        ("16个老小区翻新，一共有几户人家受益", "16个老旧小区改造稳步实施"),
        ("望江大桥要花多少钱？", "望江大桥全长3公里，建设进度过半"),
        ("望江大桥占全部投资的百分之几", "望江大桥投资3亿元"),
        ("望江湖面积有多少平方公里", "望江湖新修步道3公里"),
    ],
)
def test_a_number_is_lacking_where_none_of_its_kind_is_told_of_the_thing(question: str, sentence: str) -> None:
    assert lacks_number(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("石礁育才学校收了多少个学生？", "石礁育才学校建成投用，首批招收新生320名"),
        ("望江大桥要花多少钱？", "望江大桥全长3公里，总投资12亿元"),
        ("今年打算服务多少家企业", "遴选服务商，开展诊断，征集方案，完成100家企业改造"),
        ("13.5万件投诉，平均每天办多少件", "办理投诉13.5万件"),
        ("那几家领头公司是哪些", "发挥甲水公司、乙山公司引领作用"),
        ("一美元合多少人民币", "利用外资175亿美元，约合1243亿元人民币"),
        ("望江有没有几家新开的医院吗", "望江医院开诊"),
    ],
)
def test_no_number_is_lacking_where_one_is_told_or_none_is_asked_for(question: str, sentence: str) -> None:
    assert not lacks_number(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("机器人运动会放在哪个场馆比？", "创办世界机器人运动会"),
        ("扩建的6所高中，除了望江一中还有哪5所？", "扩建了望江一中等6所高中"),
        ("18家院士工作站请来哪几位院士", "建成院士专家工作站18家"),
        ("那5个“看见厨房”街区都是哪几条街", "建成“看见厨房、放心餐饮”街区5个"),
        ("“通通”这个智能体是哪家单位研发的", "全球首个智能体“通通”正式发布"),
        ("打通的20条断头路分别在什么地方", "打通断头路20条"),
        ("100亿的招商基金是谁在管", "成立100亿元市级招商基金"),
    ],
)
def test_which_of_them_is_not_told_by_their_number(question: str, sentence: str) -> None:
    assert tells_no_such_thing(question, sentence)


def test_how_something_is_applied_for_may_be_told_as_where_it_is_handled() -> None:
    assert not tells_no_such_thing("怎么申请公租房", "公租房申请人携带身份证到街道办理")
    assert not tells_no_such_thing("物流园建在哪个镇", "物流园落户城阳")


def test_words_of_another_thing_contradict_nothing() -> None:
    assert not tells_otherwise("企业稳定增长,是哪家领头", "不足部分补齐")
    assert not tells_otherwise("高层多了,电梯是谁装的", "降低能耗")
    assert tells_otherwise("外贸降了,主要是哪国的订单少了", "外贸总额增长9.4%")
