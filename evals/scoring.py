"""The scoring of DESIGN.md §4.4: when an answer is right, when its figures are traced, when evidence was retrieved.

``tests/evals/scoring_vectors.json`` holds test vectors that any other implementation can be held against.
"""

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass

from evals.dataset import LONGEST_ANSWER, UNANSWERABLE, Case
from index.quantities import Quantity, quantities
from rag.types import Status
from rag.working import printed_number, worked_out

_MARKER = re.compile(r"\s*\[\d+\]")
# Unicode's quotation marks (the half- and full-width forms fold by NFKC), the backtick and the ornamental ones.
_QUOTES = "\"'`“”„‟‘’‚‛«»‹›「」『』〝〞〟⹂❛❜❝❞❮❯"
_DASHES = r"\-−‐‑‒–—―⸺⸻─━"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_DROPPED = re.compile(
    # Dropped, the dash of 「2021—2025年」 or 「3 - 5个」 would make one number of two.
    rf"(?P<range>(?<=\d)\s*[{_DASHES}]+\s*(?=\d))|(?P<minus>[-−](?=\d))|[\s{_QUOTES}{_INVISIBLE}*#>《》{_DASHES}]"
)
GRAM = 8
_EVIDENCE_PERCENT = 90
_MINUS = ("-", "−")
_FALLS = re.compile(r"(?:下降|减少|降低|下滑|下跌|回落|缩减|负增长|降|减|跌)[了至到约为]{0,2}\s*$")
_PARTS = ("%", "‰", "个百分点", "百分点")
_OPERATORS = r"+\-−–—×*÷/=≈"
_OPERATOR_BEFORE = re.compile(rf"[{_OPERATORS}]\s*\(?\s*$")
_OPERATOR_AFTER = re.compile(rf"\s*\)?\s*[{_OPERATORS}]")
# Behind these words a bare 2023 is a year: 「到2025」.
_COUNTED = re.compile(r"[\u4e00-\u9fff](?<![在至到从自于和与及跟或])\s*$")


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
    longest = LONGEST_ANSWER.get(case.type)
    too_long = longest is not None and answer_length(text) > longest
    answered = status in (Status.ANSWERED, Status.PARTIAL)
    return Score(answered and not (missing or forbidden or too_long), missing, forbidden, too_long)


