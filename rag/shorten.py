"""Cut a sentence down to the clauses that answer, and widen them again as far as they fit."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from rag import wording
from rag.clauses import CLAUSE, UNBROKEN, first_clause, spans_with_marks
from rag.figure_asked import figure_fit
from rag.keyword_coverage import Rarity, coverage_of, weights_of
from rag.question import Question, Wanted
from rag.scored_span import ScoredSpan

_CHARS_COST = 0.004  # per character of a run of clauses: ten characters must bring 0.04 of coverage
_TOLD_WEIGHT = 1.0  # of the reader's share of the answer in a run of clauses
# A figure follows its metric: clauses in front of it speak of another (「…增长11.6%,其中城镇居民…」).
_LATE_METRIC_COST = 0.3
_RANK_BONUS = 0.5  # as much as a figure that is asked for
_RANK_TOLD = re.compile(r"第[一二三四五六七八九十\d]|首位|之首|前列|榜首|领先|领跑|末位")


def shorten(question: Question, span: ScoredSpan, rarity: Rarity) -> ScoredSpan:
    """The run of neighbouring clauses of a sentence that covers the question in the fewest characters."""
    weights = weights_of(question, rarity)
    nouns = tuple(weight for weight, keyword in zip(weights, question.keywords, strict=True) if keyword.importance == 1)
    wants_figure = question.wanted in (Wanted.FIGURE, Wanted.COMPARISON)
    ranks = wording.RANK.search(question.text) is not None
    best, best_score = span, -math.inf
    for start, end in _runs(span):
        text = span.passage.between(start, end)
        fits = figure_fit(question, text) if wants_figure else 0.0
        score = (
            coverage_of(weights, text, "")
            + fits
            - _CHARS_COST * len(text)
            + _TOLD_WEIGHT * span.told_within(start, end)
        )
        if ranks and _RANK_TOLD.search(text):
            score += _RANK_BONUS
        if wants_figure and not coverage_of(nouns, first_clause(text), ""):
            score -= _LATE_METRIC_COST
        if score > best_score:
            best_score = score
            best = replace(span, start=start, end=end)
    return _with_each(best, span)


def _with_each(run: ScoredSpan, sentence: ScoredSpan) -> ScoredSpan:
    """The run with all of the clause that tells what each of several is: 「甲、乙分别为3个、5个」."""
    for clause in UNBROKEN.finditer(sentence.text):
        start, end = sentence.start + clause.start(), sentence.start + clause.end()
        if "分别" in clause.group() and start < run.end and run.start < end:
            return replace(run, start=min(run.start, start), end=max(run.end, end))
    return run


def widen(run: ScoredSpan, sentence: ScoredSpan, max_chars: int) -> ScoredSpan:
    """The run with as many of the clauses behind it, then before it, as fit: what is asked often stands beside.

    It is not widened to begin or end within an enumeration.
    """
    longest = run
    for start, end in _runs(sentence, most=len(sentence.text)):
        before, behind = sentence.text[: start - sentence.start], sentence.text[end - sentence.start :]
        if (start < run.start and before.endswith("、")) or (end > run.end and behind.startswith("、")):
            continue
        holds = start <= longest.start and longest.end <= end
        if holds and end - start <= max_chars and (end > longest.end or start < longest.start):
            longest = replace(longest, start=start, end=end)
    return longest


def _runs(span: ScoredSpan, most: int = 6) -> Iterator[tuple[int, int]]:
    """Spans of all runs of up to ``most`` neighbouring clauses, without the mark that ends them."""
    clauses = spans_with_marks(CLAUSE, span.text)
    for first in range(len(clauses)):
        for last in range(first, min(first + most, len(clauses))):
            text = span.text[clauses[first][0] : clauses[last][1]]
            start = span.start + clauses[first][0]
            yield start, start + len(text.rstrip(",，、;；:：。!！ "))
