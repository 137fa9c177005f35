import re

import pytest

from index.figures import read_figures
from index.passages import read_passages
from index.read import read_document
from rag.across import across, asks_to_calculate
from rag.question import understand
from rag.scored_span import ScoredSpan, Selection
from rag.verify import verify
from tests.rag.reading import reading

REPORT = """# 政府工作报告

——2031年1月8日在临港市第三届人民代表大会第一次会议上

临港市人民政府市长 周明远

各位代表:

现在,我代表市人民政府向大会报告工作,请予审议。

一、2030年工作回顾

(一)经济稳步向前

渔业增加值完成240亿元、增长6%。地区生产总值完成1200亿元、增长5.4%。民间投资完成90亿元。固定资产投资完成300亿元。

签约渔业项目70个。全社会港口投资完成50亿元。

(二)民生福祉不断增进

改扩建学校8所,新增学位2600个。新增绿地120公顷、绿道80公里。家庭医生签约9万人。老旧小区改造完成60个。新增渔港泊位12座、货运泊位9座。养老保险参保达90万人。渔港达标率达51.7%。

二、2031年工作安排

(一)推动产业升级

地区生产总值增长6%。固定资产投资增长8%。外贸进出口增长5%。签约渔业项目90个。完成港口投资60亿元。

(二)增进民生福祉

新建学校4所,新增学位3000个。新增绿地90公顷、绿道100公里。家庭医生签约突破12万人次。改造城镇老旧小区20个。新增货运泊位5座、渔港泊位8座。新增养老保险参保5万人。渔港达标率达60%以上。
"""
DOCUMENT = read_document("临港.txt", REPORT.encode())
FIGURES = read_figures(DOCUMENT)


def found(*words: str) -> Selection:
    """The sentences with these words, those named first being nearer."""
    passages = read_passages(DOCUMENT, count_tokens=len, max_tokens=500)
    sentences = [
        (passage, passage.start + match.start(), passage.start + match.end())
        for passage in passages
        for match in re.finditer(r"[^。\n]+。", passage.text)
    ]
    spans = [
        ScoredSpan(passage, start, end, 1.0, 1.0, 1.0, 0.9, has_figure=True)
        for word in words
        for passage, start, end in sentences
        if word in DOCUMENT.text[start:end]
    ]
    return Selection(tuple(dict.fromkeys(spans)), 0.5)


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        ("民间投资占固定资产投资的多大一块", ("民间投资", "固定资产投资完成"), "90亿元÷300亿元=30%"),
        ("民间投资撑起了固定资产投资的几成", ("民间投资", "固定资产投资完成"), "90亿元÷300亿元=30%"),
        ("渔业签约项目今年要比去年多几个", ("渔业项目",), "90个-70个=20个"),
        ("今年全社会港口投资比去年多百分之几", ("港口投资",), "(60亿元-50亿元)÷50亿元=20%（2031年更多）"),
        ("学位今年打算添的比去年多几个", ("学位",), "3000个-2600个=400个（2031年更多）"),
        ("2030年新增的学位加上2031年要新增的,两年一共多少个", ("学位",), "2600个+3000个=5600个"),
        ("签约家庭医生的,今年的目标比去年多出多少人", ("家庭医生",), "12万人次-9万人=3万人次"),
        ("老旧小区改造,今年的任务量只有去年的几分之几", ("老旧小区",), "20个÷60个≈33.3%"),
        ("去年改造的老旧小区是今年目标的几倍", ("老旧小区",), "60个÷20个=3倍"),
        ("家庭医生去年签约了多少人,今年打算签多少人", ("家庭医生",), "9万人，2031年计划家庭医生签约突破12万人次"),
        ("固定资产投资今年要比去年多投多少亿元", ("固定资产投资",), "300亿元×8%=24亿元"),
        ("新增的养老保险参保任务完成后,总共有多少人参保", ("养老保险",), "90万人+5万人=95万人"),
        ("固定资产投资照今年增长8%去算,比去年会多出来多少钱", ("固定资产投资",), "300亿元×8%=24亿元"),
        ("生产总值的增速,今年的目标比去年实际的是高是低", ("地区生产总值",), "6%-5.4%=0.6个百分点（2031年更高）"),
        ("绿地和绿道,今年要弄的和去年相比差多少", ("绿地",), "120公顷-90公顷=30公顷（2031年更少）"),
        ("绿地和绿道,今年要弄的和去年相比差多少", ("绿地",), "100公里-80公里=20公里（2031年更多）"),
        (
            "渔港泊位和货运泊位两类合计,今年计划新增的比去年少多少座",
            ("泊位",),
            "(12座+9座)-(8座+5座)=8座（2031年更少）",
        ),
        ("家庭医生签约,去年的完成数跟今年的目标摆在一起看", ("绿地",), "9万人，2031年计划家庭医生签约突破12万人次"),
        ("新增学位,已经完成的和下一年的底线分别是", ("绿地",), "新增学位2600个，2031年计划新增学位3000个"),
        ("对照去年,今年新增绿道的目标多了多少", ("绿地",), "100公里-80公里=20公里（2031年更多）"),
        ("绿道去年修的多还是今年要修的多", ("绿地",), "100公里-80公里=20公里（2031年更多）"),
        ("2030年渔业跑得比整个经济快吗", ("渔业增加值", "地区生产总值"), "6%-5.4%=0.6个百分点"),
        ("投资目标如果完成,固定资产投资会到哪个数", ("绿地",), "300亿元×(1+8%)=324亿元"),
        ("固定资产投资要完成增长目标,得比上一年多投多少钱", ("绿地",), "300亿元×8%=24亿元"),
        ("固定资产投资里,民间投资占百分之多少", ("投资",), "90亿元÷300亿元=30%"),
        ("渔业增加值占生产总值的几成", ("增加值", "地区生产总值"), "240亿元÷1200亿元=20%"),
        ("固定资产投资要是真能完成增长目标,能做到多大", ("绿地",), "300亿元×(1+8%)=324亿元"),
        ("按目标倒推,固定资产投资今年应达到多少亿元", ("绿地",), "300亿元×(1+8%)=324亿元"),
        ("地区生产总值2030、2031两年累计会涨多少", ("绿地",), "(1+5.4%)×(1+6%)-1≈11.7%"),
        ("渔港达标率离今年的目标还差几个点", ("绿地",), "60%以上-51.7%=8.3个百分点"),
        ("今年投资和外贸哪个定得快", ("固定资产投资增长", "外贸"), "8%-5%=3个百分点"),
    ],
)
def test_figures_of_two_sentences_are_calculated_with(question: str, words: tuple[str, ...], told: str) -> None:
    asked = understand(question, (DOCUMENT,))
    assert asks_to_calculate(asked)
    computed = across(asked, found(*words), FIGURES, (DOCUMENT,))
    assert computed is not None
    assert told in computed.statement.text
    assert verify((computed.statement,), reading(DOCUMENT))


