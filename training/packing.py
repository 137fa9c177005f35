"""Examples as arrays, so that training needs neither the reports nor the tokenizer: what read_examples.py writes.

Questions and lines are laid out as asking lays them out (rag/e5_reader.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.e5.names import PASSAGE_PREFIX
from index.e5.tokenizer import END, PADDING, START, E5Tokenizer
from rag.e5_reader import laid_out
from rag.reader import Line, clause_spans
from training.candidates import Candidate, Example
from training.weights import Tensors

_SHOWN, _RIGHT = 16, 5  # candidates of an example, and right ones among them at most
_WORDS, _ENCODER = "words", "encoder."  # in the file

Integers = NDArray[np.int32]
Flags = NDArray[np.bool_]
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PackedExamples:
    """Examples with their candidates: those that are right, then the others, best first.

    A token is its row in ``TrainingData.words``; rows are padded with the encoder's ``PADDING``.
    """

    lines: Integers  # (lines, longest): the tokens of each line, once
    clauses: Integers  # (lines, longest): the number of the clause that a token belongs to, -1 for none
    questions: Integers  # (examples, wordings, longest): the tokens of each question, the first as it is
    candidates: Integers  # (examples, most): rows of ``lines``, -1 where there are fewer
    is_right: Flags  # (examples, most): whether a candidate answers
    tells: Flags  # (examples, most, clauses): which clauses of a right candidate tell the answer
    is_labelled: Flags  # (examples,)


@dataclass(frozen=True, slots=True)
class TrainingData:
    """The examples and what a network starts from."""

    examples: PackedExamples
    words: NDArray[np.float16]  # (tokens, hidden): the embeddings of the tokens that occur
    encoder: Tensors  # all its layers (training/weights.py)


def pack(
    examples: Sequence[Example], asked: Sequence[Sequence[Sequence[int]]], tokenizer: E5Tokenizer
) -> tuple[PackedExamples, list[int]]:
    """The examples, and the encoder's ids of the tokens that occur.

    ``asked``: of each example the rows of tokens of its wordings, as many for one as for another.
    """
    lines = _Lines(tokenizer)
    shown = [_shown(example) for example in examples]
    candidates = _matrix([[lines.number(each.line) for each in group] for group in shown], -1)
    questions = _matrix([row for rows in asked for row in rows], PADDING)
    rows = _matrix(lines.rows, PADDING)
    # The special tokens are the encoder's first ones and keep their ids, PADDING for one.
    used = np.unique(np.concatenate([[START, PADDING, END], rows.flat, questions.flat]))
    packed = PackedExamples(
        lines=_renumbered(rows, used),
        clauses=_matrix([_clause_numbers(*each) for each in zip(lines.rows, lines.clauses, strict=True)], -1),
        questions=_renumbered(questions, used).reshape(len(examples), len(asked[0]), -1),
        candidates=candidates,
        is_right=_matrix([[each.is_right for each in group] for group in shown], fill=False).astype(bool),
        tells=_tells(examples, shown, lines),
        is_labelled=np.array([example.is_labelled for example in examples]),
    )
    return packed, used.tolist()


class _Lines:
    """Numbers lines in the order in which they are met."""

    def __init__(self, tokenizer: E5Tokenizer) -> None:
        self.rows: list[list[int]] = []
        self.clauses: list[Spans] = []  # places in the row
        self._tokenizer = tokenizer
        self._numbers: dict[Line, int] = {}

    def number(self, line: Line) -> int:
        if line not in self._numbers:
            self._numbers[line] = len(self.rows)
            ids = self._tokenizer.ids
            above = tuple(ids(PASSAGE_PREFIX + line.above))
            row, clauses = laid_out(above, (tuple(ids(line.text[start:end])) for start, end in clause_spans(line.text)))
            self.rows.append(row)
            self.clauses.append(clauses)
        return self._numbers[line]


def _shown(example: Example) -> list[Candidate]:
    right = [each for each in (*example.candidates, *example.beyond) if each.is_right]
    others = [each for each in example.candidates if not each.is_right]
    return [*right[:_RIGHT], *others][:_SHOWN]


def _tells(examples: Sequence[Example], shown: Sequence[Sequence[Candidate]], lines: _Lines) -> Flags:
    tells = np.zeros((len(examples), max(map(len, shown)), max(map(len, lines.clauses))), bool)
    for place, (example, group) in enumerate(zip(examples, shown, strict=True)):
        for slot, candidate in enumerate(group):
            told = _told(example, candidate)[: len(lines.clauses[lines.number(candidate.line)])]
            tells[place, slot, : len(told)] = told
    return tells


def _told(example: Example, candidate: Candidate) -> list[bool]:
    """Of each clause of a right candidate whether some of the answer stands in it."""
    if example.answer is None or not candidate.is_right:
        return []
    first, last = (place - candidate.start for place in example.answer)
    return [start < last and first < end for start, end in clause_spans(candidate.line.text)]


def _clause_numbers(row: Sequence[int], clauses: Spans) -> list[int]:
    numbers = [-1] * len(row)
    for number, (start, end) in enumerate(clauses):
        numbers[start:end] = [number] * (end - start)
    return numbers


def _matrix(rows: Sequence[Sequence[int]], fill: int) -> Integers:
    matrix = np.full((len(rows), max(map(len, rows))), fill, np.int32)
    for place, row in enumerate(rows):
        matrix[place, : len(row)] = row
    return matrix


def _renumbered(tokens: Integers, used: NDArray[np.integer]) -> Integers:
    return np.searchsorted(used, tokens).astype(np.int32)


def save(data: TrainingData, path: Path) -> None:
    """Write one compressed file."""
    arrays: dict[str, Any] = {name: getattr(data.examples, name) for name in _names()}
    arrays[_WORDS] = data.words
    arrays |= {_ENCODER + name: values.astype(np.float16) for name, values in data.encoder.items()}
    np.savez_compressed(path, **arrays)


def load(path: Path) -> TrainingData:
    """What ``save`` has written."""
    with np.load(path) as file:
        examples = PackedExamples(**{name: file[name] for name in _names()})
        encoder = {
            name.removeprefix(_ENCODER): file[name].astype(np.float32) for name in file if name.startswith(_ENCODER)
        }
        return TrainingData(examples, file[_WORDS], encoder)


def _names() -> list[str]:
    return [field.name for field in fields(PackedExamples)]
