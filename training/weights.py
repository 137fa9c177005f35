"""A reader's weights by the names that its graph asks for (index/e5/graph.py): where they come from, how they ship."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from index.e5.source import E5Source, Weights
from rag.e5_reader import STEPS, steps_of
from rag.reader import Entailment

_POSITIONS = 160  # of the encoder's 512; a line has 113 at most, a question behind a turn 132 (rag/e5_reader.py)
_LAYER = re.compile(r"l(\d+)\.(.+)")
_MATRIX = re.compile(r"l\d+\.(q|k|v|ao|fi|fo)\.w")

Tensors = dict[str, Weights]


def encoder_weights(source: E5Source) -> Tensors:
    """All layers of the encoder, without its word embeddings."""
    tensors = {name: source.weights(name) for name in (*source.tensors, *source.blocks) if name != "emb.word"}
    for name, values in tensors.items():
        if _MATRIX.fullmatch(name):
            tensors[name] = values.reshape(len(tensors[f"{name[:-1]}b"]), -1)
    hidden = source.shape.hidden
    tensors["emb.pos"] = tensors["emb.pos"].reshape(-1, hidden)[:_POSITIONS]
    tensors["emb.type"] = tensors["emb.type"].reshape(-1, hidden)[:1]
    return tensors


def with_heads(encoder: Tensors, chance: np.random.Generator) -> Tensors:
    """The encoder's weights beside what it lacks to be a reader: two heads, and the mark of a question's tokens."""
    hidden = len(encoder["emb.ln.w"])
    tensors = encoder | {"emb.join": np.zeros(hidden, np.float32)}
    for head, size in (("answers.in", hidden), ("answers.out", 1), ("tells", 1)):
        tensors[f"{head}.w"] = chance.uniform(-1, 1, (size, hidden)).astype(np.float32) * hidden**-0.5
        tensors[f"{head}.b"] = np.zeros(size, np.float32)
    return tensors


def with_entailment_head(reader: Tensors, chance: np.random.Generator) -> Tensors:
    """A reader's layers under a head of three logits, whose inner matrix is that of whether a line answers."""
    inner = {name: reader[f"answers.in.{name}"] for name in "wb"}
    hidden = len(inner["b"])
    kept = {name: values for name, values in reader.items() if not name.startswith(("answers.", "tells."))}
    return kept | {
        "entails.in.w": inner["w"].copy(),
        "entails.in.b": inner["b"].copy(),
        "entails.out.w": chance.uniform(-1, 1, (len(Entailment), hidden)).astype(np.float32) * hidden**-0.5,
        "entails.out.b": np.zeros(len(Entailment), np.float32),
    }


def with_layers(tensors: Tensors, layers: Sequence[int]) -> Tensors:
    """Only these of the layers, one upon the other."""
    kept = {name: values for name, values in tensors.items() if not _LAYER.fullmatch(name)}
    for place, layer in enumerate(layers):
        prefix = f"l{layer}."
        kept |= {
            f"l{place}.{name.removeprefix(prefix)}": values
            for name, values in tensors.items()
            if name.startswith(prefix)
        }
    return kept


def mixed(tensors: Tensors, others: Tensors, share: float) -> Tensors:
    """Weights between two readers of which one was made of the other: ``share`` of the others."""
    return {name: (1 - share) * values + share * others[name] for name, values in tensors.items()}


def rescaled(tensors: Tensors, times: float, plus: float) -> Tensors:
    """With other logits that a line answers: what their size decides stays as it was chosen for a reader before."""
    weight, bias = tensors["answers.out.w"], tensors["answers.out.b"]
    return tensors | {
        "answers.out.w": weight * np.float32(times),
        "answers.out.b": bias * np.float32(times) + np.float32(plus),
    }


def write_weights(tensors: Tensors, path: Path) -> None:
    """Write the matrices whose steps are known as 8-bit integers (8 MB for four layers), all else in fp16."""
    stored: dict[str, NDArray[Any]] = {}
    for name, values in tensors.items():
        if name.endswith(STEPS):
            stored[name] = values.astype(np.float32)
        elif _MATRIX.fullmatch(name) and (steps := tensors.get(steps_of(name.removesuffix(".w")))) is not None:
            integers, rows = in_integers(values * steps)
            stored |= {name: integers, f"{name}.rows": rows}
        else:
            stored[name] = values.astype(np.float16)
    save_file(stored, path)


def read_weights(path: Path) -> Tensors:
    """What ``write_weights`` has written, in fp32."""
    stored = load_file(path)
    tensors = {name: values.astype(np.float32) for name, values in stored.items() if not name.endswith(".rows")}
    for name, values in tensors.items():
        if f"{name}.rows" in stored:
            tensors[name] = values * stored[f"{name}.rows"][:, None] / stored[steps_of(name.removesuffix(".w"))]
    return tensors


def in_integers(weights: Weights) -> tuple[NDArray[np.int8], Weights]:
    """A matrix as integers from -127 to 127, and what one step is in each row; steps are fp32."""
    rows = np.maximum(np.abs(weights).max(1), np.finfo(np.float32).tiny).astype(np.float32) / 127
    return np.rint(weights / rows[:, None]).astype(np.int8), rows
