from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.e5.encoder import E5Encoder
from index.e5.names import QUERY_PREFIX
from index.e5.tokenizer import END, START
from index.encoder import Encoder
from index.types import Passage, Period, Role
from rag.e5_reader import load_reader, row_after
from rag.question import understand
from rag.reader import Line, Reader, Reading, RememberingReader, clause_spans, line_of
from rag.reread import reread
from rag.retrieve import Evidence
from rag.scored_span import ScoredSpan, Selection
from rag.types import Turn
from tests.fakes import FakeEncoder, NeutralReader

TEXT = "渔港更加繁忙。新建冷库3座,改造码头12个;渔民人均增收2600元。"
REVIEW = Passage("harbour", 100, 100 + len(TEXT), TEXT, ("一、2030年工作回顾",), Period(Role.REVIEW, 2030, 2030))
TURN = Turn("码头改造了多少个", "2030年：改造码头12个 [1]。")
SENTENCES = ((100, 107), (107, 122), (122, 134))


def lines(*texts: str) -> list[Line]:
    return [Line("2030年回顾 渔港更加繁忙。 ", text) for text in texts]


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("码头修好了几个", "新建冷库3座,改造码头12个;"),
        ("打鱼的一年多挣了多少钱", "渔民人均增收2600元。"),
        ("娃上学的名额添了多少", "新增学位4000个,改扩建学校6所。"),
    ],
)
def test_a_question_in_everyday_words_finds_its_sentence(reader: Reader, question: str, right: str) -> None:
    others = [
        "深化对口帮扶,投入帮扶资金300万元。",
        "渔民人均增收2600元。",
        "新建冷库3座,改造码头12个;",
        "办理群众投诉5万件。",
    ]
    asked = [right, *[each for each in others if each != right]]
    readings = reader.read(question, lines(*asked))
    assert max(readings, key=lambda reading: reading.answers) is readings[0]


def test_the_clause_that_tells_the_answer_has_the_highest_score(reader: Reader) -> None:
    (reading,) = reader.read("码头改造了多少个", lines("新建冷库3座,改造码头12个,渔民人均增收2600元。"))
    assert len(reading.clauses) == 3
    assert max(reading.clauses) == reading.clauses[1]


def test_a_reader_that_is_opened_again_is_not_compiled_again(
    reader: Reader, default_encoder: Encoder, encoder_cache: Path
) -> None:
    assert isinstance(default_encoder, E5Encoder)
    before = sorted(default_encoder.folder.glob("asking/compiled/*"))
    load_reader(default_encoder, encoder_cache, lambda line: None)
    assert before
    assert sorted(default_encoder.folder.glob("asking/compiled/*")) == before


def test_no_line_gives_no_reading(reader: Reader) -> None:
    assert reader.read("码头改造了多少个", []) == ()
    assert reader.read_after(TURN, "花了多少钱", []) == ()
    assert reader.contradictions("码头改造了多少个", []) == ()


def test_a_follow_up_is_read_behind_the_turn_before_it(reader: Reader) -> None:
    texts = ["新建冷库3座,改造码头12个,投入900万元。", "办理群众投诉5万件,信访化解率98%。", "启用海岛学校4所。"]
    for turn, question, right in ((TURN, "一共花掉多少", 0), (Turn("群众投诉办了多少", "5万件。"), "化解了几成", 1)):
        for asked in (reader, RememberingReader(reader)):
            answers = [reading.answers for reading in asked.read_after(turn, question, lines(*texts))]
            assert max(answers) == answers[right] > 0


def test_of_a_long_turn_the_first_tokens_are_read_and_of_a_question_the_last(default_encoder: Encoder) -> None:
    assert isinstance(default_encoder, E5Encoder)
    ids = default_encoder.tokenizer.ids
    long = Turn("码头改造了多少个" * 20, "改造码头12个" * 20)
    row = row_after(default_encoder.tokenizer, long, "花了多少钱" * 30)
    before, said, asked = ids(QUERY_PREFIX + long.question)[:40], ids(long.answer)[:44], ids("花了多少钱" * 30)[-44:]
    assert row == [START, *before, END, *said, END, *asked, END]


def test_a_sentence_contradicts_what_it_excludes(reader: Reader) -> None:
    told = lines("东礁镇在全省率先完成渔船更新改造。")
    (excluded,) = reader.contradictions("西礁镇是全省头一个把渔船都换了的,别的镇什么时候跟上", told)
    (supposed,) = reader.contradictions("东礁镇是全省头一个把渔船都换了的吗", told)
    (beside,) = reader.contradictions("东礁镇换渔船花了多少钱", told)
    assert excluded > 0.8
    assert max(supposed, beside) < 0.2


def test_what_a_sentence_contradicts_does_not_depend_on_the_lines_beside_it_or_on_the_thread(reader: Reader) -> None:
    texts = ["东礁镇在全省率先完成渔船更新改造。", "渔民人均增收2600元。", "办理群众投诉5万件,办结率达到百分之九十八。"]
    question = "西礁镇是全省头一个把渔船都换了的,别的镇什么时候跟上"
    together = reader.contradictions(question, lines(*texts))
    with ThreadPoolExecutor(4) as pool:
        alone = list(pool.map(lambda text: reader.contradictions(question, lines(text))[0], texts * 4))
    assert together * 4 == pytest.approx(alone, abs=0.05)


def test_clauses_beyond_the_longest_row_are_told_apart_from_those_read(reader: Reader) -> None:
    (reading,) = reader.read("问" * 500, lines("改造码头12个," * 60))
    assert len(reading.clauses) == 60
    assert reading.clauses[0] > float("-inf") == reading.clauses[-1]


