"""Choose the answer's words: one pure function from a question and its evidence to scored spans and answerability."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.glossary_lines import is_glossary
from index.quantities import quantities
from index.types import Passage
from index.words import fold
from rag import wording
from rag.admitted import ADMITS, ASKS_OF_FAULTS, asks_what_is_admitted
from rag.figure_asked import FIGURE_BONUS, figure_fit
from rag.keyword_coverage import Rarity, Weights, coverage_of, presence, weights_of
from rag.keywords import keywords_of
from rag.needs import lacks_what_is_asked
from rag.places import is_named_in
from rag.question import Question, Wanted
from rag.reader import LEAD_CHARS
from rag.retrieve import ABOUT_MEANINGS, Evidence, in_period

# Coverage, cosine and the rest are weighed against each other here; chosen on dev (docs/architecture.md).
_COSINE_WEIGHT = 4.0
_PERIOD_PENALTY = 1.0
_ENTRY_PENALTY = 0.5  # an entry of the glossary tells what a word means, not what was done
# A sentence that only opens a speech or a list, or thanks, answers nothing: 「一年来，我们主要做了以下工作」.
_OPENING_PENALTY = 1.5
_OPENS = re.compile(
    r"^.{0,60}(?:以下|如下|下列|下面)[^,，。;；]{0,8}(?:工作|方面|任务|安排|成绩|报告)[。:：]?$|报告工作[^。]{0,6}(?:请|审议|审查)"
    r"|(?:思想|精神)为(?:指导|指引|统领)|坚强领导下|我(?:谨)?代表.{0,200}(?:感谢|敬意|问候)"
)
_ANNOUNCEMENT_COST = 0.4
_ADMITTED_BONUS = (
    1.0  # of what a report admits, where that is asked for: it says so in none of the words of the question
)
_ASKS_OF_GUIDANCE = re.compile(r"思想|精神|领导|指导|主题教育|感谢|谢谢|感激")
_RANK_COST = 0.03
# Of the sentence that the last answer was taken from, and of those beside it: of 607 follow-ups on dev, more than half
# are answered by the first, one of twelve by the others.
_TOLD_BONUS, _BESIDE_BONUS = 0.5, 0.15

# Logistic regression of whether the best span answers. Features: coverage, weight matched, cosine of the sentence,
# cosine of the passage, a figure asked for and missing. Fitted on dev and development data: docs/architecture.md.
_INTERCEPT = -3.15
_FEATURE_WEIGHTS = (3.36, 0.75, 1.49, 0.72, -2.0)

_CHANGES = re.compile(f"{wording.RISES.pattern}|{wording.FALLS.pattern}")
_BEFORE_CHARS = 60  # before a sentence, where it may say what it goes on about
_NAMED_PART = 0.5  # of the pairs of characters of one word of the part
_PART = re.compile(
    r"(?:(?<![省市区县乡镇村城家告校院园场所厂店馆站街路山河湖海心])里[头面]|其中|当中)(?![讲说写])[,，]?(?=.{4})"
)
_OF_COUNTED = re.compile(
    r"[^,，。;；?？是有里中]{0,12}(?:里(?!程|弄)头?|里面|(?<![初高])中(?![心学小间央医资药低介标职外型]))[,，]?"
)  # 「的118个小区里」
_ASKS_OF_PART = re.compile(r"占|有|是|多少|几|哪|到底|一共|总共|分别|各")
_LISTED = re.compile(
    r"([^,，。;；:：]+、[^,，。;；:：]+?)等(?:[\d一二两三四五六七八九十百千余多]+)(?:余)?[个项条家座所处]"
)
_LISTED_NAME_CHARS = 4
_ASKS_OF_RESULTS = re.compile(r"成果|成绩|成效|进展|成就|亮点")
_NAMES_TOPIC, _FEWEST_RESULTS = 0.9, 3  # of the keywords' weight, and of sentences that make a topic of its own
_NAMED_LISTED = 0.6  # of a name's pairs of characters, in the question
_ASKS_OF_ALL = re.compile(r"等|这[些批几]|一批|一共|总共|(?:多少|几)[个项条家座所处](?=项目|工程|[?？]|$)")
_CLAUSE_END = re.compile(r"[,，。;；?？\s]")
_NAMED_SHARE = 0.75  # of the pairs of characters of the words to explain; a slip of one in five is forgiven
_LONGEST_NAME = 10
QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]+)[”\"」』]")


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """Words that may answer: ``[start, end)`` in the document's text, inside ``passage``."""

    passage: Passage
    start: int
    end: int
    score: float
    coverage: float  # share of the keywords' weight found within the sentence and what stands above it
    matched: float  # that weight itself: a rare name found tells much, however many other words were said
    cosine: float
    has_figure: bool
    answers: float | None = None  # the reader's logit that the sentence answers, where it was read
    clauses: tuple[tuple[int, int, float], ...] = ()  # of the sentence: span, and the share of the answer it tells

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]

    def told_within(self, start: int, end: int) -> float:
        """The share of the answer that the reader sees in the clauses of ``[start, end)``; 0 if it read none."""
        return sum(share for first, last, share in self.clauses if first < end and start < last)


