"""Eval cases: question-answer pairs as JSON Lines, one case a line (DESIGN.md §4.4)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import DatasetError
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
_TEXTS = ("id", "type", "question")
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


def load_cases(paths: Sequence[Path]) -> tuple[Case, ...]:
    """The cases of files, and of the ``*.jsonl`` in folders. Raises DatasetError naming file and line."""
    cases = [case for path in paths for file in _files(path) for case in _read_file(file)]
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise DatasetError(f'the id "{case.id}" is given twice. Give every case its own.')
        seen.add(case.id)
    if not cases:
        raise DatasetError(f"no cases in {', '.join(str(path) for path in paths)}. Give a .jsonl file or its folder.")
    return tuple(cases)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.jsonl"))
    if not path.is_file():
        raise DatasetError(f"no file at {path}. Give a .jsonl file or its folder.")
    return [path]


def _read_file(file: Path) -> Iterator[Case]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise DatasetError(f"{file} is not UTF-8. Save it as UTF-8.") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read_case(line, f"{file} line {number}")


def _read_case(line: str, where: str) -> Case:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise DatasetError(f"{where}: no JSON ({error.msg}). Write one object a line.") from None
    if not isinstance(row, dict):
        raise DatasetError(f"{where}: not an object. Write one object a line.")
    for name in _TEXTS:
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise DatasetError(f'{where}: "{name}" is missing or no text. Give it.')
    for name in _LISTS:
        values = row.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise DatasetError(f'{where}: "{name}" is not a list of texts. Write it as ["…"].')
    return _case(row, where)


def _case(row: dict[str, Any], where: str) -> Case:
    if row["type"] not in LONGEST_ANSWER:
        raise DatasetError(f'{where}: type "{row["type"]}" is unknown. Use one of {", ".join(LONGEST_ANSWER)}.')
    if (row["type"] == UNANSWERABLE) == bool(row.get("key_facts")):
        raise DatasetError(f'{where}: "key_facts" are for every type but unanswerable. Give or remove them.')
    history = row.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, list) and len(turn) == 2 for turn in history):
        raise DatasetError(f'{where}: "history" is not a list of pairs. Write it as [["question", "answer"], …].')
    known = {*_TEXTS, *_LISTS, "history", "answer", "document"}
    return Case(
        id=row["id"],
        type=row["type"],
        question=row["question"],
        history=tuple(Turn(str(question), str(answer)) for question, answer in history),
        answer=str(row.get("answer", "")),
        key_facts=tuple(row.get("key_facts", ())),
        forbidden=tuple(row.get("forbidden", ())),
        evidence=tuple(row.get("evidence", ())),
        document=row.get("document"),
        extra={name: value for name, value in row.items() if name not in known},
    )
