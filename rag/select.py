"""Choose the answer's words: one pure function from a question and its evidence to scored spans and answerability."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.glossary_lines import is_glossary
from index.quantities import quantities
from index.types import Passage
from index.words import fold
from rag import wording
from rag.figure_asked import fits_figure_asked
from rag.needs import lacks_what_is_asked
from rag.question import Question, Wanted
from rag.reader import LEAD_CHARS
from rag.retrieve import ABOUT_MEANINGS, Evidence, in_period

Rarity = Callable[[str], float]
Weights = tuple[tuple[tuple[str, ...], float], ...]  # per keyword: the words that stand for it, and its weight

# Coverage, cosine and the rest are weighed against each other here; chosen on dev (docs/architecture.md).
_COSINE_WEIGHT = 4.0
_CONTEXT_SHARE = 0.5  # a topic word in the headings or the lead sentence counts half of one in the sentence
_PERIOD_PENALTY = 1.0
_ENTRY_PENALTY = 0.5  # an entry of the glossary tells what a word means, not what was done
# A sentence that only opens a speech or a list, or thanks, answers nothing: 「一年来，我们主要做了以下工作」.
_OPENING_PENALTY = 1.5
_OPENS = re.compile(
    r"^.{0,60}(?:以下|如下|下列|下面)[^,，。;；]{0,8}(?:工作|方面|任务|安排|成绩|报告)[。:：]?$|报告工作[^。]{0,6}(?:请|审议|审查)"
    r"|(?:思想|精神)为(?:指导|指引|统领)|坚强领导下|我(?:谨)?代表.{0,200}(?:感谢|敬意|问候)"
)
_ANNOUNCEMENT_COST = 0.4
_ASKS_OF_GUIDANCE = re.compile(r"思想|精神|领导|指导|主题教育|感谢|谢谢|感激")
# What a report admits, all in one sentence, touches every topic: 「也清醒看到存在的问题和挑战，…」.
_ADMITS = re.compile(r"清醒地?(?:看到|认识到|意识到)|(?:存在|面临)[^，。]{0,8}(?:问题|困难|不足|短板|挑战)")
_ASKS_OF_FAULTS = re.compile(
    r"问题|困难|不足|短板|挑战|毛病|差距|薄弱|风险|压力|难[题处点]|不够|problem|challenge|difficult|weak", re.IGNORECASE
)
_FIGURE_BONUS = 0.5
_FURTHER_FIGURE_BONUS = 0.25  # each figure more, where the question asks for several
_OF_EACH = 3  # figures that 「各有多少」 asks for, at least
_CHARS_COST = 0.004  # per character of a run of clauses: ten characters must bring 0.04 of coverage
_RANK_COST = 0.03
_TOLD_WEIGHT = 1.0  # of the reader's share of the answer in a run of clauses
# A figure follows its metric: clauses in front of it speak of another (「…增长11.6%,其中城镇居民…」).
_LATE_METRIC_COST = 0.3
_RANK_BONUS = 0.5  # as much as a figure that is asked for
_RANK_TOLD = re.compile(r"第[一二三四五六七八九十\d]|首位|之首|前列|榜首|领先|领跑|末位")

# Logistic regression of whether the best span answers. Features: coverage, weight matched, cosine of the sentence,
# cosine of the passage, a figure asked for and missing. Fitted on dev and development data: docs/architecture.md.
_INTERCEPT = -3.15
_FEATURE_WEIGHTS = (3.36, 0.75, 1.49, 0.72, -2.0)

_CLAUSE = re.compile(r"[^,，、;；:：]*(?:[,，、;；:：]|$)")
_UNBROKEN = re.compile(r"[^,，;；:：。]+")
_CHANGES = re.compile(f"{wording.RISES.pattern}|{wording.FALLS.pattern}")
_BEFORE_CHARS = 60  # before a sentence, where it may say what it goes on about
_NAMED_PART = 0.5  # of the pairs of characters of one word of the part
_PART = re.compile(r"(?:(?<![省市区县乡镇村城家告])里[头面]|其中|当中)(?![讲说写])[,，]?(.{4,})")
_NAMED_SHARE = 0.75  # of the pairs of characters of the words to explain; a slip of one in five is forgiven
_LONGEST_NAME = 10
QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]+)[”\"」』]")
_HOW_MANY = re.compile(r"多少|几")


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
    weights = _weights(question, rarity)
    scored = [span for rank, each in enumerate(evidence) for span in _sentence_spans(question, each, weights, rank)]
    scored.sort(key=lambda span: -span.score)
    dense = max((each.dense for each in evidence), default=0.0)
    return Selection(tuple(scored), _answerability(question, scored[0], dense) if scored else 0.0)


def shorten(question: Question, span: ScoredSpan, rarity: Rarity) -> ScoredSpan:
    """The run of neighbouring clauses of a sentence that covers the question in the fewest characters."""
    weights = _weights(question, rarity)
    nouns = tuple(weight for weight, keyword in zip(weights, question.keywords, strict=True) if keyword.importance == 1)
    wants_figure = question.wanted in (Wanted.FIGURE, Wanted.COMPARISON)
    ranks = wording.RANK.search(question.text) is not None
    best, best_score = span, -math.inf
    for start, end in _runs(span):
        text = span.passage.text[start - span.passage.start : end - span.passage.start]
        fits = _figure_fit(question, text) if wants_figure else 0.0
        score = (
            _coverage(weights, text, "") + fits - _CHARS_COST * len(text) + _TOLD_WEIGHT * span.told_within(start, end)
        )
        if ranks and _RANK_TOLD.search(text):
            score += _RANK_BONUS
        if wants_figure and not _coverage(nouns, _first_clause(text), ""):
            score -= _LATE_METRIC_COST
        if score > best_score:
            best_score = score
            best = replace(span, start=start, end=end)
    return _with_each(best, span)


def _with_each(run: ScoredSpan, sentence: ScoredSpan) -> ScoredSpan:
    """The run with all of the clause that tells what each of several is: 「甲、乙分别为3个、5个」."""
    for clause in _UNBROKEN.finditer(sentence.text):
        start, end = sentence.start + clause.start(), sentence.start + clause.end()
        if "分别" in clause.group() and start < run.end and run.start < end:
            return replace(run, start=min(run.start, start), end=max(run.end, end))
    return run


def widen(run: ScoredSpan, sentence: ScoredSpan, max_chars: int) -> ScoredSpan:
    """The run with as many of the clauses behind it, then before it, as fit: what is asked often stands beside."""
    longest = run
    for start, end in _runs(sentence, most=len(sentence.text)):
        holds = start <= longest.start and longest.end <= end
        if holds and end - start <= max_chars and (end > longest.end or start < longest.start):
            longest = replace(longest, start=start, end=end)
    return longest


def said_of_topic(question: Question, span: ScoredSpan, rarity: Rarity, unit: str) -> frozenset[float]:
    """The values in ``unit`` that the sentence states of the topic: a figure follows its metric.

    Of several in this unit (「…企业16家、…企业67家」) the one whose words cover the topic best.
    """
    weighed = zip(_weights(question, rarity), question.keywords, strict=True)
    topic = tuple(weight for weight, keyword in weighed if not quantities(keyword.word))
    found: list[tuple[float, float]] = []
    start = 0
    for each in quantities(span.text):
        if each.unit == unit:
            found.append((_coverage(topic, span.text[start : each.end], ""), each.value))
            start = each.end
    best = max((coverage for coverage, _ in found), default=0.0)
    return frozenset(value for coverage, value in found if coverage == best)


def covered(question: Question, rarity: Rarity, text: str, above: str = "") -> float:
    """Share of the weight of the question's words found in ``text``, and by half in what stands ``above`` it."""
    return _coverage(_weights(question, rarity), text, above)


