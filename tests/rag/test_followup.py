import pytest

from rag.followup import readings, standalone
from rag.opening import to_the_point
from rag.question import clean
from rag.types import Turn


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        ("2030年新增就业多少人？", "那2031年呢？", "2031年新增就业多少人?"),
        ("去年新增学位多少个", "今年呢", "今年新增学位多少个"),
        ("今年要改造几个渔村？", "跟去年比少了多少", "渔村,今年跟去年相比,少了多少?"),
        ("2030年渔民签约了多少人？", "那2031年的目标比这个多多少？", "渔民签约,2030年跟2031年相比,多多少?"),
        ("去年新增渔民多少人？", "今年要多招多少", "新增渔民,今年跟去年相比,多招多少?"),
        ("2030年新建学校几所", "那2031年会少建几所？", "新建学校,2031年跟2030年相比,少建几所?"),
        ("去年新建学校几所", "比今年的计划多还是少", "新建学校,去年跟今年相比,多还是少?"),
        ("今年经济增长目标是多少？", "跟去年实际比呢", "经济增速,今年跟去年相比,各是多少?"),
        ("2030年新增学位多少个？", "高新技术企业呢？", "2030年高新技术企业多少?"),
        ("今年城东想冲到什么位置？", "那城西呢？", "今年城西想冲到什么位置?"),
        ("2031年外贸想涨多少？", "那社会消费品零售这块呢？", "2031年社会消费品零售想增长多少?"),
        ("2031年外贸想涨多少？", "失业率呢？", "2031年失业率多少?"),
        ("今年居民收入想涨多少？", "农村的呢？", "今年农村的居民收入想涨多少?"),
        ("去年新增了多少家瞪羚企业？", "那高企呢？", "去年新增了多少高企?"),
        ("今年要整修哪些码头？", "绿道呢？", "今年要整修哪些绿道?"),
        ("去年开工了多少个过亿的项目？", "完工的呢？", "去年完工的项目有多少?"),
        ("去年粮食产量多少？", "面积呢？", "去年粮食面积是多少?"),
        ("去年盗窃的案子少了没？", "骗钱的案子呢？", "去年骗钱的案子少了没?"),
        ("去年岛上公路修了多少公里？", "那码头路呢？", "去年码头路修了多少?"),
        ("去年渔村改造动工了几套？", "建成的呢？", "去年渔村改造动工,建成的有多少?"),
        ("养老报销比例今年能提高多少？", "住院的呢？", "今年住院的比例能提高多少?"),
        ("去年清理了多少僵尸企业？", "谢谢，那外贸呢？", "去年清理了多少外贸?"),
        ("2030年岛上办了多少场集市？", "那2031年呢？", "2031年岛上要办多少场集市?"),
        ("港口吞吐量2031年目标是多少？", "2030年呢", "港口吞吐量2030年多少?"),
        ("2030年主要海产品有多少吨？", "2029年呢", "2029年主要海产品有多少吨?"),
        ("2025年那会儿人均寿命多少", "五年后呢？", "2030年那会儿人均寿命多少"),
        ("什么是蓝色粮仓？", "一岛一策呢？", "一岛一策是什么意思?"),
        ("农村居民的收入2030年涨了多少？", "城里的呢", "城里居民的收入2030年涨了多少?"),
        ("去年新引进了多少大学生？", "今年的目标呢", "今年目标新引进多少大学生?"),
        ("2030年改造多少个老旧小区", "2031年的数呢", "2031年改造多少个老旧小区"),
        ("小学新增学位多少个", "那初中呢？", "初中新增学位多少个"),
        ("今年渔民培训要办多少场？", "去年这个数是多少", "去年渔民培训办多少场?"),
        ("去年渔业产值增长多少？", "捕捞业跟它比谁快？", "去年渔业产值,跟捕捞业比谁快?"),
        ("去年渔业产值增长多少？", "比加工业快吗", "去年渔业产值,跟加工业比谁快?"),
        ("去年渔业产值增长多少？", "和加工业差多少", "去年渔业产值,跟加工业比谁高?"),
        ("今年渔船的改造目标？", "上一年做到了多少", "上一年渔船的改造多少?"),
        ("去年渔业产量增长多少？", "那今年想涨多少？", "今年计划渔业产量增长多少?"),
        ("去年渔业保险多少人参加了？", "那今年还要再拉多少人进来？", "今年计划渔业保险多少人参加?"),
        ("去年新建了多少个充电桩？", "车位呢，又多了几个？", "去年车位又多了几个？"),
        ("去年多了多少技能人才？", "今年打算呢", "今年打算多多少技能人才?"),
        ("在外地办的科创园怎么样了？", "西城那边的搞起来没有？", "在外地办的科创园,西城那边的搞起来没有？"),
        ("2031年海铁联运要达到多少？", "那之前一年做到多少了？", "2030年海铁联运达到多少?"),
        ("去年乡下的路新改建了多长？", "那今年呢，打算弄多少", "乡下的路新改建,今年打算弄多少"),
        ("去年城镇新增就业多少人？", "今年要建多少车位", "今年要建多少车位"),
        ("2030年新增学位多少个", "第二年呢", "2031年新增学位多少个"),
        ("去年城镇新增就业多少人？", "地铁的建设进度到哪了", "地铁的建设进度到哪了"),
        ("上市公司总共有多少？", "里头新三板的有几家", "上市公司,里头新三板的有几家"),
        ("岛上新增了多少家渔具店？", "占到全省多少了？", "渔具店,占到全省多少了？"),
        ("岛上新增了多少家渔具店？", "总面积多少？", "渔具店,总面积多少？"),
        ("岛上新增了多少家渔具店？", "该项目投资多少？", "渔具店投资多少？"),
        ("去年进出口多少亿元？", "那进口呢？", "去年进口多少亿元?"),
        ("去年出口多少亿元？", "进口呢？", "去年进口多少亿元?"),
        ("今年男女比例是多少？", "女的呢？", "今年男女比例,女的有多少?"),
        ("去年岛上新增就业多少人？", "那今年定的数呢？", "今年计划岛上新增就业多少人?"),
        ("去年岛上新增就业多少人？", "今年的计划数是多少", "今年计划岛上新增就业多少人?"),
        ("2031年招商打算签多少钱的约？", "真正到账的呢？", "2031年招商真正到账多少钱?"),
        ("今年计划新增就业多少人？", "实际完成的呢？", "今年新增就业实际完成多少人?"),
        ("今年要建多少个项目？", "已经开工的呢？", "今年已经开工的项目有多少?"),
        ("去年防潮减灾方面盖了什么？", "那这方面有没有渔村得过奖？", "防潮减灾方面有没有渔村得过奖？"),
        ("去年盖了什么？", "这方面有没有渔村得过奖？", "这方面有没有渔村得过奖？"),
        ("2031年梦想小镇想办几场集市？", "2030年呢？", "2030年梦想小镇办几场集市?"),
        ("2031年倍增计划要引进多少人？", "2030年呢？", "2030年倍增计划引进多少人?"),
        ("2031年码头计划引进多少人？", "2030年呢？", "2030年码头引进多少人?"),
        ("2031年准备金准备提到多少？", "2030年呢？", "2030年准备金提到多少?"),
        ("2031年要害部门要建几个？", "2030年呢？", "2030年要害部门建几个?"),
        ("2031年的目标是什么？", "2030年呢？", "2030年的目标是什么?"),
        ("2031年对外贸易增长多少？", "旅游收入呢？", "2031年旅游收入增长多少?"),
        ("2030年为民办实事办了多少件？", "信访呢？", "2030年信访办了多少?"),
        ("2030年给老人发了多少钱？", "孩子呢？", "2030年给孩子发了多少?"),
    ],
)
def test_a_followup_takes_what_it_lacks_from_the_question_before(before: str, question: str, alone: str) -> None:
    assert standalone(question, [Turn(before, "…")]) == alone


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        ("西岸有几个船坞评上了省级？", "都有哪四个？", "西岸有哪四个船坞评上了省级?"),
        ("今年要建几座灯塔？", "分别叫什么名字？", "今年要建哪几座灯塔?"),
        ("东码头那个站点2030年动工没？", "什么时候能搞好？", "东码头那个站点动工,什么时候能搞好？"),
        ("望江机场去年动了哪里？", "接下来呢，今年它要盖什么？", "今年望江机场要盖什么？"),
        ("今年还建多少个街角花园？", "除了这种小的，大一点的动不动？", "今年街角花园,除了这种小的,大一点的动不动?"),
        ("去年有哪段轻轨开始试运行？", "今年接着修哪几条线？", "有段轻轨开始试运行,今年接着修哪几条线？"),
        ("今年安全上有什么行动", "那都盯着哪些行业管呀", "今年安全上有行动,都盯着哪些行业管呀"),
        ("去年新增了多少家渔具店？", "主要来自哪些地方？", "去年渔具店,主要来自哪些地方？"),
        ("全岛有多少个省级园区？", "最大的那个叫什么？", "最大的全岛省级园区叫什么？"),
        ("那条轻轨几时开通？", "途经哪些县？", "那条轻轨开通,途经哪些县？"),
        ("有多少家庭沾了光？", "今年还有几个？", "家庭沾了光,今年还有几个？"),
        ("去年服务业增加值完成了多少？", "它的增速呢？", "去年服务业增加值增速是多少?"),
    ],
)
def test_what_is_asked_of_the_same_thing_names_it(before: str, question: str, alone: str) -> None:
    assert standalone(clean(question), [Turn(before, "…")]) == clean(alone)


