"""Reading a sentence beside a question: the seam to a trained reader, and what of a report it is shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Protocol

from index.glossary_lines import is_glossary
from index.types import Passage, Role
from rag.types import Turn

# As the trained reader knows clauses, which parts numbers, too; ``rag.clauses`` does not.
_CLAUSE = re.compile(r"[^,，、;；:：。!！?？]*(?:[,，、;；:：。!！?？]+|$)")
LEAD_CHARS = 24  # a paragraph's first sentence (「城市更新统筹推进。」) that says what the others are about
_ABOVE_CHARS = 20
SURE = (
    4.0  # logit: five of six sentences above it answer, whatever rules of thumb say; years and places it does not know
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How well a sentence answers a question, and each of its clauses: logits, higher is better."""

    answers: float
    clauses: tuple[float, ...]  # in the order of ``clause_spans``; those cut off for their length are -inf


class Entailment(IntEnum):
    """What a sentence says to that which a question supposes, or asks whether it is so, as the reader is trained."""

    NEUTRAL = 0
    ENTAILED = 1
    CONTRADICTED = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as a reader is shown it: ``above`` says of which year and part it is, and what it stands under."""

    above: str
    text: str


class Reader(Protocol):
    """Reads sentences beside a question. Thread-safe."""

    def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        """A reading for each line, in order."""

    def read_after(self, last: Turn, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        """A reading for each line of what answers a question that follows the last turn, in order."""

    def contradictions(self, question: str, lines: Sequence[Line]) -> tuple[float, ...]:
        """The probability that each line contradicts what the question supposes, in order."""


class RememberingReader:
    """A reader that reads the same line beside the same question once: for one answer that comes back to it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, Line], Reading] = {}

    def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        """A reading for each line, in order."""
        new = [line for line in dict.fromkeys(lines) if (question, line) not in self._known]
        if new:
            self._known.update(zip(((question, line) for line in new), self._reader.read(question, new), strict=True))
        return tuple(self._known[question, line] for line in lines)

    def read_after(self, last: Turn, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        """A reading for each line of what answers a question that follows the last turn, in order; not remembered."""
        return self._reader.read_after(last, question, lines)

    def contradictions(self, question: str, lines: Sequence[Line]) -> tuple[float, ...]:
        """The probability that each line contradicts what the question supposes, in order; not remembered."""
        return self._reader.contradictions(question, lines)


@lru_cache(4_096)  # of the same sentences for one question after another
def clause_spans(text: str) -> tuple[tuple[int, int], ...]:
    """``[start, end)`` of each clause with the mark that ends it."""
    return tuple(found.span() for found in _CLAUSE.finditer(text) if found.group().strip())


def line_of(passage: Passage, start: int, end: int, lead: tuple[int, int]) -> Line:
    """The sentence ``[start, end)`` of a passage whose first sentence is ``lead``."""
    announced = passage.between(*lead).strip()
    if lead[0] == start or len(announced) > LEAD_CHARS:
        announced = passage.headings[-1] if passage.headings else ""
    return Line(f"{_period(passage)} {announced[:_ABOVE_CHARS]} ", passage.between(start, end))


def _period(passage: Passage) -> str:
    """「2031年计划」"""
    period = passage.period
    if period.role is not None and period.first_year:
        years = f"{period.first_year}"
        if period.last_year != period.first_year:
            years = f"{years}-{period.last_year}"
        return f"{years}年{'计划' if period.role is Role.PLAN else '回顾'}"
    return "名词解释" if passage.headings and is_glossary(passage.headings[0]) else ""
