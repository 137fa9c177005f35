import io
from typing import Any

import docx
import pytest

from index.readers.block import Block
from index.readers.formats import extract
from tests.index.readers.word_files import field, paragraph, run, word_file


def blocks_of(content: bytes) -> list[Block]:
    return list(extract("a.docx", content).blocks)


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks_of(word_file(body, **parts))]


def warnings(body: str, **parts: str) -> tuple[str, ...]:
    return extract("a.docx", word_file(body, **parts)).warnings


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_paragraphs_soft_lines_and_rows_come_in_reading_order() -> None:
    document = docx.Document()
    document.add_heading("工作回顾", 1)
    lines = document.add_paragraph()
    lines.add_run("一是稳增长。").bold = True
    lines.add_run("全年增长6%。\n二是保就业。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "指标", "目标"
    document.add_paragraph("谢谢大家。")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    assert blocks_of(saved(document)) == [
        Block("工作回顾", 1, 4),
        Block("一是稳增长。全年增长6%。", None, 6),
        Block("二是保就业。"),
        Block("指标 | 目标", continues=False),
        Block("谢谢大家。", continues=False),
    ]


def test_a_table_keeps_its_columns_and_says_a_merged_cell_once() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, cells in enumerate((("类别", "指标", "目标"), ("经济", "增速", "6%"), ("", "投资", "7%"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    wide = document.add_table(1, 3)
    wide.cell(0, 0).merge(wide.cell(0, 1)).text = "合计\n全年"
    wide.cell(0, 2).text = "100"
    assert [block.text for block in blocks_of(saved(document))] == [
        "类别 | 指标 | 目标",
        "经济 | 增速 | 6%",
        " | 投资 | 7%",
        "合计 全年 | 100",
    ]


def test_a_table_that_only_frames_the_report_is_read_as_paragraphs() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.paragraphs[0].style = "Heading 1"
    frame.paragraphs[0].text = "一、工作回顾"
    frame.add_paragraph("全年增长6%。")
    inner = frame.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "指标", "目标"
    found = blocks_of(saved(document))
    assert [(block.text, block.level) for block in found] == [
        ("一、工作回顾", 1),
        ("全年增长6%。", None),
        ("指标 | 目标", None),
    ]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="20"><w:name w:val="我的小标题样式"/><w:basedOn w:val="1"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="继承"/><w:basedOn w:val="20"/></w:style>
<w:style w:type="paragraph" w:styleId="3"><w:name w:val="标题 3"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="s"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="m"><w:name w:val="二级标题"/></w:style>
<w:style w:type="paragraph" w:styleId="o"><w:name w:val="圈"/><w:basedOn w:val="o"/></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="weg"><w:name w:val="weg"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "level", "bold_chars"),
    [
        ("", None, 0),
        ('<w:pStyle w:val="1"/>', 1, 2),
        ('<w:pStyle w:val="20"/>', 2, 0),
        ('<w:pStyle w:val="x"/>', 2, 0),
        ('<w:pStyle w:val="3"/>', 3, 0),
        ('<w:pStyle w:val="t"/>', 1, 0),
        ('<w:pStyle w:val="s"/>', None, 0),
        ('<w:pStyle w:val="m"/>', 2, 0),
        ('<w:pStyle w:val="o"/>', None, 0),
        ('<w:pStyle w:val="nowhere"/>', None, 0),
        ('<w:outlineLvl w:val="2"/>', 3, 0),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None, 2),
    ],
)
def test_headings_are_known_by_style_by_what_it_inherits_and_by_outline_level(
    properties: str, level: int | None, bold_chars: int
) -> None:
    content = word_file(paragraph("标题", properties=properties), styles=STYLES)
    assert blocks_of(content) == [Block("标题", level, bold_chars)]


def test_bold_in_front_counts_by_run_by_style_and_over_a_space() -> None:
    runs = run("一是") + run(" ") + run("稳增长", "<w:b/>") + run("。")
    assert blocks_of(word_file(paragraph(runs=runs)))[0].bold_chars == 0
    runs = run("一是", "<w:b/>") + run(" ") + run("稳增长", '<w:rStyle w:val="fett"/>') + run("。全年")
    assert blocks_of(word_file(paragraph(runs=runs), styles=STYLES))[0].bold_chars == 6


def test_what_word_shows_of_a_tracked_change_is_kept() -> None:
    body = paragraph(
        runs=run("增长")
        + f"<w:ins>{run('6%')}</w:ins><w:del><w:r><w:delText>5%</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('新处')}</w:moveTo>。"
    )
    assert texts(body) == ["增长6%新处"]
    assert "1 deletions" in warnings(body)[0]


def test_a_deleted_or_hidden_paragraph_mark_joins_what_it_parted() -> None:
    for mark in ("<w:del/>", "<w:vanish/><w:specVanish/>"):
        body = paragraph("上半", properties=f"<w:rPr>{mark}</w:rPr>") + paragraph("下半") + paragraph("另段")
        assert [block.continues for block in blocks_of(word_file(body))] == [None, True, None]
    gone = paragraph(runs="<w:del><w:r><w:delText>无</w:delText></w:r></w:del>", properties="<w:rPr><w:del/></w:rPr>")
    assert [block.continues for block in blocks_of(word_file(paragraph("上段") + gone + paragraph("下段")))] == [
        None,
        None,
    ]


def test_a_deleted_row_or_cell_is_left_out() -> None:
    cell = f"<w:tc>{paragraph('甲')}</w:tc>"
    deleted = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{paragraph('丙')}</w:tc>"
    body = f"<w:tbl><w:tr>{cell}{cell}{deleted}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{cell}{cell}</w:tr></w:tbl>"
    assert texts(body) == ["甲 | 甲"]


def test_hidden_text_is_left_out_and_told() -> None:
    body = paragraph(runs=run("可见") + run("藏", "<w:vanish/>") + run("也藏", '<w:rStyle w:val="weg"/>'))
    assert texts(body, styles=STYLES) == ["可见"]
    assert warnings(body, styles=STYLES) == ("3 characters of hidden text were left out",)
    assert texts(paragraph(runs=run("可见", '<w:vanish w:val="0"/>'))) == ["可见"]


def test_fields_show_their_result_but_no_page_numbers() -> None:
    body = paragraph("见", runs=field("HYPERLINK &quot;http://a.cn&quot;", "官网") + field(" PAGE ", "7") + run("。"))
    assert texts(body) == ["见官网。"]
    simple = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    assert texts(paragraph("共", runs=simple + '<w:fldSimple w:instr="SEQ 表">' + run("2") + "</w:fldSimple>")) == [
        "共2"
    ]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    unfinished = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert texts(paragraph("前", runs=unfinished) + paragraph("后")) == ["前", "后"]


def test_an_enclosed_character_is_read_out_of_its_field() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    runs = f"{begin}<w:r><w:instrText>eq \\o\\ac(</w:instrText></w:r><w:r><w:instrText>○,</w:instrText></w:r>"
    assert texts(paragraph(runs=runs + f"<w:r><w:instrText>3)</w:instrText></w:r>{end}" + run("稳岗"))) == ["③稳岗"]


def test_a_table_of_contents_goes_with_its_title() -> None:
    begin, apart, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    generated = (
        paragraph("目 录")
        + paragraph(runs=f"{begin}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{apart}{run('一、回顾')}")
        + paragraph("二、安排", runs=field("PAGEREF _1", "3"))
        + paragraph(runs=end)
    )
    assert texts(paragraph("封面") + generated + paragraph("一、回顾")) == ["封面", "一、回顾"]
    styled = paragraph("目录") + paragraph("一、回顾 1", properties='<w:pStyle w:val="toc"/>')
    long_line = "正文" * 100
    assert texts(styled + paragraph(long_line, properties='<w:pStyle w:val="toc"/>'), styles=STYLES) == [long_line]
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    control = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('目录')}{paragraph('一、回顾')}</w:sdtContent></w:sdt>"
    assert texts(control + paragraph("正文")) == ["正文"]