@dataclass(frozen=True, slots=True)
class Selection:
    """The spans by score, best first, and the probability that the best one answers the question."""

    spans: tuple[ScoredSpan, ...]
    answerability: float


def select(question: Question, evidence: Sequence[Evidence], rarity: Rarity) -> Selection:
    """Score every sentence of the evidence and cut the best ones down to the clauses that answer."""
    weights = weights_of(question, rarity)
    scored = [span for rank, each in enumerate(evidence) for span in _sentence_spans(question, each, weights, rank)]
    scored.sort(key=lambda span: (lacks_what_is_asked(question.text, span.text), -span.score))
    dense = max((each.dense for each in evidence), default=0.0)
    return Selection(tuple(scored), _answerability(question, scored[0], dense) if scored else 0.0)


def is_elsewhere(question: Question, passage: Passage) -> bool:
    """Whether a question is about a place that neither the report nor the passage is about."""
    return any(not is_named_in(passage.text, place, question.places) for place in question.foreign_places)


def names_parts(question: Question, span: ScoredSpan) -> bool:
    """Whether a sentence, or what stands before it, names each town or company that the question does."""
    near = _near(span) if question.parts else ""
    return all(name in near for name in question.parts)


def _near(span: ScoredSpan) -> str:
    start, end = (at - span.passage.start for at in (span.start, span.end))
    return " ".join((*span.passage.headings, span.passage.text[max(0, start - _BEFORE_CHARS) : end]))


def is_of_another(question: Question, span: ScoredSpan) -> bool:
    """Whether a figure is asked of a part of the whole, a town or 「其中…」, and the sentence is not about it."""
    if not names_parts(question, span) or _is_one_of_listed(question.text, span.text):
        return True
    near = fold(_near(span))
    whole, part = part_asked(question.text)
    words = [
        word
        for each in keywords_of(part)
        if each.importance == 1
        for word in (each.word, *each.alternatives)
        if word not in fold(whole)
    ]
    return bool(words) and not any(presence(word, near) >= _NAMED_PART for word in words)


def _is_one_of_listed(question: str, sentence: str) -> bool:
    """Whether a figure is asked of one thing and told of all that are listed: 「甲、乙等50个项目，投资9亿元」."""
    for listed in _LISTED.finditer(sentence):
        names = [name for name in listed[1].split("、") if len(name) >= _LISTED_NAME_CHARS]
        named = [name for name in names if presence(name, question) >= _NAMED_LISTED]
        behind = sentence[listed.end() :]
        again = any(presence(name, behind) >= _NAMED_PART for name in named)
        if named and len(names) > 1 and quantities(behind) and not again and not _ASKS_OF_ALL.search(question):
            return True
    return False


@lru_cache(256)  # asked of every sentence
def part_asked(question: str) -> tuple[str, str]:
    """Of which whole a part is asked for, and that part: 「3万人才里博士占几成」; both empty where none is."""
    counted = next(
        (each.end for each in quantities(question) if each.unit not in ("", "年", "月", "日")), len(question)
    )
    found = _PART.search(question) or _OF_COUNTED.match(question, counted)
    if found is None:
        return "", ""
    first, *others = re.split(_ASKS_OF_PART, _CLAUSE_END.split(question[found.end() :])[0])
    return question[: found.start()], first or max(others, key=len, default="")


def _sentence_spans(question: Question, evidence: Evidence, weights: Weights, rank: int) -> Iterator[ScoredSpan]:
    passage = evidence.passage
    lead = evidence.sentences[0] if evidence.sentences else (passage.start, passage.start)
    above = " ".join((*passage.headings, passage.text[: lead[1] - passage.start]))
    period = 0.0 if in_period(question, passage) else _PERIOD_PENALTY
    if _asks_of_doings(question) and _is_entry(passage):
        period += _ENTRY_PENALTY
    for (start, end), cosine in zip(evidence.sentences, evidence.cosines, strict=True):
        text = passage.text[start - passage.start : end - passage.start]
        coverage = coverage_of(weights, text, above)
        matched = coverage * sum(weight for _, weight in weights)
        fits = figure_fit(question, text)
        opening = _OPENING_PENALTY if only_opens(question, text) else 0.0
        if (start, end) == lead and len(evidence.sentences) > 1 and _announces(text):
            opening += _ANNOUNCEMENT_COST
        if admits_what_is_asked(question, text):
            opening -= _ADMITTED_BONUS
        told = _told_bonus(question, passage, start)
        score = coverage + _COSINE_WEIGHT * (cosine - 0.8) + fits + told - period - opening - _RANK_COST * rank
        yield ScoredSpan(passage, start, end, score, coverage, matched, cosine, fits >= FIGURE_BONUS)


