"""Examples made by hand, and what is trained on them."""

import random
from collections.abc import Sequence

from index.e5.tokenizer import E5Tokenizer
from rag.e5_reader import asked_row
from rag.reader import Line
from training.candidates import Candidate, Example
from training.packing import PackedExamples, pack
from training.wordings import wordings

ABOVE = "2030年回顾 渔港更加繁忙。 "
PORT = "新建冷库3座,改造码头12个;"


def line(text: str, above: str = ABOVE) -> Line:
    return Line(above, text)


PLACED = Example(
    report="harbour.txt",
    question="码头改造了多少个",
    place="渔港市",
    candidates=(
        Candidate(line("渔民人均增收2600元。"), 122, is_right=False),
        Candidate(line(PORT), 107, is_right=True),
        Candidate(line("办理群众投诉5万件,办结率达到百分之九十八。"), 300, is_right=False),
    ),
    beyond=(),
    answer=(118, 121),  # 12个
    kind="figure",
    is_labelled=True,
)
BEYOND = Example(
    report="harbour.txt",
    question="打鱼的一年多挣了多少钱",
    place=None,
    candidates=(Candidate(line(PORT), 107, is_right=False),),
    beyond=(Candidate(line("渔民人均增收2600元。"), 122, is_right=True),),
    answer=(128, 133),
    kind="figure",
    is_labelled=True,
)
UNLABELLED = Example(
    report="harbour.txt",
    question="娃上学的名额添了多少",
    place=None,
    candidates=(Candidate(line("新增学位4000个,改扩建学校6所。"), 400, is_right=False),),
    beyond=(),
    answer=None,
    kind="",
    is_labelled=False,
)
EXAMPLES = (PLACED, BEYOND, UNLABELLED)


def packed_examples(examples: Sequence[Example], tokenizer: E5Tokenizer) -> tuple[PackedExamples, list[int]]:
    chance = random.Random(1)
    rows = [[asked_row(tokenizer, wording) for wording in wordings(example, chance)] for example in examples]
    return pack(examples, rows, tokenizer)
