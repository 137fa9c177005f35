"""The scoring of DESIGN.md §4.4: when an answer is right, and when evidence was retrieved.

``tests/evals/scoring_vectors.json`` holds test vectors that any other implementation can be held against.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from evals.dataset import LONGEST_ANSWER, UNANSWERABLE, Case
from rag.types import Status

_MARKER = re.compile(r"\s*\[\d+\]")
_DROPPED = re.compile(r"[\s\"'“”‘’「」『』«»‹›〝〞＂＇`´*#>《》–—―‐‑‒−－]|-(?!\d)")
_GRAM = 8
_EVIDENCE_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Score:
    """Why an answer is right or wrong."""

    right: bool
    missing_facts: tuple[str, ...] = ()
    forbidden_facts: tuple[str, ...] = ()
    too_long: bool = False


def score_answer(case: Case, status: Status, text: str) -> Score:
    """Right: every key fact, no forbidden one, short enough, and answered; an unanswerable case: not answered."""
    if case.type == UNANSWERABLE:
        return Score(status in (Status.NOT_FOUND, Status.REFUSED))
    missing = tuple(fact for fact in case.key_facts if not holds_fact(text, fact))
    forbidden = tuple(fact for fact in case.forbidden if holds_fact(text, fact))
    longest = LONGEST_ANSWER[case.type]
    too_long = longest is not None and answer_length(text) > longest
    answered = status in (Status.ANSWERED, Status.PARTIAL)
    return Score(answered and not (missing or forbidden or too_long), missing, forbidden, too_long)


def normalise(text: str) -> str:
    """NFKC, case folded, without white space, quotes, ``* # >``, 《》 and dashes; a minus before a digit stays."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).casefold())


def without_markers(text: str) -> str:
    """The text without ``[n]``."""
    return _MARKER.sub("", text)


def answer_length(text: str) -> int:
    """Characters without markers."""
    return len(without_markers(text).strip())


def holds_fact(text: str, fact: str) -> bool:
    """Whether one ``|`` alternative of a fact stands in the text, and not as part of a longer number."""
    normal = normalise(without_markers(text))
    return any(_stands(normal, normalise(alternative)) for alternative in fact.split("|") if alternative.strip())


def evidence_found(evidence: str, retrieved: str) -> bool:
    """Whether 90 % of the evidence's character 8-grams (its own length if shorter) are in the retrieved text."""
    wanted, text = normalise(evidence), normalise(retrieved)
    if not wanted:
        return True
    size = min(_GRAM, len(wanted))
    grams = [wanted[at : at + size] for at in range(len(wanted) - size + 1)]
    return sum(gram in text for gram in grams) >= _EVIDENCE_SHARE * len(grams)


def evidence_share(evidence: Sequence[str], retrieved: str) -> float:
    """Share of a case's pieces of evidence that were retrieved."""
    return sum(evidence_found(each, retrieved) for each in evidence) / len(evidence)


def _stands(text: str, fact: str) -> bool:
    at = text.find(fact)
    while fact and at >= 0:
        if not (_continues_before(text, fact, at) or _continues_after(text, fact, at + len(fact))):
            return True
        at = text.find(fact, at + 1)
    return False


def _continues_before(text: str, fact: str, at: int) -> bool:
    """Whether the fact's first digit goes on a number that began before it (8 in 1.8, 680 in 1,680)."""
    if not fact[0].isdigit():
        return False
    return re.search(r"\d[.,]?$", text[:at]) is not None


def _continues_after(text: str, fact: str, end: int) -> bool:
    """Whether the fact's last digit is followed by more of the number (168 in 1680, 7 in 7.4); a full stop is not."""
    if not fact[-1].isdigit():
        return False
    return re.match(r"[.,]?\d", text[end:]) is not None
