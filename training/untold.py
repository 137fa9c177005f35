"""Near misses made of right sentences: the answer is taken out, and all else that a sentence tells stays.

A line made so differs from the right one in nothing but what is asked for. Some right lines lose words elsewhere, lest
a gap alone give such a line away.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rag.reader import clause_spans
from training.candidates import Candidate, Example, Span

_LONGEST = 16  # characters of an answer that is taken out; a longer one is most of what the sentence tells
_SHORTEST_LEFT = 8
_GAP_SHARE, _GAP = 0.35, (2, 6)  # of right lines that lose words elsewhere, and how many characters of them
_TOLD_IN_WORDS = frozenset(("figure", "measure", "fact", "term"))  # kinds of pairs whose answer is some of the evidence
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿]")
# What stands for the answer: nothing, or words that reports are full of.
_FOR_A_FIGURE = ("", "", "稳步提升", "持续扩大", "取得新进展", "有序推进", "不断增加", "实现新突破")
_FOR_A_NAME = ("", "", "", "有关单位", "一批", "多地", "各方面")
_MARKS = re.compile(r"[,，、]{2,}")
_ELSEWHERE = -1  # a line that is made stands nowhere in the document


def with_untold(examples: Iterable[Example], chance: random.Random) -> Iterator[Example]:
    """Each example, with the near miss that its right sentence makes, if any, before its other candidates."""
    for example in examples:
        found = _told_in(example) if example.kind in _TOLD_IN_WORDS else None
        untold = _untold(*found, chance) if found is not None else None
        if found is None or untold is None:
            yield example
            continue
        right, at = found
        gapped = _with_gap(right, at, chance) if chance.random() < _GAP_SHARE else None
        kept = (gapped if gapped is not None and each is right else each for each in example.candidates)
        yield replace(example, candidates=(untold, *kept))


def _told_in(example: Example) -> tuple[Candidate, Span] | None:
    """The first right candidate that holds the answer whole, and where in its line."""
    for each in (*example.candidates, *example.beyond):
        at = _within(each, example.answer) if each.is_right and example.answer is not None else None
        if at is not None:
            return each, at
    return None


def _within(candidate: Candidate, answer: Span) -> Span | None:
    """Where the answer stands in a line; None where the line does not hold it whole."""
    start, end = (place - candidate.start for place in answer)
    return (start, end) if start >= 0 and end <= len(candidate.line.text) else None


def _untold(right: Candidate, at: Span, chance: random.Random) -> Candidate | None:
    """The line without the answer; None where little but the answer stands in its clauses."""
    text, (start, end) = right.line.text, at
    clauses = [each for each in clause_spans(text) if each[0] < end and start < each[1]]
    is_whole = clauses and clauses[0][0] == start and clauses[-1][1] - end <= 1
    if not clauses or is_whole or end - start > _LONGEST:
        return None
    answer = text[start:end]
    instead = chance.choice(_FOR_A_FIGURE if _NUMBER.search(answer) else _FOR_A_NAME)
    said_again = len(answer) > 1  # taken out wherever it stands
    everywhere = re.compile(rf"(?<![\d.]){re.escape(answer)}")  # not within another figure
    left = everywhere.sub(instead, text) if said_again else f"{text[:start]}{instead}{text[end:]}"
    left = _MARKS.sub(lambda marks: marks.group()[0], left)
    if left == text or len(left) < _SHORTEST_LEFT:
        return None
    return Candidate(replace(right.line, text=left), _ELSEWHERE, is_right=False)


def _with_gap(right: Candidate, at: Span, chance: random.Random) -> Candidate | None:
    """The line without some words of a clause that does not tell the answer; None where there is no such clause."""
    others = [(start, end) for start, end in clause_spans(right.line.text) if end <= at[0] or start >= at[1]]
    if not others:
        return None
    start, end = chance.choice(others)
    size = chance.randint(*_GAP)
    first = chance.randint(start, max(start, end - size))
    if first + size > end:
        return None
    text = right.line.text[:first] + right.line.text[first + size :]
    moved = size if first + size <= at[0] else 0  # the answer keeps its place in the document
    return Candidate(replace(right.line, text=text), right.start + moved, is_right=True)
