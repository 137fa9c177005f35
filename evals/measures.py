"""What is measured of one answer: a value by its name, only where it applies. ``docs/evals.md`` defines each."""

import re
from collections import Counter
from collections.abc import Sequence

from evals.dataset import RETRIEVAL_ONLY, UNANSWERABLE, Case
from evals.scoring import Score, answer_length, holds_fact, normalise, stated_figures, without_markers
from evals.statements import ground, holds, is_whole
from index.store import Store
from rag.types import Answer, Status

ABSTAINED = (Status.NOT_FOUND, Status.REFUSED)
_PUNCTUATION = re.compile(r"[^\w%.-]|_|(?<!\d)[.-]|\.(?!\d)")


def answer_values(store: Store, case: Case, answer: Answer, score: Score, untraced: Sequence[str]) -> dict[str, float]:
    """All values of one answer; none for a question whose answer nobody gave."""
    if case.type == RETRIEVAL_ONLY:
        return {}
    values = {"right": float(score.right), "characters": float(answer_length(answer.text))}
    abstained = answer.status in ABSTAINED
    if case.type != UNANSWERABLE:
        values["refused_wrongly"] = float(abstained)
        values.update(_words(case, answer, score))
    values["quotes_hold"] = float(all(holds(store, each) for each in answer.citations))
    values["quotes_whole"] = float(all(is_whole(store, each) for each in answer.citations))
    figures = stated_figures(without_markers(answer.text))
    if figures:
        values["figure_accuracy"] = max(0.0, 1 - len(untraced) / len(figures))
    # Whatever an answer to an unanswerable question cites, it should not be there: abstention counts it.
    return values if abstained or case.type == UNANSWERABLE else {**values, **_grounded(store, answer)}


def gold_answers(case: Case) -> tuple[str, ...]:
    """The answers that people gave: the one of the case, and others where a public set has several."""
    others = case.extra.get("answers", ())
    return tuple(each for each in (case.answer, *others) if isinstance(each, str) and each)


def character_f1(text: str, gold: str) -> float:
    """F1 over the characters that two texts share, punctuation apart (SQuAD's, by characters as for CMRC)."""
    said, wanted = Counter(_plain(text)), Counter(_plain(gold))
    common = (said & wanted).total()
    return 2 * common / (said.total() + wanted.total()) if common else 0.0


def _words(case: Case, answer: Answer, score: Score) -> dict[str, float]:
    """How an answerable question was answered; a refusal gives no fact, right or wrong."""
    text = answer.text if answer.status not in ABSTAINED else ""
    values = {"fact_recall": sum(holds_fact(text, fact) for fact in case.key_facts) / len(case.key_facts)}
    if case.forbidden:
        values["wrong_facts"] = float(any(holds_fact(text, fact) for fact in case.forbidden))
    golds = gold_answers(case)
    if golds:
        values["exact_match"] = float(any(_plain(text) == _plain(gold) for gold in golds))
        values["f1"] = max(character_f1(text, gold) for gold in golds)
    values["too_long"] = float(score.too_long)
    return values


def _grounded(store: Store, answer: Answer) -> dict[str, float]:
    """A sentence without a marker counts against recall; an answer without any citation has no precision."""
    grounding = ground(store, answer)
    shares = {
        "citation_precision": grounding.citations,
        "citation_recall": grounding.sentences,
        "year_accuracy": grounding.years,
    }
    return {name: part / whole for name, (part, whole) in shares.items() if whole}


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", normalise(without_markers(text)))
