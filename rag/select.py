"""Choose the answer's words: one pure function from a question and its evidence to scored spans and answerability."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.quantities import quantities
from index.types import Passage
from rag.admitted import ADMITS, ASKS_OF_FAULTS, asks_what_is_admitted
from rag.figure_asked import FIGURE_BONUS, figure_fit
from rag.keyword_coverage import Rarity, Weights, coverage_of, weights_of
from rag.needs import lacks_what_is_asked
from rag.question import Question, Wanted
from rag.quoted import QUOTED
from rag.reader import LEAD_CHARS
from rag.retrieve import ABOUT_MEANINGS, Evidence, in_period, is_entry
from rag.ruled_out import is_ruled_out
from rag.scored_span import ScoredSpan, Selection

# Coverage, cosine and the rest are weighed against each other here; chosen on dev (docs/architecture.md).
_COSINE_WEIGHT = 4.0
_PERIOD_PENALTY = 1.0
_ENTRY_PENALTY = 0.5  # an entry of the glossary tells what a word means, not what was done
# A sentence that only opens a speech or a list, or thanks, answers nothing: 「一年来，我们主要做了以下工作」.
_OPENING_PENALTY = 1.5
_OPENS = re.compile(
    r"^.{0,60}(?:以下|如下|下列|下面)[^,，。;；]{0,8}(?:工作|方面|任务|安排|成绩|报告)[。:：]?$|报告工作[^。]{0,6}(?:请|审议|审查)"
    r"|^[—\-－]{1,2}.{4,60}(?:讲话|报告)$|(?:思想|精神)为(?:指导|指引|统领)|坚强领导下|我(?:谨)?代表.{0,200}(?:感谢|敬意|问候)"
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


def select(question: Question, evidence: Sequence[Evidence], rarity: Rarity) -> Selection:
    """Every sentence of the evidence, best first, and how sure it is that the best one answers."""
    weights = weights_of(question, rarity)
    scored = [span for rank, each in enumerate(evidence) for span in _sentence_spans(question, each, weights, rank)]
    scored.sort(key=lambda span: (lacks_what_is_asked(question.text, span.text), -span.score))
    dense = max((each.dense for each in evidence), default=0.0)
    return Selection(tuple(scored), _answerability(question, scored[0], dense) if scored else 0.0)


def _sentence_spans(question: Question, evidence: Evidence, weights: Weights, rank: int) -> Iterator[ScoredSpan]:
    passage = evidence.passage
    lead = evidence.sentences[0] if evidence.sentences else (passage.start, passage.start)
    above = " ".join((*passage.headings, passage.text[: lead[1] - passage.start]))
    period = 0.0 if in_period(question, passage) else _PERIOD_PENALTY
    if _asks_of_doings(question) and is_entry(passage):
        period += _ENTRY_PENALTY
    for (start, end), cosine in zip(evidence.sentences, evidence.cosines, strict=True):
        text = passage.between(start, end)
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
    opens, admits = _opens_or_admits(text)
    if opens and not _ASKS_OF_GUIDANCE.search(question.text):
        return True
    return admits and not ASKS_OF_FAULTS.search(question.text)


@lru_cache(4_096)  # of the same sentences for one question after another
def _opens_or_admits(text: str) -> tuple[bool, bool]:
    return _OPENS.search(text) is not None, ADMITS.search(text) is not None


def admits_what_is_asked(question: Question, text: str) -> bool:
    """Whether a sentence admits the faults that are asked for, which touch every topic in few words of any."""
    return _opens_or_admits(text)[1] and asks_what_is_admitted(question.text, question.topic)


def _announces(text: str) -> bool:
    """Whether a paragraph's lead only says what the others are about: 「做强海洋经济。」"""
    return len(text) <= LEAD_CHARS and not quantities(text) and not QUOTED.search(text)


def _asks_of_doings(question: Question) -> bool:
    """Whether a question is about what was done or is planned, and not about the meaning of a word."""
    return question.wanted not in ABOUT_MEANINGS and (question.role is not None or question.years != ())


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