def is_elsewhere(question: Question, passage: Passage) -> bool:
    """Whether a question is about a place that neither the report nor the passage is about."""
    return any(place not in passage.text for place in question.foreign_places)


def is_of_another(question: Question, span: ScoredSpan) -> bool:
    """Whether a figure is asked of a part of the whole, a town or 「其中…」, and the sentence is not about it."""
    start, end = (at - span.passage.start for at in (span.start, span.end))
    near = " ".join((*span.passage.headings, span.passage.text[max(0, start - _BEFORE_CHARS) : end]))
    if any(name not in near for name in question.parts):
        return True
    part = _PART.search(question.text)
    named = [each for each in question.keywords if part and each.importance == 1 and each.word in part[1]]
    text = fold(span.text)
    return bool(named) and not any(
        _presence(word, text) >= _NAMED_PART for each in named for word in (each.word, *each.alternatives)
    )


def _sentence_spans(question: Question, evidence: Evidence, weights: Weights, rank: int) -> Iterator[ScoredSpan]:
    passage = evidence.passage
    lead = evidence.sentences[0] if evidence.sentences else (passage.start, passage.start)
    above = " ".join((*passage.headings, passage.text[: lead[1] - passage.start]))
    period = 0.0 if in_period(question, passage) else _PERIOD_PENALTY
    if _asks_of_doings(question) and _is_entry(passage):
        period += _ENTRY_PENALTY
    for (start, end), cosine in zip(evidence.sentences, evidence.cosines, strict=True):
        text = passage.text[start - passage.start : end - passage.start]
        coverage = _coverage(weights, text, above)
        matched = coverage * sum(weight for _, weight in weights)
        fits = _figure_fit(question, text)
        opening = _OPENING_PENALTY if _opens(question, text) else 0.0
        if (start, end) == lead and len(evidence.sentences) > 1 and _announces(text):
            opening += _ANNOUNCEMENT_COST
        score = coverage + _COSINE_WEIGHT * (cosine - 0.8) + fits - period - opening - _RANK_COST * rank
        yield ScoredSpan(passage, start, end, score, coverage, matched, cosine, fits >= _FIGURE_BONUS)


