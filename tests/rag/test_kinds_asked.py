"""The kind of thing that a question asks for, and the clauses that have to tell one."""

import pytest

from rag.clauses_about import clauses_of_its_thing, without_siblings
from rag.kinds_asked import tells_no_such_thing


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("围棋赛的冠军最后被谁拿了", "诵读大会、围棋赛接续举办。"),
        ("换地的协议是跟谁签的", "签订望江大道换地协议。"),
        ("夜市是哪家公司改造的", "完成江滩夜市提档升级,新增泊位200个。"),
        ("牵头的是哪所大学", "首个实践基地落户本省。"),
        ("机场搬到什么地方去", "推进机场搬迁带动发展。"),
        ("机器人项目落在哪个区县", "推动临海高铁、机器人等项目开工建设。"),  # not where another item of the list is
        ("海鲜节开在哪个广场上", "成功举办第三届海鲜节,带动消费2亿元。"),
        ("停车平台的客服打哪个号码", "上线停车平台,接入泊位3万个。"),
        ("书屋的卡怎么申请", "建成农家书屋90个。"),
        ("低保上调之前一个月是多少元", "低保标准提高至每月1050元。"),
        ("为什么去年案件能降14.4%", "案件数下降14.4%。"),
        ("那35家老字号都是什么牌子", "新增老字号35家,零售额增长4%。"),
        ("美电装备的老总是谁", "新签约华电装备、美电装备等项目9个。"),
        ("跨海桥是哪年获批的", "跨海桥做好前期工作。"),
        ("钢铁厂去年净利润多少", "钢铁厂产值突破百亿。"),
        ("去年出口多少亿元", "进出口总额226亿元。"),
        ("凤凰项目投了几个亿", "签约项目67个,总额突破900亿元,凤凰项目落地。"),
        ("全市现在一共有多少个座席", "新增座席5623个。"),
    ],
)
def test_the_clauses_about_its_subject_tell_no_such_thing(question: str, sentence: str) -> None:
    assert tells_no_such_thing(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("龙舟赛的冠军被谁拿了", "东港龙舟队在龙舟赛中夺得冠军。"),
        ("协议是跟谁签的", "与建设银行、交通银行签订协议。"),
        ("标准是哪个机构验收的", "养老标准通过国标委验收。"),
        ("四个部门是哪几家", "整合司法所、派出所、律师事务所力量。"),
        ("化工厂搬到哪里去", "化工厂整体搬迁至临港产业园。"),
        ("拿到锦标赛承办权的是哪个区", "清江区成功申办锦标赛。"),
        ("试点是哪个县", "平凉再获全国试点。"),
        ("海鲜节开在什么地方", "海鲜节在滨江广场举办,带动消费2亿元。"),
        ("消费券怎么领", "市民可通过APP领取消费券。"),
        ("低保上调之前一个月是多少元", "低保标准由每月900元提高至1050元。"),
        ("为什么去年案件降了", "深入开展专项整治,推动案件数下降14.4%。"),
        ("为什么去年案件多了", "案件数下降14.4%。"),  # it is not so
        ("产业增速掉到全省第二,输给哪个区", "产业增速全省第一。"),
        ("指标定到8%,是哪家单位定的", "指标增长6%。"),
        ("那3条示范街叫什么", "打造吉庆街、黎黄路、知音里3条示范街。"),
        ("跨海桥是哪年获批的", "跨海桥12月获批。"),
        ("去年进口和出口一共多少亿元", "进出口总额226亿元。"),
        ("高新企业现在有多少家", "新认定高新企业52家,总数达到164家。"),
        ("去年一共新建了多少个泊位", "新建泊位2000个。"),
        ("补短板工程砸进去多少亿", "安排资金3亿元,实施补短板工程。"),
        ("老人没人照应,谁来管", "发展居家养老服务。"),  # asks what is done
    ],
)
def test_the_clauses_about_its_subject_may_tell_it(question: str, sentence: str) -> None:
    assert not tells_no_such_thing(question, sentence)


def test_a_clause_goes_with_the_one_that_leads_on_and_not_with_what_else_was_done() -> None:
    assert clauses_of_its_thing("冠军是谁", "东港队勇往直前,夺得冠军,隧道建成") == "东港队勇往直前,夺得冠军"
    assert clauses_of_its_thing("冠军是谁", "新建隧道,夺得冠军") == "夺得冠军"


def test_of_a_list_the_item_asked_about_is_left_with_what_is_said_of_all() -> None:
    assert without_siblings("论坛在哪开的", "举办佛教论坛、良渚大会") == "举办佛教论坛"
    assert without_siblings("小镇有哪些", "建成望江、临海等2个小镇") == "建成望江、临海等2个小镇"
