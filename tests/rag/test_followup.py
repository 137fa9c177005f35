import pytest

from rag.followup import standalone
from rag.types import Turn


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        ("2030年新增就业多少人？", "那2031年呢？", "2031年新增就业多少人?"),
        ("去年新增学位多少个", "今年呢", "今年新增学位多少个"),
        ("2030年新增学位多少个？", "高新技术企业呢？", "2030年高新技术企业多少?"),
        ("什么是蓝色粮仓？", "一岛一策呢？", "一岛一策是什么意思?"),
        ("农村居民的收入2030年涨了多少？", "城里的呢", "城里居民的收入2030年涨了多少?"),
        ("去年新引进了多少大学生？", "今年的目标呢", "今年目标新引进多少大学生?"),
        ("2030年改造多少个老旧小区", "2031年的数呢", "2031年改造多少个老旧小区"),
        ("小学新增学位多少个", "那初中呢？", "初中新增学位多少个"),
        ("去年渔业产量增长多少？", "那今年想涨多少？", "今年计划渔业产量增长多少?"),
        ("去年新建了多少个充电桩？", "车位呢，又多了几个？", "去年车位又多了几个？"),
        ("去年多了多少技能人才？", "今年打算呢", "今年打算多多少技能人才?"),
        ("在外地办的科创园怎么样了？", "西城那边的搞起来没有？", "在外地办的科创园,西城那边的搞起来没有？"),
        ("2031年海铁联运要达到多少？", "那之前一年做到多少了？", "2030年海铁联运要达到多少?"),
        ("去年乡下的路新改建了多长？", "那今年呢，打算弄多少", "今年乡下的路新改建,打算弄多少"),
        ("去年城镇新增就业多少人？", "今年要建多少车位", "今年要建多少车位"),
        ("2030年新增学位多少个", "第二年呢", "2031年新增学位多少个"),
        ("去年城镇新增就业多少人？", "地铁的建设进度到哪了", "地铁的建设进度到哪了"),
        ("上市公司总共有多少？", "里头新三板的有几家", "上市公司总共有,里头新三板的有几家"),
    ],
)
def test_a_followup_takes_what_it_lacks_from_the_question_before(before: str, question: str, alone: str) -> None:
    assert standalone(question, [Turn(before, "…")]) == alone


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