def _opens(question: Question, text: str) -> bool:
    opens = _OPENS.search(text) is not None and not _ASKS_OF_GUIDANCE.search(question.text)
    return opens or (_ADMITS.search(text) is not None and not _ASKS_OF_FAULTS.search(question.text))


def _announces(text: str) -> bool:
    """Whether a paragraph's lead only says what the others are about: 「做强海洋经济。」"""
    return len(text) <= LEAD_CHARS and not quantities(text) and not QUOTED.search(text)


def _asks_of_doings(question: Question) -> bool:
    """Whether a question is about what was done or is planned, and not about the meaning of a word."""
    return question.wanted not in ABOUT_MEANINGS and (question.role is not None or question.years != ())


def _is_entry(passage: Passage) -> bool:
    return any(is_glossary(heading) for heading in passage.headings)


def _weights(question: Question, rarity: Rarity) -> Weights:
    return tuple(
        ((each.word, *each.alternatives), each.importance * _rarity((each.alternatives or (each.word,))[0], rarity))
        for each in question.keywords
    )


def _rarity(word: str, rarity: Rarity) -> float:
    """A word the dictionary does not cut from passages is as rare as its rarest pair of characters."""
    return max(rarity(word[at : at + 2]) for at in range(max(1, len(word) - 1))) if len(word) > 2 else rarity(word)


def _coverage(weights: Weights, text: str, above: str) -> float:
    """Share of the keywords' weight found in ``text``, and by half in what stands ``above`` it."""
    total = sum(weight for _, weight in weights)
    if not total:
        return 0.0
    here, there = fold(text), fold(above)
    found = sum(
        weight * max(max(_presence(word, here), _CONTEXT_SHARE * _presence(word, there)) for word in words)
        for words, weight in weights
    )
    return found / total


def _presence(word: str, text: str) -> float:
    """1 when the word stands in the text; of a longer word, the share of its pairs of characters that do."""
    if word in text:
        return 1.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if len(word) > 2 else 0.0


def _figure_fit(question: Question, text: str) -> float:
    """How well the quantities of ``text`` fit what is asked; 0 when no figure is asked for or there is none.

    Below ``_FIGURE_BONUS`` they are of another kind: a total where a rate is asked for, a rate where a number is.
    """
    if question.wanted not in (Wanted.FIGURE, Wanted.COMPARISON):
        return 0.0
    units = [quantity.unit for quantity in quantities(text)]
    if not units:
        return 0.0
    if not fits_figure_asked(question, text):
        return _FIGURE_BONUS / 4
    asked = _OF_EACH if wording.EACH.search(question.text) else len(_HOW_MANY.findall(question.text))
    further = min(len(units), asked) - 1
    return _FIGURE_BONUS + _FURTHER_FIGURE_BONUS * max(0, further)


def _runs(span: ScoredSpan, most: int = 6) -> Iterator[tuple[int, int]]:
    """Spans of all runs of up to ``most`` neighbouring clauses, without the mark that ends them."""
    clauses = [match for match in _CLAUSE.finditer(span.text) if match.group().strip(",，、;；:： ")]
    for first in range(len(clauses)):
        for last in range(first, min(first + most, len(clauses))):
            text = span.text[clauses[first].start() : clauses[last].end()]
            start = span.start + clauses[first].start()
            yield start, start + len(text.rstrip(",，、;；:：。!！ "))


def _first_clause(text: str) -> str:
    found = _CLAUSE.match(text)
    return found.group() if found else text


def names_topic(question: Question, text: str) -> bool:
    """Whether words name all that a question is about."""
    words = [keyword.word for keyword in question.keywords]
    nouns = [keyword.word for keyword in question.keywords if keyword.importance == 1.0] or words[:1]
    return bool(nouns) and all(noun in text for noun in nouns)


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
        return all(_presence(name, said) >= _NAMED_SHARE for name in _words_to_explain(question))
    return any(
        re.search(rf"{re.escape(word)}[”\"』」]?[,，]?(?:是|即|指)|等[“\"『「]?{re.escape(word)}", text)
        for word in (each.word for each in question.keywords)
    )


def _words_to_explain(question: Question) -> tuple[str, ...]:
    """What the question puts in quotation marks, else its topic if that is a name; a description names nothing."""
    quoted = [re.sub(r"\W+", "", fold(name)) for name in QUOTED.findall(question.text)]
    topic = re.sub(r"\W+", "", fold(question.topic))
    return tuple(name for name in quoted or (topic,) if 0 < len(name) <= _LONGEST_NAME)
