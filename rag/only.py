"""Whether a thing is the only one, where a question supposes several or asks for others: 「除了甲,还有别的吗」."""

import re
from collections.abc import Sequence

from index.sentences import sentence_spans
from index.types import Passage
from index.words import fold
from rag.keyword_coverage import Rarity, coverage_of, presence
from rag.question import Question
from rag.same_thing import Telling, thing_in

_SEVERAL = re.compile(
    r"除了|另外?[一两二几]?[个家所座条处]|别的|其[他它余]|好几[个家所座条处]|第[二三两][个家所座条处]"
    r"|(?:多|[两二三四五六])[个家所座条处][\u3400-\u9fffA-Za-z\d]{0,16}(?:里|中|之一)"
)
_ONLY_ASKED = re.compile(r"唯一|只有|仅有|(?:就|只|仅)(?:有|是)?[\u3400-\u9fff]{2,8}[一1][个家所座条处]|独[此一]")
_ONLY_TOLD = re.compile(
    r"唯一|(?<!不)只有[\u3400-\u9fff]{0,6}一[个家所座条处]|仅[此有][\u3400-\u9fff]{0,6}一[个家所座条处]"
)
_OF_BOTH = re.compile(r"同时|既|兼|[两双多三]项")  # 「唯一同时获得甲、乙的」: others may have one
_NAMED, _PRESENT = 0.6, 0.6  # of the weight of what a question names, in the sentence, by half in its entry
_RARE = 3.0
_FEWEST_CHARS = 4


def supposes_several(question: str) -> bool:
    """Whether a question supposes more than one of a kind, or asks for others."""
    return _SEVERAL.search(question) is not None


def asks_whether_only(question: str) -> bool:
    """Whether a question asks if there is one alone."""
    return _ONLY_ASKED.search(question) is not None


def only_one(question: Question, passages: Sequence[Passage], rarity: Rarity) -> Telling | None:
    """The sentence that tells that there is one alone of what a question names."""
    if not supposes_several(question.text) and not asks_whether_only(question.text):
        return None
    things = [word for word in thing_in(question, question.text, rarity) if word.names]
    weights = tuple((word.forms, word.weight) for word in things)
    found = []
    for passage in passages:
        if not _ONLY_TOLD.search(passage.text):
            continue
        above = passage.text if passage.period.role is None else ""  # an entry is of one thing
        for start, end in sentence_spans(passage.text):
            sentence = passage.text[start:end]
            if not _ONLY_TOLD.search(sentence) or _OF_BOTH.search(sentence):
                continue
            names_one = any(
                word.weight >= _RARE and any(presence(form, fold(sentence)) >= _PRESENT for form in word.forms)
                for word in things
            ) or _is_entry_of(question, passage)
            named = coverage_of(weights, sentence, above)
            if names_one and named >= _NAMED:
                span = passage.start + start, passage.start + end
                found.append(Telling(passage, span, span, named))
    return max(found, key=lambda each: each.named, default=None)


def _is_entry_of(question: Question, passage: Passage) -> bool:
    """Whether a passage is the entry of a term that a question names."""
    term = re.split("[:：]", passage.text)[0]
    return passage.period.role is None and len(term) >= _FEWEST_CHARS and fold(term) in fold(question.text)
