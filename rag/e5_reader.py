"""The trained reader: four layers of multilingual-e5-small, trained on questions and sentences (docs/reader.md).

Its weights lie in ``data/reader.safetensors``. In ``data/conversations.safetensors`` lie those of four layers that
learned to read follow-ups, in ``data/entailment.safetensors`` of four that learned what sentences tell of that which
questions suppose. Word embeddings and vocabulary are those of the prepared encoder.
"""

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
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
from index.e5.reader_graph import compile_entailment, compile_reader
from index.e5.rows import shared_rows
from index.e5.source import Shape, Weights
from index.e5.tokenizer import END, START, E5Tokenizer
from index.encoder import Encoder, Vectors
from rag.reader import Entailment, Line, Reading, clause_spans
from rag.types import Turn

_DATA = Path(__file__).parent / "data"
SHIPPED, SHIPPED_ENTAILMENT = _DATA / "reader.safetensors", _DATA / "entailment.safetensors"
SHIPPED_CONVERSATIONS = _DATA / "conversations.safetensors"
# Of a question its last tokens, where it asks; of a line the clauses that fit (a reader learned from the first).
_QUESTION_TOKENS, _LINE_TOKENS = 44, 112
_BEFORE_TOKENS, _ANSWER_TOKENS = 40, 44  # of the question before, and the first ones of its answer
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

    def __init__(
        self,
        folder: Path,
        tokenizer: E5Tokenizer,
        weights: Path = SHIPPED,
        *,
        conversations: Path = SHIPPED_CONVERSATIONS,
        entailment: Path = SHIPPED_ENTAILMENT,
    ) -> None:
        self._tokenizer = tokenizer
        self._words = WordEmbeddings(folder / WEIGHTS_FILE)
        self._path = folder / ASKING / GRAPH
        self._reading = _Graph(compile_reader(_ReaderWeights(weights), self._path))
        self._conversation_weights, self._entailment_weights = conversations, entailment
        self._tokens_of = lru_cache(_KEPT_LINES)(self._tokens)

    def read(self, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        """A reading for each line, in order."""
        return self._readings(self._reading, asked_row(self._tokenizer, question), lines)

    def read_after(self, last: Turn, question: str, lines: Sequence[Line]) -> tuple[Reading, ...]:
        """A reading for each line of what answers a question that follows the last turn, in order."""
        return self._readings(self._conversations, row_after(self._tokenizer, last, question), lines)

    def _readings(self, graph: "_Graph", asked: list[int], lines: Sequence[Line]) -> tuple[Reading, ...]:
        if not lines:
            return ()
        rows = self._beside(asked, lines)
        answers, tells = graph.infer(rows.inputs)
        return tuple(
            Reading(float(answer), _of_clauses(tells[start:], spans, len(clause_spans(line.text))))
            for answer, start, spans, line in zip(answers, rows.starts, rows.spans, lines, strict=True)
        )

    # Two graphs are compiled when they are first asked (0.15 s each), as most questions follow none and are answered.

    @cached_property
    def _conversations(self) -> "_Graph":
        return _Graph(compile_reader(_ReaderWeights(self._conversation_weights), self._path))

    @cached_property
    def _entailment(self) -> "_Graph":
        return _Graph(compile_entailment(_ReaderWeights(self._entailment_weights), self._path))

    def contradictions(self, question: str, lines: Sequence[Line]) -> tuple[float, ...]:
        """The probability that each line contradicts what the question supposes, in order."""
        if not lines:
            return ()
        (logits,) = self._entailment.infer(self._beside(asked_row(self._tokenizer, question), lines).inputs)
        odds = np.exp(logits - logits.max(1, keepdims=True))
        return tuple(float(each[Entailment.CONTRADICTED] / each.sum()) for each in odds)

    def _beside(self, asked: list[int], lines: Sequence[Line]) -> "_Rows":
        """Rows that each begin with what is asked, as the graphs take them."""
        tokens = [self._tokens_of(line) for line in lines]
        laid = [laid_out(above, clauses, first_shown(above, clauses, asked)) for above, clauses in tokens]
        texts_of_rows = shared_rows([len(line) for line, _ in laid], len(asked))
        rows = [asked + [token for text in row for token in laid[text][0]] for row in texts_of_rows]
        words, _ = padded(rows, self._words)
        length = words.shape[1]
        places, texts = np.zeros(words.shape[:2], np.int32), np.full(words.shape[:2], _PADDING, np.int32)
        starts = np.zeros(len(lines), np.int32)
        for row, (place, text) in enumerate(zip(places, texts, strict=True)):
            end = len(asked)
            place[:end], text[:end] = np.arange(end), 0
            for line in texts_of_rows[row]:
                start, end = end, end + len(laid[line][0])
                place[start:end], text[start:end] = np.arange(end - start), line + 1
                starts[line] = row * length + start
        return _Rows([words, places, texts, starts], starts, [spans for _, spans in laid])

    def _tokens(self, line: Line) -> tuple[Tokens, tuple[Tokens, ...]]:
        """Of what stands above the line, and of each of its clauses."""
        ids = self._tokenizer.ids
        return tuple(ids(PASSAGE_PREFIX + line.above)), tuple(
            tuple(ids(line.text[start:end])) for start, end in clause_spans(line.text)
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """A question and lines as a graph takes them."""

    inputs: list[NDArray[Any]]
    starts: NDArray[np.int32]  # of each line, counted through all rows
    spans: list[list[tuple[int, int]]]  # of the clauses of each line that are read, in its tokens


class _Graph:
    """A compiled graph for many threads: a request serves one call at a time, so each thread has its own."""

    def __init__(self, graph: Any) -> None:
        self._graph = graph
        self._requests = threading.local()

    def infer(self, inputs: list[NDArray[Any]]) -> list[Vectors]:
        if not hasattr(self._requests, "mine"):
            self._requests.mine = self._graph.create_infer_request()
        return list(self._requests.mine.infer(inputs).values())


def asked_row(tokenizer: E5Tokenizer, question: str) -> list[int]:
    """The tokens of a question."""
    return [START, *tokenizer.ids(QUERY_PREFIX + question)[-_QUESTION_TOKENS:], END]


def row_after(tokenizer: E5Tokenizer, last: Turn, question: str) -> list[int]:
    """The tokens of the last question, its answer and the question that follows them."""
    ids = tokenizer.ids
    before, said = ids(QUERY_PREFIX + last.question)[:_BEFORE_TOKENS], ids(last.answer)[:_ANSWER_TOKENS]
    return [START, *before, END, *said, END, *ids(question)[-_QUESTION_TOKENS:], END]


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


def first_shown(above: Tokens, clauses: Sequence[Tokens], asked: Sequence[int]) -> int:
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
