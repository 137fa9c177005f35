"""Choose the answer's words: one pure function from a question and its evidence to scored spans and answerability."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.quantities import quantities
from index.types import Passage, Role
from index.words import fold
from rag.question import Question, Wanted
from rag.retrieve import Evidence, in_period

Rarity = Callable[[str], float]
Weights = tuple[tuple[tuple[str, ...], float], ...]  # per keyword: the words that stand for it, and its weight

# Coverage, cosine and the rest are weighed against each other here; chosen on dev (docs/architecture.md).
_COSINE_WEIGHT = 4.0
_CONTEXT_SHARE = 0.5  # a topic word in the headings or the lead sentence counts half of one in the sentence
_PERIOD_PENALTY = 1.0
_FIGURE_BONUS = 0.5
_FURTHER_FIGURE_BONUS = 0.25  # each figure more, where the question asks for several
_CHARS_COST = 0.004  # per character of a run of clauses: ten characters must bring 0.04 of coverage
_RANK_COST = 0.03
# A figure follows its metric: clauses in front of it speak of another (「…增长11.6%,其中城镇居民…」).
_LATE_METRIC_COST = 0.3

_CLAUSE = re.compile(r"[^,，、;；:：]*(?:[,，、;；:：]|$)")
_UNIT_ASKED = re.compile(
    r"(?:多少|几)(?:多|万|千|亿)*(?:个)?(百分点|平方米|公里|公顷|人次|人|户|家|个|项|件|套|所|座|条|次|处|场|亩|名|元|%)"
)
_HOW_MANY = re.compile(r"多少|几")
_RATE_ASKED = re.compile(r"增[长速幅]|增长率|下降(?:了)?多少|占比|比例|比重|百分之|速度|rate|percent", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """Words that may answer: ``[start, end)`` in the document's text, inside ``passage``."""

    passage: Passage
    start: int
    end: int
    score: float
    coverage: float  # of the question's topic, by rarity, within the sentence and what stands above it
    cosine: float
    has_figure: bool

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


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
    return Selection(tuple(scored), _answerability(question, scored[0]) if scored else 0.0)


def shorten(question: Question, span: ScoredSpan, rarity: Rarity) -> ScoredSpan:
    """The run of neighbouring clauses of a sentence that covers the question in the fewest characters."""
    weights = _weights(question, rarity)
    nouns = tuple(weight for weight, keyword in zip(weights, question.keywords, strict=True) if keyword.importance == 1)
    wants_figure = question.wanted in (Wanted.FIGURE, Wanted.COMPARISON)
    best, best_score = span, -math.inf
    for start, end in _runs(span):
        text = span.passage.text[start - span.passage.start : end - span.passage.start]
        fits = _figure_fit(question, text) if wants_figure else 0.0
        score = _coverage(weights, text, "") + fits - _CHARS_COST * len(text)
        if wants_figure and not _coverage(nouns, _first_clause(text), ""):
            score -= _LATE_METRIC_COST
        if score > best_score:
            best_score = score
            best = replace(span, start=start, end=end)
    return best


def widen(run: ScoredSpan, sentence: ScoredSpan, max_chars: int) -> ScoredSpan:
    """The run with as many of the clauses behind it, then before it, as fit: what is asked often stands beside."""
    longest = run
    for start, end in _runs(sentence, most=len(sentence.text)):
        holds = start <= longest.start and longest.end <= end
        if holds and end - start <= max_chars and (end > longest.end or start < longest.start):
            longest = replace(longest, start=start, end=end)
    return longest


def asks_rate(question: Question) -> bool:
    """Whether the figure asked for is a rate or a share."""
    return _RATE_ASKED.search(question.text) is not None


def _sentence_spans(question: Question, evidence: Evidence, weights: Weights, rank: int) -> Iterator[ScoredSpan]:
    passage = evidence.passage
    lead = evidence.sentences[0] if evidence.sentences else (passage.start, passage.start)
    above = " ".join((*passage.headings, passage.text[: lead[1] - passage.start]))
    period = 0.0 if in_period(question, passage) else _PERIOD_PENALTY
    for (start, end), cosine in zip(evidence.sentences, evidence.cosines, strict=True):
        text = passage.text[start - passage.start : end - passage.start]
        coverage = _coverage(weights, text, above)
        fits = _figure_fit(question, text)
        score = coverage + _COSINE_WEIGHT * (cosine - 0.8) + fits - period - _RANK_COST * rank
        yield ScoredSpan(passage, start, end, score, coverage, cosine, fits > 0)


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
    """How well the quantities of ``text`` fit the unit asked for; 0 when no figure is asked for or there is none."""
    if question.wanted not in (Wanted.FIGURE, Wanted.COMPARISON):
        return 0.0
    found = quantities(text)
    if not found:
        return 0.0
    units = {quantity.unit for quantity in found}
    further = _FURTHER_FIGURE_BONUS * (min(len(found), len(_HOW_MANY.findall(question.text))) - 1)
    if further > 0:
        return _FIGURE_BONUS + further
    asked = _UNIT_ASKED.search(question.text)
    if asks_rate(question):
        return _FIGURE_BONUS if units & {"%", "‰", "个百分点", "倍"} else _FIGURE_BONUS / 4
    if asked:
        return _FIGURE_BONUS if asked.group(1) in units else _FIGURE_BONUS / 4
    return _FIGURE_BONUS


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


def _answerability(question: Question, best: ScoredSpan) -> float:
    """Probability that the best span answers, by logistic regression on its features; fitted on dev."""
    wants_figure = question.wanted in (Wanted.FIGURE, Wanted.COMPARISON)
    logit = -6.0 + 6.0 * best.coverage + 40.0 * (best.cosine - 0.85)
    logit -= 2.0 * (wants_figure and not best.has_figure)
    logit -= 3.0 * (not in_period(question, best.passage))
    logit -= 4.0 * any(place not in best.passage.text for place in question.foreign_places)
    return 1 / (1 + math.exp(-logit))


def other_role(role: Role) -> Role:
    """Review for plan, plan for review."""
    return Role.PLAN if role is Role.REVIEW else Role.REVIEW
