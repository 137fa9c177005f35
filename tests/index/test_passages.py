from hypothesis import given, settings
from hypothesis import strategies as st

from index.passages import encoded_text, read_passages
from index.read import read_document
from index.sentences import sentence_spans
from index.types import Document, Passage, Period, Role

paragraphs = st.lists(
    st.sampled_from(("增长", "12.5%", "“链上”", "，", "、", "GDP", "新增", "３个", '"')), min_size=1, max_size=12
).map("".join)
sentences = st.tuples(paragraphs, st.sampled_from("。！？；")).map("".join)
body_lines = st.lists(sentences, min_size=1, max_size=5).map("".join)
headings = st.sampled_from(
    (
        "一、2024年工作回顾",
        "二、2025年工作安排",
        "2024年工作回顾",
        "（一）坚持创新",
        "（二）改善民生。新增学位。",
        "名词解释",
        "各位代表！",
        "# 政府工作报告",
    )
)
reports = st.lists(headings | body_lines, min_size=1, max_size=12).map("\n".join)


def passages_of(document: Document, max_tokens: int = 512) -> tuple[Passage, ...]:
    return read_passages(document, count_tokens=len, max_tokens=max_tokens)


def assert_tiled(document: Document, passages: tuple[Passage, ...]) -> None:
    """With the headings, the passages hold every character once and in order."""
    heads = {(section.start, section.start + len(section.heading)) for section in document.sections}
    end_before = 0
    for passage in passages:
        assert passage.start >= end_before
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text.strip()
        assert_only_headings(document, end_before, passage.start, heads)
        end_before = passage.end
    assert_only_headings(document, end_before, len(document.text), heads)


def assert_only_headings(document: Document, start: int, end: int, heads: set[tuple[int, int]]) -> None:
    for position in range(start, end):
        character = document.text[position]
        assert character in "\n。 " or any(first <= position < last for first, last in heads), document.text[start:end]


def test_passages_tile_the_bundled_report(bundled: Document) -> None:
    assert_tiled(bundled, passages_of(bundled))


def test_passages_tile_other_reports(other_reports: dict[str, str]) -> None:
    for name, raw in other_reports.items():
        document = read_document(name, raw.encode())
        assert_tiled(document, passages_of(document))


@given(reports, st.sampled_from((20, 40, 80, 512)))
@settings(max_examples=60)
def test_passages_tile_any_report_and_never_cut_a_sentence(raw: str, max_tokens: int) -> None:
    document = read_document("a.txt", raw.encode())
    passages = passages_of(document, max_tokens)
    assert_tiled(document, passages)
    whole = {(passage.start, passage.end): passage for passage in passages_of(document, 100_000)}
    for passage in passages:
        start, end = next(span for span in whole if span[0] <= passage.start and passage.end <= span[1])
        ends = {start + span_end for _, span_end in sentence_spans(document.text[start:end])}
        assert passage.start == start or document.text[start : passage.start].rstrip() != ""
        assert passage.end == end or passage.end in ends
        assert len(encoded_text(passage)) <= max_tokens or len(sentence_spans(passage.text)) == 1


def test_a_passage_knows_its_headings_and_period(town: Document) -> None:
    found = {passage.text.partition("。")[0]: passage for passage in passages_of(town)}
    growth = found["综合实力增强"]
    assert growth.headings == ("一、2024年工作回顾", "（一）经济运行稳中有进")
    assert growth.period == Period(Role.REVIEW, 2024, 2024)
    assert found["新建幸福食堂10个"].period == Period(Role.PLAN, 2025, 2025)
    assert found["各位代表！蓝图已绘，让我们携手前行！"].headings == ("二、2025年工作安排",)


def test_the_cover_is_one_passage_without_a_period(town: Document) -> None:
    cover = passages_of(town)[0]
    assert cover.text.startswith("清河镇政府工作报告\n")
    assert cover.text.endswith("请予审议。")
    assert (cover.headings, cover.period) == ((), Period())


def test_a_long_opening_without_headings_is_not_one_passage() -> None:
    raw = "\n".join(f"第{number}行，{'工作完成' * 20}。" for number in range(6))
    assert [passage.text.count("行") for passage in passages_of(read_document("a.txt", raw.encode()))] == [4, 2]


def test_each_glossary_entry_is_a_passage(bundled: Document) -> None:
    spans = {(passage.start, passage.end) for passage in passages_of(bundled)}
    assert spans >= {(term.start, term.end) for term in bundled.terms}


def test_the_stamp_at_the_end_stays_out_of_the_last_entry(bundled: Document) -> None:
    assert passages_of(bundled)[-1].text == "江汉区人民政府办公室\n2024年1月15日印发"


def test_a_line_that_only_announces_joins_what_it_announces() -> None:
    document = read_document("a.txt", "一、2024年工作回顾\n我们做了以下工作：\n一是建路。\n二是建桥。".encode())
    assert [passage.text for passage in passages_of(document)] == ["我们做了以下工作：\n一是建路。", "二是建桥。"]


def test_what_is_encoded_carries_the_headings_above_the_text(town: Document) -> None:
    passage = passages_of(town)[1]
    assert encoded_text(passage) == "\n".join((*passage.headings, passage.text))


def test_an_overlong_paragraph_is_cut_at_sentence_ends_only() -> None:
    line = "".join(f"第{number}项工作完成。" for number in range(30))
    document = read_document("a.txt", line.encode())
    pieces = [passage.text for passage in passages_of(document, max_tokens=50)]
    assert "".join(pieces) == line
    assert all(piece.endswith("。") and len(piece) <= 50 for piece in pieces)
    assert len(pieces) > 1