@pytest.mark.parametrize(
    "question",
    [
        "去年的生产总值增长目标怎么比今年还高",  # what was aimed at is not told
        "生产总值目标为什么定得比去年还高",  # it is
    ],
)
def test_a_plan_that_is_rightly_supposed_or_not_told_of_is_not_corrected(question: str) -> None:
    assert across(understand(question, (DOCUMENT,)), found("绿地"), FIGURES, (DOCUMENT,)) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("生产总值目标为什么定得比去年还低", "没有，2030年地区生产总值增长5.4%，2031年计划地区生产总值增长6%"),
        ("新增绿地的计划怎么比去年还多", "没有，2030年新增绿地120公顷，2031年计划新增绿地90公顷"),
    ],
)
def test_a_plan_that_is_wrongly_supposed_above_or_below_is_corrected(question: str, told: str) -> None:
    asked = understand(question, (DOCUMENT,))
    assert asks_to_calculate(asked)
    computed = across(asked, found("绿地"), FIGURES, (DOCUMENT,))
    assert computed is not None
    assert computed.statement.text == told


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("渔业项目今年开工的比去年多几个", ("渔业项目",)),  # signed, and not begun
        ("去年新增了多少个学位", ("学位",)),
        ("养老床位今年比去年多几个", ("学位",)),  # of another thing
        ("绿道今年比去年多几个", ("绿地",)),  # in another unit
        ("渔业增加值今年比去年多多少亿元", ("增加值", "地区生产总值")),  # no plan is stated of it
        ("绿道和学位,今年和去年相比差多少", ("绿地", "改扩建学校")),  # of school places no plan was found
        ("绿道和学位两样,今年和去年相比差多少", ("绿地",)),  # of one of the two nothing was found
        ("签约家庭医生的,去年占多少,今年想提到多少", ("家庭医生",)),  # amounts are no share
        ("外贸占固定资产投资的几成", ("固定资产投资", "外贸")),
        ("生产总值占渔业增加值的几成", ("增加值", "地区生产总值")),
        ("投资和外贸哪个涨得快", ("固定资产投资增长", "外贸")),  # planned, and not asked of a plan
        ("今年外贸和学位哪个涨得快", ("外贸", "学位")),
        ("2016年渔业增加值占生产总值的几成", ("增加值", "地区生产总值")),  # of another year
    ],
)
def test_what_does_not_agree_is_not_set_against_each_other(question: str, words: tuple[str, ...]) -> None:
    assert across(understand(question, (DOCUMENT,)), found(*words), FIGURES, (DOCUMENT,)) is None