def _told_bonus(question: Question, passage: Passage, start: int) -> float:
    told = question.told
    if told is None or not told.is_in(passage) or not in_period(question, passage):
        return 0.0
    return _TOLD_BONUS if told.start == start else _BESIDE_BONUS


def only_opens(question: Question, text: str) -> bool:
    """Whether a sentence only opens a speech or admits something, and answers nothing, unless that is asked for."""
    opens = _OPENS.search(text) is not None and not _ASKS_OF_GUIDANCE.search(question.text)
    return opens or (ADMITS.search(text) is not None and not ASKS_OF_FAULTS.search(question.text))


def admits_what_is_asked(question: Question, text: str) -> bool:
    """Whether a sentence admits the faults that are asked for, which touch every topic in few words of any."""
    return ADMITS.search(text) is not None and asks_what_is_admitted(question.text, question.topic)


def _announces(text: str) -> bool:
    """Whether a paragraph's lead only says what the others are about: 「做强海洋经济。」"""
    return len(text) <= LEAD_CHARS and not quantities(text) and not QUOTED.search(text)


def _asks_of_doings(question: Question) -> bool:
    """Whether a question is about what was done or is planned, and not about the meaning of a word."""
    return question.wanted not in ABOUT_MEANINGS and (question.role is not None or question.years != ())


def _is_entry(passage: Passage) -> bool:
    return any(is_glossary(heading) for heading in passage.headings)


def names_topic(question: Question, text: str) -> bool:
    """Whether words name all that a question is about."""
    words = [keyword.word for keyword in question.keywords]
    nouns = [keyword.word for keyword in question.keywords if keyword.importance == 1.0] or words[:1]
    return bool(nouns) and all(noun in text for noun in nouns)


def achieved_of_topic(question: Question, spans: Sequence[ScoredSpan]) -> tuple[ScoredSpan, ...]:
    """What several sentences of one part tell of a topic whose results are asked for: 「渔业有哪些成果」."""
    if question.wanted is not Wanted.LIST or not _ASKS_OF_RESULTS.search(question.text) or not spans:
        return ()
    best = spans[0].passage
    told = tuple(
        span
        for span in spans
        if span.coverage >= _NAMES_TOPIC
        and in_period(question, span.passage)
        and (span.passage.document_id, span.passage.headings) == (best.document_id, best.headings)
    )
    return told if len(told) >= _FEWEST_RESULTS else ()


def is_ruled_out(question: Question, span: ScoredSpan) -> bool:
    """Whether a span is no answer, however near: of another year or place, or it leaves a word unexplained."""
    if not in_period(question, span.passage) or is_elsewhere(question, span.passage):
        return True
    if question.wanted is Wanted.EXPLANATION and not _explains(question, span):
        return True
    if lacks_what_is_asked(question.text, span.text):
        return True
    if question.wanted is Wanted.FIGURE and is_of_another(question, span):
        return True
    asks_of_fall = question.wanted is Wanted.FIGURE and wording.FALLS.search(question.text) is not None
    return asks_of_fall and not _CHANGES.search(span.text)  # a stock tells of no fall


def _answerability(question: Question, best: ScoredSpan, dense: float) -> float:
    """Probability that the best span answers."""
    if is_ruled_out(question, best):
        return 0.0
    features = (
        best.coverage,
        min(best.matched, 12.0) / 10,
        (best.cosine - 0.88) * 20,
        (dense - 0.86) * 20,
        float(question.wanted is Wanted.FIGURE and not best.has_figure),
    )
    logit = _INTERCEPT + sum(weight * feature for weight, feature in zip(_FEATURE_WEIGHTS, features, strict=True))
    return 1 / (1 + math.exp(-logit))


def _explains(question: Question, span: ScoredSpan) -> bool:
    """Whether a sentence says what a word is: 「X是…」, 「X，即…」, or its parts: 「…等X」; or an entry has it."""
    text = fold(span.text)
    if _is_entry(span.passage):
        said = re.sub(r"\W+", "", text)
        return all(presence(name, said) >= _NAMED_SHARE for name in _words_to_explain(question))
    return any(
        re.search(rf"{re.escape(word)}[”\"』」]?[,，]?\s*(?:是|即|指)|等[“\"『「]?{re.escape(word)}", text)
        for word in (each.word for each in question.keywords)
    )


def _words_to_explain(question: Question) -> tuple[str, ...]:
    """What the question puts in quotation marks, else its topic if that is a name; a description names nothing."""
    quoted = [re.sub(r"\W+", "", fold(name)) for name in QUOTED.findall(question.text)]
    topic = re.sub(r"\W+", "", fold(question.topic))
    return tuple(name for name in quoted or (topic,) if 0 < len(name) <= _LONGEST_NAME)