def normalise(text: str) -> str:
    """NFKC, case folded, without white space, quotes, ``* # >``, 《》 and dashes.

    A minus before a digit stays, and so does the dash between two digits, as ``-``.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _DROPPED.sub(lambda match: "-" if match.lastgroup else "", folded)


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
    return holds_evidence(normalise(evidence), normalise(retrieved))


def holds_evidence(evidence: str, text: str, percent: int = _EVIDENCE_PERCENT) -> bool:
    """The same of normalised texts, and for another share: stops at the first 8-gram too many that is missing."""
    size = min(GRAM, len(evidence))
    grams = [evidence[at : at + size] for at in range(len(evidence) - size + 1)] if evidence else []
    may_lack = (100 - percent) * len(grams)
    lacking = 0
    for gram in grams:
        lacking += 100 * (gram not in text)
        if lacking > may_lack:
            return False
    return True


def evidence_share(evidence: Sequence[str], retrieved: str) -> float:
    """Share of a case's pieces of evidence that were retrieved."""
    return sum(evidence_found(each, retrieved) for each in evidence) / len(evidence)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A quantity where it stands in a text after NFKC; below zero if a minus is printed before it."""

    text: str
    quantity: Quantity
    is_negative: bool


def untraced_figures(text: str, quotes: Sequence[str]) -> tuple[str, ...]:
    """The figures of an answer that stand in none of its quotes and come from no shown working over such figures.

    A figure stands in a quote that has one of the same value, unit and sign; of a bare number the unit may be cut, and
    inside working the scale. Calendar years are no figures: an answer takes them from the section's period.
    """
    plain = _folded(without_markers(text))
    printed = [each for quote in map(_folded, quotes) for each in _stated(quote)]
    said = {each.quantity.start: each for each in _stated(plain)}

    def stands(_: str, figure: Quantity) -> bool:
        return any(_is_same(said[figure.start], each) for each in printed)

    worked = worked_out(plain, stands)
    results = [each for start, each in said.items() if start in worked]
    return tuple(
        plain[each.quantity.start : each.quantity.end]
        for each in said.values()
        if not (
            _is_year(each) or stands(plain, each.quantity) or any(_is_said_again(each, result) for result in results)
        )
    )


def stated_figures(text: str) -> tuple[Quantity, ...]:
    """The figures of a text without markers, calendar years left out, as they stand in it after folding."""
    return tuple(each.quantity for each in _stated(_folded(text)) if not _is_year(each))


def stands_in(text: str, figure: Quantity, quote: str) -> bool:
    """Whether a figure of a text stands in a quote, as for ``untraced_figures``."""
    stated = next(each for each in _stated(_folded(text)) if each.quantity.start == figure.start)
    return any(_is_same(stated, each) for each in _stated(_folded(quote)))


def _stated(text: str) -> tuple[_Stated, ...]:
    found = quantities(text)
    ends = {each.end for each in found}
    return tuple(_Stated(text, each, _has_minus(text, each.start, ends)) for each in found)


def _has_minus(text: str, start: int, ends: Set[int]) -> bool:
    """Whether a minus stands before a figure, and not the dash of a range, a subtraction or a name (A-5)."""
    before = text[:start]
    return before.endswith(_MINUS) and start - 1 not in ends and re.search(r"[0-9A-Za-z.%)]$", before[:-1]) is None


def _is_said_again(figure: _Stated, result: _Stated) -> bool:
    """「4080-3840=240,多240个」: the unit may be cut in the working or after it."""
    return _is_same(figure, result) or _is_same(result, figure)


def _folded(text: str) -> str:
    """NFKC, and without the print damage that a quote may hold inside a figure (「2 万人」)."""
    return re.sub(r"(?<=[\d.万亿]) +(?=[\u4e00-\u9fff%])", "", unicodedata.normalize("NFKC", text))


def _is_same(said: _Stated, printed: _Stated) -> bool:
    figure, other = said.quantity, printed.quantity
    if not _is_same_sign(said, printed):
        return False
    if figure.unit:
        return (figure.value, figure.unit) == (other.value, other.unit)
    number = printed_number(said.text, figure)
    if figure.value == number == printed_number(printed.text, other) and _is_in_working(said):
        return True
    return figure.value == other.value and (other.unit not in _PARTS or _is_in_working(said))


def _is_same_sign(said: _Stated, printed: _Stated) -> bool:
    """「增长-5%」 is 「下降5%」, and not 「增长5%」."""
    if said.is_negative == printed.is_negative:
        return True
    positive = printed if said.is_negative else said
    return _FALLS.search(positive.text[: positive.quantity.start]) is not None


def _is_in_working(said: _Stated) -> bool:
    """「900-845=55亿元」 names scale and unit once."""
    before, after = said.text[: said.quantity.start], said.text[said.quantity.end :]
    return _OPERATOR_BEFORE.search(before) is not None or _OPERATOR_AFTER.match(after) is not None


def _is_year(stated: _Stated) -> bool:
    """A number like a year with 年 or alone, but not right behind the words that it counts (「人口2023」)."""
    figure = stated.quantity
    if figure.unit not in ("", "年") or not (1900 <= figure.value < 2100 and figure.value == int(figure.value)):
        return False
    return figure.unit == "年" or _COUNTED.search(stated.text[: figure.start]) is None


def _stands(text: str, fact: str) -> bool:
    at = text.find(fact)
    while fact and at >= 0:
        if not (_continues_before(text, fact, at) or _continues_after(text, fact, at + len(fact))):
            return True
        at = text.find(fact, at + 1)
    return False


def _continues_before(text: str, fact: str, at: int) -> bool:
    """Whether the fact's first digit goes on a number that began before it (8 in 1.8, 680 in 1,680).

    A comma goes on a number only between a group of at most three digits and one of three: 「2023,680个」 is two.
    """
    if not fact[0].isdigit():
        return False
    if re.search(r"\d\.?$", text[:at]):
        return True
    return re.match(r"\d{3}(?!\d)", text[at:]) is not None and (
        re.search(r"(?<![\d.])\d{1,3}(?:,\d{3})*,$", text[:at]) is not None
    )


def _continues_after(text: str, fact: str, end: int) -> bool:
    """Whether the fact's last digit is followed by more of the number (190 in 1900, 6 in 6.5, 1 in 1,900)."""
    if not fact[-1].isdigit():
        return False
    if re.match(r"\.?\d", text[end:]):
        return True
    return re.match(r",\d{3}(?!\d)", text[end:]) is not None and (
        re.search(r"(?<![\d.])\d{1,3}(?:,\d{3})*$", text[:end]) is not None
    )