@pytest.mark.parametrize(
    ("before", "answer", "question", "alone"),
    [
        (
            "南岛去年旅游上有啥收获？",
            "南岛成功创建海滨旅游名镇。",
            "今年轮到谁去争这块牌子",
            "今年轮到谁去争海滨旅游名镇牌子",
        ),
        ("望江是个什么试点？", "望江社区是养老试点。", "那个社区得过奖吗？", "望江社区得过奖吗?"),
        ("码头风情街弄好了没", "建成了。", "今年对这条街还有什么打算？", "今年对码头风情街还有什么打算?"),
        ("去年创新了什么调解办法？", "创新“三老一室”调解办法。", "靠这套得了奖的是谁？", "靠三老一室得了奖的是谁?"),
        ("岛上有哪些港口物流企业？", "有临江港务集团。", "它们去年增长了多少", "岛上有港口物流企业去年增长了多少"),
        ("去年定的目标都做到了吗？", "都做到了。", "具体是哪几个", "去年定的都做到,具体是哪几个"),
        ("岛上有哪些港口物流企业？", "有临江港务集团。", "它去年增长了多少", "临江港务集团去年增长了多少"),
        ("“渔融通”是金融方面的吗？", "是。", "它到底拿来干嘛的？", "渔融通到底拿来干嘛的?"),
    ],
)
def test_what_is_pointed_at_is_named_by_the_turn_before(before: str, answer: str, question: str, alone: str) -> None:
    assert standalone(clean(question), [Turn(before, answer)]) == alone


