"""Questions over all reports, 「哪些城市提到…」 「各省的目标是多少」: each is looked into, the coverage told."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.sentences import sentence_spans
from index.store import Store
from index.types import Document, Figure, Passage
from index.words import fold
from rag.cite import MARKER_HERE
from rag.generate import Draft
from rag.question import Question
from rag.scope import ACROSS, Scope
from rag.shown import display, period_label
from rag.types import Span, Statement

_MENTIONS = re.compile(r"提到|提及|说到|谈到|写到|写了|涉及|出现")
_KINDS = {
    "省": re.compile(r"(?:省|自治区)$|^(?:北京|天津|上海|重庆)市$"),
    "市": re.compile(r"(?:市|自治州|地区|盟)$"),
    "城": re.compile(r"(?:市|自治州|地区|盟)$"),
    "区": re.compile(r"(?<!自治)[区县旗]$"),
    "县": re.compile(r"[县旗]$"),
}
_MOST = re.compile(r"最(?:高|大|多|长|快)|第一|居首")
_LEAST = re.compile(r"最(?:低|小|少|短|慢)")
_MOST_SHOWN = 6  # reports whose words are given, too: more is no answer but a table
_LONGEST_QUOTE = 80
_SURE = 0.95  # the words stand there


@dataclass(frozen=True, slots=True)
class Found:
    """What one report says."""

    document: Document
    statement: Statement
    confidence: float
    figures: tuple[Figure, ...] = ()  # those that the statement gives


def asks_across(scope: Scope) -> bool:
    """Whether a question is put to every report, and not to one that it names."""
    question = scope.question
    return len(scope.documents) > 1 and not question.places and ACROSS.search(question.text) is not None


def of_the_kind_asked(question: Question, documents: Iterable[Document]) -> tuple[Document, ...]:
    """The reports of provinces, of cities or of districts, where the question says which."""
    within = tuple(documents)
    asked = ACROSS.search(question.text)
    kind = _KINDS.get(asked.group(1)[0]) if asked else None
    return tuple(each for each in within if kind is None or kind.search(each.metadata.place or "")) or within


def compares(question: Question) -> bool:
    """Whether the most or the least of all is asked for."""
    return _MOST.search(question.text) is not None or _LEAST.search(question.text) is not None


def asked_of_each(question: Question) -> str:
    """The question as one report is asked: 「哪个省的粮食产量最高」 asks each how much it is."""
    alone = re.sub(r"^的|的$", "", ACROSS.sub("", question.text).strip())
    return f"{_LEAST.sub('', _MOST.sub('', alone)).rstrip('是?？。的')}是多少" if compares(question) else alone


def look_into_each(
    question: Question, documents: Sequence[Document], store: Store, answer: Callable[[Document], Found | None]
) -> tuple[Draft, float]:
    """What each report says: a sentence with the words, where the question asks who mentions them, else its answer."""
    mention = _MENTIONS.search(question.text) is not None
    words = [each.word for each in question.keywords if not _says_nothing_of_the_topic(each.word)]
    found = [
        each
        for document in documents
        if (each := _mention(words, document, store) if mention else answer(document)) is not None
    ]
    if not found:
        return Draft(()), 0.0
    ordered = _ordered(question, found)
    told = [replace(each.statement, text=f"{_name(each.document)}：{each.statement.text}") for each in ordered]
    confidence = sum(each.confidence for each in found) / len(found)
    return Draft((_coverage(ordered, len(documents)), *told[:_MOST_SHOWN])), confidence


def _says_nothing_of_the_topic(word: str) -> bool:
    return _MENTIONS.search(word) is not None or ACROSS.fullmatch(f"各{word}") is not None


def _ordered(question: Question, found: Sequence[Found]) -> list[Found]:
    """By the amount where the most or the least is asked for, in the measure that most reports use; else the surest."""
    direction = 1 if _LEAST.search(question.text) else -1 if _MOST.search(question.text) else 0
    measures = Counter(each.figures[0].measure for each in found if each.figures)
    if not direction or not measures:
        return sorted(found, key=lambda each: -each.confidence)
    ((measure, _),) = measures.most_common(1)
    comparable = [each for each in found if each.figures and each.figures[0].measure == measure]
    return sorted(comparable, key=lambda each: direction * each.figures[0].amount)


def _coverage(found: Sequence[Found], asked: int) -> Statement:
    """「在31份报告中，27份提到：…」 with a citation behind each."""
    names = "、".join(f"{_name(each.document)}{MARKER_HERE}" for each in found)
    spans = tuple(each.statement.spans[0] for each in found)
    return Statement(f"在{asked}份报告中，{len(found)}份提到：{names}", spans)


def _name(document: Document) -> str:
    metadata = document.metadata
    return f"{metadata.place}（{metadata.year}年）" if metadata.place and metadata.year else metadata.title


def _mention(words: Sequence[str], document: Document, store: Store) -> Found | None:
    """A sentence of the report that holds all the words, of its body rather than its glossary, rather a short one."""
    sentences = [
        (passage, start, end)
        for passage in store.passages_of(document.id)
        if words and _holds(passage.text, words)
        for start, end in sentence_spans(passage.text)
        if _holds(passage.text[start:end], words)
    ]
    if not sentences:
        return None
    passage, start, end = min(
        sentences, key=lambda each: (each[0].period.role is None, each[2] - each[1] > _LONGEST_QUOTE)
    )
    return Found(document, _statement(passage, start, end), _SURE)


def _holds(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def _statement(passage: Passage, start: int, end: int) -> Statement:
    shown = display(passage.text[start:end])
    span = Span(passage.document_id, passage.start + start, passage.start + end)
    return Statement(f"{period_label(passage, shown)}{shown}", (span,))
