import pytest

from index.glossary_lines import is_glossary
from index.outline import read_outline, with_periods
from index.periods import years_in
from index.readers.block import Block
from index.repair import repair
from index.types import Document, Period, Role, Section
from tests.index.repaired import repaired

REVIEW, PLAN = Role.REVIEW, Role.PLAN


def sections_of(raw: str, report_year: int | None = None) -> tuple[Section, ...]:
    return with_periods(read_outline(repaired(raw)).sections, report_year)


def outline_of(raw: str, report_year: int | None = None) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in sections_of(raw, report_year)]


def period_of(heading: str, report_year: int | None = None) -> Period:
    return sections_of(heading, report_year)[0].period


def section(document: Document, heading: str) -> Section:
    return next(each for each in document.sections if each.heading == heading)


def body(document: Document, heading: str) -> str:
    found = section(document, heading)
    return document.text[found.start : found.end]


def test_the_bundled_report_has_its_printed_outline(bundled: Document) -> None:
    numbered = [(each.level, each.heading.partition(",")[0]) for each in bundled.sections if each.level]
    assert numbered == [
        (1, "一、2023年工作回顾"),
        (2, "(一)凝心聚力谋发展"),
        (2, "(二)开放创新育动能"),
        (2, "(三)精益求精提品质"),
        (2, "(四)强化保障增福祉"),
        (2, "(五)从严从实转作风"),
        (1, "二、2024年工作安排"),
        (2, "(一)坚持产业转型"),
        (2, "(二)坚持效益优先"),
        (2, "(三)坚持改革创新"),
        (2, "(四)坚持品质提升"),
        (2, "(五)坚持传承发展"),
        (2, "(六)坚持以人为本"),
        (2, "(七)坚持共同缔造"),
        (2, "(八)坚持守土尽责"),
    ]


def test_every_part_of_the_bundled_report_reviews_or_plans_its_year(bundled: Document) -> None:
    plan_starts = section(bundled, "二、2024年工作安排").start
    for each in bundled.sections:
        if each.level == 0:
            assert each.period == Period()
        elif each.start < plan_starts:
            assert each.period == Period(REVIEW, 2023, 2023)
        else:
            assert each.period == Period(PLAN, 2024, 2024)


def test_sections_open_with_their_heading_and_nest(bundled: Document, town: Document) -> None:
    for document in (bundled, town):
        for each in document.sections:
            assert document.text.startswith(each.heading, each.start)
            assert each.start < each.end <= len(document.text)
            for other in document.sections:
                disjoint = other.end <= each.start or each.end <= other.start
                inside = each.start <= other.start and other.end <= each.end
                around = other.start <= each.start and each.end <= other.end
                assert disjoint or inside or around


def test_the_last_section_reaches_to_the_last_character(bundled: Document, town: Document) -> None:
    for document in (bundled, town):
        assert max(each.end for each in document.sections) == len(document.text)


def test_closing_words_to_all_deputies_belong_to_the_part_and_not_to_its_last_section(town: Document) -> None:
    assert "成绩来之不易" not in body(town, "（二）民生福祉持续改善")
    assert "成绩来之不易" in body(town, "一、2024年工作回顾")
    assert "不平衡" in body(town, "一、2024年工作回顾")
    assert "蓝图已绘" not in body(town, "（二）坚持民生为本")


def test_the_salutation_at_the_start_is_no_heading(bundled: Document) -> None:
    assert not any("各位代表" in each.heading for each in bundled.sections)


def test_numbers_in_the_glossary_are_no_headings() -> None:
    raw = "一、2024年工作安排\n干。\n名词解释\n1.甲:分为:\n一、乙\n（一）丙"
    assert outline_of(raw) == [(1, "一、2024年工作安排"), (0, "名词解释")]


def test_a_heading_that_runs_on_in_its_line_ends_at_the_full_stop() -> None:
    assert outline_of("（一）坚持创新。新增企业3家。") == [(2, "（一）坚持创新")]


@pytest.mark.parametrize(
    "heading", ["名词解释", "名词术语解释", "附件：名词解释", "附录1:《政府工作报告》名词注释", "用语说明"]
)
def test_glossary_headings_are_known(heading: str) -> None:
    assert is_glossary(heading)


@pytest.mark.parametrize("line", ["名词解释见附件。", "1.名词解释:说明", "做好政策解释"])
def test_other_lines_do_not_open_a_glossary(line: str) -> None:
    assert not is_glossary(line)