@pytest.mark.parametrize(
    ("before", "answer", "alone"),
    [
        ("渔船北斗终端安装率是多少？", "2030年：渔船北斗终端安装率82% [1]。", "2029年渔船北斗终端安装率是多少?"),
        ("2028年渔船北斗终端安装率是多少？", "2030年：安装率82% [1]。", "2027年渔船北斗终端安装率是多少?"),
    ],
)
def test_the_year_before_counts_from_the_year_that_was_told(before: str, answer: str, alone: str) -> None:
    assert standalone("那前一年呢", [Turn(before, answer)]) == alone


def test_the_topic_outlives_a_question_about_who_gained_by_it() -> None:
    turns = [Turn("2030年岛上改造了多少个老旧小区？", "43个。"), Turn("多少家庭沾了光？", "1.9万户。")]
    assert standalone("那2031年要动几个？", turns) == "老旧小区,2031年要动几个？"


def test_the_year_of_a_conversation_goes_on_until_another_is_said() -> None:
    turns = [Turn("今年要整修哪些码头？", "…"), Turn("街角花园建几个？", "…")]
    assert standalone("绿道呢？", turns) == "今年绿道多少?"
    assert standalone("船上的灯要换多少盏？", turns[:1]) == "今年船上的灯要换多少盏？"
    assert standalone("大桥什么时候建成？", [Turn("去年整修了哪些码头？", "…")]) == "大桥什么时候建成？"


@pytest.mark.parametrize(
    "question",
    [
        "换个话题，垃圾分类覆盖率多少？",
        "报告是谁作的？",
        "讲渔业的那个博物馆，去年建成了没有？",
        "东湾商圈去年入选了什么称号？今年要以它为中心搭什么体系？",
        "城里那些老街老屋，今年准备怎么护？",
        "为什么去年岛上的粮食只打了三万斤？",
        "What does the blue granary in the report refer to?",
        "今年通车的有几条轻轨？",
        "今年应该新建多少所学校？",
        "尤其是养老方面有什么安排？",
        "极其重要的任务有哪些？",
    ],
)
def test_a_question_with_a_topic_of_its_own_is_left_alone(question: str) -> None:
    assert standalone(question, [Turn("2030年新增就业多少人？", "2万人。")]) == question


@pytest.mark.parametrize(
    "question",
    [
        "总人口是多少？",
        "面向渔校毕业生的岗位有多少个？",
        "覆盖城乡的医保参保率多少？",
        "最大的项目投资多少？",
        "主要涉及民生的实事有几件？",
        "80岁以上老人有多少？",
        "亿元以上产业项目开工几个？",
    ],
)
def test_words_that_may_point_back_do_not_where_they_say_of_what(question: str) -> None:
    asked = readings(question, [Turn("2030年新增了多少个学位？", "300个。")])
    assert asked[:2] == (f"2030年{question}", question)


