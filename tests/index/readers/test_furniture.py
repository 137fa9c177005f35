from index.readers.block import Block
from index.readers.formats import extract
from index.readers.furniture import is_furniture, without_footer


def texts(*lines: str) -> list[str]:
    return [block.text for block in without_footer([Block(line) for line in lines])]


def test_the_footer_of_a_page_goes_from_its_first_line_on() -> None:
    report = ("名词解释", "1.甲：指乙。")
    footer = ("", "扫一扫在手机打开当前页", "责任编辑：林某", "打印 关闭", "网站地图|联系我们", "某某机关")
    assert texts(*report, *footer) == [*report, ""]


def test_one_line_alone_and_lines_above_the_last_sentence_stay() -> None:
    assert texts("来源：某报", "各位代表：", "正文。", "编辑：林某") == [
        "来源：某报",
        "各位代表：",
        "正文。",
        "编辑：林某",
    ]


def test_a_stamp_and_a_signature_below_the_report_stay() -> None:
    lines = ["正文。", "清河县人民政府办公室", "2024年1月15日印发"]
    assert texts(*lines) == lines


def test_sentences_of_a_report_are_no_furniture() -> None:
    assert not is_furniture("发布时间：会后统一公布。")
    assert not is_furniture("推行扫码办事，打印服务进社区。")
    assert not is_furniture("")


def test_leaving_a_footer_out_is_told() -> None:
    found = extract("a.txt", "正文一段，很长。\n责任编辑：林某\n网站标识码：1234".encode())
    assert [block.text for block in found.blocks] == ["正文一段，很长。"]
    assert found.warnings == ("2 lines of a web page's footer were left out",)