@pytest.mark.parametrize(
    ("heading", "year", "period"),
    [
        ("一、2023年工作回顾", None, Period(REVIEW, 2023, 2023)),
        ("一、２０２３年工作回顾", None, Period(REVIEW, 2023, 2023)),
        ("二、2024年工作安排", None, Period(PLAN, 2024, 2024)),
        ("二、2024年工作重点", 2024, Period(PLAN, 2024, 2024)),
        ("二、今年的目标任务和重点工作", 2025, Period(PLAN, 2025, 2025)),
        ("一、过去一年工作回顾", 2025, Period(REVIEW, 2024, 2024)),
        ("一、五年来工作回顾", 2022, Period(REVIEW, 2017, 2021)),
        ("一、本届政府工作总结", 2022, Period(REVIEW, 2017, 2021)),
        ("二、今后五年的奋斗目标", 2022, Period(PLAN, 2022, 2026)),
        ("一、2020年主要工作和“十三五”发展成就", None, Period(REVIEW, 2020, 2020)),
        ("一、2019年和2020年工作回顾", None, Period(REVIEW, 2019, 2020)),
        ("一、2023年目标任务完成情况", None, Period(REVIEW, 2023, 2023)),
        ("一、2023年国民经济计划执行情况", None, Period(REVIEW, 2023, 2023)),
        ("二、2024年政府工作", 2024, Period(PLAN, 2024, 2024)),
        ("一、第一个五年计划时期的伟大成就", None, Period(REVIEW, None, None)),
        ("二、维护世界和平是我国对外政策的主要目标，我们要坚持不懈地为缓和局势作出贡献", 1984, Period()),
        ("奋力完成2023年高质量发展的各项任务", 2024, Period(REVIEW, 2023, 2023)),
        ("2019年：砥砺前行开新局", 2019, Period(PLAN, 2019, 2019)),
        ("一、一九五八年的伟大成就", 1959, Period(REVIEW, 1958, 1958)),
        ("一、二〇一五年工作回顾", 2016, Period(REVIEW, 2015, 2015)),
    ],
)
def test_a_heading_states_its_period(heading: str, year: int | None, period: Period) -> None:
    assert period_of(heading, year) == period


def test_a_heading_without_a_word_of_its_own_goes_on_with_the_part_before_it() -> None:
    raw = "一、2024年工作回顾\n甲。\n二、2025年工作安排\n乙。\n三、全面加强政府自身建设\n丙。"
    assert [each.period.role for each in sections_of(raw, 2025)] == [REVIEW, PLAN, PLAN]


def test_after_a_part_that_reviews_and_plans_comes_the_plan() -> None:
    raw = "一、1998年工作回顾和1999年工作的总体要求\n甲。\n二、继续扩大内需\n乙。"
    assert [each.period for each in sections_of(raw, 1999)] == [Period(REVIEW, 1998, 1999), Period(PLAN, 1999, 1999)]


def test_a_part_may_open_without_a_number_and_counts_anew() -> None:
    raw = "2023年工作回顾\n甲。\n一、产业\n（一）工业\n乙。\n2024年工作安排\n丙。\n一、产业\n（一）工业\n丁。"
    assert outline_of(raw, 2024) == [
        (0, "2023年工作回顾"),
        (1, "一、产业"),
        (2, "（一）工业"),
        (0, "2024年工作安排"),
        (1, "一、产业"),
        (2, "（一）工业"),
    ]
    periods = [each.period for each in sections_of(raw, 2024)]
    assert periods == [Period(REVIEW, 2023, 2023)] * 3 + [Period(PLAN, 2024, 2024)] * 3


def test_a_numbered_heading_with_a_year_states_its_own_period_below_a_part_without_a_number() -> None:
    periods = [each.period for each in sections_of("2023年工作回顾\n甲。\n二、2024年工作安排\n乙。", 2024)]
    assert periods == [Period(REVIEW, 2023, 2023), Period(PLAN, 2024, 2024)]


@pytest.mark.parametrize(
    "line",
    [
        "2023年，新增就业2万人。",
        "2024年1月15日印发",
        "2024年政府工作报告的说明",
        "2023年：铆足干劲",
        "2023年重点工作完成,质效齐升",
    ],
)
def test_a_line_that_only_starts_with_a_year_opens_no_part(line: str) -> None:
    assert [level for level, _ in outline_of(f"{line}\n正文。")] in ([], [0])


def test_without_a_year_the_role_is_still_told() -> None:
    assert period_of("一、五年来政府工作回顾") == Period(REVIEW, None, None)


def test_years_are_read_before_the_word_for_year_only() -> None:
    assert years_in("2023年至２０２４年完成2025亿元,12020年") == (2023, 2024)


def test_the_text_is_one_line_a_paragraph() -> None:
    lines = repaired("# 甲\n\n乙。\n丙。")
    assert read_outline(lines).text == "\n".join(line.text for line in lines)


