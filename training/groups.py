"""Which candidates of which examples are read beside each other, and what a network says of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from index.e5.tokenizer import PADDING
from training.network import Network
from training.packing import Flags, PackedExamples

OTHERS = 7  # candidates beside the right one
_HARDEST = 11  # of those that are not right the best, out of which they are drawn
_REWORDED_SHARE = 0.45
_LENGTHS = 3  # lines of like length are read together, for less padding

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Some examples, each in one wording and with some of its candidates."""

    examples: Places  # (groups,)
    wordings: Places  # (groups,)
    is_read: Flags  # (groups, most): of each example's candidates


@dataclass(frozen=True, slots=True)
class Judgement:
    """A network's logits, higher is better."""

    answers: Tensor  # (groups, most): of each candidate, 0 where it is not read
    tells: Tensor  # (candidates read, longest): of each token, group by group


def drawn(packed: PackedExamples, examples: Places, chance: np.random.Generator, others: int = OTHERS) -> Groups:
    """For training: of each example one right candidate, if there is one, and some of the best others."""
    is_right = packed.is_right[examples]
    is_other = (packed.candidates[examples] >= 0) & ~is_right
    hardest = is_other & (is_other.cumsum(1) <= _HARDEST)
    is_read = _some(is_right, 1, chance) | _some(hardest, others, chance)
    count = packed.questions.shape[1]
    is_reworded = chance.random(len(examples)) < _REWORDED_SHARE
    wordings = chance.integers(min(1, count - 1), count, len(examples))
    return Groups(examples, np.where(is_reworded, wordings, 0), is_read)


def _some(flags: Flags, most: int, chance: np.random.Generator) -> Flags:
    """Of each row at most so many of those that are set."""
    order = np.where(flags, chance.random(flags.shape), 2).argsort(1).argsort(1)
    picked: Flags = flags & (order < most)
    return picked


def whole(packed: PackedExamples, examples: Places) -> Groups:
    """All candidates of the examples, whose questions are as they are."""
    return Groups(examples, np.zeros_like(examples), packed.candidates[examples] >= 0)


def judged(network: Network, packed: PackedExamples, groups: Groups) -> Judgement:
    """Read what is to be read; in bf16 on a GPU."""
    device, owners = network.device, np.nonzero(groups.is_read)[0]
    lines = packed.lines[of_read(packed.candidates, groups)]
    order = np.argsort((lines != PADDING).sum(1), kind="stable")
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        asked = network.questions(_cut(packed.questions[groups.examples, groups.wordings], device))
        read = [
            network.read(_cut(lines[part], device), asked, torch.from_numpy(owners[part]).to(device))
            for part in np.array_split(order, min(_LENGTHS, len(order)))
        ]
    back = torch.from_numpy(np.argsort(order)).to(device)
    answers = torch.cat([each for each, _ in read])[back]
    tells = torch.cat([functional.pad(each, (0, lines.shape[1] - each.shape[1])) for _, each in read])[back]
    is_read = torch.from_numpy(groups.is_read).to(device)
    return Judgement(torch.zeros(is_read.shape, device=device).masked_scatter(is_read, answers), tells)


def of_read(values: NDArray[Any], groups: Groups) -> NDArray[Any]:
    """Of ``values`` of shape (examples, most, ...) those of the candidates read, shape (candidates read, ...)."""
    return values[groups.examples][groups.is_read]


def _cut(rows: NDArray[np.int32], device: torch.device) -> Tensor:
    """Rows of tokens without the padding that all of them share."""
    longest = int((rows != PADDING).sum(1).max())
    return torch.from_numpy(rows[:, :longest].astype(np.int64)).to(device)
