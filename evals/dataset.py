"""Eval cases: a question with what a right answer holds (DESIGN.md §4.4)."""

import json
import re
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from index.errors import QuestionError
from rag.question import clean
from rag.types import Turn

# The longest answer of each type, in characters without markers.
LONGEST_ANSWER = {
    "fact_number": 120,
    "fact_text": 120,
    "fact_official": 120,
    "yes_no": 120,
    "robustness": 120,
    "comparison": 200,
    "multi_hop": 200,
    "followup": 200,
    "false_premise": 200,
    "list": 360,
    "plan": 360,
    "term_in_context": 360,
    "definition": 480,
    "term_reverse": 480,
    "english": 480,
    "unanswerable": None,
}
UNANSWERABLE = "unanswerable"
# A question of a public set that says which texts it wants and not what they answer: retrieval alone is scored.
RETRIEVAL_ONLY = "retrieval"
# Half of a pair: JSON can name one, UTF-8 has none.
_SURROGATE = re.compile("[\ud800-\udfff]")
_TEXTS = ("id", "type", "question")
_OPTIONAL_TEXTS = ("answer", "document")
_LISTS = ("key_facts", "forbidden", "evidence")


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what a right answer holds. Fields that we do not know are kept in ``extra``."""

    id: str
    type: str
    question: str
    history: tuple[Turn, ...] = ()
    answer: str = ""
    key_facts: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    document: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)


class BadCaseError(ValueError):
    """What keeps a row from being a case, and what to do; the reader of the file adds where it stands."""


def is_text(value: object) -> TypeGuard[str]:
    """Whether a value is text that any file can hold: no half of a character stands in it."""
    return isinstance(value, str) and _SURROGATE.search(value) is None


def case_of(row: object) -> Case:
    """The case in a row of a data set. Raises BadCaseError, which says what keeps the row from being one."""
    problem = _problem(row)
    if problem is not None or not isinstance(row, dict):
        raise BadCaseError(problem)
    return _case(row)


def row_of(case: Case) -> dict[str, Any]:
    """The row of a case as a JSON Lines file has it; ``case_of`` reads it back."""
    row: dict[str, Any] = {"id": case.id, "type": case.type, "question": case.question}
    if case.history:
        row["history"] = [[turn.question, turn.answer] for turn in case.history]
    row |= {name: getattr(case, name) for name in _OPTIONAL_TEXTS if getattr(case, name)}
    row |= {name: list(getattr(case, name)) for name in _LISTS if getattr(case, name)}
    return {**row, **case.extra}


def _problem(row: object) -> str | None:
    """What keeps a line from being a case, and what to do."""
    if not isinstance(row, dict):
        return "not an object. Write one object a line."
    for name in _TEXTS:
        if not isinstance(row.get(name), str) or not row[name].strip():
            return f'"{name}" is missing or no text. Give it.'
    for name in _OPTIONAL_TEXTS:
        if not isinstance(row.get(name), str | None):
            return f'"{name}" is no text. Write it in quotes, or leave it out.'
    for name in _LISTS:
        if not _are_texts(row.get(name)):
            return f'"{name}" is not a list of texts. Write it as ["…"].'
    return (
        _problem_of_the_characters(row)
        or problem_of_the_question(row["question"])
        or _problem_of_the_type(row)
        or _problem_of_the_history(row)
    )


def _problem_of_the_characters(row: dict[str, Any]) -> str | None:
    """JSON can name half of a character, which nothing that is written afterwards could hold."""
    if is_text(json.dumps(row, ensure_ascii=False)):
        return None
    return r"half of a character (such as \ud800) stands in it. Write it whole, or take it out."


def _are_texts(values: object) -> bool:
    """Whether a list is one of texts; null is as good as none."""
    return values is None or (
        isinstance(values, list) and all(isinstance(value, str) and bool(value.strip()) for value in values)
    )


def problem_of_the_question(question: str) -> str | None:
    """Why a question cannot be asked: it is too long, or nothing is left of it to read."""
    try:
        clean(question)
    except QuestionError as error:
        return str(error)
    return None


def _problem_of_the_type(row: dict[str, Any]) -> str | None:
    if row["type"] not in LONGEST_ANSWER:
        return f'type "{row["type"]}" is unknown. Use one of {", ".join(LONGEST_ANSWER)}.'
    if (row["type"] == UNANSWERABLE) == bool(row.get("key_facts")):
        return '"key_facts" are for every type but unanswerable. Give or remove them.'
    return None


def _problem_of_the_history(row: dict[str, Any]) -> str | None:
    history = row.get("history") or []
    if isinstance(history, list) and all(_is_turn(turn) for turn in history):
        return None
    return '"history" is not a list of pairs of texts. Write it as [["question", "answer"], …].'


def _is_turn(turn: object) -> bool:
    return isinstance(turn, list) and len(turn) == 2 and all(isinstance(each, str) for each in turn)


def _case(row: dict[str, Any]) -> Case:
    known = {*_TEXTS, *_OPTIONAL_TEXTS, *_LISTS, "history"}
    return Case(
        id=row["id"],
        type=row["type"],
        question=row["question"],
        history=tuple(Turn(*turn) for turn in row.get("history") or []),
        answer=row.get("answer") or "",
        key_facts=tuple(row.get("key_facts") or ()),
        forbidden=tuple(row.get("forbidden") or ()),
        evidence=tuple(row.get("evidence") or ()),
        document=row.get("document"),
        extra={name: value for name, value in row.items() if name not in known},
    )
