"""The trained reader: four layers of multilingual-e5-small, trained on questions and sentences (docs/reader.md).

Its weights lie in ``data/reader.safetensors``; word embeddings and vocabulary are those of the prepared encoder.
"""

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from index.e5.encoder import E5Encoder
from index.e5.names import ASKING, GRAPH, PASSAGE_PREFIX, QUERY_PREFIX, WEIGHTS_FILE
from index.e5.network import WordEmbeddings, padded
from index.e5.prepare import prepared_folder
from index.e5.reader_graph import compile_reader
from index.e5.rows import shared_rows
from index.e5.source import Shape, Weights
from index.e5.tokenizer import END, START, E5Tokenizer
from index.encoder import Encoder, Vectors
from rag.reader import Line, Reading, clause_spans

SHIPPED = Path(__file__).parent / "data" / "reader.safetensors"
# Of a question its last tokens, where it asks; of a line the clauses that fit, in training the first ones.
_QUESTION_TOKENS, _LINE_TOKENS = 44, 112
_CLEARLY = 2  # tokens of a question
_PADDING = -1  # the number of the text that a token is of which only fills up its row
_KEPT_LINES = 4_096  # the same sentences of a report are read again and again; cutting one into tokens takes 0.2 ms
STEPS = ".in"  # of a name: for each channel of a matrix's input, what one step of its 8-bit integers is
HEADS, EPSILON = 12, 1e-12  # as the encoder has them

Tokens = tuple[int, ...]


def load_reader(encoder: Encoder, cache: Path, report: Callable[[str], None]) -> "E5Reader":
    """The reader beside any encoder; it shares the folder of the default one, or prepares it. Raises EncoderError."""
    if isinstance(encoder, E5Encoder):
        return E5Reader(encoder.folder, encoder.tokenizer)
    folder = prepared_folder(cache, report)
    return E5Reader(folder, E5Tokenizer(folder / ASKING))


class E5Reader:
    """Reads with the prepared folder of the default encoder (``index.e5.prepare``). Safe to use from many threads."""

    def __init__(self, folder: Path, tokenizer: E5Tokenizer, weights: Path = SHIPPED) -> None:
        self._tokenizer = tokenizer
        self._words = WordEmbeddings(folder / WEIGHTS_FILE)
        self._graph = compile_reader(_ReaderWeights(weights), folder / ASKING / GRAPH)
        self._requests = threading.local()
        self._tokens_of = lru_cache(_KEPT_LINES)(self._tokens)

    def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        """A reading for each line, in order."""
        if not lines:
            return ()
        asked = asked_row(self._tokenizer, question)
        tokens = [self._tokens_of(line) for line in lines]
        laid = [laid_out(above, clauses, _first_shown(above, clauses, asked)) for above, clauses in tokens]
        answers, tells = self._logits(asked, [row for row, _ in laid])
        return tuple(
            Reading(float(answer), _of_clauses(told, spans, len(clauses)))
            for answer, told, (_, spans), (_, clauses) in zip(answers, tells, laid, tokens, strict=True)
        )

    def _logits(self, asked: list[int], lines: Sequence[list[int]]) -> tuple[Vectors, list[Vectors]]:
        """Of each line, and of each of its tokens."""
        shared = shared_rows([len(line) for line in lines], len(asked))
        rows = [asked + [token for line in row for token in lines[line]] for row in shared]
        words, _ = padded(rows, self._words)
        length = words.shape[1]
        places, texts = np.zeros(words.shape[:2], np.int32), np.full(words.shape[:2], _PADDING, np.int32)
        starts = np.zeros(len(lines), np.int32)
        for row, (place, text) in enumerate(zip(places, texts, strict=True)):
            end = len(asked)
            place[:end], text[:end] = np.arange(end), 0
            for line in shared[row]:
                start, end = end, end + len(lines[line])
                place[start:end], text[start:end] = np.arange(end - start), line + 1
                starts[line] = row * length + start
        answers, tells = self._request().infer([words, places, texts, starts]).values()
        return answers, [tells[start : start + len(line)] for start, line in zip(starts, lines, strict=True)]

    def _tokens(self, line: Line) -> tuple[Tokens, tuple[Tokens, ...]]:
        """Of what stands above the line, and of each of its clauses."""
        ids = self._tokenizer.ids
        return tuple(ids(PASSAGE_PREFIX + line.above)), tuple(
            tuple(ids(line.text[start:end])) for start, end in clause_spans(line.text)
        )

    def _request(self) -> Any:
        """A request serves one call at a time, so each thread has its own."""
        if not hasattr(self._requests, "mine"):
            self._requests.mine = self._graph.create_infer_request()
        return self._requests.mine


def asked_row(tokenizer: E5Tokenizer, question: str) -> list[int]:
    """The tokens of a question."""
    return [START, *tokenizer.ids(QUERY_PREFIX + question)[-_QUESTION_TOKENS:], END]


def laid_out(above: Tokens, clauses: Iterable[Tokens], first: int = 0) -> tuple[list[int], list[tuple[int, int]]]:
    """The row of tokens of a line from its ``first`` clause on, and where in it each clause that fits stands.

    Those before the first stand nowhere: their span is empty.
    """
    row, spans = [START, *above], [(0, 0)] * first
    for clause in islice(clauses, first, None):
        if len(row) + len(clause) > _LINE_TOKENS:
            break
        spans.append((len(row), len(row) + len(clause)))
        row += clause
    return [*row, END], spans


def _first_shown(above: Tokens, clauses: Sequence[Tokens], asked: Sequence[int]) -> int:
    """From which clause on as many as fit say most of a question, if they say clearly more than the first ones."""
    room = _LINE_TOKENS - len(above) - 1
    if sum(map(len, clauses)) <= room:
        return 0
    said = [len({*clause} & {*asked[1:-1]}) for clause in clauses]
    shown = [sum(said[start : start + _fitting(clauses[start:], room)]) for start in range(len(clauses))]
    best = shown.index(max(shown))
    return best if shown[best] >= shown[0] + _CLEARLY else 0


def _fitting(clauses: Sequence[Tokens], room: int) -> int:
    ends = accumulate(map(len, clauses))
    return sum(end <= room for end in ends)


def _of_clauses(tells: Vectors, spans: Sequence[tuple[int, int]], clauses: int) -> tuple[float, ...]:
    scores = [float(tells[start:end].max(initial=-np.inf)) for start, end in spans]
    return (*scores, *[-np.inf] * (clauses - len(scores)))


def steps_of(name: str) -> str:
    """The name of the steps of what a matrix is multiplied with; queries, keys and values are made of one input."""
    return re.sub(r"[kv]$", "q", name) + STEPS


class _ReaderWeights:
    """The weights as the graph asks for them."""

    def __init__(self, path: Path) -> None:
        self._tensors = load_file(path)
        positions, hidden = self._tensors["emb.pos"].shape
        layers = sum(name.endswith(".q.w") for name in self._tensors)
        feed_forward = len(self._tensors["l0.fi.b"])
        self.shape = Shape(hidden, layers, HEADS, feed_forward, 0, positions, 1, EPSILON)

    def weights(self, name: str) -> Weights:
        """A tensor in fp32, flat."""
        return self._tensors[name].astype(np.float32).reshape(-1)

    def integers(self, name: str) -> tuple[NDArray[np.int8], Weights]:
        """A matrix, and what one step is in each of its rows."""
        return self._tensors[f"{name}.w"], self._tensors[f"{name}.w.rows"]

    def steps(self, name: str) -> Weights:
        """What one step is in each channel of what a matrix is multiplied with."""
        return self._tensors[steps_of(name)]
