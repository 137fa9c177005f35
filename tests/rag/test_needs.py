"""A sentence that is near and yet cannot tell what is asked."""

import pytest

from rag.needs import lacks_what_is_asked


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("和国外的足球合作会放在哪所学校", "推进与某某足球俱乐部合作项目。"),
        ("3家免税店开在哪条街上", "落户3家免税店。"),
        ("新修的8条路分别叫什么路名", "新改建微循环道路8条。"),
        ("转运站改建花了多少钱", "启动垃圾转运站改建。"),
        ("分管教育的副市长叫什么名字", "推进集团化办学。"),
        ("渔港几月开工", "开工建设渔港。"),
        ("人均收入多少", "居民收入总额300亿元。"),
        ("轨道7号线通车了没", "轨道1号线、3号线试运行。"),
        ("七号线通车了没", "轨道1号线、3号线试运行。"),
        ("乡下还剩多少穷人", "贫困人口减少16万人。"),
        ("某国总领事叫什么", "某国总领事馆开馆。"),
    ],
)
def test_a_sentence_lacks_what_is_asked(question: str, sentence: str) -> None:
    assert lacks_what_is_asked(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("和国外的足球合作会放在哪所学校", "足球合作项目落户第三中学。"),
        ("免税店开在哪条街上", "免税店落户滨江大道。"),
        ("转运站改建花了多少钱", "投入3000万元改建转运站。"),
        ("区长为老百姓办了哪些实事", "新建幼儿园4所。"),
        ("渔港几月开工", "渔港6月开工。"),
        ("平均每村的收入", "村均收入950万元。"),
        ("轨道7号线通车了没", "推进轨道5、7号线建设。"),
        ("七号线通车了没", "推进7号线建设。"),
        ("还剩几户没搬", "尚有3户没有搬迁。"),
        ("区长叫什么名字", "区长李建国主持会议。"),
    ],
)
def test_a_sentence_holds_what_is_asked(question: str, sentence: str) -> None:
    assert not lacks_what_is_asked(question, sentence)