def test_a_second_reading_is_there_for_what_the_reports_do_not_answer() -> None:
    asked = readings("那充电桩呢？", [Turn("去年引进了多少家企业？", "…")])
    assert asked[:2] == ("去年引进了多少充电桩?", "去年充电桩多少?")
    asked = readings("那多出来多少个座位?", [Turn("去年盖了几所渔业学校?", "…")])
    assert asked[:2] == ("去年多出来多少个座位?", "去年渔业学校,多出来多少个座位?")


def test_what_the_last_answer_said_is_a_reading_and_so_are_the_nouns_of_the_question_before() -> None:
    turn = Turn("2030年临港有没有帮外岛？", "2030年：有，深化了海岛帮扶12次 [1]。")
    asked = readings("花了多少钱？", [turn])
    assert any("深化了海岛帮扶" in text and text.endswith("花了多少钱？") for text in asked[1:])
    assert len(readings("花了多少钱？", [Turn(turn.question, "12次。")])) < len(asked)
    assert readings("换个话题，外贸怎么样？", [turn]) == ("换个话题，外贸怎么样？",)


def test_the_things_that_a_name_counts_are_told_by_its_meaning() -> None:
    turn = Turn("去年装了多少三件套？", "加装渔船“三件套”6万户 [1]。")
    for question in ("具体哪三样", "是哪三件？"):
        assert standalone(question, [turn], ["渔船“三件套”", "一岛一策"]) == "渔船“三件套”是什么意思?"
    assert standalone("是哪两座？", [turn], ["渔船“三件套”"]) != "渔船“三件套”是什么意思?"


def test_the_others_of_what_was_asked_for_are_asked_for_again() -> None:
    turn = Turn("2030年临港新来了哪些渔业公司？", "比如临江渔业。")
    for question in ("还有呢？", "还有别的吗", "还有哪些？", "其他的呢"):
        assert standalone(question, [turn]) == "2030年临港新来了哪些渔业公司?"
    assert standalone("还有几座灯塔要修？", [turn]) != "2030年临港新来了哪些渔业公司?"


def test_an_excuse_or_a_word_of_wonder_is_no_part_of_the_question() -> None:
    turn = Turn("2030年新增绿道多少公里？", "192公里。")
    assert standalone("不对，我问的是绿地", [turn]) == standalone("绿地呢?", [turn])
    assert standalone("是吗？那绿地呢？", [turn]) == standalone("那绿地呢？", [turn])
    assert standalone("不是绿道的那个", [turn]) != standalone("绿道的那个", [turn])


def test_a_pronoun_is_replaced_by_the_topic_before() -> None:
    assert "蓝色粮仓" in standalone("它在报告里怎么落实？", [Turn("什么是蓝色粮仓？", "…")])


def test_a_new_topic_is_left_alone() -> None:
    question = "教育方面有哪些安排？"
    assert standalone(question, [Turn("2030年新增就业多少人？", "…")]) == question


def test_without_a_history_the_question_stays_as_it_is() -> None:
    assert standalone("那2031年呢？", []) == "那2031年呢？"


def test_followups_chain_and_only_the_last_ten_turns_count() -> None:
    turns = [Turn("2030年新增学位多少个？", "…"), Turn("那2031年呢？", "…")]
    assert standalone("新增就业呢？", turns).startswith("2031年")
    assert standalone("那2031年呢？", [Turn("2030年新增就业多少人？", "…")] * 40) == "2031年新增就业多少人?"


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        (r"\9新增就业", "它完成了多少?", r"\9新增就业完成了多少?"),
        (r"2030年新增就业", r"那\9 31年呢?", r"\9 31年新增就业"),
    ],
)
def test_a_backslash_is_a_character_like_any_other(before: str, question: str, alone: str) -> None:
    assert standalone(question, [Turn(before, "…")]) == alone


def test_the_question_before_is_read_as_one_that_is_asked() -> None:
    assert standalone("那2031年呢?", [Turn("２０３０年 新 增 就 業多少人？", "…")]) == "2031年新增就业多少人?"


def test_a_long_conversation_makes_no_overlong_question() -> None:
    turns = [Turn("它" + "海" * 1900 + str(number), "…") for number in range(10)]
    alone = standalone("其中产量多少?", turns)
    assert len(alone) == 2_000
    assert alone.endswith("产量多少?")