def test_content_controls_are_read_but_not_their_prompts() -> None:
    inner = f"<w:sdtContent>{paragraph('块')}</w:sdtContent>"
    body = f"<w:sdt>{inner}</w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{inner}</w:sdt>"
    body += paragraph("行", runs=f"<w:sdt><w:sdtContent>{run('内')}</w:sdtContent></w:sdt>")
    body += f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{paragraph('格')}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
    assert texts(body) == ["块", "行内", "格"]


def test_links_smart_tags_breaks_tabs_and_signs_are_text() -> None:
    signs = '<w:r><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="宋体" w:char="2460"/></w:r>'
    runs = f"<w:hyperlink>{run('甲')}</w:hyperlink><w:smartTag>{signs}</w:smartTag><w:r><w:cr/><w:t>丙</w:t></w:r>"
    runs += '<w:r><w:br w:type="page"/><w:t>丁</w:t></w:r>'
    assert texts(paragraph(runs=runs)) == ["甲\t乙-①", "丙", "丁"]
    wingdings = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>完成</w:t></w:r>'
    assert texts(paragraph(runs=wingdings)) == ["完成"]
    assert warnings(paragraph(runs=wingdings)) == ("1 symbols of a symbol font were left out",)


def test_a_reading_aid_above_a_word_is_not_read_twice() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('yì')}</w:rt><w:rubyBase>{run('邑')}</w:rubyBase></w:ruby></w:r>"
    assert texts(paragraph("城", runs=ruby)) == ["城邑"]


