"""The trained reader (rag/e5_reader.py) as an OpenVINO graph: layers of the encoder's shape, in 8-bit integers.

What a matrix is multiplied with is rounded too, by a step for each of its channels that training has fixed, so that
integers are multiplied with integers. Measured beside the grouped integers of graph.py, in the same run on two cores
with AVX-512: 0.8 of the time; the logits are those that the network was trained with.

A processor without VNNI adds two products in 16 bits, where they overflow: logits were off by 0.07 in the mean, by 0.5
at most. There the same integers are multiplied in fp32, which is exact and takes 0.8 to 0.9 of the time.
"""

from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.e5.graph import Layers, WeightSource, compiled, import_openvino, kept_beside
from index.e5.source import Weights

_EXACT = {"INFERENCE_PRECISION_HINT": "f32"}  # what is not in integers
_LEAST, _MOST = np.float32(-128), np.float32(127)


class ReaderWeights(WeightSource, Protocol):
    """Weights of a reader."""

    def integers(self, name: str) -> tuple[NDArray[np.int8], Weights]:
        """A matrix, and what one step is in each of its rows."""

    def steps(self, name: str) -> Weights:
        """What one step is in each channel of what this matrix is multiplied with."""


def compile_reader(source: ReaderWeights, path: Path) -> Any:
    """A reader, kept compiled beside the graph at ``path``: from rows of a question and texts that are read beside it,
    to logits.

    It takes the word embeddings, shape (rows, tokens, hidden); of each token its position in its text and the text that
    it is of (0: the question, which opens every row; -1: padding), both of shape (rows, tokens); and the place of the
    first token of each text, counted through all rows, shape (texts,). One logit is of the text, shape (texts,), the
    other of each token, shape (rows * tokens,).
    """
    model = _ReaderGraph(source, import_openvino()).of_logits()
    return compiled(model, "LATENCY", _EXACT | kept_beside(path))


def compile_entailment(source: ReaderWeights, path: Path) -> Any:
    """What tells contradictions, kept likewise: from the inputs of ``compile_reader`` to three logits of each text,
    shape (texts, 3): that it is neutral to what the question supposes, entails or contradicts it.
    """
    model = _ReaderGraph(source, import_openvino()).of_entailments()
    return compiled(model, "LATENCY", _EXACT | kept_beside(path))


@cache
def _integers_are_exact() -> bool:
    """Whether this processor multiplies 8-bit integers without overflow, by a product of the largest ones (50 ms)."""
    openvino, largest = import_openvino(), np.full((1, 64), _MOST)
    ops = openvino.opset13
    states, weights = ops.parameter(largest.shape, np.float32), _dequantised(ops, largest.astype(np.int8), np.ones(1))
    product = ops.matmul(_quantised(ops, states), weights, False, True)
    graph = compiled(openvino.Model([product], [states], "probe"), "LATENCY", _EXACT)
    return bool((graph([largest])[0] == largest @ largest.T).all())


def _dequantised(ops: Any, integers: NDArray[np.int8], rows: NDArray[Any]) -> Any:
    return ops.multiply(ops.convert(ops.constant(integers), "f32"), ops.constant(rows[:, None].astype(np.float32)))


def _quantised(ops: Any, states: Any) -> Any:
    """Rounded so that OpenVINO multiplies in integers."""
    return ops.fake_quantize(states, _LEAST, _MOST, _LEAST, _MOST, 256)


def _rounded(ops: Any, states: Any) -> Any:
    """The same numbers, which OpenVINO multiplies as it does any."""
    return ops.clamp(ops.round(states, "half_to_even"), _LEAST, _MOST)


class _ReaderGraph(Layers):
    """Rows that each begin with the question."""

    def __init__(self, source: ReaderWeights, openvino: ModuleType) -> None:
        super().__init__(source, openvino)
        self._integers, self._steps = source.integers, source.steps

    def of_logits(self) -> Any:
        """The logit of a text is read from the state of its first token."""
        flat, firsts, inputs = self._read()
        ops = self._ops
        answers = self._of_firsts(firsts, "answers")
        tells = self._exact_linear(flat, "tells")
        logits = {name: ops.squeeze(each, np.array([1])) for name, each in (("answers", answers), ("tells", tells))}
        return self._model(logits, inputs, "reader")

    def of_entailments(self) -> Any:
        """Three logits of a text are read from the state of its first token."""
        _, firsts, inputs = self._read()
        return self._model({"entails": self._of_firsts(firsts, "entails")}, inputs, "entailment")

    def _read(self) -> tuple[Any, Any, list[Any]]:
        """The states of all tokens, shape (rows * tokens, hidden), those of the first token of each text, the inputs.

        The tokens of the question see each other only, and a vector of its own marks them.
        """
        ops, hidden = self._ops, self._source.shape.hidden
        places, texts = (ops.parameter([-1, -1], np.int32, name=name) for name in ("places", "texts"))
        starts = ops.parameter([-1], np.int32, name="starts")
        is_asked = ops.equal(texts, np.int32(0))
        same = ops.equal(ops.unsqueeze(texts, np.array([2])), ops.unsqueeze(texts, np.array([1])))
        sees = ops.logical_or(ops.unsqueeze(is_asked, np.array([1])), same)
        mark = ops.multiply(
            ops.unsqueeze(ops.convert(is_asked, "f32"), np.array([2])), self._source.weights("emb.join")
        )
        embedded = ops.add(self._embedded(ops.gather(self._positions(), places, np.array(0))), mark)
        states = self._states(embedded, ops.unsqueeze(ops.convert(sees, "f32"), np.array([1])))
        flat = ops.reshape(states, np.array([-1, hidden]), False)
        return flat, ops.gather(flat, starts, np.array(0)), [self._words, places, texts, starts]

    def _of_firsts(self, firsts: Any, head: str) -> Any:
        inner = self._ops.tanh(self._exact_linear(firsts, f"{head}.in"))
        return self._exact_linear(inner, f"{head}.out")

    def _model(self, outputs: dict[str, Any], inputs: list[Any], name: str) -> Any:
        for output, node in outputs.items():
            # Else they are numbered through the process, and every further reader of it is compiled and kept (18 MB).
            node.output(0).get_tensor().set_names({output})
        return self._openvino.Model(list(outputs.values()), inputs, name)

    def _linear(self, states: Any, name: str) -> Any:
        ops, (integers, rows) = self._ops, self._integers(name)
        whole = ops.multiply(states, (1 / self._steps(name)).astype(np.float32))
        rounded = (_quantised if _integers_are_exact() else _rounded)(ops, whole)
        weights = _dequantised(ops, integers, rows)
        return ops.add(ops.matmul(rounded, weights, False, True), self._source.weights(f"{name}.b"))

    def _values(self, states: Any, name: str) -> Any:
        return self._linear(states, name)