def test_what_cannot_be_read_in_a_history_does_no_harm() -> None:
    history = [Turn("有几条街改造了\udfff", "滨江街\udfff。"), Turn("\udfff", "\udfff")]
    assert "\udfff" not in standalone("这条街去年改造了几处", history)


@pytest.mark.parametrize(
    ("said", "point"),
    [
        ("不对，我问的是绿道", "绿道呢?"),
        ("我想知道绿道有多长", "绿道有多长"),
        ("要问责多少干部", "要问责多少干部"),
        ("要指导多少家企业", "要指导多少家企业"),
        ("知道了，谢谢", "知道了，谢谢"),
    ],
)
def test_what_is_said_before_a_question_is_left_out(said: str, point: str) -> None:
    assert to_the_point(said) == point


def test_the_next_step_is_that_of_the_year_to_come() -> None:
    history = [Turn("2030年建了几座泊位?", "建成泊位12座。")]
    assert standalone("那下一步奔着多少去", history) == standalone("那今年奔着多少去", history)
    assert "今年" not in standalone("接下来三年要建多少公里绿道", history)


@pytest.mark.parametrize("to_come", ["新的一年", "新一年", "接下来这一年", "接下来一年里"])
def test_the_year_to_come_is_this_year(to_come: str) -> None:
    history = (Turn("去年新建渔港几座", "2030年：新建渔港12座 [1]。"),)
    assert standalone(f"那{to_come}打算建几座", history) == standalone("那今年打算建几座", history)


@pytest.mark.parametrize(
    "question", ["新一年级招了多少渔村的孩子", "高新一年增加多少家", "渔港更新一年花多少钱", "往后一年一年地改吗"]
)
def test_other_words_are_not_taken_for_the_year_to_come(question: str) -> None:
    assert "今年" not in standalone(question, (Turn("去年新建渔港几座", "2030年：新建渔港12座 [1]。"),))


@pytest.mark.parametrize(
    ("aim", "alone"),
    [
        ("目标定到多高", "渔港,今年目标定到多高"),
        ("还想再建多少座", "渔港,今年还想再建多少座"),
        ("接着建多少座", "渔港,今年接着建多少座"),
    ],
)
def test_what_is_aimed_at_behind_what_was_done_is_of_this_year(aim: str, alone: str) -> None:
    assert standalone(aim, (Turn("去年渔港有多少座", "2030年：渔港12座 [1]。"),)) == alone
    assert "今年" not in standalone(aim, (Turn("2031年渔港目标是多少座", "2031年计划：渔港15座 [1]。"),))


@pytest.mark.parametrize(
    "question",
    [
        "完成目标了没",
        "目标完成了吗",
        "目标是原来定的多少",
        "当初打算建多少",
        "十四五的目标是多少",
        "我打算买船，有补贴吗",
        "目标是什么意思",
        "冲到全省第几了",
    ],
)
def test_another_aim_is_not_of_this_year(question: str) -> None:
    assert "今年" not in standalone(question, (Turn("去年渔港有多少座", "2030年：渔港12座 [1]。"),))


def test_a_turn_behind_the_year_to_come_is_of_that_year() -> None:
    told = "2030年：新建渔港12座 [1]。"
    to_come, this = (
        (Turn("去年新建渔港几座", told), Turn(asked, "2031年计划：新建渔港15座 [1]。"))
        for asked in ("新的一年呢", "今年呢")
    )
    assert standalone("那灯塔呢", to_come) == standalone("那灯塔呢", this)


def test_which_company_it_is_asks_of_no_meaning() -> None:
    before = Turn("哪家船厂拿到了一灯一档？", "临港船厂拿到了一灯一档。")
    assert readings("那停工的是哪一家", [before], ["一灯一档"])[0] != "一灯一档是什么意思?"
    assert readings("那是哪种东西", [before], ["一灯一档"])[0] == "一灯一档是什么意思?"


def test_another_thing_asked_in_two_characters_is_of_the_year_before() -> None:
    assert readings("浮标呢，多高", [Turn("今年改造几座灯塔？", "改造12座。")])[0] == "今年浮标多高"


def test_another_of_its_kind_is_asked_of_in_the_words_of_the_answer() -> None:
    last = Turn("城里人去年收入涨了多少？", "城镇居民人均可支配收入增长4.3% [1]。")
    assert standalone("那农村的呢", [last]).startswith("去年农村居民人均可支配收入增长多少")


def test_a_name_that_was_said_is_kept_whole() -> None:
    last = Turn("去年推广了什么办法？", "推广“海安·捕”。")
    assert "海安·捕" in standalone("它管哪些船", [last])