def test_formulas_keep_their_letters() -> None:
    formula = "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"
    assert texts(paragraph("即", runs=formula)) == ["即a=b"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inside = f"<w:txbxContent>{paragraph('框内,未完')}</w:txbxContent>"
    shape = f"<w:drawing><a:graphic><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphic></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    both = f"<w:r><mc:AlternateContent><mc:Choice>{shape}</mc:Choice><mc:Fallback>{older}</mc:Fallback>"
    both += "</mc:AlternateContent></w:r>"
    found = blocks_of(word_file(paragraph("正文,未完", runs=both) + paragraph("下段,未完")))
    assert [(block.text, block.continues) for block in found] == [
        ("正文,未完", None),
        ("框内,未完", False),
        ("下段,未完", False),
    ]
    assert texts(paragraph(runs=f"<w:r>{older}</w:r>")) == ["框内,未完"]


FOOTNOTES = f"""
<w:footnote w:type="separator" w:id="-1">{paragraph("")}</w:footnote>
<w:footnote w:id="1">{paragraph(runs="<w:r><w:footnoteRef/></w:r>" + run(" 首店经济：首次开店。"))}
{paragraph("又一段。")}</w:footnote>
<w:footnote w:id="2">{paragraph("※ 自有记号。")}</w:footnote>
"""
ENDNOTES = f'<w:endnote w:id="1">{paragraph("尾注。")}</w:endnote>'


def test_notes_follow_the_body_in_the_order_of_their_marks() -> None:
    def mark(kind: str, number: int, more: str = "") -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"{more}/></w:r>'

    custom = mark("footnote", 2, ' w:customMarkFollows="1"') + run("※")
    body = paragraph("发展", runs=mark("endnote", 1) + run("首店经济") + mark("footnote", 1) + run("。"))
    found = blocks_of(word_file(body + paragraph("末", runs=custom), footnotes=FOOTNOTES, endnotes=ENDNOTES))
    assert [block.text for block in found] == [
        "发展[1]首店经济[2]。",
        "末※",
        "[1] 尾注。",
        "[2] 首店经济：首次开店。 又一段。",
        "※ 自有记号。",
    ]
    assert [block.continues for block in found[2:]] == [False] * 3


def test_raised_figures_never_change_the_number_before_them() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    runs = run("首店经济") + run("3", raised) + run("，10") + run("8", raised) + run("吨，5km") + run("2", raised)
    assert texts(paragraph(runs=runs)) == ["首店经济[3]，10⁸吨，5km²"]


def test_what_is_left_out_is_told() -> None:
    picture = "<w:r><w:drawing><a:graphic><a:blip/></a:graphic></w:drawing></w:r>"
    assert warnings(paragraph("甲", runs=picture)) == ("1 images were left out; text inside them is not read",)
    assert "embedded" in warnings(paragraph("甲") + "<w:altChunk/>")[0]
    assert warnings(paragraph("甲")) == ()


def test_a_report_whose_printed_lines_are_paragraphs_is_joined() -> None:
    text = "过去一年，全市上下奋力拼搏，各项工作取得新的成效，地区生产总值增长百分之六，民生持续改善。" * 12
    lines = [text[start : start + 30] for start in range(0, len(text), 30)]
    lines.insert(9, "— 1 —")
    read = extract("a.docx", word_file("".join(paragraph(line) for line in lines)))
    assert "".join(block.text for block in read.blocks).replace("— 1 —", "") == text
    assert len(read.blocks) < len(lines) / 2
    assert "fixed width" in read.warnings[0]