def test_years_in_chinese_digits_and_in_english_titles_are_read() -> None:
    assert years_in("二〇二三年和一九五八年") == (2023, 1958)
    assert years_in("Review of our work in 2016") == (2016,)
    assert years_in("2016年完成2017亿元") == (2016,)


REVIEWED, PLANNED = (
    "一年来，全县建成道路三十公里，新增学位一千二百个，群众满意度持续提升，各项事业取得新的进步。" * 2,
    "今年要办好十件实事，加快道路、学校、医院、养老院建设，让群众的日子一年比一年好，一步一步走向富裕。" * 2,
)


@pytest.mark.parametrize(
    ("raw", "headings"),
    [
        (f"各位代表：\n奋力完成各项任务\n{REVIEWED}", [(0, "奋力完成各项任务")]),
        (f"各位代表：\n2019年：砥砺前行开新局\n{PLANNED}", [(0, "2019年：砥砺前行开新局")]),
        (f"一、2023年工作回顾\n{REVIEWED}\n重点项目建设\n{REVIEWED}", [(1, "一、2023年工作回顾"), (3, "重点项目建设")]),
        (
            f"{REVIEWED}\n名词解释\n1.甲：指乙。\n附件\n2025年10件实事\n{PLANNED}",
            [(0, "名词解释"), (0, "附件"), (0, "2025年10件实事")],
        ),
        (f"Esteemed Deputies,\nWhat the government will do\n{PLANNED}", [(0, "What the government will do")]),
        (f"{REVIEWED}\n1.稳住增长。{REVIEWED}\n2.扩大内需。{REVIEWED}", [(3, "1.稳住增长"), (3, "2.扩大内需")]),
        (f"{REVIEWED}\n——增长加快。{REVIEWED}\n一是做强工业。{PLANNED}", [(3, "——增长加快"), (4, "一是做强工业")]),
        (
            "名词解释\n一、经济类\n1.甲：指乙。\n二、民生类\n2.丙：指丁。",
            [(0, "名词解释"), (1, "一、经济类"), (1, "二、民生类")],
        ),
    ],
)
def test_headings_without_a_number_and_deeper_ones_are_found(raw: str, headings: list[tuple[int, str]]) -> None:
    assert [each for each in outline_of(raw) if each[1]] == headings


@pytest.mark.parametrize(
    "line",
    [
        "县长 林远",
        "完成投资36亿元",
        "(鼓掌)",
        "图1 增长情况",
        "甲 | 乙",
        "2024年1月15日",
        "有一句话没有说完，",
        "在大会会议上",
    ],
)
def test_lines_that_only_look_alone_are_no_headings(line: str) -> None:
    assert [each for each in outline_of(f"{REVIEWED}\n{line}\n{REVIEWED}") if each[1]] == []


def test_a_paragraph_above_which_goes_on_is_no_place_for_a_heading() -> None:
    assert [each for each in outline_of(f"{REVIEWED}新增\n改造道路与桥梁\n{REVIEWED}") if each[1]] == []


def test_a_bold_lead_sentence_is_a_deeper_heading() -> None:
    blocks = [
        Block("二、2024年工作安排"),
        Block(f"加快建设。{PLANNED}", bold_chars=5),
        Block(PLANNED, bold_chars=len(PLANNED)),
    ]
    assert [(each.level, each.heading) for each in read_outline(repair(blocks)).sections] == [
        (1, "二、2024年工作安排"),
        (3, "加快建设"),
    ]


def test_a_style_of_the_file_makes_a_heading_below_the_one_above_it() -> None:
    blocks = [
        Block("一、2023年工作回顾", level=1),
        Block("产业", level=2),
        Block("增长。"),
        Block("二、2024年工作安排", level=1),
    ]
    assert [(each.level, each.heading) for each in read_outline(repair(blocks)).sections] == [
        (1, "一、2023年工作回顾"),
        (3, "产业"),
        (1, "二、2024年工作安排"),
    ]


def test_without_any_heading_the_plan_begins_where_the_speech_first_turns_to_this_year() -> None:
    sections = sections_of(
        f"各位代表：\n{REVIEWED}\n（一）建路。{REVIEWED}\n今年工作的总体要求是：好。\n（一）建桥。{PLANNED}", 2024
    )
    assert [(each.level, each.heading, each.period.role, each.period.first_year) for each in sections] == [
        (0, "", REVIEW, 2023),
        (2, "（一）建路", REVIEW, 2023),
        (0, "", PLAN, 2024),
        (2, "（一）建桥", PLAN, 2024),
    ]