def test_of_a_line_longer_than_a_row_the_clauses_are_read_that_say_most_of_a_question(reader: Reader) -> None:
    long = "改造码头12个," * 16 + "渔获超限率控制在0.9%以下。"
    (last,) = reader.read("渔获超限率控制在多少", lines(long))
    assert last.clauses[0] == float("-inf") < last.clauses[-1]
    assert last.answers > 0
    (first,) = reader.read("码头改造了多少个", lines(long))
    assert first.clauses[-1] == float("-inf") < first.clauses[0]


def test_a_reading_does_not_depend_on_the_lines_beside_it_or_on_the_thread(reader: Reader) -> None:
    texts = ["新建冷库3座,改造码头12个;", "渔民人均增收2600元。", "办理群众投诉5万件,办结率达到百分之九十八。"]
    together = reader.read("码头改造了多少个", lines(*texts))
    with ThreadPoolExecutor(4) as pool:
        alone = list(pool.map(lambda text: reader.read("码头改造了多少个", lines(text))[0], texts * 4))
    for one, other in zip(together * 4, alone, strict=True):
        assert one.answers == pytest.approx(other.answers, abs=0.1)  # 8-bit steps fall a little differently


def test_a_reader_beside_another_encoder_brings_its_own_folder(encoder_cache: Path) -> None:
    other = load_reader(FakeEncoder(), encoder_cache, lambda line: None)
    assert len(other.read("码头改造了多少个", lines("改造码头12个。"))) == 1


def test_clauses_are_the_whole_sentence_with_their_marks() -> None:
    spans = clause_spans("新建冷库3座,改造码头12个;")
    assert spans == ((0, 7), (7, 15))


def test_a_line_says_of_which_part_it_is_and_what_announces_it() -> None:
    assert line_of(REVIEW, 107, 122, SENTENCES[0]).above == "2030年回顾 渔港更加繁忙。 "
    assert line_of(REVIEW, 100, 107, SENTENCES[0]).above == "2030年回顾 一、2030年工作回顾 "


class _Prefers(NeutralReader):
    """Finds that the line with these words answers."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.was_read: list[str] = []
        self.calls: list[int] = []

    def read(self, question: str, asked: Sequence[Line]) -> tuple[Reading, ...]:
        self.was_read += [line.text for line in asked]
        self.calls += [len(asked)] if asked else []
        return tuple(
            Reading(4.0 if self.words in line.text else -4.0, (0.0,) * len(clause_spans(line.text))) for line in asked
        )


def test_the_sentence_that_the_reader_prefers_comes_first_and_decides_whether_to_answer() -> None:
    question = understand("渔民增收多少", ())
    evidence = [Evidence(REVIEW, 1.0, 0.9, SENTENCES, (0.88, 0.88, 0.88))]
    spans = tuple(ScoredSpan(REVIEW, *span, 0.5, 0.5, 3.0, 0.88, True) for span in SENTENCES)
    asked = Selection(spans, 0.5)
    liked = reread(question, asked, evidence, _Prefers("渔民"))
    assert liked.spans[0].text == "渔民人均增收2600元。"
    assert liked.spans[0].told_within(122, 134) == pytest.approx(1)
    assert liked.answerability > reread(question, asked, evidence, _Prefers("汽车")).answerability


def test_sentences_that_cannot_come_first_any_more_are_not_read() -> None:
    question = understand("渔民增收多少", ())
    evidence = [Evidence(REVIEW, 1.0, 0.9, SENTENCES, (0.88, 0.88, 0.88))]
    for third, expected in ((0.5, 2), (1.9, 3)):
        scores = zip(SENTENCES, (2.0, 1.95, third), strict=True)
        spans = tuple(ScoredSpan(REVIEW, *span, score, 0.5, 3.0, 0.88, True) for span, score in scores)
        reader = _Prefers("更加繁忙")
        reread(question, Selection(spans, 0.5), evidence, reader)
        assert len(reader.was_read) == expected


def test_all_are_read_at_once_where_several_are_wanted_or_they_score_nearly_alike() -> None:
    evidence = [Evidence(REVIEW, 1.0, 0.9, SENTENCES, (0.88, 0.88, 0.88))]
    for text, third, expected in (
        ("渔民增收多少", 1.8, [3]),
        ("渔民增收多少", 1.5, [2, 1]),
        ("渔民增收有哪些办法", 0.5, [3]),
    ):
        scores = zip(SENTENCES, (2.0, 1.95, third), strict=True)
        spans = tuple(ScoredSpan(REVIEW, *span, score, 0.5, 3.0, 0.88, True) for span, score in scores)
        reader = _Prefers("没有的话")
        reread(understand(text, ()), Selection(spans, 0.5), evidence, reader)
        assert reader.calls == expected


def test_one_answer_reads_a_line_beside_the_same_question_once() -> None:
    reader = _Prefers("渔民")
    remembering = RememberingReader(reader)
    first = remembering.read("增收多少", lines("渔民人均增收2600元。", "新建冷库3座。"))
    again = remembering.read("增收多少", lines("新建冷库3座。", "改造码头12个。", "渔民人均增收2600元。"))
    assert (again[0], again[2]) == (first[1], first[0])
    assert reader.was_read == ["渔民人均增收2600元。", "新建冷库3座。", "改造码头12个。"]
    remembering.read("增加多少", lines("渔民人均增收2600元。"))
    assert len(reader.was_read) == 4
